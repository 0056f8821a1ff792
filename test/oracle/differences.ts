import { compareReleases, type ReleaseName } from '../../grammar/vocabulary/index.ts';

interface AcceptedDifference {
  /** End of the file's path; undefined: any file. */
  readonly file?: string;
  /** Of the daemon's complaint that hacfg does not share, or the rule whose error the daemon does not share. */
  readonly text: RegExp;
  /** First and last release to which it applies. */
  readonly since?: ReleaseName;
  readonly until?: ReleaseName;
  readonly reason: string;
}

/** Differences between hacfg and the daemon that are meant to be. One without a reason here is a defect. */
const differences: readonly AcceptedDifference[] = [];

export interface Met {
  readonly path: string;
  readonly text: string;
  readonly release: ReleaseName;
}

export function acceptedDifference({ path, text, release }: Met): string | undefined {
  return differences.find(
    (one) =>
      one.text.test(text) &&
      (one.file === undefined || path.endsWith(one.file)) &&
      (one.since === undefined || compareReleases(release, one.since) >= 0) &&
      (one.until === undefined || compareReleases(release, one.until) <= 0),
  )?.reason;
}
