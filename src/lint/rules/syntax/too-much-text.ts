import { defineRule } from '../../rule.ts';

/** Loops and includes without an end in sight. */
export const syntaxTooMuchText = defineRule({
  id: 'syntax/too-much-text',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Loops, definitions or includes that nest too deep or give too many lines',
    why: 'No configuration needs that much. What this line gives is not looked at, and keepalived may take very long over it.',
    references: ['keepalived lib/parser.c: read_line, add_seq'],
  },
  bad: [
    {
      caption: 'Files that include one another, more than 64 deep',
      at: '64.inc:1:1',
      files: {
        'keepalived.conf': 'include 1.inc\n',
        ...Object.fromEntries(
          Array.from({ length: 70 }, (_, at) => [`${at + 1}.inc`, `include ${at + 2}.inc\n`]),
        ),
      },
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        ~SEQ(I,101,120) 192.0.2.\${I}/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'too-much-text': ({ place }, _node, context) => {
        context.report({
          place,
          message: 'this line gives more text than any configuration has, and is not looked at further',
          help: 'Make the loop shorter, or write the lines out',
          label: 'left out',
        });
      },
    },
  },
});
