import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScriptLine, splitScript } from '../../../grammar/values/script-line.ts';

const texts = (words: readonly { text: string }[]) => words.map((word) => word.text);

describe('readScriptLine', () => {
  it.each([
    ['/usr/bin/check', ['/usr/bin/check'], []],
    ['"/usr/bin/check -a b"', ['/usr/bin/check', '-a', 'b'], []],
    [`"/bin/echo 'a b' \\x41G c\\ d"`, ['/bin/echo', 'a b', 'AG', 'c d'], []],
    [`'/bin/echo "a b"'`, ['/bin/echo', 'a b'], []],
    ['/usr/bin/notify MASTER wheel', ['/usr/bin/notify'], ['MASTER', 'wheel']],
    ['"/usr/bin/notify x" root root more', ['/usr/bin/notify', 'x'], ['root', 'root']],
    ['/bin/a"b c"d', ['/bin/ab', 'cd'], []],
    ['"/bin/echo \\t\\101\\cA|"', ['/bin/echo', '\tA\x01|'], []],
    ['"/bin/echo | grep $X > y"', ['/bin/echo', '|', 'grep', '$X', '>', 'y'], []],
    ['""', [], []],
    ['', [], []],
  ])('splits %s', (text, argv, owner) => {
    const line = readScriptLine(text);
    expect(line.fault).toBeUndefined();
    expect(texts(line.argv)).toEqual(argv);
    expect(texts(line.owner)).toEqual(owner);
  });

  it.each([
    [`"/bin/echo it's"`, 'missing-quote', 13],
    ['"/bin/echo', 'missing-quote', 0],
    [`'/bin/echo`, 'missing-quote', 0],
    ['/bin/echo \\', 'trailing-escape', 10],
  ])('finds the fault in %s', (text, fault, at) => {
    expect(readScriptLine(text)).toEqual({ argv: [], owner: [], fault, at });
  });

  it('knows where each argument is written', () => {
    const text = `"/bin/echo 'a b'  c\\ d" root`;
    const { argv, owner } = readScriptLine(text);
    expect(argv.map(({ start, end }) => text.slice(start, end))).toEqual(['/bin/echo', `'a b'`, 'c\\ d']);
    expect(owner.map(({ start, end }) => text.slice(start, end))).toEqual(['root']);
  });

  it('takes escapes off twice for releases before 2.3.2', () => {
    const old = { escapesTwice: true, longHex: true };
    expect(texts(readScriptLine('"a\\\\ b"', old).argv)).toEqual(['a b']);
    expect(texts(readScriptLine('"a\\\\ b"').argv)).toEqual(['a\\', 'b']);
    expect(texts(readScriptLine('"\\\\x0041"', old).argv)).toEqual(['A']);
    expect(texts(readScriptLine('"\\x0041"').argv)).toEqual(['\x0041']);
  });

  it('splits plain words at blanks and nowhere else', () => {
    const word = fc.stringMatching(/^[\w/.|>$-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.stringMatching(/^[ \t]{1,3}$/), (words, gap) => {
        const text = words.join(gap);
        const found = splitScript(text, true).words;
        expect(texts(found)).toEqual(words);
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(words);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readScriptLine(text)));
  });
});
