import { isLinkLocal } from '../../../../grammar/values/address.ts';
import { inSubnet } from '../../../../grammar/values/subnet.ts';
import type { IpAddress } from '../../../model/addresses.ts';
import type { NodeModel, VirtualAddress } from '../../../model/node.ts';

/** A network by one of its addresses and its length. */
export interface Network {
  readonly address: IpAddress;
  readonly prefix: number;
}

const networksByDevice = new WeakMap<NodeModel, Map<string | undefined, Network[]>>();

/** Networks the host is known to be in by a card, of addresses with their lengths; those keepalived adds are left out. */
export function knownNetworks(device: string | undefined, node: NodeModel): readonly Network[] {
  let networks = networksByDevice.get(node);
  if (networks === undefined) {
    networks = groupByDevice(node);
    networksByDevice.set(node, networks);
  }
  return networks.get(device) ?? [];
}

function groupByDevice({ addresses }: NodeModel): Map<string | undefined, Network[]> {
  const networks = new Map<string | undefined, Network[]>();
  for (const { address, how, interface: device, prefix } of addresses) {
    if (prefix === undefined || how === 'static_ipaddress' || isLinkLocal(address)) continue;
    const known = networks.get(device);
    if (known === undefined) networks.set(device, [{ address, prefix }]);
    else known.push({ address, prefix });
  }
  return networks;
}

/** Those of them that an address lies in. */
export function networksOfDevice(device: string | undefined, address: IpAddress, node: NodeModel): Network[] {
  return knownNetworks(device, node).filter((network) => inSubnet(address, network.address, network.prefix));
}

/** Whether a VIP has a length that makes it more than a single address. */
export function hasNetwork({ address, prefix }: VirtualAddress): boolean {
  return prefix > 0 && prefix < (address.family === 4 ? 32 : 128);
}
