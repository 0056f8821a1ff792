import { keywordOf, placeOf } from '../../../../grammar/configuration.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { setting, unicastMark } from '../vrrp/settings.ts';

function check(instance: VrrpInstance, context: RuleContext): void {
  const mark = unicastMark(instance, context);
  if (instance.unicast || mark === undefined) return;
  const fault = setting(instance, 'unicast_fault_no_peer', context);
  const list = setting(instance, 'unicast_peer', context);
  const written = list?.block?.statements.length ?? 0;
  const shown = fault ?? setting(instance, 'unicast_src_ip', context) ?? mark;
  const keyword = keywordOf(shown);
  const lack =
    list === undefined ? 'no unicast_peer' : written === 0 ? 'an empty unicast_peer' : 'no usable peer';
  context.report({
    place: placeOf(shown),
    message:
      shown === list
        ? `unicast_peer of vrrp_instance ${instance.name} ${written === 0 ? 'is empty' : 'has no usable address'}`
        : `vrrp_instance ${instance.name} has ${keyword} but ${lack}`,
    ...(fault === undefined
      ? {}
      : {
          why: 'With unicast_fault_no_peer the instance goes to FAULT state at the start and never takes the VIP. keepalived -t says nothing.',
        }),
    label: fault === undefined ? 'sends multicast all the same' : 'FAULT for want of peers',
    help: 'unicast_peer { ADDRESS }, with the address of every other node',
    related:
      list === undefined || list === shown ? [] : [{ place: placeOf(list), message: 'no peer in here' }],
  });
}

/** Unicast settings of an instance that has nobody to send to. */
export const unicastSrcWithoutPeers = defineRule({
  id: 'unicast/src-without-peers',
  severity: 'warning',
  scope: 'node',
  about: 'unicast',
  docs: {
    summary: 'Unicast settings without a unicast peer',
    why: 'keepalived falls back to multicast. Where multicast does not pass, as in most clouds, the nodes do not hear each other and all become master.',
    references: ['keepalived vrrp/vrrp.c: vrrp_complete_instance', 'acassen/keepalived#1994'],
  },
  bad: [
    {
      caption: 'A source, but nobody to send to',
      at: '7:5',
      files: sample({ lines: ['unicast_src_ip 192.0.2.11'] }),
    },
  ],
  good: [
    {
      files: sample({ lines: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'] }),
    },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
