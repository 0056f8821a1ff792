/** `; did you mean A or B?` to put behind a complaint, or nothing when nothing is near. */
export function didYouMean(near: readonly string[]): string {
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
}
