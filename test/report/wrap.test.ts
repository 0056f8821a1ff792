import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { wrapText } from '../../src/report/wrap.ts';

describe('wrapText', () => {
  it.each<[string, string, number, number, string[]]>([
    ['at spaces', 'the quick brown fox', 10, 0, ['the quick', 'brown fox']],
    [
      'keeping a word that is too long',
      'see /etc/keepalived/keepalived.conf now',
      12,
      0,
      ['see', '/etc/keepalived/keepalived.conf', 'now'],
    ],
    ['between wide characters', '主备要一致', 6, 0, ['主备要', '一致']],
    ['but not before closing punctuation', '主备要。一致', 6, 0, ['主备', '要。一', '致']],
    ['between wide and narrow', '心跳ip地址', 6, 0, ['心跳ip', '地址']],
    ['at line ends that are there', 'a\n\nb c', 80, 0, ['a', '', 'b c']],
    ['narrower after the first line', 'aa bb cc dd ee', 8, 3, ['aa bb cc', 'dd ee']],
    ['keeping double spaces inside a line', 'a  b', 10, 0, ['a  b']],
    ['nothing', '', 10, 0, ['']],
  ])('breaks %s', (_what, text, width, indent, lines) => {
    expect(wrapText(text, width, indent)).toEqual(lines);
  });

  it('breaks plain text as any other text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '/', 'aaaa'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 5, max: 30 }), fc.nat(4), (plain, width, indent) => {
        // A letter that is as wide, and makes it a text that is looked at word by word.
        const accented = (line: string): string => line.replaceAll('a', 'á');
        expect(wrapText(accented(plain), width, indent)).toEqual(
          wrapText(plain, width, indent).map(accented),
        );
      }),
    );
  });

  it('loses nothing but spaces, and exceeds the width only for a single piece', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', '/', '心', '跳', '。'), minLength: 1, maxLength: 12 }),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (list, width) => {
        const text = list.join(' ');
        const lines = wrapText(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) if (displayWidth(line) > width) expect(line).not.toContain(' ');
      }),
    );
  });
});
