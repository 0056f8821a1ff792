import type { Place } from '../../../../grammar/source.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Tracked } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, replacing, routerName } from '../cluster/members.ts';
import { bonusOf, effective, healthyTotal, lossOf, weightedEntries } from './effective-priority.ts';
import { definedBy } from './tracking.ts';
import { weightExamples } from './weight-too-small-examples.ts';

const largest = 253;

/** A check of the master whose failure does not make anybody else master. */
interface Shortfall {
  readonly entry: Tracked;
  readonly router: VirtualRouter;
  readonly master: RouterMember;
  readonly heir: RouterMember;
  /** Effective priority of the heir; of the master with the check failed. */
  readonly heirHas: number;
  readonly left: number;
  /** Points the check would have to take. */
  readonly needed: number;
  /** How many of the master's checks must fail together; undefined: not even all of them are enough. */
  readonly together: number | undefined;
}

function healthy(member: RouterMember): number {
  return effective(member, healthyTotal(member));
}

/** The strongest of some members; undefined when several are. */
function strongest(members: readonly RouterMember[]): RouterMember | undefined {
  const best = Math.max(...members.map(healthy));
  const found = members.filter((member) => healthy(member) === best);
  return found.length === 1 ? found[0] : undefined;
}

/** The fewest checks that, failing together, are enough; undefined when not even all of them are. */
function neededTogether(
  entries: readonly Tracked[],
  master: RouterMember,
  heirHas: number,
): number | undefined {
  let total = healthyTotal(master);
  const losses = entries.map(lossOf).sort((one, other) => other - one);
  for (const [at, loss] of losses.entries()) {
    total -= loss;
    if (effective(master, total) < heirHas) return at + 1;
  }
  return undefined;
}

function shortfallsOf(router: VirtualRouter): Shortfall[] {
  const master = strongest(router.members);
  if (master === undefined) return [];
  // A node with nopreempt waits whatever the master advertises; another rule says so.
  const heirs = router.members.filter((member) => member !== master && !member.instance.nopreempt.value);
  if (heirs.length === 0) return [];
  const heir = heirs.reduce((best, member) => (healthy(member) > healthy(best) ? member : best));
  const heirHas = healthy(heir);
  const total = healthyTotal(master);
  const small = weightedEntries(master).filter(
    (entry) => effective(master, total - lossOf(entry)) >= heirHas,
  );
  const together = neededTogether(small, master, heirHas);
  return small.map((entry) => ({
    entry,
    router,
    master,
    heir,
    heirHas,
    left: effective(master, total - lossOf(entry)),
    needed: pointsNeeded(entry, master, heir),
    together,
  }));
}

/** Whether the heir makes the same check with a bonus too: a larger weight then raises both. */
function bonusOfHeir(entry: Tracked, heir: RouterMember): number {
  if (bonusOf(entry) === 0) return 0;
  const own = weightedEntries(heir).find((one) => one.kind === entry.kind && one.name === entry.name);
  return own === undefined ? 0 : bonusOf(own);
}

/** The smallest weight that is enough: as a bonus where both nodes have one, else as a penalty of the master. */
function pointsNeeded(entry: Tracked, master: RouterMember, heir: RouterMember): number {
  const left = healthyTotal(master) - bonusOf(entry);
  const shared = bonusOfHeir(entry, heir);
  return shared > 0
    ? effective(master, left) - (healthyTotal(heir) - shared) + 1
    : Math.max(1, left - healthy(heir) + 1);
}

/** Where the weight is written; the name of the entry when it is not. */
function weightPlace({ weight, place }: Tracked): Place {
  return weight.place ?? place;
}

function nameOf({ kind, name }: Tracked): string {
  return `${kind === 'interface' ? 'track_interface' : definedBy[kind]} ${name}`;
}

/** The weight to write; undefined when none is large enough: priorities stay within 1 and 254. */
function rightWeight({ entry, needed, master, heir, heirHas }: Shortfall): string | undefined {
  if (needed > largest) return undefined;
  if (bonusOfHeir(entry, heir) === 0) return heirHas > 1 ? `-${needed}` : undefined;
  return effective(master, healthyTotal(master) - bonusOf(entry)) < 254 ? String(needed) : undefined;
}

function help(shortfall: Shortfall): string {
  const { master, heir, router, heirHas } = shortfall;
  const weight = rightWeight(shortfall);
  if (weight !== undefined) {
    const sign = weight.startsWith('-') ? 'or lower' : 'or more';
    return `weight ${weight}, ${sign}, on ${hosts(router.members)}; or priorities closer together`;
  }
  return heirHas > 1
    ? `Bring the priorities of ${hosts([master, heir])} closer together: no weight is large enough`
    : `Raise the priority of ${heir.node.name}: none falls below 1`;
}

/** The weight on every node that makes the check: a bonus has to grow on all of them. */
function editsFor({ entry, router }: Shortfall, weight: string): Edit[] {
  const alike = router.members.flatMap((member) =>
    weightedEntries(member).filter((one) => one.kind === entry.kind && one.name === entry.name),
  );
  const edits = alike.flatMap((one) => (one.reverse ? [] : replacing(one.weight, weight)));
  return edits.length === alike.length ? edits : [];
}

function report(shortfalls: readonly Shortfall[], context: RuleContext): void {
  const worst = shortfalls.reduce((most, one) => (one.needed > most.needed ? one : most));
  const { entry, router, master, heir, heirHas, left, together } = worst;
  const place = weightPlace(entry);
  const weight = rightWeight(worst);
  const standing = left === heirHas ? 'equal to' : 'above';
  const edits = weight === undefined ? [] : editsFor(worst, weight);
  const others = shortfalls.filter((one) => one !== worst).map((one) => routerName(one.router));
  context.report({
    place,
    ...(together === undefined ? {} : { severity: 'info' }),
    message: `weight ${entry.weight.value} of ${nameOf(entry)} is too small for ${[routerName(router), ...others].join(', ')}: when it fails, ${master.node.name} is left with ${left}, ${standing} ${heir.node.name}’s ${heirHas}`,
    ...(together === undefined
      ? {}
      : {
          why: `One failed check moves nothing: it takes ${together} of them at once to bring ${master.node.name} below ${heir.node.name}.`,
        }),
    label: `takes ${lossOf(entry)} of ${healthy(master)}${weight === undefined ? '' : `; ${worst.needed} would do`}`,
    help: help(worst),
    related: relatedBeside(place, [
      {
        place: placeIn(master.instance, master.instance.priority),
        message: `${master.node.name}: ${healthy(master)}, ${left} after the failure`,
      },
      { place: placeIn(heir.instance, heir.instance.priority), message: `${heir.node.name}: ${heirHas}` },
      { place: entry.place, message: 'tracked here' },
    ]),
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: `Set the weight to ${weight}`, safety: 'unsafe' as const, edits }] }),
  });
}

/** One weight may be too small for several routers: that is one mistake. */
function check({ routers }: Cluster, context: RuleContext): void {
  const byWeight = new Map<string, Shortfall[]>();
  for (const router of routers.filter(({ members }) => members.length > 1)) {
    for (const shortfall of shortfallsOf(router)) {
      const { source, span } = weightPlace(shortfall.entry);
      const key = `${source.path} ${span.start} ${shortfall.together === undefined}`;
      byWeight.set(key, [...(byWeight.get(key) ?? []), shortfall]);
    }
  }
  for (const shortfalls of byWeight.values()) report(shortfalls, context);
}

/** A failed check that costs less than the master is ahead. */
export const scriptWeightTooSmall = defineRule({
  id: 'script/weight-too-small',
  severity: 'error',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'A weight smaller than the distance of the priorities',
    why: 'The master stays the strongest node although its check fails, so the VIP stays where the service is down. A node does not give way to an equal priority either.',
    references: [
      'RFC 9568 section 6.4.2',
      'keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority',
      'acassen/keepalived#2599',
    ],
  },
  ...weightExamples,
  on: { cluster: check },
});
