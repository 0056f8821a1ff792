import type { LineTooLong } from '../../../../grammar/problems.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lineNumber } from './naming.ts';

/** Longest line, in bytes, that every release reads whole. */
const LIMIT = 1022;
/** First release that throws the pieces away. */
const IGNORED_SINCE = '2.4.0';

function report({ place, bytes }: LineTooLong, node: NodeModel, context: RuleContext): void {
  const isIgnored = compareReleases(node.release ?? NEWEST, IGNORED_SINCE) >= 0;
  const isComment = /^[ \t]*[#!]/.test(place.source.slice(place.span));
  context.report({
    place,
    ...(isIgnored ? {} : { severity: 'warning' as const }),
    message: `line ${lineNumber(place)} has ${bytes} bytes; keepalived reads at most ${LIMIT}`,
    why: isIgnored
      ? 'keepalived ignores the line piece by piece, but reads the last piece as a line of its own.'
      : 'keepalived cuts the line into pieces and reads each as a line of its own.',
    help: isComment
      ? 'Break the comment into several lines'
      : 'Shorten the line; move a long command into a script',
    label: isComment ? 'a comment, too, is read like this' : 'cut into pieces',
  });
}

/** Lines that do not fit the daemon's buffer. */
export const syntaxLineTooLong = defineRule({
  id: 'syntax/line-too-long',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A line of more than 1022 bytes',
    why: 'keepalived reads lines into a buffer of 1024 bytes; what does not fit is ignored or read as a line of its own.',
    references: ['keepalived lib/parser.c: read_line'],
  },
  bad: [
    {
      caption: 'A comment counts, too',
      at: '1:1',
      files: `# ${'web1 and web2, '.repeat(70)}
vrrp_instance VI_1 {
    state BACKUP
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
  good: [
    {
      files: `vrrp_script chk_web {
    interval 2
    script "/usr/local/bin/check_web.sh"
}
`,
    },
  ],
  on: { problem: { 'line-too-long': report } },
});
