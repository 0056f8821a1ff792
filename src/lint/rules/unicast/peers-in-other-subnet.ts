import { formatAddress, type IpAddress, isLinkLocal } from '../../../../grammar/values/address.ts';
import { inSubnet, networkAddress } from '../../../../grammar/values/subnet.ts';
import type { NodeModel, UnicastPeer, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';

interface Network {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** Scripts and routes by which an address can reach a node in another network. */
const ways = ['notify', 'notify_master', 'notify_fifo', 'virtual_routes'];

function hasOtherWay(instance: VrrpInstance, { globals }: NodeModel): boolean {
  return (
    ways.some(
      (keyword) => instance.last(keyword) !== undefined || instance.syncGroup?.last(keyword) !== undefined,
    ) || ['notify_fifo', 'vrrp_notify_fifo'].some((keyword) => globals.last(keyword) !== undefined)
  );
}

/** A VIP that says which network it belongs to, on the instance's own interface. */
function networkOf(vip: VirtualAddress, { interface: own }: VrrpInstance): Network | undefined {
  const isOwn = vip.ownDevice === undefined || vip.ownDevice === own.value;
  const isWhole = vip.prefix === (vip.address.family === 4 ? 32 : 128);
  return isOwn && !isWhole && vip.prefix > 0 && !isLinkLocal(vip.address) ? vip : undefined;
}

/** The networks the host is known to be in, with their lengths. */
function knownNetworks({ addresses }: NodeModel, { interface: own }: VrrpInstance): Network[] {
  return addresses.flatMap(({ address, interface: device, prefix }) =>
    prefix === undefined || device !== own.value ? [] : { address, prefix },
  );
}

function isIn(address: IpAddress, networks: readonly Network[]): boolean {
  return networks.some((network) => inSubnet(address, network.address, network.prefix));
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  const source = instance.source.value;
  if (!instance.unicast || source === undefined || hasOtherWay(instance, node)) return;
  const known = knownNetworks(node, instance);
  const vip = instance.vips.find((one) => {
    const network = networkOf(one, instance);
    return network !== undefined && isIn(source, [network]);
  });
  if (vip === undefined) return;
  const far = instance.unicastPeers.filter(
    ({ address }) => !isLinkLocal(address) && !isIn(address, [vip, ...known]),
  );
  if (far.length > 0) report(far, vip, instance, context);
}

function report(
  far: readonly UnicastPeer[],
  vip: VirtualAddress,
  instance: VrrpInstance,
  context: RuleContext,
): void {
  const [first, ...others] = far;
  const network = `${formatAddress(networkAddress(vip.address, vip.prefix))}/${vip.prefix}`;
  context.report({
    place: first!.place,
    message: `peer ${first!.text} of vrrp_instance ${instance.name} is not in ${network}, the network of VIP ${vip.text}`,
    label: 'in another network',
    help: `The address of that node in ${network}; where the nodes have no network in common, a notify_master that moves a route or calls the API of the cloud`,
    related: [
      { place: vip.place, message: 'the VIP' },
      { place: placeIn(instance, instance.source), message: 'this node' },
      ...others.map(({ place }) => ({ place, message: 'nor is this one' })),
    ],
  });
}

const node = (peer: string) =>
  sample({ lines: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', `    ${peer}`, '}'] });

/** Peers that the VIP is of no use to. */
export const unicastPeersInOtherSubnet = defineRule({
  id: 'unicast/peers-in-other-subnet',
  severity: 'warning',
  scope: 'node',
  about: 'unicast',
  docs: {
    summary: 'A unicast peer outside the network of the VIP',
    why: 'Advertisements cross routers, the VIP does not: after a failover it is on a node in whose network nobody asks for it, and nothing reaches it.',
    references: ['RFC 9568 section 1.1', 'acassen/keepalived#600', 'acassen/keepalived#942'],
  },
  bad: [{ caption: 'A peer in another data centre', at: '9:9', files: node('198.51.100.12') }],
  good: [
    { files: node('192.0.2.12') },
    {
      caption: 'A script moves the address',
      files: sample({
        lines: [
          'unicast_src_ip 192.0.2.11',
          'unicast_peer {',
          '    198.51.100.12',
          '}',
          'notify_master "/usr/local/sbin/claim-vip"',
        ],
      }),
    },
  ],
  on: { instance: check },
});
