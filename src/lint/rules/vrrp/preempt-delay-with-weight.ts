import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Tracked } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { downTimeOf } from './timers.ts';
import {
  byPlace,
  describeWeight,
  leftWithout,
  lonelyRouters,
  placeOfWeight,
  sharedRouters,
  strengthOf,
  weighted,
} from './weighted-checks.ts';
import { weightedSample } from './weighted-sample.ts';

/** A node that will have to wait before it takes over from one that only became weaker. */
interface Wait {
  readonly heir: RouterMember;
  readonly router: VirtualRouter;
  readonly entry: Tracked;
  /** Undefined: the other nodes are not at hand. */
  readonly failing: RouterMember | undefined;
}

const delays = ({ instance }: RouterMember) => instance.preemptDelay.value > 0;

/** Who would take over from `failing`, the soonest first; nobody waits where somebody takes over at once. */
function waitFor(failing: RouterMember, router: VirtualRouter): Wait | undefined {
  for (const entry of weighted(failing)) {
    const left = leftWithout(entry, failing);
    const heirs = router.members.filter(
      (member) => member !== failing && !member.instance.nopreempt.value && strengthOf(member) > left,
    );
    const heir = heirs.toSorted((one, other) => strengthOf(other) - strengthOf(one))[0];
    if (heir !== undefined && heirs.every(delays)) return { heir, router, entry, failing };
  }
  return undefined;
}

/** Only the master's failure moves a VIP, and the strongest is master while all is well. */
function waitsIn(router: VirtualRouter): Wait[] {
  const best = Math.max(...router.members.map(strengthOf));
  const masters = router.members.filter((member) => strengthOf(member) === best);
  const wait = masters.length === 1 ? waitFor(masters[0]!, router) : undefined;
  return wait === undefined ? [] : [wait];
}

function suspectsIn(router: VirtualRouter): Wait[] {
  const heir = router.members[0]!;
  const [entry] = weighted(heir);
  return entry !== undefined && delays(heir) ? [{ heir, router, entry, failing: undefined }] : [];
}

/** `303.6 s`. */
function takeover({ instance }: RouterMember): string {
  const { preemptDelay } = instance;
  return `${Math.round((preemptDelay.value + downTimeOf(instance)) * 10) / 10} s`;
}

function report(wait: Wait, context: RuleContext): void {
  const { heir, router, entry, failing } = wait;
  const { preemptDelay, name } = heir.instance;
  const place = placeIn(heir.instance, preemptDelay);
  const isKnown = failing !== undefined;
  context.report({
    place,
    message: isKnown
      ? `preempt_delay ${preemptDelay.value} holds ${heir.node.name} back when a check of ${failing.node.name} fails: it takes ${routerName(router)} over after ${takeover(heir)}`
      : `preempt_delay ${preemptDelay.value} of vrrp_instance ${name} holds this node back when a check with a weight fails on another node: it takes over after ${takeover(heir)}`,
    label: `${takeover(heir)} until the VIP moves`,
    help: 'Leave the weight out (weight 0): a failure is FAULT then, and the VIP moves at once; or a preempt_delay as short as the service may be down',
    related: relatedBeside(place, [
      {
        place: placeOfWeight(entry),
        message: `${describeWeight(entry)}${isKnown ? ` only lowers the priority of ${failing.node.name}` : ' only lowers the priority'}`,
      },
      { place: entry.place, message: 'tracked here' },
    ]),
  });
}

/** A delay for the way back that holds the way out up. */
export const vrrpPreemptDelayWithWeight = defineRule({
  id: 'vrrp/preempt-delay-with-weight',
  severity: 'warning',
  scope: 'cluster',
  docs: {
    summary: 'preempt_delay together with checks that have a weight',
    why: 'A master whose check fails only becomes weaker, so the other node has to preempt it, and preempt_delay holds that back: for as long the VIP stays on a node whose service is down.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_state_backup',
      'acassen/keepalived#296',
      'acassen/keepalived#731',
    ],
  },
  bad: [
    {
      caption: 'lb2 watches a broken lb1 for five minutes',
      at: 'lb2.conf:15:19',
      files: {
        'lb1.conf': weightedSample(-50, { priority: 110 }),
        'lb2.conf': weightedSample(-50, { priority: 100, lines: ['preempt_delay 300'] }),
      },
    },
    {
      caption: 'One file alone: the others mostly say the same',
      at: '15:19',
      files: weightedSample(-50, { lines: ['preempt_delay 300'] }),
    },
  ],
  good: [
    {
      caption: 'A failed check without a weight is FAULT: nothing is delayed',
      files: weightedSample(0, { lines: ['preempt_delay 300'] }),
    },
    {
      caption: 'The delay on the strongest node only delays its return',
      files: {
        'lb1.conf': weightedSample(-50, { priority: 110, lines: ['preempt_delay 300'] }),
        'lb2.conf': weightedSample(-50, { priority: 100 }),
      },
    },
  ],
  on: {
    run: (clusters, context) => {
      const waits = [
        ...sharedRouters(clusters).flatMap(waitsIn),
        ...lonelyRouters(clusters).flatMap(suspectsIn),
      ];
      const placeOf = ({ heir }: Wait) => placeIn(heir.instance, heir.instance.preemptDelay);
      for (const [first] of byPlace(waits, placeOf)) report(first!, context);
    },
  },
});
