import { defineRule, type RuleContext } from '../../rule.ts';
import { ownerOf, type WordProblem } from './ownership.ts';
import { nameOfBlock, shown, typeThis } from './wording.ts';

const id = 'value/priority-range';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) !== id) return;
  const where = nameOfBlock(problem.statement.parent);
  const isZero = problem.fault === 'out-of-range' && Number(problem.value) === 0;
  context.report({
    place: problem.place,
    message:
      problem.fault === 'out-of-range'
        ? `priority ${shown(problem)} in ${where} is outside 1-255`
        : `priority "${problem.value}" in ${where} is not a whole number, 1-255`,
    why: `${isZero ? '0 is what a master sends when it leaves. ' : ''}keepalived falls back to 100, on this node only: two nodes may end up equal, or in the reverse order.`,
    label: 'keepalived uses 100',
    help: `priority ${Number(problem.value) > 255 ? 254 : 100}, or another number from 1 to 254`,
    ...typeThis(problem),
  });
}

const instance = (priority: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Priorities are 1 to 254, 255 for the owner of the address; 0 means leaving (RFC 9568 section 5.2.4). */
export const valuePriorityRange = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'priority outside 1-255',
    why: 'keepalived falls back to 100, on this node only: two nodes may end up equal, or in the reverse order.',
    references: ['RFC 9568 section 5.2.4', 'keepalived vrrp/vrrp_parser.c: vrrp_prio_handler'],
  },
  bad: [
    { caption: 'More than one byte', at: '5:14', files: instance('300') },
    { caption: 'Hexadecimal is not read', at: '5:14', files: instance('0x64') },
  ],
  good: [{ files: instance('150') }],
  on: { problem: { 'bad-argument': (problem, _node, context) => report(problem, context) } },
});
