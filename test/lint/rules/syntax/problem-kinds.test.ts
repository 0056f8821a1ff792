import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../../grammar/problems.ts';
import { rules } from '../../../../src/lint/rules/index.ts';

/** The rule that words each kind of problem; undefined: many rules share the kind, and tell each other apart by the word. */
const wordedBy = {
  'unterminated-quote': ['syntax/unterminated-quote'],
  'line-too-long': ['syntax/line-too-long'],
  'embedded-nul': ['syntax/nul-byte'],
  'escaped-comment-character': ['syntax/comment-char-in-value'],
  'comment-inside-word': ['syntax/comment-char-in-value'],
  'comment-tail': ['syntax/comment-ends-in-backslash'],
  'missing-include': ['syntax/missing-include'],
  'include-loop': ['syntax/include-loop'],
  'include-read-twice': ['syntax/include-read-twice'],
  'definition-loop': ['syntax/definition-loop'],
  'undefined-definition': ['syntax/template-residue'],
  'bad-sequence': ['syntax/bad-sequence'],
  'bad-condition': ['syntax/bad-condition'],
  // One of the two, by whether another block knows the word: see one-finding.test.ts.
  'unknown-keyword': ['syntax/keyword-in-wrong-block', 'syntax/unknown-keyword'],
  'more-unknown-keywords': ['syntax/unknown-keyword'],
  'unexpected-open': ['syntax/brace-balance'],
  'extra-close': ['syntax/brace-balance'],
  'missing-close': ['syntax/brace-balance'],
  'missing-open': ['syntax/brace-balance'],
  'missing-value': ['syntax/missing-value'],
  'list-block-parameters': ['syntax/block-header'],
  'bad-header': ['syntax/block-header'],
  'too-much-text': ['syntax/too-much-text'],
  // Found again on a walk over all keywords: version/keyword-too-new.
  'foreign-block': undefined,
  'bad-argument': undefined,
  'bad-entry': undefined,
} satisfies Record<ProblemKind, readonly string[] | undefined>;

/** Rules of other groups that speak of an unknown keyword they know the reason of. */
const ofOtherGroups = rules.filter(
  ({ id, on }) => !id.startsWith('syntax/') && on.problem?.['unknown-keyword'] !== undefined,
);

describe('problems of the reader', () => {
  it.each(Object.entries(wordedBy))('%s is worded by its rule alone', (kind, expected) => {
    if (expected === undefined) return;
    const hooked = rules.filter(
      (rule) => rule.on.problem?.[kind as ProblemKind] !== undefined && !ofOtherGroups.includes(rule),
    );
    expect(hooked.map(({ id }) => id)).toEqual(expected);
  });
});
