import { formatAddress } from '../../../../grammar/values/address.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from './settings.ts';

type Pair = readonly [VrrpInstance, VrrpInstance];

function sourceOf({ source, interface: device }: VrrpInstance): string | undefined {
  return source.value === undefined ? device.value : formatAddress(source.value);
}

/** Unicast instances are in each other's way only with one source and a peer in common (from 2.1.0 on). */
function collideInUnicast([one, other]: Pair): boolean {
  const devices = [one.interface.value, other.interface.value];
  if (!devices.includes(undefined) && devices[0] !== devices[1]) return false;
  const source = sourceOf(one);
  if (source === undefined || source !== sourceOf(other)) return false;
  const peers = new Set(one.unicastPeers.map((peer) => peer.text));
  return other.unicastPeers.some((peer) => peers.has(peer.text));
}

/** Whether the daemon cannot tell two instances of one VRID and family apart (vrrp.c: check_vrid_conflicts). */
function collide(pair: Pair, context: RuleContext): boolean {
  const [one, other] = pair;
  const isOneDevice = one.interface.value !== undefined && one.interface.value === other.interface.value;
  if (!isFrom(context, '2.1.0')) return isOneDevice;
  if (one.unicast !== other.unicast) return false;
  if (one.unicast) return collideInUnicast(pair);
  const [group, otherGroup] = pair.map(({ multicastGroup }) => formatAddress(multicastGroup.value));
  // Before 2.2.5 there is one group for all.
  return isOneDevice && (group === otherGroup || !isFrom(context, '2.2.5'));
}

/** Whether two instances would make one VMAC between them, without being one sync group (from 2.2.0 on). */
function shareVmac([one, other]: Pair, context: RuleContext): boolean {
  const isSame = one.vmac.value && other.vmac.value && one.interface.value === other.interface.value;
  const isOneGroup = one.syncGroup !== undefined && one.syncGroup === other.syncGroup;
  const isOnIt = other.vips.some(({ ownDevice }) => ownDevice === undefined);
  return isSame && isOnIt && !isOneGroup && isFrom(context, '2.2.0');
}

function report([twin, instance]: Pair, instances: readonly VrrpInstance[], context: RuleContext): void {
  const { vrid, family } = instance;
  const device = instance.interface.value;
  context.report({
    place: vrid.place ?? instance.place,
    message: `virtual_router_id ${vrid.value} is used by vrrp_instance ${twin.name} and ${instance.name}${device === undefined ? '' : ` on ${device}`} for IPv${family}`,
    label: `taken by ${twin.name}`,
    help: `virtual_router_id ${freeVrid(instances)} in vrrp_instance ${instance.name}, on all its nodes`,
    related: [{ place: twin.vrid.place ?? twin.place, message: `the VRID of ${twin.name}` }],
  });
}

function reportVmac([twin, instance]: Pair, instances: readonly VrrpInstance[], context: RuleContext): void {
  context.report({
    place: instance.vrid.place ?? instance.place,
    // Only the running daemon finds out.
    severity: 'warning',
    message: `vrrp_instance ${twin.name} and ${instance.name} would share one VMAC: both use virtual_router_id ${instance.vrid.value} on ${instance.interface.value}`,
    why: 'keepalived puts one of them in FAULT state for good: its VIPs are never on this node.',
    label: `the VMAC of ${twin.name}`,
    help: `virtual_router_id ${freeVrid(instances)} in vrrp_instance ${instance.name}, on all its nodes; or one vrrp_sync_group for both`,
    related: [{ place: twin.vmac.place ?? twin.place, message: `the VMAC of ${twin.name}` }],
  });
}

function check({ instances }: NodeModel, context: RuleContext): void {
  const byVrid = new Map<string, VrrpInstance[]>();
  for (const instance of instances) {
    if (instance.vrid.value === undefined) continue;
    const key = `${instance.vrid.value} ${instance.family}`;
    const earlier = byVrid.get(key) ?? [];
    const twin = earlier.find((one) => collide([one, instance], context));
    const sharer = earlier.find((one) => shareVmac([one, instance], context));
    if (twin !== undefined) report([twin, instance], instances, context);
    else if (sharer !== undefined) reportVmac([sharer, instance], instances, context);
    byVrid.set(key, [...earlier, instance]);
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
