import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  canonicalAddress,
  compareAddresses,
  formatAddress,
  isAddress,
  isLinkLocal,
  isLinkLocalMulticast,
  isLoopback,
  isMulticast,
  isUnspecified,
  parseAddress,
  sameAddress,
} from '../../../grammar/values/address.ts';
import {
  inSubnet,
  lastAddress,
  networkAddress,
  prefixOfNetmask,
  readPrefixedAddress,
  subnetsOverlap,
} from '../../../grammar/values/subnet.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();
const either = fc.oneof(ipv4, ipv6);

function bytesOf(text: string): number[] {
  return parseAddress(text)!.words.flatMap((word) => [
    word >>> 24,
    (word >>> 16) & 255,
    (word >>> 8) & 255,
    word & 255,
  ]);
}

/** ipaddr.js takes ::192.0.2.1 for a mapped address; a URL writes it in hexadecimal. */
function inHex(text: string): string {
  return text.includes(':') ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
}

describe('parseAddress', () => {
  it.each([
    '10.0.1',
    '10.0.0.01',
    '00.0.0.1',
    '10.0.0.256',
    '10.0.0.1.',
    '.10.0.0.1',
    '10..0.1',
    '10.0.0.1 ',
    '+10.0.0.1',
    '1e1.0.0.1',
    '',
    'localhost',
    '[2001:db8::1]',
    'fe80::1%eth0',
    '2001:db8::1::2',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2:3:4:5:6:7:8',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
    '12345::',
    '::1.2.3',
    '1.2.3.4::',
    '::1.2.3.4:5',
    'g::1',
  ])('refuses %j, as inet_pton does', (text) => {
    expect(parseAddress(text)).toBeUndefined();
    expect(isAddress(text)).toBe(false);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8:0::1', '2001:db8::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
  ])('reads %s, written %s', (text, canonical) => {
    expect(formatAddress(parseAddress(text)!)).toBe(canonical);
    expect(canonicalAddress(text)).toBe(canonical);
  });

  it('takes the same bytes out of an address as ipaddr.js', () => {
    fc.assert(
      fc.property(either, (text) => {
        expect(bytesOf(text)).toEqual(ipaddr.parse(inHex(text)).toByteArray());
      }),
    );
  });

  it('accepts and refuses what the C library behind node:net does', () => {
    const nearAddress = fc.oneof(
      fc.stringMatching(/^[\d.]{5,15}$/),
      fc.stringMatching(/^[\da-f:.]{2,24}$/),
      fc.stringMatching(/^([\da-f]{0,5}:){1,8}[\da-f]{0,5}$/),
    );
    fc.assert(
      fc.property(nearAddress, (text) => {
        expect(isAddress(text)).toBe(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(either, (text) => {
        const address = parseAddress(text)!;
        expect(sameAddress(parseAddress(formatAddress(address))!, address)).toBe(true);
      }),
    );
  });

  it('keeps words that are no address as they are', () => {
    expect(canonicalAddress('web1')).toBe('web1');
  });
});

describe('kinds of addresses', () => {
  it.each([
    ['224.0.0.18', 'multicast,link-multicast'],
    ['239.1.2.3', 'multicast'],
    ['ff02::12', 'multicast,link-multicast'],
    ['ff12::12', 'multicast,link-multicast'],
    ['ff05::2', 'multicast'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', ''],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['192.0.2.1', ''],
    ['2001:db8::1', ''],
  ])('%s: %s', (text, kinds) => {
    const address = parseAddress(text)!;
    const found = [
      isMulticast(address) && 'multicast',
      isLinkLocalMulticast(address) && 'link-multicast',
      isLinkLocal(address) && 'link-local',
      isLoopback(address) && 'loopback',
      isUnspecified(address) && 'unspecified',
    ];
    expect(found.filter(Boolean).join()).toBe(kinds);
  });

  it('agrees with ipaddr.js on multicast and link-local', () => {
    fc.assert(
      fc.property(either, (text) => {
        const range = ipaddr.parse(inHex(text)).range();
        const address = parseAddress(text)!;
        expect(isMulticast(address)).toBe(range === 'multicast');
        expect(isLinkLocal(address)).toBe(range === 'linkLocal');
      }),
    );
  });

  it('orders addresses', () => {
    const texts = ['2001:db8::2', '192.0.2.10', '2001:db8::1', '192.0.2.9'];
    const sorted = texts.map((text) => parseAddress(text)!).sort(compareAddresses);
    expect(sorted.map(formatAddress)).toEqual(['192.0.2.9', '192.0.2.10', '2001:db8::1', '2001:db8::2']);
  });
});

describe('readPrefixedAddress', () => {
  it.each([
    ['10.0.0.1/24', 24, undefined],
    ['10.0.0.1', 32, undefined],
    ['2001:db8::1', 128, undefined],
    ['10.0.0.1/', 0, undefined],
    ['10.0.0.1/0', 0, undefined],
    ['10.0.0.1/+8', 8, undefined],
    ['10.0.0.1/33', 32, 'out-of-range'],
    ['10.0.0.1/-1', 32, 'not-a-number'],
    ['10.0.0.1/24x', 32, 'not-a-number'],
    ['10.0.0.1/255.255.255.0', 32, 'not-a-number'],
    ['2001:db8::1/129', 128, 'out-of-range'],
    ['2001:db8::1/64', 64, undefined],
  ])('%s has prefix %d, fault %s', (text, prefix, fault) => {
    const read = readPrefixedAddress(text);
    expect(read.address).toBeDefined();
    expect([read.prefix, read.fault]).toEqual([prefix, fault]);
  });

  it('takes the family from the whole word', () => {
    expect(readPrefixedAddress('10.0.0.1/a:b').address).toBeUndefined();
    expect(readPrefixedAddress('10.0.0.1/a:b').family).toBe(6);
  });
});

describe('subnets', () => {
  it('agrees with ipaddr.js on what lies in a subnet', () => {
    const pair = fc.oneof(
      fc.tuple(ipv4, ipv4, fc.nat(32)),
      fc.tuple(ipv6, ipv6, fc.nat(128)),
      ipv4.chain((text) => fc.tuple(fc.constant(text), fc.constant(text), fc.nat(32))),
    );
    fc.assert(
      fc.property(pair, ([one, other, prefix]) => {
        const expected = ipaddr.parse(inHex(one)).match(ipaddr.parse(inHex(other)), prefix);
        expect(inSubnet(parseAddress(one)!, parseAddress(other)!, prefix)).toBe(expected);
      }),
    );
  });

  it.each([
    ['192.0.2.77', 24, '192.0.2.0', '192.0.2.255'],
    ['192.0.2.77', 32, '192.0.2.77', '192.0.2.77'],
    ['192.0.2.77', 0, '0.0.0.0', '255.255.255.255'],
    ['192.0.2.77', 30, '192.0.2.76', '192.0.2.79'],
    ['2001:db8::1', 64, '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
    ['2001:db8::1', 33, '2001:db8::', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff'],
  ])('%s/%d spans %s to %s', (text, prefix, first, last) => {
    const address = parseAddress(text)!;
    expect(formatAddress(networkAddress(address, prefix))).toBe(first);
    expect(formatAddress(lastAddress(address, prefix))).toBe(last);
  });

  it('never mixes families', () => {
    expect(inSubnet(parseAddress('0.0.0.0')!, parseAddress('::')!, 0)).toBe(false);
  });

  it.each([
    ['192.0.2.0', 24, '192.0.2.128', 25, true],
    ['192.0.2.0', 25, '192.0.2.128', 25, false],
    ['0.0.0.0', 0, '192.0.2.128', 25, true],
  ])('%s/%d and %s/%d overlap: %s', (one, onePrefix, other, otherPrefix, expected) => {
    expect(subnetsOverlap(parseAddress(one)!, onePrefix, parseAddress(other)!, otherPrefix)).toBe(expected);
  });

  it.each([
    ['255.255.255.0', 24],
    ['255.255.255.255', 32],
    ['0.0.0.0', 0],
    ['255.0.255.0', undefined],
    ['24', undefined],
  ])('the netmask %s has %s bits', (mask, bits) => {
    expect(prefixOfNetmask(mask)).toBe(bits);
  });
});
