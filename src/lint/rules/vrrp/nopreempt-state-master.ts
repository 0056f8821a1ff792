import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { replacing } from '../cluster/members.ts';
import { sample } from './sample.ts';
import { relatedTo } from './settings.ts';
import { placeOfWeight, weighted } from './weighted-checks.ts';
import { weightedSample } from './weighted-sample.ts';

/** Priority of the owner of the addresses (RFC 9568 section 5.2.4). */
const owner = 255;

function report(instance: VrrpInstance, context: RuleContext): void {
  const { name, nopreempt, priority, state } = instance;
  if (nopreempt.origin !== 'corrected' || nopreempt.place === undefined) return;
  const isOwner = priority.value === owner;
  const isDerived = isOwner && !priority.isWritten;
  const causes = isOwner && priority.isWritten ? [priority] : [state];
  const edits = isOwner ? [] : replacing(state, 'BACKUP');
  const [check] = isOwner ? [] : weighted({ instance });
  context.report({
    place: nopreempt.place,
    message: isOwner
      ? `nopreempt does not hold in vrrp_instance ${name} with priority 255${isDerived ? ', which state MASTER without a priority means' : ''}`
      : `nopreempt does not hold in vrrp_instance ${name} with state MASTER`,
    label: 'cleared',
    help: isOwner
      ? 'state BACKUP, and a priority from 1 to 254'
      : check === undefined
        ? 'state BACKUP; the priority decides who is master'
        : `state BACKUP, and weight 0 for ${check.name}: with nopreempt this node does not take over from a master that a failed check weakens; or remove nopreempt, which does nothing here`,
    related: [
      ...causes.flatMap(({ statement, value }) =>
        relatedTo(statement, value === owner ? 'priority 255 always takes over' : 'this clears it'),
      ),
      ...(check === undefined
        ? []
        : [{ place: placeOfWeight(check), message: 'moves the VIP only where nopreempt does not hold' }]),
    ],
    ...(edits.length === 0
      ? {}
      : {
          fixes: [
            // Where a weight is to move the VIP, a nopreempt that holds would end that.
            {
              title: 'Write state BACKUP',
              safety: check === undefined ? ('safe' as const) : ('unsafe' as const),
              edits,
            },
          ],
        }),
  });
}

/** A nopreempt that the daemon takes back. */
export const vrrpNopreemptStateMaster = defineRule({
  id: 'vrrp/nopreempt-state-master',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'nopreempt together with state MASTER or priority 255',
    why: 'keepalived clears nopreempt: where this node is the strongest, it takes the VIP back after every restart, the interruption that nopreempt was to avoid.',
    references: [
      'RFC 9568 section 6.1 (Preempt_Mode)',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#512',
      'acassen/keepalived#2032',
    ],
  },
  bad: [
    {
      caption: 'State MASTER on the preferred node',
      at: '7:5',
      files: sample({ state: 'MASTER', priority: 110, lines: ['nopreempt'] }),
    },
    {
      caption: 'With a weighted check, nopreempt would hold too much: no automatic fix',
      at: '15:5',
      files: weightedSample(-50, { state: 'MASTER', priority: 110, lines: ['nopreempt'] }),
    },
    {
      caption: 'An owner always takes over',
      at: '7:5',
      files: sample({ priority: 255, lines: ['nopreempt'] }),
    },
  ],
  good: [
    { files: sample({ priority: 110, lines: ['nopreempt'] }) },
    {
      caption: 'A later preempt takes it back',
      files: sample({ state: 'MASTER', lines: ['nopreempt', 'preempt'] }),
    },
  ],
  on: { instance: (instance, _node, context) => report(instance, context) },
});
