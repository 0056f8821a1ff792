import { formatAddress } from '../../../../grammar/values/address.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** Instances with the same key listen on the same socket (keepalived vrrp/vrrp.c: check_vrid_conflicts). */
function socketOf(instance: VrrpInstance): string | undefined {
  const { vrid, family, unicast, multicastGroup, source } = instance;
  const device = instance.interface.value;
  if (vrid.value === undefined || device === undefined) return undefined;
  const to = unicast ? (source.value ?? 'unknown') : formatAddress(multicastGroup.value);
  return JSON.stringify([vrid.value, family, device, unicast, to]);
}

/** Unicast instances are in each other's way only when they share a peer. */
function collide(one: VrrpInstance, other: VrrpInstance): boolean {
  if (!one.unicast) return true;
  const peers = new Set(one.unicastPeers.map((peer) => peer.text));
  return other.unicastPeers.some((peer) => peers.has(peer.text));
}

function check({ instances }: NodeModel, context: RuleContext): void {
  const bySocket = new Map<string, VrrpInstance[]>();
  for (const instance of instances) {
    const key = socketOf(instance);
    if (key === undefined) continue;
    const earlier = bySocket.get(key) ?? [];
    const twin = earlier.find((one) => collide(one, instance));
    bySocket.set(key, [...earlier, instance]);
    if (twin === undefined) continue;
    const { vrid, family } = instance;
    context.report({
      place: vrid.place ?? instance.place,
      message: `virtual_router_id ${vrid.value} is used by vrrp_instance ${twin.name} and ${instance.name} on ${instance.interface.value} for IPv${family}`,
      label: `taken by ${twin.name}`,
      help: `virtual_router_id ${freeVrid(instances)} in vrrp_instance ${instance.name}, on all its nodes`,
      related: [{ place: twin.vrid.place ?? twin.place, message: `the VRID of ${twin.name}` }],
    });
  }
}

/** The next one that no instance of the node has. */
function freeVrid(instances: readonly VrrpInstance[]): number {
  const taken = new Set(instances.map(({ vrid }) => vrid.value));
  const used = [...taken].filter((vrid) => vrid !== undefined);
  let free = Math.max(...used) + 1;
  if (free > 255) for (free = 1; taken.has(free); ) free++;
  return free;
}

const instances = (vrid: number, device: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}

vrrp_instance VI_2 {
    state BACKUP
    interface ${device}
    virtual_router_id ${vrid}
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.101/24
    }
}
`;

/** Two instances of a node that cannot be told apart on the wire. */
export const vrrpDuplicateVrid = defineRule({
  id: 'vrrp/duplicate-vrid',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'The same virtual_router_id twice on one interface and for one family',
    why: 'keepalived rejects the configuration and VRRP does not start on this node.',
    references: [
      'RFC 9568 section 5.2.3',
      'keepalived vrrp/vrrp.c: check_vrid_conflicts',
      'acassen/keepalived#2146',
    ],
  },
  bad: [{ caption: 'A second instance, copied from the first', at: '15:23', files: instances(51, 'eth0') }],
  good: [
    { files: instances(52, 'eth0') },
    { caption: 'Another interface has VRIDs of its own', files: instances(51, 'eth1') },
  ],
  on: { node: check },
});
