import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { Directive, Selector } from '../../../diagnostics/directives.ts';
import { defineRule, type JudgedDirective, type RuleContext } from '../../rule.ts';
import { commented, placeOfSelector, reasonIn } from './wording.ts';

/** A reason that begins without its dashes is one mistake, however many words it has. */
function reportReason(directive: Directive, words: readonly Selector[], context: RuleContext): void {
  const { source, selectors, word } = directive;
  const span = { start: words[0]!.span.start, end: words.at(-1)!.span.end };
  const text = source.slice(span);
  const rules = selectors.slice(0, -words.length).map((selector) => selector.text);
  context.report({
    place: { source, span },
    message: `"${text}" is read as the names of ${words.length} rules, which hacfg does not have`,
    label: 'a reason?',
    help: `${[word.text, rules.join(', ')].filter((part) => part !== '').join(' ')} -- ${text}`,
    fixes: [
      {
        title: 'Write -- in front of the reason',
        safety: 'unsafe',
        edits: [{ place: { source, span: { start: span.start, end: span.start } }, text: '-- ' }],
      },
    ],
  });
}

function check(judged: JudgedDirective, context: RuleContext): void {
  const { directive, unknown } = judged;
  const reason = reasonIn(judged);
  if (reason !== undefined) reportReason(directive, reason, context);
  for (const { selector, near } of unknown) {
    if (reason?.includes(selector)) continue;
    const place = placeOfSelector(directive, selector);
    const fixes: Fix[] = near.map((name) => {
      return { title: `Write ${name}`, safety: 'unsafe', edits: [{ place, text: name }] };
    });
    context.report({
      place,
      message: `hacfg has no rule ${selector.text}, so ${directive.word.text} does nothing about it`,
      label: near.length === 0 ? 'no rule' : `did you mean ${near.join(' or ')}?`,
      help:
        near.length === 0
          ? 'hacfg rules lists them all; a reason stands behind two dashes: -- why'
          : `${directive.word.text} ${near[0]}`,
      fixes,
    });
  }
}

/** A suppression comment for a rule that there is not. */
export const suppressionUnknownRule = defineRule({
  id: 'suppression/unknown-rule',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A suppression comment names a rule that does not exist',
    why: 'The finding that it was written for is reported all the same; or the rule has another name by now, and the comment says nothing any more.',
    references: ['hacfg docs/suppressions.md'],
  },
  bad: [
    {
      caption: 'A slip of the pen',
      at: '7:31',
      files: commented(
        '# hacfg-disable-next-line vrrp/preempt-delay-ignord -- kept for the day we drop it',
        '',
        'nopreempt\n    preempt_delay 60',
      ),
    },
  ],
  good: [
    {
      files: commented('# hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for the day we drop it'),
    },
  ],
  on: { directive: check },
});
