import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { effective, healthyTotal } from '../../../model/election/priority.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, replacing, routerName } from '../cluster/members.ts';
import { sample } from './sample.ts';

/** What the members advertise while all is well. */
function strength(member: RouterMember): number {
  return effective(member, healthyTotal(member));
}

function check({ members, ...router }: VirtualRouter, context: RuleContext): void {
  const masters = members.filter(({ instance }) => instance.state.value === 'MASTER');
  const [master] = masters;
  // Several that say MASTER are a finding of their own.
  if (master === undefined || masters.length > 1 || !master.instance.state.isWritten) return;
  const best = Math.max(...members.map(strength));
  const strongest = members.filter((member) => strength(member) === best);
  if (strength(master) < best) report(master, strongest, { members, ...router }, context);
  else if (strongest.length > 1) reportEqual(master, strongest, { members, ...router }, context);
}

/** What to do about equal priorities is said where they are found; here only what state does not do. */
function reportEqual(
  { node, instance }: RouterMember,
  strongest: readonly RouterMember[],
  router: VirtualRouter,
  context: RuleContext,
): void {
  const place = placeIn(instance, instance.state);
  context.report({
    place,
    message: `${node.name} says state MASTER for ${routerName(router)}, which does not make it the master: ${hosts(strongest)} have the same priority ${strength(strongest[0]!)}`,
    label: 'decides nothing',
    help: `A higher priority on ${node.name} than on all others`,
    related: relatedBeside(
      place,
      strongest.map((member) => ({
        place: placeIn(member.instance, member.instance.priority),
        message: `${member.node.name}: ${strength(member)}`,
      })),
    ),
  });
}

function report(
  master: RouterMember,
  strongest: readonly RouterMember[],
  router: VirtualRouter,
  context: RuleContext,
): void {
  const { node, instance } = master;
  const place = placeIn(instance, instance.state);
  const best = strength(strongest[0]!);
  const room = best + 10 <= 254;
  const edits = room ? replacing(instance.priority, String(best + 10)) : [];
  context.report({
    place,
    severity: 'warning',
    message: `${node.name} says state MASTER for ${routerName(router)}, but with priority ${strength(master)} it is not the master: ${hosts(strongest)} ${strongest.length === 1 ? 'has' : 'have'} ${best}`,
    label: 'decides nothing',
    help: `${room ? `priority ${best + 10} on ${node.name}` : `Lower priorities than ${strength(master)} on all others`} if it is to be the master; else state BACKUP`,
    related: relatedBeside(place, [
      { place: placeIn(instance, instance.priority), message: `${node.name}: ${strength(master)}` },
      ...strongest.map((member) => ({
        place: placeIn(member.instance, member.instance.priority),
        message: `${member.node.name}: ${best}`,
      })),
    ]),
    ...(edits.length === 0
      ? {}
      : { fixes: [{ title: `Raise the priority to ${best + 10}`, safety: 'unsafe' as const, edits }] }),
  });
}

/** A node that is called master and is not the strongest. */
export const vrrpStateIsCosmetic = defineRule({
  id: 'vrrp/state-is-cosmetic',
  severity: 'info',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'state MASTER on a node that is not the strongest',
    why: 'Priority alone elects the master. A node with state MASTER starts as a backup like any other, and whoever edits state to move the VIP moves nothing.',
    references: [
      'RFC 9568 section 6.4.1',
      'keepalived vrrp/vrrp_scheduler.c: vrrp_init_state',
      'acassen/keepalived#2091',
      'acassen/keepalived#2546',
    ],
  },
  bad: [
    {
      caption: 'The VIP is on lb2',
      at: 'lb1.conf:2:11',
      files: {
        'lb1.conf': sample({ state: 'MASTER', priority: 90 }),
        'lb2.conf': sample({ priority: 100 }),
      },
    },
    {
      caption: 'The VIP may be on either',
      at: 'lb1.conf:2:11',
      files: {
        'lb1.conf': sample({ state: 'MASTER', priority: 100 }),
        'lb2.conf': sample({ priority: 100 }),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': sample({ state: 'MASTER', priority: 110 }),
        'lb2.conf': sample({ priority: 100 }),
      },
    },
  ],
  on: { router: (router, _cluster, context) => check(router, context) },
});
