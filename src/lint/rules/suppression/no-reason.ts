import { defineRule, type JudgedDirective, type RuleContext } from '../../rule.ts';
import { commented, placeOfWord, reasonIn } from './wording.ts';

function check(judged: JudgedDirective, context: RuleContext): void {
  const { directive } = judged;
  const { kind, reason, word, selectors } = directive;
  if (kind === undefined || kind === 'enable' || reason !== undefined || reasonIn(judged)) return;
  const rules = selectors.map(({ text }) => text).join(', ');
  context.report({
    place: placeOfWord(directive),
    message: `${word.text} gives no reason`,
    label: 'why?',
    help: `${[word.text, rules].filter((part) => part !== '').join(' ')} -- the reason`,
  });
}

/** A suppression comment that does not say why. */
export const suppressionNoReason = defineRule({
  id: 'suppression/no-reason',
  severity: 'warning',
  scope: 'node',
  isOptional: true,
  docs: {
    summary: 'A suppression comment without a reason (on request: --require-reasons)',
    why: 'Whoever reads it next cannot tell whether the finding was judged harmless, or was only in the way.',
    references: ['hacfg docs/suppressions.md'],
  },
  bad: [{ at: '7:7', files: commented('# hacfg-disable-next-line vrrp/preempt-delay-ignored') }],
  good: [{ files: commented('# hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for later') }],
  on: { directive: check },
});
