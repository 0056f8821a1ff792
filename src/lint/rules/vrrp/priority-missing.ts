import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isFrom, relatedTo } from './settings.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;

function check(instance: VrrpInstance, context: RuleContext): void {
  const { name, priority, state } = instance;
  if (instance.all('priority').length > 0) return;
  const isOwner = priority.value === owner && isFrom(context, '1.4.0');
  context.report({
    place: instance.place,
    ...(isOwner ? {} : { severity: 'info' as const }),
    message: isOwner
      ? `vrrp_instance ${name} has no priority, and with state MASTER that means 255, the owner of the addresses`
      : `vrrp_instance ${name} has no priority, so it runs with 100`,
    ...(isOwner
      ? {}
      : {
          why: 'The priority decides who is master. A number that is not in the file is easily the same on all nodes.',
        }),
    label: isOwner ? 'priority 255' : 'priority 100',
    help: isOwner
      ? 'priority 150, or another number from 1 to 254'
      : 'priority 100, and another number on the other nodes',
    related: isOwner ? relatedTo(state.statement, 'with this') : [],
  });
}

/** The daemon derives a missing priority from the state. */
export const vrrpPriorityMissing = defineRule({
  id: 'vrrp/priority-missing',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A vrrp_instance without priority',
    why: 'keepalived uses 255 without a word: the node becomes master without listening first, ignores every weight, nopreempt and preempt_delay, and never gives the VIP up while it runs.',
    references: ['RFC 9568 section 5.2.4', 'keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [
    {
      caption: 'MASTER alone means 255',
      at: '1:15',
      files: sample({ state: 'MASTER', priority: undefined }),
    },
  ],
  good: [{ files: sample() }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
