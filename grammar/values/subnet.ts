import {
  addressBits,
  type Family,
  familyOf,
  type IpAddress,
  ipv4Value,
  parseAddress,
  sameAddress,
} from './address.ts';
import { readUnsigned } from './numbers.ts';

/** How the part behind `/` reads. */
export type PrefixFault = 'not-a-number' | 'out-of-range';

/** `ADDRESS[/LENGTH]` as the daemon reads it (keepalived vrrp_ipaddress.c: parse_ipaddress). */
export interface PrefixedAddress {
  /** undefined when inet_pton() refuses it. */
  readonly address: IpAddress | undefined;
  readonly family: Family;
  /** Length in bits that is used: with a fault, or without a `/`, all bits. */
  readonly prefix: number;
  readonly fault: PrefixFault | undefined;
  /** Offset of the `/`; -1 when there is none. */
  readonly slash: number;
}

/**
 * Reads an address with an optional prefix. `/` with nothing behind it is `/0`; a prefix that is not a number or too
 * long leaves 32 or 128. (A daemon outside of a configuration test takes the leading digits of `24x`.)
 */
export function readPrefixedAddress(text: string): PrefixedAddress {
  const family = familyOf(text);
  const bits = addressBits(family);
  const slash = text.indexOf('/');
  if (slash === -1) return { address: parseAddress(text), family, prefix: bits, fault: undefined, slash };
  const { value, fault } = readUnsigned(text.slice(slash + 1));
  const host = text.slice(0, slash);
  // The family is decided by the whole word, the address is what stands before the slash.
  const parsed = parseAddress(host);
  const address = parsed?.family === family ? parsed : undefined;
  const wrong = prefixFault(value, fault, bits);
  return { address, family, prefix: wrong === undefined ? value : bits, fault: wrong, slash };
}

function prefixFault(value: number, fault: string | undefined, bits: number): PrefixFault | undefined {
  if (fault === 'letters' || fault === 'negative') return 'not-a-number';
  return fault === 'overflow' || value > bits ? 'out-of-range' : undefined;
}

/** The word that keeps the first `prefix` bits of the 32 at position `at`. */
function maskWord(prefix: number, at: number): number {
  const kept = Math.min(32, Math.max(0, prefix - at * 32));
  return kept === 0 ? 0 : (0xffffffff << (32 - kept)) >>> 0;
}

/** The address with its host bits cleared. */
export function networkAddress(address: IpAddress, prefix: number): IpAddress {
  const words = address.words.map((word, at) => (word & maskWord(prefix, at)) >>> 0);
  return { family: address.family, words };
}

/** The address with its host bits set: for IPv4 the broadcast address. */
export function lastAddress(address: IpAddress, prefix: number): IpAddress {
  const words = address.words.map((word, at) => (word | ~maskWord(prefix, at)) >>> 0);
  return { family: address.family, words };
}

/** Whether `address` lies in the subnet of `network`, whose host bits do not matter. */
export function inSubnet(address: IpAddress, network: IpAddress, prefix: number): boolean {
  if (address.family !== network.family) return false;
  return sameAddress(networkAddress(address, prefix), networkAddress(network, prefix));
}

/** Whether two subnets have an address in common. */
export function subnetsOverlap(
  one: IpAddress,
  onePrefix: number,
  other: IpAddress,
  otherPrefix: number,
): boolean {
  return inSubnet(one, other, Math.min(onePrefix, otherPrefix));
}

/** The prefix length of a dotted netmask such as 255.255.255.0; undefined when it is none. */
export function prefixOfNetmask(text: string): number | undefined {
  const mask = ipv4Value(text);
  if (mask === -1) return undefined;
  for (let prefix = 0; prefix <= 32; prefix++) if (maskWord(prefix, 0) === mask) return prefix;
  return undefined;
}
