import type { Tracked, VrrpInstance } from './instance.ts';

/** All that an instance tracks: in lists of its own, and in those of its sync group, which count for every member. */
export function trackedEntries({
  tracked,
  syncGroup,
}: Pick<VrrpInstance, 'tracked' | 'syncGroup'>): Tracked[] {
  return [...tracked, ...(syncGroup?.tracked ?? [])];
}
