import { formatAddress, isLinkLocal } from '../../../../grammar/values/address.ts';
import { inSubnet, networkAddress } from '../../../../grammar/values/subnet.ts';
import type { NodeModel, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';
import { hasNetwork, knownNetworks, networksOfDevice } from './networks.ts';

/** Devices that nobody asks for an address: what is there is reached by a route. */
const routed = /^(?:lo|dummy\d*)$/;

/** Lists of routes by which others may find the VIP. */
function hasRoutes(instance: VrrpInstance, node: NodeModel): boolean {
  return instance.last('virtual_routes') !== undefined || node.last('static_routes') !== undefined;
}

/** Whether the instance's card is known not to be in the network of the VIP. */
function isOutside(vip: VirtualAddress, instance: VrrpInstance, node: NodeModel): boolean {
  const device = instance.interface.value;
  const isOwn = vip.ownDevice === undefined || vip.ownDevice === device;
  if (isLinkLocal(vip.address) || routed.test(vip.device ?? '')) return false;
  const known = knownNetworks(vip.device, node).filter(
    ({ address }) => address.family === vip.address.family,
  );
  if (known.length > 0) return networksOfDevice(vip.device, vip.address, node).length === 0;
  const source = instance.source.value;
  // The source says nothing of another card, and a single address nothing of its network.
  if (!isOwn || source === undefined || isLinkLocal(source) || !hasNetwork(vip)) return false;
  return source.family === vip.address.family && !inSubnet(source, vip.address, vip.prefix);
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  if (hasRoutes(instance, node)) return;
  const outside = [...instance.vips, ...instance.excludedVips].filter((vip) =>
    isOutside(vip, instance, node),
  );
  const [first, ...others] = outside;
  if (first === undefined) return;
  const known = knownNetworks(first.device, node)[0];
  const source = instance.source.value;
  const own =
    known === undefined
      ? `${formatAddress(source!)}, which this node sends from`
      : `${formatAddress(networkAddress(known.address, known.prefix))}/${known.prefix}, the network of ${first.device}`;
  const network = hasNetwork(first)
    ? `${formatAddress(networkAddress(first.address, first.prefix))}/${first.prefix}`
    : first.text;
  const device = first.device ?? 'the interface';
  // Unicast sockets are bound to the source and to no card: advertisements may go by another network.
  const isOpen = known === undefined && instance.unicast;
  context.report({
    place: first.place,
    ...(isOpen
      ? {
          severity: 'info',
          why: `Unicast may go by another card than ${device}. If ${device} has no address in ${network}, the VIP is up, the election is fine, and nobody reaches it.`,
        }
      : {}),
    message:
      known === undefined
        ? `VIP ${first.text} of vrrp_instance ${instance.name} is in ${network}, and ${own}, is not`
        : `VIP ${first.text} of vrrp_instance ${instance.name} is not in ${own}`,
    label: others.length === 0 ? 'in another network' : `in another network, as ${others.length} more`,
    help: `An address of the network of ${device}, or its interface: ${first.statement.words[0]!.image} dev INTERFACE. If ${isOpen ? `${device} is in ${network} too, or ` : ''}routers send this address to the nodes, it is right`,
    related:
      source === undefined ? [] : [{ place: placeIn(instance, instance.source), message: 'this node' }],
  });
}

/** VIPs that neighbours look for elsewhere. */
export const addressVipWrongSubnet = defineRule({
  id: 'address/vip-wrong-subnet',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A VIP outside the networks of its interface',
    why: 'Hosts of that network do not look for the address here: the VIP is up, the election is fine, and nobody reaches it.',
    references: ['acassen/keepalived#942', 'acassen/keepalived#1367', 'acassen/keepalived#2349'],
  },
  bad: [
    {
      caption: 'The node is in 192.0.2.0',
      at: '9:9',
      files: sample({ lines: ['mcast_src_ip 192.0.2.11'], vips: ['10.99.0.100/24'] }),
    },
    {
      caption: 'With unicast eth0 may be in 10.99.0.0/24 all the same: good to know',
      at: '12:9',
      files: sample({
        lines: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'],
        vips: ['10.99.0.100/24'],
      }),
    },
  ],
  good: [
    { files: sample({ lines: ['mcast_src_ip 192.0.2.11'] }) },
    {
      caption: 'On another card',
      files: sample({ lines: ['mcast_src_ip 192.0.2.11'], vips: ['10.99.0.100/24 dev eth1'] }),
    },
  ],
  on: { instance: check },
});
