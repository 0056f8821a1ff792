import { textOf } from '../../../../grammar/configuration.ts';
import { readDecimal } from '../../../../grammar/values/numbers.ts';
import type { Known, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { relatedTo, removal } from './settings.ts';

interface Cause {
  readonly what: string;
  readonly known: Known<unknown>;
  readonly help: string;
}

/** What takes the delay back, in the order in which the daemon looks. */
function causeIn({ nopreempt, priority, state, strict }: VrrpInstance): Cause | undefined {
  if (state.value === 'MASTER') {
    const known = state.isWritten ? state : priority;
    return {
      what: state.isWritten ? 'state MASTER' : 'priority 255',
      known,
      help: state.isWritten
        ? 'state BACKUP if the delay is meant: the priority decides who is master; else remove preempt_delay'
        : 'priority 254 or lower if the delay is meant; else remove preempt_delay',
    };
  }
  if (strict.value)
    return { what: 'strict mode', known: strict, help: 'Remove preempt_delay, or strict mode' };
  return nopreempt.value
    ? {
        what: 'nopreempt',
        known: nopreempt,
        help: 'Keep one of the two: nopreempt never takes over, delayed or not',
      }
    : undefined;
}

function check(instance: VrrpInstance, context: RuleContext): void {
  const { name, preemptDelay } = instance;
  const { statement, word, place } = preemptDelay;
  if (preemptDelay.origin !== 'corrected' || statement === undefined || word === undefined) return;
  const { value, fault } = readDecimal(textOf(word));
  const cause = causeIn(instance);
  if (fault !== undefined || value === 0 || cause === undefined || place === undefined) return;
  context.report({
    place,
    message: `preempt_delay ${textOf(word)} does not hold in vrrp_instance ${name} with ${cause.what}`,
    label: 'reset to 0',
    help: cause.help,
    related: relatedTo(cause.known.statement, 'this resets it'),
    ...removal(statement, 'Remove preempt_delay', 'safe'),
  });
}

/** A delay that the daemon takes back. */
export const vrrpPreemptDelayIgnored = defineRule({
  id: 'vrrp/preempt-delay-ignored',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'preempt_delay together with state MASTER, nopreempt or strict mode',
    why: 'keepalived resets the delay: the node takes the VIP over as soon as it runs, before its services do; or, with nopreempt, never.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance'],
  },
  bad: [
    {
      caption: 'State MASTER does not wait',
      at: '7:19',
      files: sample({ state: 'MASTER', priority: 110, lines: ['preempt_delay 60'] }),
    },
    {
      caption: 'Nothing to delay',
      at: '8:19',
      files: sample({ priority: 110, lines: ['nopreempt', 'preempt_delay 60'] }),
    },
  ],
  good: [
    { files: sample({ priority: 110, lines: ['preempt_delay 60'] }) },
    { caption: '0 is no delay', files: sample({ state: 'MASTER', lines: ['preempt_delay 0'] }) },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
