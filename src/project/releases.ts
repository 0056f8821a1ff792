import { isRelease, RELEASES } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';

/** The release somebody means: `2.2.7`, `v2.2.7`, or the newest of a line: `2.2`. undefined: there is none such. */
export function releaseMeant(text: string): ReleaseName | undefined {
  const name = text.trim().replace(/^v/i, '');
  if (isRelease(name)) return name;
  return /^\d+(?:\.\d+)?$/.test(name)
    ? RELEASES.findLast((release) => release.startsWith(`${name}.`))
    : undefined;
}

/** The keepalived that systems ship, by `os:` of a host in hacfg.yaml. */
const shipped: ReadonlyMap<string, ReleaseName> = new Map([
  ['rhel7', '1.3.5'],
  ['rhel8', '2.1.5'],
  ['rhel9', '2.2.8'],
  ['debian11', '2.1.5'],
  ['debian12', '2.2.7'],
  ['debian13', '2.3.3'],
  ['ubuntu20.04', '2.0.19'],
  ['ubuntu22.04', '2.2.4'],
  ['ubuntu24.04', '2.2.8'],
]);

/** Other names for the same systems. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['centos', 'rhel'],
  ['rocky', 'rhel'],
  ['alma', 'rhel'],
  ['almalinux', 'rhel'],
  ['oracle', 'rhel'],
  ['ol', 'rhel'],
  ['el', 'rhel'],
]);

/** The release a system ships; undefined for systems nothing is known of. */
export function releaseOfSystem(os: string): ReleaseName | undefined {
  const name = os.toLowerCase().replace(/[\s_-]/g, '');
  const [, family, version] = /^([a-z]+)([\d.]*)$/.exec(name) ?? [];
  if (family === undefined) return undefined;
  return shipped.get(`${aliases.get(family) ?? family}${version}`);
}
