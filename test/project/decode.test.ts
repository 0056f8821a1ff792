import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/project/decode.ts';

describe('decode', () => {
  it('gives the bytes back', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        const decoded = decode(given);
        if (decoded === undefined) {
          expect([
            [0xff, 0xfe],
            [0xfe, 0xff],
          ]).toContainEqual([given[0], given[1]]);
        } else expect(Buffer.compare(encode(decoded.text, decoded.encoding), given)).toBe(0);
      }),
    );
  });

  it('keeps a byte order mark', () => {
    expect(decode(Buffer.from('\ufeffstate'))).toEqual({ text: '\ufeffstate', encoding: 'utf-8' });
  });

  it('reads what is not UTF-8 byte by byte', () => {
    expect(decode(Uint8Array.of(0x61, 0xe9, 0x62))).toEqual({ text: 'aéb', encoding: 'latin1' });
  });

  it.each([
    ['little', [0xff, 0xfe, 0x21, 0]],
    ['big', [0xfe, 0xff, 0, 0x21]],
  ])('knows UTF-16 (%s endian)', (_, bytes) => {
    expect(decode(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('puts ? for what latin1 lacks', () => {
    expect(Buffer.from(encode('aé😀', 'latin1')).toString('latin1')).toBe('aé?');
  });
});
