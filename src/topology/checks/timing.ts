import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import type { Description, RouterEntry } from '../description.ts';
import type { Report } from '../problem.ts';
import type { CheckText } from '../schema.ts';
import { secondsOf } from '../schema-values.ts';

/** Times that contradict each other or that the daemon does not have. */
export function checkTiming(description: Description, report: Report): void {
  for (const router of description.routers.values()) checkRouter(router, report);
  for (const [name, check] of Object.entries(description.text.checks ?? {}))
    checkScript(name, check, description, report);
}

function checkRouter({ name, path, text }: RouterEntry, report: Report): void {
  const { failover, advert_interval: interval, version } = text;
  if (failover !== undefined && interval !== undefined) {
    report({
      path: [...path, 'advert_interval'],
      kind: 'contradiction',
      message: `router ${name} has both failover and advert_interval: one follows from the other`,
    });
  }
  if (failover !== undefined && secondsOf(failover)! < 0.04) {
    report({ path: [...path, 'failover'], kind: 'bad-value', message: 'failover must be at least 40ms' });
  }
  if (interval !== undefined && version === 2 && !Number.isInteger(secondsOf(interval))) {
    report({
      path: [...path, 'advert_interval'],
      kind: 'bad-value',
      message: `advert_interval of router ${name} must be whole seconds: VRRP version 2 has no others`,
      help: 'version: 3',
    });
  }
}

function checkScript(name: string, check: CheckText, { hosts }: Description, report: Report): void {
  const old = [...hosts.values()].find(({ release }) => compareReleases(release, '2.3.2') < 0);
  if (old === undefined || check.kind === 'file' || check.kind === 'verbatim') return;
  for (const key of ['interval', 'timeout'] as const) {
    const value = check[key];
    if (value === undefined || Number.isInteger(secondsOf(value))) continue;
    report({
      path: ['checks', name, key],
      kind: 'release',
      message: `${key} of check ${name} must be whole seconds: ${old.name} has keepalived ${old.release}, fractions came with 2.3.2`,
    });
  }
}
