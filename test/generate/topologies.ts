import fc, { type GeneratorValue } from 'fast-check';
import { compareReleases, RELEASES } from '../../grammar/vocabulary/releases.ts';
import { Dice } from './dice.ts';
import { drawChecks, drawNotify } from './topology-checks.ts';
import { drawHosts, type Site } from './topology-hosts.ts';
import { drawGroups, drawRouters } from './topology-routers.ts';
import { drawServices } from './topology-services.ts';

/** A hacfg.yaml as a value; its JSON is valid YAML. */
export type Topology = Record<string, unknown>;

/** Releases that hosts run: all that know VRRP version 3 and the words of hacfg.yaml's own scripts. */
const releases = RELEASES.filter((one) => compareReleases(one, '1.3.0') >= 0);

/**
 * Valid clusters of one to five directors, from a seed: the same seed gives the same clusters. What hacfg.yaml can
 * express is in them; what a linter would advise against is not.
 * @param release of all hosts; default: any, for each cluster another one
 */
export function drawTopologies(seed: number, count: number, release?: string): Topology[] {
  return fc
    .sample(fc.gen(), { seed, numRuns: count })
    .map((value: GeneratorValue) => drawTopology(new Dice(value), release));
}

/** One cluster out of the numbers of a property. */
export function drawTopology(dice: Dice, release?: string): Topology {
  const site = drawHosts(dice, release ?? dice.pick(releases));
  const checks = drawChecks(dice, site);
  const routers = drawRouters(dice, site, Object.keys(checks));
  const groups = drawGroups(dice, site, routers, Object.keys(checks));
  const services = drawServices(dice, site, routers);
  const alerts = dice.chance(20);
  return {
    keepalived: site.release,
    ...(dice.chance(30) ? { defaults: { router: { preempt: true }, service: { scheduler: 'rr' } } } : {}),
    global: drawGlobal(dice, site, alerts),
    hosts: site.hosts,
    checks,
    routers: Object.fromEntries(
      routers.map(({ name, text }) => [
        name,
        {
          ...text,
          ...(dice.chance(30) ? { notify: drawNotify(dice, site.release) } : {}),
          ...(alerts && dice.chance(50) ? { smtp_alert: dice.chance(80) } : {}),
        },
      ]),
    ),
    ...(groups === undefined ? {} : { sync_groups: groups }),
    ...(services === undefined ? {} : { services }),
  };
}

function drawGlobal(dice: Dice, { hasServices }: Site, alerts: boolean): object {
  return {
    ...(alerts
      ? {
          smtp: {
            server: '192.0.2.25',
            ...(dice.chance(50) ? { port: 2525 } : {}),
            from: 'lb@example.org',
            to: ['ops@example.org', 'duty@example.org'].slice(0, dice.between(1, 2)),
            ...(dice.chance(50) ? { helo: 'lb.example.org' } : {}),
            connect_timeout: '30s',
          },
        }
      : {}),
    ...(hasServices && dice.chance(30)
      ? { lvs_sync: dice.chance(50) ? true : { id: dice.between(1, 255) } }
      : {}),
    ...(dice.chance(20) ? { verbatim: '# of our own\nvrrp_garp_master_repeat 3' } : {}),
    ...(dice.chance(10) ? { script_user: 'root', script_security: true } : {}),
  };
}
