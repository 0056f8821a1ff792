import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import type { Description } from '../description.ts';
import type { Report } from '../problem.ts';
import { secondsOf } from '../schema-values.ts';

/** Times that contradict each other or that the daemon does not have; what a release lacks. */
export function checkTiming(description: Description, report: Report): void {
  for (const router of description.routers.values()) {
    const { failover, advert_interval: interval, version } = router.text;
    if (failover !== undefined && interval !== undefined) {
      report({
        path: [...router.path, 'advert_interval'],
        kind: 'contradiction',
        message: `router ${router.name} has both failover and advert_interval: one follows from the other`,
      });
    }
    if (failover !== undefined && secondsOf(failover)! < 0.04) {
      report({ path: [...router.path, 'failover'], kind: 'bad-value', message: 'failover must be at least 40ms' });
    }
    const seconds = interval === undefined ? undefined : secondsOf(interval)!;
    if (seconds !== undefined && version === 2 && !Number.isInteger(seconds)) {
      report({
        path: [...router.path, 'advert_interval'],
        kind: 'bad-value',
        message: `advert_interval of router ${router.name} must be whole seconds: VRRP version 2 has no others`,
        help: 'version: 3',
      });
    }
  }
  for (const [name, check] of Object.entries(description.text.checks ?? {})) {
    if (!('interval' in check || 'timeout' in check)) continue;
    for (const key of ['interval', 'timeout'] as const) {
      const value = check[key];
      const seconds = value === undefined ? undefined : secondsOf(value)!;
      if (seconds === undefined || Number.isInteger(seconds)) continue;
      const old = [...description.hosts.values()].find(({ release }) => compareReleases(release, '2.3.2') < 0);
      if (old === undefined) continue;
      report({
        path: ['checks', name, key],
        kind: 'release',
        message: `${key} of check ${name} must be whole seconds: ${old.name} has keepalived ${old.release}, fractions came with 2.3.2`,
      });
    }
  }
}
