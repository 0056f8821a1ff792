import { compareAddresses, type IpAddress, parseAddress } from './address.ts';
import { readUnsigned } from './numbers.ts';
import { readSocketAddress } from './socket-address.ts';
import { lastAddress, networkAddress } from './subnet.ts';

export type GroupRangeFault =
  | 'bad-address'
  | 'bad-netmask' // not 1-32 or 1-128
  | 'host-bits' // the address is not the first of its subnet
  | 'bad-end' // the part behind `-` is neither a last octet nor an address
  | 'other-family'
  | 'reversed'; // the end is not behind the start

/** The addresses of a virtual_server_group entry, or why there are none. */
export type GroupRange =
  | { readonly fault: undefined; readonly first: IpAddress; readonly last: IpAddress }
  | { readonly fault: GroupRangeFault };

/**
 * Reads `ADDRESS`, `ADDRESS-LAST`, `ADDRESS-ADDRESS` or `ADDRESS/LENGTH`, the first word of a virtual_server_group
 * entry. LAST is the last octet in decimal for IPv4, the last group in hexadecimal for IPv6; it must be greater
 * than the first one's (keepalived check_data.c: alloc_vsg_entry, lib/utils.c: inet_stor).
 */
export function readGroupRange(text: string): GroupRange {
  const { address } = readSocketAddress(text);
  if (address === undefined) return { fault: 'bad-address' };
  const slash = text.indexOf('/');
  if (slash !== -1) return readSubnet(address, text.slice(slash + 1));
  const dash = text.indexOf('-');
  if (dash === -1) return { fault: undefined, first: address, last: address };
  const end = text.slice(dash + 1);
  const isFull = end.includes(address.family === 4 ? '.' : ':');
  return isFull ? readFullEnd(address, end) : readShortEnd(address, end);
}

function readSubnet(address: IpAddress, text: string): GroupRange {
  const { value, fault } = readUnsigned(text);
  if (fault !== undefined || value < 1 || value > address.words.length * 32) return { fault: 'bad-netmask' };
  if (compareAddresses(address, networkAddress(address, value)) !== 0) return { fault: 'host-bits' };
  return { fault: undefined, first: address, last: lastAddress(address, value) };
}

function readFullEnd(first: IpAddress, text: string): GroupRange {
  const { address: last } = readSocketAddress(text);
  if (last === undefined) return { fault: 'bad-end' };
  if (last.family !== first.family) return { fault: 'other-family' };
  return compareAddresses(first, last) > 0 ? { fault: 'reversed' } : { fault: undefined, first, last };
}

function readShortEnd(first: IpAddress, text: string): GroupRange {
  const isIpv4 = first.family === 4;
  const pattern = isIpv4 ? /^[0-9]+$/ : /^[0-9a-fA-F]+$/;
  const end = pattern.test(text) ? Number.parseInt(text, isIpv4 ? 10 : 16) : -1;
  const span = isIpv4 ? 256 : 65536;
  if (end < 0 || end >= span) return { fault: 'bad-end' };
  const word = first.words.at(-1)!;
  if (word % span >= end) return { fault: 'reversed' };
  const last = { family: first.family, words: [...first.words.slice(0, -1), word - (word % span) + end] };
  return { fault: undefined, first, last };
}

/** The same range with its ends exchanged, when that would be right; what somebody meant by `192.0.2.9-5`. */
export function exchangedRange(text: string): string | undefined {
  const dash = text.indexOf('-');
  if (dash === -1) return undefined;
  const first = text.slice(0, dash);
  const end = text.slice(dash + 1);
  if (parseAddress(end) !== undefined) return checked(`${end}-${first}`);
  const cut = Math.max(first.lastIndexOf('.'), first.lastIndexOf(':')) + 1;
  return checked(`${first.slice(0, cut)}${end}-${first.slice(cut)}`);
}

function checked(text: string): string | undefined {
  return readGroupRange(text).fault === undefined ? text : undefined;
}
