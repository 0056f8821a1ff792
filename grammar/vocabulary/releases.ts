import type { ReleaseName } from './types.ts';

/**
 * Every release of keepalived, oldest first. What is older than the first one counts as the first one; `next` is
 * the development tree after the newest release.
 */
export const RELEASES: readonly ReleaseName[] = [
  ...patches('1.1', [0, 19]),
  ...patches('1.2', [1, 24]),
  ...patches('1.3', [0, 9]),
  ...patches('1.4', [0, 5]),
  ...patches('2.0', [0, 20]),
  ...patches('2.1', [0, 5]),
  ...patches('2.2', [0, 8]),
  ...patches('2.3', [0, 4]),
  ...patches('2.4', [0, 3]),
  'next',
];

/** The newest tagged release: what a configuration is held against unless a release is named. */
export const NEWEST: ReleaseName = '2.4.3';

const POSITION: ReadonlyMap<string, number> = new Map(RELEASES.map((release, index) => [release, index]));

/** Whether `name` is a release as the tables write it: `2.2.7`, without a `v`. */
export function isRelease(name: string): name is ReleaseName {
  return POSITION.has(name);
}

/** Negative when `a` is older than `b`, 0 when they are the same, positive when it is newer. */
export function compareReleases(a: ReleaseName, b: ReleaseName): number {
  return positionOf(a) - positionOf(b);
}

/** Whether a word that is known from `since` up to and including `until` is known to `release`. */
export function isKnownIn(
  release: ReleaseName,
  known: { readonly since?: ReleaseName; readonly until?: ReleaseName },
): boolean {
  if (known.since !== undefined && compareReleases(release, known.since) < 0) return false;
  return known.until === undefined || compareReleases(release, known.until) <= 0;
}

function positionOf(release: ReleaseName): number {
  const position = POSITION.get(release);
  if (position === undefined) throw new RangeError(`unknown release: ${release}`);
  return position;
}

function patches(minor: string, [first, last]: readonly [number, number]): ReleaseName[] {
  const names: ReleaseName[] = [];
  for (let patch = first; patch <= last; patch++) names.push(`${minor}.${patch}`);
  return names;
}
