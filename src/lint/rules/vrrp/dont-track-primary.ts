import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { sample } from './sample.ts';
import { removal } from './settings.ts';

/** Whether every VIP is on another interface, which keepalived tracks: then this one carries the heartbeat only. */
function isHeartbeatOnly({ interface: own, vips, excludedVips }: VrrpInstance): boolean {
  const held = [...vips, ...excludedVips];
  return held.every(
    (vip) =>
      vip.ownDevice !== undefined &&
      vip.ownDevice !== own.value &&
      !vip.statement.words.some(({ image }) => image === 'no_track'),
  );
}

function check(instance: VrrpInstance, _node: NodeModel, context: RuleContext): void {
  const { dontTrackPrimary, interface: own, name } = instance;
  const { statement } = dontTrackPrimary;
  if (!dontTrackPrimary.value || statement === undefined || isHeartbeatOnly(instance)) return;
  const device = own.value ?? 'its interface';
  context.report({
    place: placeIn(instance, dontTrackPrimary),
    message: `dont_track_primary keeps vrrp_instance ${name} running while ${device} is down`,
    label: `a dead ${device} is no reason to give up the VIP`,
    help: `Remove dont_track_primary. If ${device} is a cable between the two nodes, give each VIP the interface of its clients: ADDRESS dev INTERFACE`,
    ...removal(statement, 'Remove dont_track_primary', 'unsafe'),
  });
}

/** A node that does not notice that its own link is down. */
export const vrrpDontTrackPrimary = defineRule({
  id: 'vrrp/dont-track-primary',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'dont_track_primary on the interface that carries the VIP',
    why: 'With its link down the node hears nobody and stays, or becomes, master, while another node takes over: both hold the VIP. When the link is back, both answer for it until an advertisement arrives.',
    references: [
      'keepalived.conf(5): dont_track_primary',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#1465',
      'acassen/keepalived#1892',
      'acassen/keepalived#2570',
    ],
  },
  bad: [
    {
      caption: 'A cut cable leaves the VIP on both nodes',
      at: '7:5',
      files: sample({ lines: ['dont_track_primary'] }),
    },
  ],
  good: [
    { files: sample() },
    {
      caption:
        'The instance talks over a direct cable; the VIP is on an interface of its own, which is tracked',
      files: sample({
        interface: 'eth1',
        lines: ['dont_track_primary'],
        vips: ['192.0.2.100/24 dev eth0'],
      }),
    },
  ],
  on: { instance: check },
});
