import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { renderMarkedLine } from '../../src/report/marked-line.ts';
import { showLine } from '../../src/report/shown-line.ts';

const pens = { primary: (text: string) => text, related: (text: string) => text };

describe('showLine', () => {
  it.each([
    ['a\tb', 'a   b', [0, 1, 4, 5]],
    ['abcd\tb', 'abcd    b', [0, 1, 2, 3, 4, 8, 9]],
    ['心\tb', '心  b', [0, 2, 4, 5]],
    ['\u0000\u001b\u007f', '␀␛␡', [0, 1, 2, 3]],
    ['a\u202eb', 'a<U+202E>b', [0, 1, 9, 10]],
    ['😀x', '😀x', [0, 0, 2, 3]],
    ['\ud800x', '\ufffdx', [0, 1, 2]],
    ['e\u0301x', 'e\u0301x', [0, 1, 1, 2]],
  ])('shows %j', (text, shown, columns) => {
    const line = showLine(text);
    expect(line).toMatchObject({ text: shown, width: columns.at(-1) });
    expect(columns.map((_, index) => line.columnAt(index))).toEqual(columns);
    expect(line.columnAt(-1)).toBe(0);
    expect(line.columnAt(columns.length)).toBe(line.width);
  });
});

it('shows plain text as any other text', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', '#', '~'), maxLength: 30 });
  fc.assert(
    fc.property(plain, fc.integer({ min: -2, max: 33 }), (text, index) => {
      const line = showLine(text);
      // A combining character makes it a text that is looked at character by character.
      const other = showLine(`${text}\u0301`);
      expect(other).toMatchObject({ text: `${text}\u0301`, width: line.width });
      expect(other.columnAt(index)).toBe(line.columnAt(index));
    }),
  );
});

describe('renderMarkedLine', () => {
  it.each([
    ['tabs', '\t\tauth_pass x', 'x', ['        auth_pass x', '                  ^ here']],
    ['wide characters', '# 心跳源 ip', '跳', ['# 心跳源 ip', '    ^^ here']],
    ['combining characters', 'cafe\u0301 x', 'x', ['cafe\u0301 x', '     ^ here']],
    ['a stand-in', 'a\u202eb', '\u202e', ['a<U+202E>b', ' ^^^^^^^^ here']],
  ])('puts the mark under %s', (_what, text, word, rows) => {
    const start = text.indexOf(word);
    const mark = { start, end: start + word.length, primary: true, label: 'here' };
    expect(renderMarkedLine(text, [mark], 40, pens)).toEqual(rows);
  });

  it('keeps every row within the width, and the marked text in sight', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '心', '\u0301', '😀', '\u0007'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 40, max: 120 }), (before, after, width) => {
        const mark = { start: before.length, end: before.length + 4, primary: true, label: 'label' };
        const [line, underline, ...rest] = renderMarkedLine(`${before}MARK${after}`, [mark], width, pens);
        for (const row of [line!, underline!, ...rest]) expect(displayWidth(row)).toBeLessThanOrEqual(width);
        const at = line!.indexOf('MARK');
        expect(at).toBeGreaterThanOrEqual(0);
        expect(displayWidth(line!.slice(0, at))).toBe(underline!.indexOf('^^^^'));
      }),
    );
  });

  const visiblePens = { primary: (text: string) => `<${text}>`, related: (text: string) => `(${text})` };
  const someMark = fc.record({
    start: fc.nat(40),
    end: fc.nat(45),
    primary: fc.boolean(),
    label: fc.constantFrom('', 'here', 'a label of more words than there is room for beside it'),
  });

  it('draws one mark as it draws several', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '心'), maxLength: 90 });
    fc.assert(
      fc.property(text, someMark, fc.integer({ min: 40, max: 80 }), (line, mark, width) => {
        const twice = [mark, { ...mark, label: '' }];
        expect(renderMarkedLine(line, [mark], width, visiblePens)).toEqual(
          renderMarkedLine(line, twice, width, visiblePens),
        );
      }),
    );
  });

  it('draws the own marks of a finding over the others, and what meets in one piece', () => {
    const marks = fc.array(someMark, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(marks, (list) => {
        const silent = list.map((mark) => ({ ...mark, label: '' }));
        const [, row] = renderMarkedLine('x'.repeat(45), silent, 80, visiblePens);
        const covers = (column: number, primary: boolean): boolean =>
          list.some(
            (mark) =>
              mark.primary === primary && column >= mark.start && column < Math.max(mark.end, mark.start + 1),
          );
        const signs = Array.from({ length: 46 }, (_, column) =>
          covers(column, true) ? '^' : covers(column, false) ? '-' : ' ',
        );
        const painted = signs.join('').trimEnd().replace(/\^+/g, '<$&>').replace(/-+/g, '($&)');
        expect(row).toBe(painted);
      }),
    );
  });

  it('takes no time for a line of megabytes', () => {
    const text = `${'x'.repeat(20_000_000)}MARK`;
    const mark = { start: 20_000_000, end: 20_000_004, primary: true, label: 'here' };
    const [line] = renderMarkedLine(text, [mark], 80, pens);
    expect(line).toMatch(/^…x+MARK$/);
  });
});
