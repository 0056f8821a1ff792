import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { sample } from './sample.ts';
import { relatedTo } from './settings.ts';

const priorityOf = ({ instance }: RouterMember) => instance.priority.value;

/** The one member that nobody equals; nobody preempts an equal. */
function strongestOf(members: readonly RouterMember[]): RouterMember | undefined {
  const best = Math.max(...members.map(priorityOf));
  const found = members.filter((member) => priorityOf(member) === best);
  return found.length === 1 ? found[0] : undefined;
}

function check(router: VirtualRouter, context: RuleContext): void {
  const strongest = strongestOf(router.members);
  const waiting = router.members.filter(({ instance }) => instance.nopreempt.value);
  if (strongest === undefined || waiting.length === 0) return;
  const { nopreempt } = strongest.instance;
  // One that is written there and cleared is a finding of its own.
  if (nopreempt.value || nopreempt.origin === 'corrected') return;
  report(strongest, waiting, router, context);
}

function report(
  strongest: RouterMember,
  waiting: readonly RouterMember[],
  router: VirtualRouter,
  context: RuleContext,
): void {
  const [first] = waiting;
  const lowest = Math.min(...router.members.map(priorityOf));
  // A node in the middle has somebody below it to leave alone.
  const isPartial = router.members.length > 2 && waiting.some((member) => priorityOf(member) > lowest);
  const place = placeIn(first!.instance, first!.instance.nopreempt);
  const { node, instance } = strongest;
  const wish = instance.last('preempt') ?? instance.last('preempt_delay');
  const wantsBack = wish !== undefined;
  const mustBeBackup = instance.state.value === 'MASTER' && priorityOf(strongest) !== 255;
  context.report({
    place,
    ...(isPartial ? { severity: 'info' } : {}),
    message: `nopreempt on ${hosts(waiting)} does not keep ${node.name} from taking ${routerName(router)} back: it has priority ${priorityOf(strongest)} and no nopreempt`,
    label: `of no use against ${node.name}`,
    help: wantsBack
      ? `Remove nopreempt on ${hosts(waiting)}: ${node.name} is meant to take the VIP back`
      : priorityOf(strongest) === 255
        ? `A priority from 1 to 254 and nopreempt in vrrp_instance ${instance.name} on ${node.name}: an owner always takes over`
        : `nopreempt in vrrp_instance ${instance.name} on ${node.name}${mustBeBackup ? ', and state BACKUP there' : ''}`,
    related: relatedBeside(place, [
      {
        place: placeIn(instance, instance.priority),
        message: `${node.name}, the strongest, has no nopreempt`,
      },
      ...relatedTo(wish, 'takes the VIP back on purpose'),
      ...waiting.map((member) => ({
        place: placeIn(member.instance, member.instance.nopreempt),
        message: `nopreempt on ${member.node.name}`,
      })),
    ]),
  });
}

/** nopreempt on a node that would not preempt anyway. */
export const vrrpNopreemptWrongNode = defineRule({
  id: 'vrrp/nopreempt-wrong-node',
  severity: 'warning',
  scope: 'cluster',
  docs: {
    summary: 'nopreempt on a weaker node, but not on the strongest',
    why: 'The option holds back the node that has it. The strongest node takes the VIP back as soon as it returns, and a weaker one with nopreempt does not take over from a master that only lowers its priority.',
    references: [
      'RFC 9568 section 6.4.2',
      'keepalived vrrp/vrrp.c: vrrp_state_backup',
      'acassen/keepalived#115',
      'acassen/keepalived#1457',
    ],
  },
  bad: [
    {
      caption: 'lb1 takes the VIP back after every restart',
      at: 'lb2.conf:7:5',
      files: {
        'lb1.conf': sample({ priority: 110 }),
        'lb2.conf': sample({ priority: 100, lines: ['nopreempt'] }),
      },
    },
    {
      caption: 'lb1 is meant to take the VIP back: nopreempt on lb2 is one too many',
      at: 'lb2.conf:7:5',
      files: {
        'lb1.conf': sample({ priority: 110, lines: ['preempt', 'preempt_delay 10'] }),
        'lb2.conf': sample({ priority: 100, lines: ['nopreempt'] }),
      },
    },
  ],
  good: [
    {
      caption: 'Where it belongs',
      files: {
        'lb1.conf': sample({ priority: 110, lines: ['nopreempt'] }),
        'lb2.conf': sample({ priority: 100 }),
      },
    },
    {
      files: {
        'lb1.conf': sample({ priority: 110, lines: ['nopreempt'] }),
        'lb2.conf': sample({ priority: 100, lines: ['nopreempt'] }),
      },
    },
  ],
  on: { router: (router, _cluster, context) => check(router, context) },
});
