import type { CommentTail } from '../../../../grammar/problems.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

function report({ place, others, count, spoilt }: CommentTail, context: RuleContext): void {
  const more = count === 1 ? '' : `, and so are those of ${count - 1} more comments`;
  context.report({
    place,
    ...(spoilt === undefined ? {} : { severity: 'error' as const }),
    message: `the \\ at the end of this comment is not part of it, but read as a word${more}`,
    label: 'stays when the comment is taken off',
    help: 'Remove the \\, or put a full stop behind it',
    related: [
      ...(spoilt === undefined
        ? []
        : [{ place: spoilt, message: 'the word in front of this comment ends in \\ then' }]),
      ...others.map((other) => ({ place: other, message: 'the same' })),
    ],
  });
}

/** A comment whose last character is a backslash. */
export const syntaxCommentEndsInBackslash = defineRule({
  id: 'syntax/comment-ends-in-backslash',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A comment that ends in a backslash, which keepalived before 2.4 leaves on the line',
    why: 'Before 2.4 keepalived takes the comment off and leaves the \\: alone on its line it is an unknown keyword or a faulty entry of a list, behind a value it becomes part of it.',
    references: ['keepalived lib/parser.c: decomment'],
  },
  bad: [
    {
      caption: 'A definition of several lines that was commented out',
      at: '1:10',
      release: '2.2.7',
      files: `#$CHECK= \\
#vrrp_script chk_web { \\
#    script "/usr/bin/pgrep -x nginx" \\
#}
global_defs {
    router_id lb1
}
`,
    },
    {
      caption: 'The state is BACKUP\\ here',
      at: '2:32',
      release: '2.2.7',
      files: `vrrp_instance VI_1 {
    state BACKUP # not MASTER: \\
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
    { release: '2.2.7', files: '# a \\ in a comment does no harm\nglobal_defs {\n    router_id lb1\n}\n' },
  ],
  on: {
    problem: {
      'comment-tail': (problem, _node, context) => report(problem, context),
    },
  },
});
