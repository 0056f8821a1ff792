import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, type JudgedDirective, type RuleContext } from '../../rule.ts';
import { commented, placeOfSelector } from './wording.ts';

function check({ directive, unknown }: JudgedDirective, context: RuleContext): void {
  for (const { selector, near } of unknown) {
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
