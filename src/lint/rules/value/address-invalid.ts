import { defineRule, type RuleContext } from '../../rule.ts';
import { addressFinding } from './address-wording.ts';
import { ownerOf, type WordProblem } from './ownership.ts';

const id = 'value/address-invalid';

function report(problem: WordProblem, context: RuleContext): void {
  if (ownerOf(problem) === id) context.report({ place: problem.place, ...addressFinding(problem) });
}

const instance = (vip: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        ${vip}
    }
}
`;

/** Addresses, prefix lengths and ranges that inet_pton() and the daemon do not take. */
export const valueAddressInvalid = defineRule({
  id,
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Malformed address, prefix length or range',
    why: 'keepalived leaves out what it cannot read: an instance without its only VIP does nothing, and a netmask in the place of a prefix length makes the VIP a /32.',
    references: [
      'keepalived vrrp/vrrp_ipaddress.c: parse_ipaddress',
      'keepalived lib/utils.c: inet_stosockaddr',
    ],
  },
  bad: [
    {
      caption: 'A netmask instead of a prefix length',
      at: '8:21',
      files: instance('192.0.2.100/255.255.255.0'),
    },
    { caption: 'An octet above 255', at: '8:9', files: instance('192.0.2.300/24') },
  ],
  good: [{ files: instance('192.0.2.100/24') }],
  on: {
    problem: {
      'bad-argument': (problem, _node, context) => report(problem, context),
      'bad-entry': (problem, _node, context) => report(problem, context),
    },
  },
});
