import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import { defineRule } from '../../rule.ts';
import { lineNumber } from './naming.ts';

/** First release that throws the line away. */
const REJECTED_SINCE = '2.4.0';

/** Bytes of zero in the text. */
export const syntaxNulByte = defineRule({
  id: 'syntax/nul-byte',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A NUL byte in a line',
    why: 'keepalived ignores the whole line. Such bytes come from a damaged disk, or from a text in UTF-16.',
    references: ['keepalived lib/parser.c: read_line'],
  },
  bad: [
    {
      at: '2:18',
      files: `vrrp_instance VI_1 {
    interface eth\u00000
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'embedded-nul': ({ place }, node, context) => {
        const { source, span } = place;
        const found = source.text.indexOf('\0', span.start);
        const at = found === -1 || found >= span.end ? span.start : found;
        const isRejected = compareReleases(node.release ?? NEWEST, REJECTED_SINCE) >= 0;
        context.report({
          place: { source, span: { start: at, end: at + 1 } },
          ...(isRejected
            ? {}
            : {
                severity: 'warning' as const,
                why: 'keepalived reads the line up to the byte and loses the rest without a message.',
              }),
          message: `line ${lineNumber(place)} holds a NUL byte`,
          help: 'Write the line anew; if every line has them, save the file as UTF-8',
          label: isRejected ? 'the whole line is ignored' : 'the rest of the line is lost',
        });
      },
    },
  },
});
