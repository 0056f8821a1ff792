import type { Edit, Fix } from '../../../diagnostics/diagnostic.ts';
import type { Directive, Selector } from '../../../diagnostics/directives.ts';
import { defineRule, type JudgedDirective, type RuleContext } from '../../rule.ts';
import { commented, isWholeComment, placeOfSelector, placeOfWord, removeComment } from './wording.ts';

function check({ directive, unused }: JudgedDirective, context: RuleContext): void {
  const { kind, word, selectors } = directive;
  const isWhole = unused.length === Math.max(selectors.length, 1);
  for (const selector of unused) {
    const name = selector?.text ?? '';
    context.report({
      place: selector === undefined ? placeOfWord(directive) : placeOfSelector(directive, selector),
      message:
        kind === 'enable'
          ? `${word.text}${name === '' ? '' : ` ${name}`} ends nothing: no hacfg-disable above it is about that`
          : `${word.text} silences ${name === '' ? 'nothing' : `no finding of ${name}`}`,
      label: 'unused',
      help: isWhole ? 'Remove the comment' : `Remove ${name} from the comment`,
      fixes: fixFor(directive, selector, isWhole),
    });
  }
}

function fixFor(directive: Directive, selector: Selector | undefined, isWhole: boolean): Fix[] {
  if (isWhole || selector === undefined) {
    return isWholeComment(directive)
      ? [{ title: 'Remove the comment', safety: 'safe', edits: [removeComment(directive)] }]
      : [];
  }
  const edit = removeSelector(directive, selector);
  return [{ title: `Remove ${selector.text} from the comment`, safety: 'safe', edits: [edit] }];
}

/** Takes one name out of a list, with the comma on its one side. */
function removeSelector({ source, selectors }: Directive, selector: Selector): Edit {
  const at = selectors.indexOf(selector);
  const next = selectors[at + 1];
  const span =
    next === undefined
      ? { start: selectors[at - 1]!.span.end, end: selector.span.end }
      : { start: selector.span.start, end: next.span.start };
  return { place: { source, span }, text: '' };
}

/** A suppression comment that silences nothing. */
export const suppressionUnused = defineRule({
  id: 'suppression/unused',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  isOptional: true,
  docs: {
    summary: 'A suppression comment that silences nothing (on request: --report-unused-disables)',
    why: 'What it was written for is mended. As long as it stands, it would hide the same mistake when somebody makes it again.',
    references: ['hacfg docs/suppressions.md'],
  },
  bad: [
    {
      caption: 'The delay is gone, the comment is not',
      at: '7:31',
      files: commented(
        '# hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for later',
        '',
        'nopreempt\n    garp_master_delay 5',
      ),
    },
    {
      caption: 'One rule too many',
      at: '7:59',
      files: commented(
        '# hacfg-disable-next-line vrrp/preempt-delay-ignored, vrrp/priority-255 -- kept for later',
      ),
    },
  ],
  good: [{ files: commented('# hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for later') }],
  on: { directive: check },
});
