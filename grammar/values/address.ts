/**
 * IP addresses as inet_pton() takes them: no leading zeros, no short forms, no zone, no brackets, no names. The
 * daemon decides the family by the presence of a colon before it looks any closer.
 */

export type Family = 4 | 6;

/** An address as one (IPv4) or four (IPv6) unsigned 32-bit numbers, most significant first. */
export interface IpAddress {
  readonly family: Family;
  readonly words: readonly number[];
}

/** The family an address is read as. */
export function familyOf(text: string): Family {
  return text.includes(':') ? 6 : 4;
}

export function addressBits(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** The address as a number from 0 to 2^32 - 1, or -1 when `text` from `start` to `end` is not a dotted quad. */
export function ipv4Value(text: string, start = 0, end = text.length): number {
  let value = 0;
  let octet = -1;
  let octets = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (octet === -1 || octets === 3) return -1;
      value = value * 256 + octet;
      octet = -1;
      octets++;
      continue;
    }
    const digit = code - 48;
    // A zero in front of a digit is refused: some readers take such an octet for octal.
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet === -1 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return octets === 3 && octet !== -1 ? value * 256 + octet : -1;
}

export function isIpv4(text: string): boolean {
  return ipv4Value(text) !== -1;
}

const hexGroup = /^[0-9a-fA-F]{1,4}$/;

/** The 16-bit groups of a part of an IPv6 address without `::`; undefined when one is none. */
function readGroups(text: string, mayEndInQuad: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if (hexGroup.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const quad = mayEndInQuad && at === parts.length - 1 ? ipv4Value(part) : -1;
    if (quad === -1) return undefined;
    groups.push(Math.floor(quad / 65536), quad % 65536);
  }
  return groups;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const gap = text.indexOf('::');
  if (gap !== -1 && text.includes('::', gap + 1)) return undefined;
  const before = readGroups(gap === -1 ? text : text.slice(0, gap), gap === -1);
  const after = readGroups(gap === -1 ? '' : text.slice(gap + 2), true);
  if (before === undefined || after === undefined) return undefined;
  const written = before.length + after.length;
  // `::` stands for one group at least.
  if (gap === -1 ? written !== 8 : written > 7) return undefined;
  const groups = [...before, ...new Array<number>(8 - written).fill(0), ...after];
  return [0, 2, 4, 6].map((at) => groups[at]! * 65536 + groups[at + 1]!);
}

/** The address, or undefined when inet_pton() would refuse it. */
export function parseAddress(text: string): IpAddress | undefined {
  if (text.includes(':')) {
    const words = parseIpv6(text);
    return words === undefined ? undefined : { family: 6, words };
  }
  const value = ipv4Value(text);
  return value === -1 ? undefined : { family: 4, words: [value] };
}

export function isAddress(text: string): boolean {
  return text.includes(':') ? parseIpv6(text) !== undefined : ipv4Value(text) !== -1;
}

export function sameAddress(one: IpAddress, other: IpAddress): boolean {
  return one.family === other.family && one.words.every((word, at) => word === other.words[at]);
}

/** Negative, 0 or positive, as `one` stands before, at or behind `other`; IPv4 stands before IPv6. */
export function compareAddresses(one: IpAddress, other: IpAddress): number {
  if (one.family !== other.family) return one.family - other.family;
  for (let at = 0; at < one.words.length; at++) {
    if (one.words[at] !== other.words[at]) return one.words[at]! - other.words[at]!;
  }
  return 0;
}

function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Start and length of the longest run of two or more zero groups; the first of equals. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}

/** The one way to write an address: lower case, shortest, `::` for the longest run of zeros (RFC 5952 section 4). */
export function formatAddress(address: IpAddress): string {
  if (address.family === 4) return formatIpv4(address.words[0]!);
  const [a, b, c, d] = address.words;
  if (a === 0 && b === 0 && c === 0xffff) return `::ffff:${formatIpv4(d!)}`;
  const groups = address.words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const { start, length } = longestZeroRun(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (start === -1) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** `text` in its one form, or as it stands when it is no address: a key to compare addresses by. */
export function canonicalAddress(text: string): string {
  const address = parseAddress(text);
  return address === undefined ? text : formatAddress(address);
}

/** 224.0.0.0/4 or ff00::/8. */
export function isMulticast(address: IpAddress): boolean {
  return address.family === 4 ? address.words[0]! >>> 28 === 14 : address.words[0]! >>> 24 === 255;
}

/** 169.254.0.0/16 or fe80::/10. */
export function isLinkLocal(address: IpAddress): boolean {
  return address.family === 4 ? address.words[0]! >>> 16 === 0xa9fe : address.words[0]! >>> 22 === 0x3fa;
}

/** Multicast that stays on the link: 224.0.0.0/24 or ff02::/16, flags aside. */
export function isLinkLocalMulticast(address: IpAddress): boolean {
  const first = address.words[0]!;
  return address.family === 4
    ? first >>> 8 === 0xe00000
    : first >>> 24 === 255 && ((first >>> 16) & 15) === 2;
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(address: IpAddress): boolean {
  if (address.family === 4) return address.words[0]! >>> 24 === 127;
  return address.words.every((word, at) => word === (at === 3 ? 1 : 0));
}

/** 0.0.0.0 or ::. */
export function isUnspecified(address: IpAddress): boolean {
  return address.words.every((word) => word === 0);
}
