import type { Family, IpAddress } from '../../../grammar/values/address.ts';
import { inSubnet } from '../../../grammar/values/subnet.ts';

/** IP protocol 112 carries VRRP (RFC 9568 section 5.1.1.4); with auth_type AH it travels in protocol 51 (RFC 4302). */
export const VRRP = 112;
export const AH = 51;

/** An advertisement on its way into a host. */
export interface Packet {
  readonly family: Family;
  readonly protocol: typeof VRRP | typeof AH;
  /** The card it comes in by; undefined: unknown. */
  readonly interface: string | undefined;
  /** Addresses it may come from; empty: unknown. */
  readonly sources: readonly IpAddress[];
  /** The multicast group, or the host's own address; undefined: unknown. */
  readonly destination: IpAddress | undefined;
  readonly multicast: boolean;
  /** Whether the host itself has sent to that peer before, so that connection tracking knows the pair. */
  readonly established: boolean;
}

/** Whether a condition holds for a packet; `maybe` when the files do not tell. */
export type Match = 'yes' | 'no' | 'maybe';

export function negate(match: Match, isNegated: boolean): Match {
  if (!isNegated || match === 'maybe') return match;
  return match === 'yes' ? 'no' : 'yes';
}

/** Holds when all hold. */
export function allOf(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') ? 'maybe' : 'yes';
}

/** Holds when one holds. */
export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes('yes')) return 'yes';
  return matches.includes('maybe') ? 'maybe' : 'no';
}

const numbers: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  dccp: 33,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-auth': 51,
  'ipv6-crypt': 50,
  icmpv6: 58,
  'ipv6-icmp': 58,
  ospf: 89,
  ospfigp: 89,
  pim: 103,
  vrrp: 112,
  carp: 112,
  l2tp: 115,
  sctp: 132,
  udplite: 136,
};

/** The number of a protocol by its name in /etc/protocols or itself; 0 is every protocol. undefined: not known here. */
export function protocolNumber(name: string): number | undefined {
  const lower = name.toLowerCase();
  if (/^\d{1,3}$/.test(lower)) return Number(lower);
  if (lower === 'all' || lower === 'ip') return 0;
  return Object.hasOwn(numbers, lower) ? numbers[lower] : undefined;
}

/** A range of addresses by their prefix. */
export interface Net {
  readonly address: IpAddress;
  readonly prefix: number;
}

/** Whether an address, of which we may know several candidates, lies in a net. */
export function inNet(candidates: readonly IpAddress[], net: Net): Match {
  // Everything is in a net without a length.
  if (net.prefix === 0) return 'yes';
  const inside = candidates.filter((one) => inSubnet(one, net.address, net.prefix)).length;
  if (candidates.length === 0) return 'maybe';
  if (inside === candidates.length) return 'yes';
  return inside === 0 ? 'no' : 'maybe';
}
