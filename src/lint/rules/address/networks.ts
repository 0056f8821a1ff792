import { isLinkLocal } from '../../../../grammar/values/address.ts';
import { inSubnet } from '../../../../grammar/values/subnet.ts';
import type { IpAddress } from '../../../model/addresses.ts';
import type { NodeModel, VirtualAddress } from '../../../model/node.ts';

/** A network by one of its addresses and its length. */
export interface Network {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** Networks the host is known to be in by a card, of addresses with their lengths; those keepalived adds are left out. */
export function knownNetworks(device: string | undefined, node: NodeModel): Network[] {
  return node.addresses.flatMap(({ address, how, interface: own, prefix }) =>
    prefix === undefined || how === 'static_ipaddress' || own !== device || isLinkLocal(address)
      ? []
      : { address, prefix },
  );
}

/** Those of them that an address lies in. */
export function networksOfDevice(device: string | undefined, address: IpAddress, node: NodeModel): Network[] {
  return knownNetworks(device, node).filter((network) => inSubnet(address, network.address, network.prefix));
}

/** Whether a VIP has a length that makes it more than a single address. */
export function hasNetwork({ address, prefix }: VirtualAddress): boolean {
  return prefix > 0 && prefix < (address.family === 4 ? 32 : 128);
}
