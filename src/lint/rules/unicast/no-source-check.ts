import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeOfKeyword } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';
import { isFrom, listedBriefly, someOf } from '../vrrp/settings.ts';

/** Whether a stranger's advertisement counts. AH and auth_hmac prove who sent it; a password does not, once overheard. */
function isOpen({ unicast, checkUnicastSource, authentication }: VrrpInstance): boolean {
  const isProven = authentication.type.value === 'AH' || authentication.hmac !== undefined;
  return unicast && !checkUnicastSource.value && !isProven;
}

/** One finding a node: the global keyword covers every instance. */
function check({ instances }: NodeModel, context: RuleContext): void {
  const open = instances.filter(isOpen);
  const [first, ...others] = open;
  if (first === undefined) return;
  const hasPassword = open.every(({ authentication }) => authentication.type.value === 'PASS');
  context.report({
    place: placeOfKeyword(first, 'unicast_peer'),
    message: `${listedBriefly(open.map(({ name }) => `vrrp_instance ${name}`))} ${open.length === 1 ? 'believes' : 'believe'} unicast advertisements of any host${hasPassword ? ' that has the password' : ''}, not of the peers only`,
    label: 'no check of the sender',
    help: isFrom(context, '2.1.0')
      ? 'check_unicast_src in the instance, or vrrp_check_unicast_src in global_defs'
      : 'vrrp_check_unicast_src in global_defs',
    related: someOf(
      others.map((instance) => ({
        place: placeOfKeyword(instance, 'unicast_peer'),
        message: 'nor here',
      })),
    ),
  });
}

const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'];

/** Off by default. */
export const unicastNoSourceCheck = defineRule({
  id: 'unicast/no-source-check',
  severity: 'info',
  scope: 'node',
  about: 'unicast',
  docs: {
    summary: 'Unicast advertisements are taken from any sender',
    why: 'Unicast has no TTL of 255 to vouch for the sender: whoever can reach this host by protocol 112 can take the VIP from it, with a password in clear text once that is overheard or guessed.',
    references: [
      'RFC 9568 section 9',
      'keepalived vrrp/vrrp.c: vrrp_in_chk',
      'acassen/keepalived#1895',
      'acassen/keepalived#2341',
    ],
  },
  bad: [{ caption: 'Peers, but no check', at: '8:5', files: sample({ lines: peers }) }],
  good: [
    { files: sample({ lines: [...peers, 'check_unicast_src'] }) },
    { files: sample() },
    {
      caption: 'AH proves who sent it',
      files: sample({
        lines: [...peers, 'authentication {', '    auth_type AH', '    auth_pass k7Qp2mXv', '}'],
      }),
    },
  ],
  on: { node: check },
});
