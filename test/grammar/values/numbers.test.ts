import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDecimal,
  numberMeant,
  plainDecimal,
  plainDigits,
  readAnyBase,
  readDecimal,
  readInteger,
  readUnsigned,
} from '../../../grammar/values/numbers.ts';

describe('readUnsigned', () => {
  it.each([
    ['100', 100, undefined],
    ['0100', 100, undefined],
    [' 100', 100, undefined],
    ['+5', 5, undefined],
    ['', 0, undefined],
    ['  ', 0, undefined],
    ['4294967295', 4294967295, undefined],
    ['4294967296', 4294967296, 'overflow'],
    ['99999999999', 99999999999, 'overflow'],
    ['-1', -1, 'negative'],
    ['-1x', -1, 'negative'],
    ['0x64', 0, 'letters'],
    ['1.5', 1, 'letters'],
    ['7q', 7, 'letters'],
    ['100 ', 100, 'letters'],
    ['+', 0, 'letters'],
    ['abc', 0, 'letters'],
    ['\u0665', 0, 'letters'],
  ])('reads %j as %d, fault %s', (text, value, fault) => {
    expect(readUnsigned(text)).toEqual({ value, fault });
  });

  it('takes every 32-bit number back from its digits', () => {
    fc.assert(
      fc.property(fc.nat(4294967295), fc.nat(4), (value, zeros) => {
        expect(readUnsigned('0'.repeat(zeros) + value)).toEqual({ value, fault: undefined });
      }),
    );
  });
});

describe('readInteger', () => {
  it.each([
    ['-253', -253, undefined],
    ['-0', 0, undefined],
    [' -7', -7, undefined],
    ['', 0, undefined],
    ['  ', 0, 'letters'],
    ['2147483647', 2147483647, undefined],
    ['2147483648', 2147483648, 'overflow'],
    ['-2147483648', -2147483648, undefined],
    ['-2147483649', -2147483649, 'overflow'],
    ['- 5', 0, 'letters'],
    ['20x', 20, 'letters'],
  ])('reads %j as %d, fault %s', (text, value, fault) => {
    expect(readInteger(text)).toEqual({ value, fault });
  });
});

describe('readDecimal', () => {
  it.each([
    ['1', 1_000_000, undefined, false],
    ['0.5', 500_000, undefined, false],
    ['.5', 500_000, undefined, false],
    ['1.', 1_000_000, undefined, false],
    ['.', 0, undefined, false],
    ['', 0, undefined, false],
    [' 2.5', 2_500_000, undefined, false],
    ['3.1234567', 3_123_457, undefined, true],
    ['3.1234564', 3_123_456, undefined, true],
    ['-1', -1, 'negative', false],
    // The text swallows the zeros that would make seconds of it.
    ['3s', 3, 'letters', false],
    ['1e1', 1, 'letters', false],
    ['1.2.3', 12, 'letters', false],
    ['0x1', 0, 'letters', false],
  ])('reads %j as %d millionths, fault %s, too many places %s', (text, value, fault, tooManyPlaces) => {
    const read = readDecimal(text);
    expect([read.fault, read.tooManyPlaces]).toEqual([fault, tooManyPlaces]);
    if (fault !== 'negative') expect(read.value).toBe(value);
  });

  it('keeps three places where asked to', () => {
    expect(readDecimal('1.2345', 3)).toEqual({ value: 1235, fault: undefined, tooManyPlaces: true });
    expect(readDecimal('1.234', 3)).toEqual({ value: 1234, fault: undefined, tooManyPlaces: false });
  });

  it('agrees with the quick look wherever that gives an answer', () => {
    const digits = fc.stringMatching(/^\d{0,6}(\.\d{0,7})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const quick = plainDecimal(text);
        if (Number.isNaN(quick)) return;
        expect(Math.round(quick * 1e6)).toBe(readDecimal(text).value);
        expect(readDecimal(text).fault).toBeUndefined();
      }),
    );
  });
});

describe('the quick looks', () => {
  it.each([
    ['', -1],
    ['0', 0],
    ['255', 255],
    ['999999999', 999999999],
    ['1234567890', -1],
    ['1x', -1],
    ['-1', -1],
  ])('plainDigits(%j) is %d', (text, value) => {
    expect(plainDigits(text)).toBe(value);
  });

  it.each(['', '1s', '-1', '1.1.1', '1234567', '1.1234567'])(
    'plainDecimal(%j) leaves odd words to the full reading',
    (text) => {
      expect(Number.isNaN(plainDecimal(text))).toBe(text !== '1234567');
    },
  );
});

describe('what was meant', () => {
  it.each([
    ['1s', '1'],
    ['0x64', '100'],
    ['500ms', '0.5'],
    ['100;', '100'],
    ['50%', '50'],
    ['2.5sec', '2.5'],
    ['abc', undefined],
    ['1e1', undefined],
    ['100', undefined],
  ])('%j: %s', (text, meant) => {
    expect(numberMeant(text)).toBe(meant);
  });
});

describe('formatDecimal', () => {
  it.each([
    [1_500_000, 6, '1.5'],
    [3, 6, '0.000003'],
    [40_950_000, 6, '40.95'],
    [10, 0, '10'],
    [0, 6, '0'],
    [100_000_000, 6, '100'],
  ])('%d with %d places is %s', (value, places, text) => {
    expect(formatDecimal(value, places)).toBe(text);
  });
});

describe('readAnyBase', () => {
  it.each([
    ['0x1F', 31],
    ['017', 15],
    ['0', 0],
    ['42', 42],
    [' +42', 42],
    ['08', undefined],
    ['main', undefined],
    ['4294967296', undefined],
    ['-1', undefined],
  ])('%j is %s', (text, value) => {
    expect(readAnyBase(text)).toBe(value);
  });
});
