import { describe, expect, it } from 'vitest';
import { Disk } from '../../src/project/disk.ts';
import { expandBraces, glob } from '../../src/project/glob.ts';
import { below, folderOf } from './kit.ts';

describe('expandBraces', () => {
  const cases: [string, string[]][] = [
    ['a', ['a']],
    ['a{b,c}d', ['abd', 'acd']],
    ['{a,b}{1,2}', ['a1', 'a2', 'b1', 'b2']],
    ['a{b,c{d,e}}', ['ab', 'acd', 'ace']],
    ['{a,}', ['a', '']],
    ['{a}', ['a']],
    ['{}', ['{}']],
    ['a{b', ['a{b']],
    ['a}b{c,d}', ['a}bc', 'a}bd']],
    ['\\{a,b}', ['\\{a,b}']],
  ];
  it.each(cases)('%s', (pattern, expected) => {
    expect(expandBraces(pattern)).toEqual(expected);
  });
});

describe('glob', () => {
  const files = [
    'a.conf',
    'b.conf',
    'B.conf',
    'c1.conf',
    'c2.conf',
    '.hidden.conf',
    'd/x.conf',
    'd/y.txt',
    'd/e/z.conf',
    'x[1].conf',
  ];
  const cases: [string, string[]][] = [
    ['a.conf', ['a.conf']],
    ['none.conf', []],
    ['*.conf', ['B.conf', 'a.conf', 'b.conf', 'c1.conf', 'c2.conf', 'x[1].conf']],
    ['.*.conf', ['.hidden.conf']],
    ['?.conf', ['B.conf', 'a.conf', 'b.conf']],
    ['c[12].conf', ['c1.conf', 'c2.conf']],
    ['c[!1].conf', ['c2.conf']],
    ['c[^1].conf', ['c2.conf']],
    ['[a-b].conf', ['a.conf', 'b.conf']],
    ['[b-a].conf', []],
    ['x[[]1].conf', ['x[1].conf']],
    ['x\\[1].conf', ['x[1].conf']],
    ['{b,a}.conf', ['b.conf', 'a.conf']],
    ['{c*,a}.conf', ['c1.conf', 'c2.conf', 'a.conf']],
    ['*/*.conf', ['d/x.conf']],
    ['d/*', ['d/e', 'd/x.conf', 'd/y.txt']],
    ['./d/../a.conf', ['a.conf']],
    ['d/**/*.conf', ['d/e/z.conf']],
    ['', []],
    ['a.conf/x', []],
  ];
  it.each(cases)('%s', (pattern, expected) => {
    const folder = folderOf(Object.fromEntries(files.map((file) => [file, ''])));
    expect(below(folder, glob(pattern, folder, new Disk()))).toEqual(expected);
  });

  it('takes ** for any number of folders only when asked to', () => {
    const folder = folderOf(Object.fromEntries(files.map((file) => [file, ''])), { links: { 'd/up': '..' } });
    const found = glob('**/[xz].conf', folder, new Disk(), { globstar: true });
    expect(below(folder, found)).toEqual(['d/x.conf', 'd/e/z.conf']);
  });

  it('takes absolute patterns', () => {
    const folder = folderOf({ 'a.conf': '' });
    expect(glob(`${folder}/*.conf`, '/nowhere', new Disk())).toEqual([`${folder}/a.conf`]);
  });
});
