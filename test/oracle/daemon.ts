import { spawnSync } from 'node:child_process';
import { isRelease, NEWEST, type ReleaseName } from '../../grammar/vocabulary/index.ts';

/** A keepalived to ask. */
export interface Daemon {
  readonly path: string;
  /** Its own name for its release. */
  readonly version: string;
  /** The release hacfg is to judge by: the newest when hacfg does not know this one. */
  readonly release: ReleaseName;
  /** What it was built with, in its own words. */
  readonly options: string;
}

/** HACFG_KEEPALIVED, or the one that is installed. A text says why there is none. */
export function findDaemon(path = process.env.HACFG_KEEPALIVED ?? 'keepalived'): Daemon | string {
  const { stdout, stderr, error } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return `there is no keepalived here (${path})`;
  const version = /Keepalived v(\d+(?:\.\d+)+)/.exec(`${stdout}${stderr}`)?.[1];
  if (version === undefined) return `${path} does not say which release it is`;
  const options = /Config options:(.*)/.exec(`${stdout}${stderr}`)?.[1] ?? '';
  return { path, version, release: isRelease(version) ? version : NEWEST, options };
}
