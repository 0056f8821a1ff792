import { defineRule } from '../../rule.ts';
import { cascadeOf, misreads } from './naming.ts';

const forms = {
  '~SEQ': '~SEQ(VAR,END), ~SEQ(VAR,START,END) or ~SEQ(VAR,START,STEP,END)',
  '~LST': '~LST(VAR,a,b,c) or ~LST({A,B},{1,2},{3,4})',
} as const;

/** Loops that do not run. */
export const syntaxBadSequence = defineRule({
  id: 'syntax/bad-sequence',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A ~SEQ or ~LST loop that keepalived cannot run',
    why: 'keepalived reports the loop and drops its line: none of the lines it was to make is there.',
    references: ['keepalived lib/parser.c: add_seq, add_lst', 'keepalived.conf(5), ~SEQ and ~LST'],
  },
  bad: [
    {
      caption: 'The step stands in the middle',
      at: '6:9',
      files: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        ~SEQ(I,101,0,104) 192.0.2.\${I}/24
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
        ~SEQ(I,101,104) 192.0.2.\${I}/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'bad-sequence': ({ place, which, reason, cascade }, _node, context) => {
        context.report({
          place,
          message: `${which} does not run: ${reason}${misreads(cascade, place)}`,
          help: forms[which],
          label: 'makes no lines',
          related: cascadeOf(cascade),
        });
      },
    },
  },
});
