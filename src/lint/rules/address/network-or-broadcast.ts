import { isLoopback, isMulticast, isUnspecified, sameAddress } from '../../../../grammar/values/address.ts';
import { lastAddress, networkAddress } from '../../../../grammar/values/subnet.ts';
import type { Severity } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, VirtualAddress, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { networksOfDevice } from './networks.ts';

/** What an address is that no host can have. */
interface Fault {
  readonly what: string;
  readonly severity?: Severity;
  readonly why?: string;
}

const oddWhy =
  'Routers and most hosts refuse to send to the number of a network: only neighbours with Linux 5.14 or later reach it.';

function faultOf(vip: VirtualAddress, node: NodeModel): Fault | undefined {
  const { address, device } = vip;
  if (isUnspecified(address)) return { what: 'stands for no address at all' };
  if (isMulticast(address)) return { what: 'is a multicast address' };
  if (isLoopback(address)) return device === 'lo' ? undefined : { what: 'is a loopback address' };
  if (address.family === 6) return undefined;
  if (address.words[0] === 0xffffffff) return { what: 'is the broadcast address of every network' };
  // What the host itself says of its network counts for more than the length behind the VIP.
  const networks = networksOfDevice(device, vip.address, node);
  const network = networks[0] ?? vip;
  if (network.prefix > 30 || network.prefix === 0) return undefined;
  const name = (prefix: number) => `its network, a /${prefix}`;
  if (sameAddress(address, lastAddress(address, network.prefix)))
    return { what: `is the broadcast address of ${name(network.prefix)}` };
  if (sameAddress(address, networkAddress(address, network.prefix)))
    return { what: `is the number of ${name(network.prefix)}`, severity: 'warning', why: oddWhy };
  return undefined;
}

function check({ excludedVips, name, vips }: VrrpInstance, node: NodeModel, context: RuleContext): void {
  for (const vip of [...vips, ...excludedVips]) {
    const fault = faultOf(vip, node);
    if (fault === undefined) continue;
    context.report({
      place: vip.place,
      ...(fault.severity === undefined ? {} : { severity: fault.severity }),
      message: `VIP ${vip.text} of vrrp_instance ${name} ${fault.what}`,
      ...(fault.why === undefined ? {} : { why: fault.why }),
      label: 'no address for a host',
      help: 'Choose an address between the first and the last of the network, or write the length that the network has',
    });
  }
}

/** VIPs that nobody can talk to. */
export const addressNetworkOrBroadcast = defineRule({
  id: 'address/network-or-broadcast',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A VIP that is a broadcast, network, multicast or loopback address',
    why: 'keepalived adds the address and reports nothing, but no neighbour sends a packet for one host to it: they answer that the network is unreachable.',
    references: ['RFC 1122 section 3.2.1.3', 'RFC 3021'],
  },
  bad: [
    { caption: 'The last address of a /24', at: '8:9', files: sample({ vips: ['192.0.2.255/24'] }) },
    { caption: 'A group of receivers', at: '8:9', files: sample({ vips: ['224.0.0.50/32'] }) },
  ],
  good: [
    { files: sample({ vips: ['192.0.2.254/24'] }) },
    { caption: 'In a /23 it is an address like any other', files: sample({ vips: ['192.0.2.255/23'] }) },
    { caption: 'A network of two addresses has no broadcast', files: sample({ vips: ['192.0.2.255/31'] }) },
  ],
  on: { instance: check },
});
