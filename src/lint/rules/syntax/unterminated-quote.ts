import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule } from '../../rule.ts';
import { inBlock, isSecret } from './naming.ts';

/** A `"` that the line does not close. */
export const syntaxUnterminatedQuote = defineRule({
  id: 'syntax/unterminated-quote',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A double quote that is not closed on its line',
    why: 'A quote never runs over the end of a line: keepalived drops the word, and may stop for want of it. Some releases crash on it, in the configuration test too.',
    references: ['keepalived lib/parser.c: alloc_strvec_r, check_for_unterminated_quote'],
  },
  bad: [
    {
      caption: 'keepalived -t of 2.2.7 crashes on this',
      at: '2:12',
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx
    interval 2
}
`,
    },
  ],
  good: [
    {
      caption: 'Quotes in comments do not count',
      files: `vrrp_script chk_web { # the "web check
    script "/usr/bin/pgrep -x nginx"
    interval 2
}
`,
    },
  ],
  on: {
    problem: {
      'unterminated-quote': ({ place, statement }, _node, context) => {
        const { source, span } = place;
        const written = source.slice(span);
        const isQuote = written.startsWith('"');
        // What looks like a comment behind the value was hardly meant to be quoted.
        const comment = written.search(/[ \t]+[#!]/);
        const end = span.start + (comment === -1 ? written.trimEnd().length : comment);
        const fix: Fix = {
          title: 'Close the quote',
          safety: 'unsafe',
          edits: [{ place: { source, span: { start: end, end } }, text: '"' }],
        };
        const keyword = keywordOf(statement);
        context.report({
          place,
          message: `the quote behind ${keyword} ${inBlock(statement.parent)} is never closed`,
          help: isSecret(statement)
            ? `${keyword} "..."`
            : `${source.text.slice(source.text.lastIndexOf('\n', span.start - 1) + 1, end).trim()}"`,
          label: 'opened here, and open at the end of the line',
          ...(isQuote ? { fixes: [fix] } : {}),
        });
      },
    },
  },
});
