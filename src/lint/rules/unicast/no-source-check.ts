import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeOfKeyword } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';
import { isFrom } from '../vrrp/settings.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  if (!instance.unicast || instance.checkUnicastSource.value) return;
  const keyword = isFrom(context, '2.1.0')
    ? 'check_unicast_src in the instance'
    : 'vrrp_check_unicast_src in global_defs';
  context.report({
    place: placeOfKeyword(instance, 'unicast_peer'),
    message: `vrrp_instance ${instance.name} believes unicast advertisements of any host, not of its peers only`,
    label: 'no check of the sender',
    help: keyword,
  });
}

const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'];

/** Off by default. */
export const unicastNoSourceCheck = defineRule({
  id: 'unicast/no-source-check',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'Unicast advertisements are taken from any sender',
    why: 'Unicast has no TTL of 255 to vouch for the sender: whoever can reach this host by protocol 112 can take the VIP from it.',
    references: [
      'RFC 9568 section 9',
      'keepalived vrrp/vrrp.c: vrrp_in_chk',
      'acassen/keepalived#1895',
      'acassen/keepalived#2341',
    ],
  },
  bad: [{ caption: 'Peers, but no check', at: '8:5', files: sample({ lines: peers }) }],
  good: [{ files: sample({ lines: [...peers, 'check_unicast_src'] }) }, { files: sample() }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
