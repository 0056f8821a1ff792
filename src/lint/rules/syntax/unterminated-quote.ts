import { keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import type { SourceText } from '../../../../grammar/source.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule } from '../../rule.ts';
import { inBlock, isSecret } from './naming.ts';

/** In what is no statement: the text may hold anything, so it is not repeated. */
const besideStatements = {
  message: 'a double quote is opened here and never closed',
  why: 'keepalived looks for open quotes before it makes anything of a line: behind a condition that does not hold, too.',
  help: 'Close the quote on this line, or remove it',
};

function inStatement(statement: Statement, { text }: SourceText, end: number) {
  const keyword = keywordOf(statement);
  const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, end).trim();
  return {
    message: `the quote behind ${keyword} ${inBlock(statement.parent)} is never closed`,
    help: isSecret(statement) ? `${keyword} "..."` : `${line}"`,
  };
}

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
    {
      caption: 'Whatever the id of this node is',
      at: '3:17',
      files: `vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
    @lb2 weight "-20
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
        context.report({
          place,
          ...(statement === undefined ? besideStatements : inStatement(statement, source, end)),
          label: 'opened here, and open at the end of the line',
          ...(isQuote ? { fixes: [fix] } : {}),
        });
      },
    },
  },
});
