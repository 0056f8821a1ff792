import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Tracked } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { checkLater } from './nopreempt-later.ts';
import { nopreemptWithWeightExamples } from './nopreempt-with-weight-examples.ts';
import { listedBriefly } from './settings.ts';
import {
  byPlace,
  describeWeight,
  lonelyRouters,
  placeOfWeight,
  sharedRouters,
  strengthOf,
  weighted,
} from './weighted-checks.ts';

/** A check whose weight moves nothing. */
interface Idle {
  readonly entry: Tracked;
  /** Its other checks with a weight, which move nothing either. */
  readonly further: readonly Tracked[];
  readonly router: VirtualRouter;
  readonly holder: RouterMember;
  /** The other nodes; empty when they are not at hand. */
  readonly waiting: readonly RouterMember[];
}

const waits = ({ instance }: RouterMember) => instance.nopreempt.value;

/** A weighted check of the master - the strongest - after which nobody would take over; one a router is enough. */
function idleIn(router: VirtualRouter): Idle[] {
  const { members } = router;
  const best = Math.max(...members.map(strengthOf));
  for (const holder of members.filter((member) => strengthOf(member) === best)) {
    const [entry, ...further] = weighted(holder);
    const waiting = members.filter((member) => member !== holder);
    if (entry !== undefined && waiting.every(waits)) return [{ entry, further, router, holder, waiting }];
  }
  return [];
}

/** One file alone: what is written here is mostly written there, too. */
function suspectIn(router: VirtualRouter): Idle[] {
  const holder = router.members[0]!;
  const [entry, ...further] = weighted(holder);
  return entry !== undefined && waits(holder) ? [{ entry, further, router, holder, waiting: [] }] : [];
}

/*
 * nopreempt on the strongest alone lets the VIP go; back it comes when the node that took over is silent, not when
 * a check fails there.
 */
const help =
  'Leave the weight out (weight 0): a failure is then FAULT, and the VIP moves whatever nopreempt says. Or remove nopreempt on all nodes; on the strongest alone it lets the VIP go, but does not take it back when a check fails where it went';

function alsoIdle(further: readonly Tracked[]): Related[] {
  return further.map((entry) => ({
    place: placeOfWeight(entry),
    message: `${describeWeight(entry)} moves nothing either`,
  }));
}

function reportKnown(idle: readonly Idle[], context: RuleContext): void {
  const { entry, further, holder, waiting } = idle[0]!;
  const place = placeOfWeight(entry);
  context.report({
    place,
    ...(entry.kind === 'file' ? {} : { severity: 'error' }),
    message: `${describeWeight(entry)} moves nothing for ${listedBriefly([...new Set(idle.map(({ router }) => routerName(router)))])}: nopreempt keeps ${hosts(waiting)} from taking over from ${holder.node.name}`,
    label: `nobody takes over, however low ${holder.node.name} falls`,
    help,
    related: relatedBeside(place, [
      ...waiting.map(({ node, instance }) => ({
        place: placeIn(instance, instance.nopreempt),
        message: `${node.name} waits until ${holder.node.name} is silent`,
      })),
      { place: entry.place, message: `tracked by ${holder.node.name}` },
      ...alsoIdle(further),
    ]),
  });
}

function reportSuspected(idle: readonly Idle[], context: RuleContext): void {
  const { entry, further, holder } = idle[0]!;
  const { instance } = holder;
  const place = placeOfWeight(entry);
  context.report({
    place,
    message: `${describeWeight(entry)} moves nothing if the other nodes of ${listedBriefly([...new Set(idle.map(({ holder: one }) => `vrrp_instance ${one.instance.name}`))])} have nopreempt, as this one has`,
    label: 'do the others have nopreempt?',
    help,
    related: relatedBeside(place, [
      { place: placeIn(instance, instance.nopreempt), message: 'nopreempt here' },
      { place: entry.place, message: 'tracked here' },
      ...alsoIdle(further),
    ]),
  });
}

/** Weights on nodes from which nobody takes over. */
export const vrrpNopreemptWithWeight = defineRule({
  id: 'vrrp/nopreempt-with-weight',
  severity: 'warning',
  scope: 'cluster',
  docs: {
    summary: 'A check with a weight, and nopreempt on the nodes that would have to take over',
    why: 'A node with nopreempt accepts a live master whatever its priority: the failed check lowers the priority and the VIP stays on the broken node.',
    references: [
      'RFC 9568 section 6.4.2',
      'keepalived vrrp/vrrp.c: vrrp_state_backup',
      'acassen/keepalived#2379',
      'acassen/keepalived#2446',
      'acassen/keepalived#2599',
    ],
  },
  ...nopreemptWithWeightExamples,
  on: {
    run: (clusters, context) => {
      const placeOf = ({ entry }: Idle) => placeOfWeight(entry);
      const shared = sharedRouters(clusters);
      const known = shared.flatMap(idleIn);
      for (const idle of byPlace(known, placeOf)) reportKnown(idle, context);
      const said = new Set(known.map(({ router }) => router));
      checkLater(
        shared.filter((router) => !said.has(router)),
        context,
      );
      for (const idle of byPlace(lonelyRouters(clusters).flatMap(suspectIn), placeOf))
        reportSuspected(idle, context);
    },
  },
});
