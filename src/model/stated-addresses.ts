import { keywordOf } from '../../grammar/configuration.ts';
import { formatAddress, type IpAddress } from '../../grammar/values/address.ts';
import type { HostAddress, VirtualAddress } from './addresses.ts';
import type { VrrpInstance } from './instance.ts';
import type { Known } from './known.ts';
import type { BfdInstance } from './tracking.ts';

/** What of a node tells its addresses. */
interface Stated {
  readonly instances: readonly VrrpInstance[];
  readonly bfdInstances: readonly BfdInstance[];
  readonly staticAddresses: readonly VirtualAddress[];
}

/** The addresses that a configuration says its host has: sources of advertisements and of BFD, static addresses. */
export function statedAddresses(node: Stated): HostAddress[] {
  return [
    ...node.instances.flatMap((instance) => sourceOf(instance.source, instance.interface.value)),
    ...node.bfdInstances.flatMap((bfd) => sourceOf(bfd.source, undefined)),
    ...node.staticAddresses.map((address) => ({
      address: address.address,
      text: address.text,
      prefix: address.prefix,
      interface: address.device,
      how: 'static_ipaddress',
      place: address.place,
    })),
  ];
}

function sourceOf(source: Known<IpAddress | undefined>, device: string | undefined): HostAddress[] {
  if (source.value === undefined) return [];
  return [
    {
      address: source.value,
      text: formatAddress(source.value),
      prefix: undefined,
      interface: device,
      how: source.statement === undefined ? 'source' : keywordOf(source.statement),
      place: source.place,
    },
  ];
}
