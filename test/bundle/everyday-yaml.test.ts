import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topology } from '../../bench/workloads.ts';
import { SourceText } from '../../grammar/source.ts';
import { readEverydayYaml } from '../../src/bundle/everyday-yaml.ts';
import { parseAnyYaml, parseYaml } from '../../src/bundle/yaml.ts';
import { shapes } from '../../src/topology/shapes/index.ts';

/** Both readers, or nothing to compare when the everyday one leaves the text to the other. */
async function agree(text: string): Promise<boolean> {
  if (readEverydayYaml(text) === undefined) return false;
  const source = new SourceText('/hacfg.yaml', text);
  expect(await parseYaml(source), text).toStrictEqual(await parseAnyYaml(source));
  return true;
}

describe('the reader of everyday YAML says what the parser says', () => {
  test('of every file that hacfg init writes, and of a large cluster', async () => {
    const texts = [...shapes.map(({ text }) => text), topology(40, 100)];
    for (const text of texts) expect(await agree(text), text).toBe(true);
  });

  test.each([
    'a: 1\n',
    'a: 1',
    'a:\n',
    'a:',
    'a:\nb: 2\n',
    'a: # nothing\nb: 2 # two\n',
    'a:\n  # a comment\n\n  b: c   \n\n# the end\n',
    'a:\n- b\n- c: 1\n  d: [x, y]\n-\n- e\nf: g\n',
    'a:\n  - b:\n      c: d\n    e: f\n  - g\n',
    'a: [b, "c, d", {e: f, g: [h]}, 1.50, ]\n',
    'a: [\n  b, # one\n  # two\n\n  c\n  ]\n',
    'a: { b: fd00::1/64, c: x#y, d: "e # f" }\n',
    'a: fd00::1/64\nb: x#y\nc: http://192.0.2.1:80/?a=b&c\n',
    "\"a b\": c\n'd': 'e'\n",
    'a: { "b": c }\n',
    'a: -20\nb: 2.2\nc: 2.\nd: 010\ne: -0\nf: ~\ng: True\nh: NULL\ni: 10.0.0.1/24\nj: 1-2\n',
    'a: yes\nb: no\nc: on\nd: 12e\ne: 0b1\nf: 1_000\n',
    'a: - b\n'.replace('- b', '-b'),
    'a: ---\nb: x - y, z\n',
    'a: 名\n名: a # 名\n',
    '# only\n\na: b\n',
  ])('%j', async (text) => {
    expect(await agree(text)).toBe(true);
  });

  const [word, blank] = [
    fc.constantFrom(
      'a',
      'bc',
      'lb1',
      '10.0.0.1/24',
      '80',
      '-1',
      '2.2',
      '"q, :#"',
      "'s'",
      'true',
      'x y',
      'fd00::1',
    ),
    fc.constantFrom('', '', '', ' ', '  '),
  ];
  const key = fc.constantFrom('a', 'bc', 'lb1', 'os', '"q"', 'x-1');
  const { flow } = fc.letrec<{ flow: string }>((tie) => ({
    flow: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word,
      fc.array(tie('flow'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(key, tie('flow')), { maxLength: 3 })
        .map((entries) => `{ ${entries.map(([name, value]) => `${name}: ${value}`).join(', ')} }`),
    ),
  }));
  const line = fc
    .tuple(
      fc.constantFrom('', '', '  ', '  ', '    ', '    ', '      '),
      fc.constantFrom('', '', '', '- '),
      key,
      fc.constantFrom(':', ':', ':', ''),
      fc.oneof(fc.constant(''), flow),
      fc.constantFrom('', '', '', ' # c', '#c', ' '),
    )
    .map(([indent, dash, name, colon, value, end]) =>
      colon === ''
        ? `${indent}${dash}${value}${end}`
        : `${indent}${dash}${name}${colon}${value === '' ? '' : ' '}${value}${end}`,
    );

  test('of lines put together at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        await agree(`${lines.join('\n')}\n`);
      }),
      { numRuns: 1000 },
    );
  });

  test('of files with a few characters changed', async () => {
    const texts = [...shapes.map(({ text }) => text), topology(12, 4)];
    const piece = fc.oneof(
      blank,
      fc.constantFrom(
        '\n',
        ':',
        ': ',
        '- ',
        '-',
        '#',
        ' #',
        ',',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '&a',
        '*a',
        '!',
        '|',
        '>',
      ),
      fc.constantFrom(
        '?',
        '%',
        '@',
        '`',
        '\t',
        '\r\n',
        '\n---\n',
        '\n...\n',
        '\\',
        '0',
        '.',
        'a',
        '<<',
        '~',
        '\n  ',
        '+',
      ),
    );
    const change = fc.tuple(fc.nat(), fc.constantFrom(0, 0, 1, 2, 8), piece);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...texts),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (text, changes) => {
          const changed = changes.reduce((before, [where, length, put]) => {
            const at = where % before.length;
            return before.slice(0, at) + put + before.slice(at + length);
          }, text);
          if (await agree(changed)) taken++;
        },
      ),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
