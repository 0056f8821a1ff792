import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { wideRanges } from '../../src/report/wide-ranges.ts';
import { zeroWidthRanges } from '../../src/report/zero-width-ranges.ts';

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['mcast_src_ip', 12],
    ['# 心跳源ip', 10],
    ['密码（1-8位）', 13],
    ['ひらがな カタカナ ｶﾅ', 20],
    ['한국어', 6],
    ['\u1112\u1161\u11ab', 2], // one syllable, written as three letters
    ['cafe\u0301', 4],
    ['naïve — “x” …', 13],
    ['😀', 2],
    ['👩\u200d💻', 4], // joined where the terminal can, side by side where not
    ['✔ ✖ ⚠', 5],
    ['│ ┌─ ^', 6],
    ['\u001b[1m\u001b[31mred\u001b[0m', 3],
    ['\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007', 4],
    ['\u3000', 2],
    ['\u{20000}', 2],
    ['\u{1d11e}', 1],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it('adds up over concatenation', () => {
    const line = fc.string({ unit: 'grapheme' });
    fc.assert(fc.property(line, line, (a, b) => displayWidth(a + b) === displayWidth(a) + displayWidth(b)));
  });

  it.each([
    ['wide', wideRanges],
    ['zero width', zeroWidthRanges],
  ])('has its %s ranges in order', (_name, ranges) => {
    expect(ranges.length % 2).toBe(0);
    for (let at = 1; at < ranges.length; at++) {
      const [before, here] = [ranges[at - 1]!, ranges[at]!];
      expect(at % 2 === 0 ? before < here : before <= here).toBe(true);
    }
  });

  it('gives no room to any combining mark that this Node knows', () => {
    for (let codePoint = 0x300; codePoint <= 0x1ffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (/^[\p{Mn}\p{Me}]$/u.test(character)) expect(displayWidth(character)).toBe(0);
    }
  });
});
