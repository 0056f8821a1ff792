import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { Cluster, RouterMember } from '../../../model/cluster.ts';
import { lossOf, weightedEntries } from '../../../model/election/priority.ts';
import type { Tracked } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, replacing, routerName } from '../cluster/members.ts';
import { placeOfWeight } from '../vrrp/weighted-checks.ts';
import { healthy, rightWeight, type Shortfall, shortfallsOf } from './shortfalls.ts';
import { definedBy } from './tracking.ts';
import { reportCommented, reportLonely } from './weight-hints.ts';
import { reportLater } from './weight-later.ts';
import { weightExamples } from './weight-too-small-examples.ts';

function nameOf({ kind, name }: Tracked): string {
  return `${kind === 'interface' ? 'track_interface' : definedBy[kind]} ${name}`;
}

/** The nodes that make the same check with a weight, and their entries. */
function checking({ entry, router }: Shortfall): { member: RouterMember; own: Tracked[] }[] {
  return router.members
    .map((member) => ({
      member,
      own: weightedEntries(member).filter((one) => one.kind === entry.kind && one.name === entry.name),
    }))
    .filter(({ own }) => own.length > 0);
}

function help(shortfall: Shortfall): string {
  const { master, heir, heirHas } = shortfall;
  const weight = rightWeight(shortfall);
  if (weight !== undefined) {
    const sign = weight.startsWith('-') ? 'or lower' : 'or more';
    const where = checking(shortfall).map(({ member }) => member);
    return `weight ${weight}, ${sign}, on ${hosts(where)}; or priorities closer together`;
  }
  return heirHas > 1
    ? `Bring the priorities of ${hosts([master, heir])} closer together: no weight is large enough`
    : `Raise the priority of ${heir.node.name}: none falls below 1`;
}

/** The weight on every node that makes the check: a bonus has to grow on all of them. */
function editsFor(shortfall: Shortfall, weight: string): Edit[] {
  const alike = checking(shortfall).flatMap(({ own }) => own);
  const edits = alike.flatMap((one) => (one.reverse ? [] : replacing(one.weight, weight)));
  return edits.length === alike.length ? edits : [];
}

function report(shortfalls: readonly Shortfall[], context: RuleContext): void {
  const worst = shortfalls.reduce((most, one) => (one.needed > most.needed ? one : most));
  const { entry, router, master, heir, heirHas, left, together } = worst;
  const place = placeOfWeight(entry);
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
      const { source, span } = placeOfWeight(shortfall.entry);
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
  on: {
    cluster: (cluster, context) => {
      check(cluster, context);
      reportCommented(cluster, context);
      reportLater(cluster, context);
    },
    run: reportLonely,
  },
});
