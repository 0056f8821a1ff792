import { formatAddress, isLinkLocal } from '../../../../grammar/values/address.ts';
import { inSubnet, networkAddress } from '../../../../grammar/values/subnet.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { someOf } from '../vrrp/settings.ts';
import { hasNetwork, knownNetworks } from './networks.ts';

interface Wide {
  readonly vip: VirtualAddress;
  readonly instance: VrrpInstance;
  /** Whether the interface is known to be in the network already. */
  readonly isSure: boolean;
}

/** Whether the interface is in the network of the VIP without it; undefined when nothing tells. */
function isInNetwork(vip: VirtualAddress, instance: VrrpInstance, node: NodeModel): boolean | undefined {
  const known = knownNetworks(vip.device, node).filter(
    ({ address }) => address.family === vip.address.family,
  );
  if (known.length > 0)
    return known.some((network) => inSubnet(vip.address, network.address, network.prefix));
  const source = instance.source.value;
  const isOwn = vip.ownDevice === undefined || vip.ownDevice === instance.interface.value;
  return isOwn && source !== undefined ? inSubnet(source, vip.address, vip.prefix) : undefined;
}

/** The VIPs that bring a network along, but for those that are the only ones in it. */
function wideIn(instance: VrrpInstance, node: NodeModel): Wide[] {
  return [...instance.vips, ...instance.excludedVips].flatMap((vip) => {
    if (!hasNetwork(vip) || vip.address.family === 6 || isLinkLocal(vip.address)) return [];
    const isThere = isInNetwork(vip, instance, node);
    return isThere === false ? [] : { vip, instance, isSure: isThere === true };
  });
}

/** VIPs to which the nodes give different lengths: which is right is said where they are compared. */
function unevenVips({ routers }: Cluster): ReadonlySet<string> {
  const uneven = new Set<string>();
  for (const { members } of routers) {
    const prefixes = new Map<string, number>();
    for (const { text, prefix } of members.flatMap(({ instance }) => instance.vips)) {
      if ((prefixes.get(text) ?? prefix) !== prefix) uneven.add(text);
      prefixes.set(text, prefix);
    }
  }
  return uneven;
}

/** Routes that name a VIP as their source were written for the address as it is. */
function isSource({ vip, instance }: Wide): boolean {
  const routes = instance.last('virtual_routes')?.block?.statements ?? [];
  return routes.some(({ words }) => words.some(({ image }) => image === vip.text));
}

/** One finding a node: whoever writes the length once writes it everywhere. */
function check(node: NodeModel, uneven: ReadonlySet<string>, context: RuleContext): void {
  const wide = node.instances
    .flatMap((instance) => wideIn(instance, node))
    .filter((one) => !isSource(one) && !uneven.has(one.vip.text));
  const first = wide.find(({ isSure }) => isSure) ?? wide[0];
  if (first === undefined) return;
  const { vip, instance, isSure } = first;
  const network = `${formatAddress(networkAddress(vip.address, vip.prefix))}/${vip.prefix}`;
  const device = vip.device ?? 'the interface';
  const others = wide.filter((one) => one !== first);
  context.report({
    place: vip.place,
    message: `VIP ${vip.text} of vrrp_instance ${instance.name} is added with the length of its network, /${vip.prefix}${others.length === 0 ? '' : `, and so ${others.length === 1 ? 'is one more' : `are ${others.length} more`}`}`,
    label: isSure ? `${device} is in ${network} already` : `is ${device} in ${network} already?`,
    help: `${vip.text}/32, on all nodes${isSure ? '' : `, if ${device} has an address in ${network} of its own; if not, it is right as it stands`}`,
    related: someOf(others.map((one) => ({ place: one.vip.place, message: 'and this one' }))),
  });
}

/** VIPs that bring a network with them that is there anyway. */
export const addressVipPrefixDuplicatesSubnet = defineRule({
  id: 'address/vip-prefix-duplicates-subnet',
  severity: 'info',
  scope: 'node',
  docs: {
    summary: 'A VIP with the length of the network where /32 is enough',
    why: 'The VIP becomes a second address of the network: on a VMAC it adds a second route to it, and when the host’s own address is set anew while the VIP is there, the VIP comes first and the host sends from it.',
    references: ['acassen/keepalived#334', 'acassen/keepalived#1040', 'acassen/keepalived#1268'],
  },
  bad: [
    {
      caption: 'eth0 has 192.0.2.11/24',
      at: '9:9',
      files: sample({ lines: ['mcast_src_ip 192.0.2.11'] }),
    },
  ],
  good: [{ files: sample({ lines: ['mcast_src_ip 192.0.2.11'], vips: ['192.0.2.100/32'] }) }],
  on: {
    run: (clusters, context) => {
      for (const cluster of clusters) {
        const uneven = unevenVips(cluster);
        for (const node of cluster.nodes) check(node, uneven, context);
      }
    },
  },
});
