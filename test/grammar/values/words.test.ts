import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../../grammar/values/address.ts';
import { booleanMeant, readBoolean } from '../../../grammar/values/booleans.ts';
import { addressMeant, prefixedAddressMeant } from '../../../grammar/values/check-address.ts';
import { exchangedRange, readGroupRange } from '../../../grammar/values/group-range.ts';
import { interfaceNameFault, utf8Length } from '../../../grammar/values/interface-name.ts';
import { isZeroPort, portFault } from '../../../grammar/values/port.ts';
import { checkRoundTrip } from '../../../grammar/values/round-trip.ts';
import { readSocketAddress } from '../../../grammar/values/socket-address.ts';

describe('booleans', () => {
  it.each([
    ['true', true],
    ['on', true],
    ['yes', true],
    ['false', false],
    ['off', false],
    ['no', false],
    ['True', undefined],
    ['1', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j is %s', (text, value) => {
    expect(readBoolean(text)).toBe(value);
  });

  it.each([
    ['TRUE', 'true'],
    ['1', 'true'],
    ['0', 'false'],
    ['off;', 'off'],
    ['disabled', 'false'],
    ['maybe', undefined],
  ])('%j was meant to be %s', (text, meant) => {
    expect(booleanMeant(text)).toBe(meant);
  });
});

describe('readSocketAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', 9],
    ['192.0.2.1/24', '192.0.2.1', 9],
    ['192.0.2.1-20', '192.0.2.1', 9],
    ['2001:db8::1/64', '2001:db8::1', 11],
    ['192.0.2.1/', '192.0.2.1', 9],
    // The dash goes first, and what stands before it is then no address.
    ['192.0.2.1/24-30', undefined, 12],
    ['192.0.2.1:80', undefined, 12],
    ['web1', undefined, 4],
    ['', undefined, 0],
  ])('%j is %s, read up to %d', (text, address, cut) => {
    const read = readSocketAddress(text);
    expect(read.address && formatAddress(read.address)).toBe(address);
    expect(read.cut).toBe(cut);
  });
});

describe('ports', () => {
  it.each([
    ['1', undefined],
    ['65535', undefined],
    ['080', undefined],
    ['0', 'out-of-range'],
    ['65536', 'out-of-range'],
    ['-1', 'not-a-number'],
    ['http', 'not-a-number'],
    ['80x', 'not-a-number'],
  ])('%s: %s', (text, fault) => {
    expect(portFault(text)).toBe(fault);
  });

  it('takes zeros for no port', () => {
    expect([isZeroPort('0'), isZeroPort('000'), isZeroPort('10')]).toEqual([true, true, false]);
  });
});

describe('interfaceNameFault', () => {
  it.each([
    ['eth0', undefined],
    ['bond0.100', undefined],
    ['enp0s31f6', undefined],
    ['123456789012345', undefined],
    ['1234567890123456', 'too-long'],
    ['\u7db2\u7db2\u7db2\u7db2\u7db2', undefined],
    ['\u7db2\u7db2\u7db2\u7db2\u7db2x', 'too-long'],
    ['eth0/1', 'bad-character'],
    ['eth0:1', 'bad-character'],
    ['eth 0', 'bad-character'],
    ['.', 'bad-character'],
    ['..', 'bad-character'],
    ['', 'empty'],
  ])('%j: %s', (name, fault) => {
    expect(interfaceNameFault(name)).toBe(fault);
  });

  it.each(['a', '\u00e9', '\u7db2', '\u{1f4a9}', 'a\u00e9\u7db2\u{1f4a9}'])(
    'counts the bytes of %s',
    (text) => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    },
  );
});

describe('readGroupRange', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1', '192.0.2.1'],
    ['192.0.2.1-20', '192.0.2.1', '192.0.2.20'],
    ['192.0.2.1-192.0.3.4', '192.0.2.1', '192.0.3.4'],
    ['192.0.2.0/24', '192.0.2.0', '192.0.2.255'],
    ['192.0.2.7/32', '192.0.2.7', '192.0.2.7'],
    ['2001:db8::1-ff', '2001:db8::1', '2001:db8::ff'],
    ['2001:db8::/112', '2001:db8::', '2001:db8::ffff'],
  ])('%s goes from %s to %s', (text, first, last) => {
    const range = readGroupRange(text);
    expect(range.fault).toBeUndefined();
    if (range.fault !== undefined) return;
    expect([formatAddress(range.first), formatAddress(range.last)]).toEqual([first, last]);
  });

  it.each([
    ['192.0.2.300', 'bad-address'],
    ['192.0.2.9-5', 'reversed'],
    ['192.0.2.5-5', 'reversed'],
    ['192.0.2.9-192.0.2.5', 'reversed'],
    ['192.0.2.1-5x', 'bad-end'],
    ['192.0.2.1-256', 'bad-end'],
    ['192.0.2.1-', 'bad-end'],
    ['192.0.2.1-192.0.2', 'bad-end'],
    ['2001:db8::1-1ffff', 'bad-end'],
    ['192.0.2.1/24', 'host-bits'],
    ['192.0.2.0/0', 'bad-netmask'],
    ['192.0.2.0/33', 'bad-netmask'],
    ['192.0.2.0/x', 'bad-netmask'],
  ])('%s: %s', (text, fault) => {
    expect(readGroupRange(text).fault).toBe(fault);
  });

  it.each([
    ['192.0.2.9-5', '192.0.2.5-9'],
    ['192.0.2.9-192.0.2.5', '192.0.2.5-192.0.2.9'],
    ['192.0.2.5-5', undefined],
  ])('%s was meant to be %s', (text, meant) => {
    expect(exchangedRange(text)).toBe(meant);
  });
});

describe('checkRoundTrip', () => {
  it.each([
    ['200ms', undefined],
    ['1.5s', undefined],
    ['0.2secs', undefined],
    ['1600', undefined],
    ['100ms', 'out-of-range'],
    ['121s', 'out-of-range'],
    ['1.0001s', 'too-many-decimals'],
    ['1e3', 'not-a-number'],
    ['1x', 'not-a-number'],
    ['1seconds', 'not-a-number'],
    ['s', 'not-a-number'],
  ])('%s in units of an eighth of a millisecond: %s', (text, fault) => {
    const reading = { places: 6, lenient: false, zeroPort: false, release: '2.4.3' };
    expect(checkRoundTrip(8)(text, { name: 'time', type: 'rtt' }, reading)?.fault).toBe(fault);
  });
});

describe('what was meant by an address', () => {
  it.each([
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:80', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['192.0.2.010', '192.0.2.10'],
    ['192.0.2.1:80', '192.0.2.1'],
    ['192.0.2.1,', '192.0.2.1'],
    ['192.0.2.300', undefined],
    ['192.0.2.1', undefined],
  ])('%s: %s', (text, meant) => {
    expect(addressMeant(text)).toBe(meant);
  });

  it.each([
    ['[2001:db8::1]/64', '2001:db8::1/64'],
    ['fe80::1%eth0/64', 'fe80::1/64'],
    ['192.0.2.010/24', '192.0.2.10/24'],
    ['192.0.2.1/24', undefined],
  ])('%s: %s', (text, meant) => {
    expect(prefixedAddressMeant(text)).toBe(meant);
  });
});
