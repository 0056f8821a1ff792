import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { directiveKinds } from '../../../diagnostics/directives.ts';
import { defineRule, type JudgedDirective, type RuleContext } from '../../rule.ts';
import { commented, placeOfWord } from './wording.ts';

function check({ directive }: JudgedDirective, context: RuleContext): void {
  if (directive.kind !== undefined) return;
  const place = placeOfWord(directive);
  const known = directiveKinds.map((kind) => `hacfg-${kind}`);
  const near = nearest(directive.word.text, known);
  const fixes: Fix[] = near.slice(0, 1).map((word) => {
    return { title: `Write ${word}`, safety: 'unsafe', edits: [{ place, text: word }] };
  });
  context.report({
    place,
    message: `${directive.word.text} is no suppression comment that hacfg knows`,
    label: near.length === 0 ? 'means nothing' : `did you mean ${near[0]}?`,
    help: near[0] ?? `The comments are ${known.join(', ')}`,
    fixes,
  });
}

/** A comment that looks like a suppression and is none. */
export const suppressionMalformed = defineRule({
  id: 'suppression/malformed',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A comment that begins like a suppression and is none',
    why: 'It silences nothing: the finding that it was written for is reported all the same.',
    references: ['hacfg docs/suppressions.md'],
  },
  bad: [
    {
      caption: 'A hyphen is missing',
      at: '7:7',
      files: commented('# hacfg-disable-nextline vrrp/preempt-delay-ignored -- kept for later'),
    },
  ],
  good: [{ files: commented('# hacfg-disable-next-line vrrp/preempt-delay-ignored -- kept for later') }],
  on: { directive: check },
});
