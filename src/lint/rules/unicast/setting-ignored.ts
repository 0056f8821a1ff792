import { placeOf, textOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { atBlockEnd, relatedTo, removal, setting } from '../vrrp/settings.ts';

/** A multicast destination where nothing is multicast. */
function checkDestination(instance: VrrpInstance, context: RuleContext): void {
  const statement = setting(instance, 'mcast_dst_ip', context);
  if (statement === undefined || !instance.unicast) return;
  const list = instance.unicastPeers[0]?.statement.parent.owner;
  context.report({
    place: placeOf(statement),
    message: `mcast_dst_ip has no effect in vrrp_instance ${instance.name}, which sends to unicast peers`,
    label: 'ignored',
    help: 'Remove mcast_dst_ip, or unicast_peer',
    related: list === undefined ? [] : [{ place: placeOf(list), message: 'unicast by this' }],
    ...removal(statement, 'Remove mcast_dst_ip', 'safe'),
  });
}

/** A TTL for unicast where nothing is unicast. */
function checkTtl(instance: VrrpInstance, context: RuleContext): void {
  const statement = setting(instance, 'unicast_ttl', context);
  if (statement === undefined || instance.unicast) return;
  const word = statement.words[1];
  context.report({
    place: placeOf(statement),
    message: `unicast_ttl${word === undefined ? '' : ` ${textOf(word)}`} has no effect in vrrp_instance ${instance.name}, which has no unicast peers`,
    label: 'reset',
    help: 'Add unicast_peer with the addresses of the other nodes, or remove unicast_ttl',
    related: [
      ...relatedTo(setting(instance, 'unicast_src_ip', context), 'unicast was meant here too'),
      ...atBlockEnd(instance, 'no unicast peer up to here'),
    ],
  });
}

const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'];

/** Settings of the other way to send. */
export const unicastSettingIgnored = defineRule({
  id: 'unicast/setting-ignored',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  about: 'unicast',
  docs: {
    summary: 'A unicast setting in a multicast instance, or the other way round',
    why: 'keepalived reports the line and goes on without it.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'keepalived vrrp/vrrp_parser.c: vrrp_end_handler',
    ],
  },
  bad: [
    { caption: 'There are no peers', at: '7:5', files: sample({ lines: ['unicast_ttl 64'] }) },
    {
      caption: 'There is no multicast',
      at: '11:5',
      files: sample({ lines: [...peers, 'mcast_dst_ip 224.0.0.99'] }),
    },
  ],
  good: [
    { files: sample({ lines: [...peers, 'unicast_ttl 64'] }) },
    { files: sample({ lines: ['mcast_dst_ip 224.0.0.99'] }) },
  ],
  on: {
    instance: (instance, _node, context) => {
      checkDestination(instance, context);
      checkTtl(instance, context);
    },
  },
});
