import { keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { parseAddress } from '../../../../grammar/values/address.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { setting } from '../vrrp/settings.ts';

const sources = ['mcast_src_ip', 'unicast_src_ip'];

/** The place that settled the family of the instance, where it can be shown. */
function relatedFamily(instance: VrrpInstance) {
  const first = instance.vips[0] ?? instance.unicastPeers[0];
  return first === undefined ? [] : [{ place: first.place, message: `IPv${instance.family} by this` }];
}

function checkSource(instance: VrrpInstance, statement: Statement, context: RuleContext): void {
  const word = statement.words[1];
  const address = word === undefined ? undefined : parseAddress(textOf(word));
  if (address === undefined || address.family === instance.family) return;
  context.report({
    place: placeOf(statement, word),
    message: `${keywordOf(statement)} ${textOf(word!)} is IPv${address.family}, but vrrp_instance ${instance.name} is IPv${instance.family}`,
    label: 'ignored',
    help: `${keywordOf(statement)} with the IPv${instance.family} address of this node`,
    related: relatedFamily(instance),
  });
}

/** What is no group of the link is a finding of its own. */
function checkGroup(instance: VrrpInstance, context: RuleContext): void {
  const statement = setting(instance, 'mcast_dst_ip', context);
  const word = statement?.words[1];
  const address = word === undefined ? undefined : parseAddress(textOf(word));
  if (statement === undefined || address === undefined || address.family === instance.family) return;
  context.report({
    place: placeOf(statement, word),
    message: `mcast_dst_ip ${textOf(word!)} is IPv${address.family}, but vrrp_instance ${instance.name} is IPv${instance.family}`,
    why: 'keepalived ignores it and sends to the default group: a node that does not is not heard.',
    label: 'ignored',
    help: `mcast_dst_ip with ${instance.family === 4 ? 'an IPv4 group, as 224.0.0.18' : 'a group of the link, as ff02::12'}`,
    related: relatedFamily(instance),
  });
}

function check(instance: VrrpInstance, context: RuleContext): void {
  for (const keyword of sources) {
    for (const statement of instance.all(keyword)) checkSource(instance, statement, context);
  }
  checkGroup(instance, context);
}

/** Addresses of the advertisement itself. */
export const addressSourceFamily = defineRule({
  id: 'address/source-family',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A source or destination of advertisements that is not of the family of the instance',
    why: 'keepalived ignores the address and sends from the first one of the interface: peers that expect the written one drop the advertisements.',
    references: ['keepalived vrrp/vrrp_parser.c: vrrp_srcip_handler, vrrp_mcast_dstip_handler'],
  },
  bad: [
    {
      caption: 'The addresses above are IPv4',
      at: '10:18',
      files: sample().replace('    }\n}', '    }\n    mcast_src_ip 2001:db8::11\n}'),
    },
  ],
  good: [{ files: sample({ lines: ['mcast_src_ip 192.0.2.11', 'mcast_dst_ip 224.0.0.99'] }) }],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
