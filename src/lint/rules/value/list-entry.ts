import { defineRule, type RuleContext } from '../../rule.ts';
import { optionFinding } from './option-wording.ts';
import { ownerOf, type WordProblem } from './ownership.ts';

const id = 'value/list-entry';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) === id) context.report({ place: problem.place, ...optionFinding(problem, context) });
}

const instance = (vips: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${vips}
    }
}
`;

/** Options of entries of a list, and of keywords with options of their own. */
export const valueListEntry = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Unknown, repeated or incomplete option in an entry of a list',
    why: 'keepalived passes over what it does not know and leaves out entries it cannot complete: an address, peer or route is missing, or is not as planned.',
    references: [
      'keepalived vrrp/vrrp_ipaddress.c: alloc_ipaddress',
      'keepalived vrrp/vrrp_iproute.c: alloc_route',
    ],
  },
  bad: [
    { caption: 'Two addresses on one line', at: '8:24', files: instance('192.0.2.100/24 192.0.2.101/24') },
    { caption: 'An option without its value', at: '8:24', files: instance('192.0.2.100/24 dev') },
  ],
  good: [{ files: instance('192.0.2.100/24 dev eth0\n        192.0.2.101/24 dev eth0') }],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
