import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = (name: string) => import(new URL(`../../scripts/build/${name}.js`, import.meta.url).href);
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Split {
  hot(file: string): string;
  cold(file: string, group?: string): string;
  list(group?: string): string;
}

/** Takes a program of a few files apart; what the lints call is given as `src/FILE.ts NAME`. */
async function split(
  texts: Readonly<Record<string, string>>,
  usual: readonly string[] = [],
  further: readonly string[] = [],
): Promise<Split> {
  const { takeApart } = await script('source-modules');
  const { Program } = await script('cold-functions');
  const pathOf = (file: string) => join(root, 'src', file);
  const read = Object.entries(texts).map(async ([file, text]) => [
    pathOf(file),
    await takeApart(pathOf(file), text),
  ]);
  const sources = new Map((await Promise.all(read)) as [string, object][]);
  const program = new Program(sources, {
    modules: Object.keys(texts).map((file) => `src/${file}`),
    usual: new Set(usual),
    further: new Set(further),
  });
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return {
    hot: (file) => plain(program.hot(sources.get(pathOf(file)))),
    cold: (file, group = 'seldom') => plain(program.cold(sources.get(pathOf(file)), group)),
    list: (group = 'seldom') => plain(program.list(group)),
  };
}

describe('functions that are not called', () => {
  it('stand apart, and are fetched where they are called', async () => {
    const { hot, cold, list } = await split(
      {
        'a.ts': `import { basename } from 'node:path';
          const limit = 3;
          export function check(text: string): string { return text.length > limit ? word(text) : ''; }
          function word(text: string): string { return basename(text).slice(limit); }`,
      },
      ['src/a.ts check'],
    );
    expect(hot('a.ts')).toBe(
      'import { basename as basename } from "node:path"; const limit = 3; ' +
        'function check(text) { return text.length > limit ? (import("cold:seldom").f0)(text) : ""; } ' +
        'export { limit as limit, check as check };',
    );
    expect(cold('a.ts')).toBe(
      `import { basename as basename } from "node:path"; import { limit } from ${JSON.stringify(join(root, 'src/a.ts'))}; ` +
        'function word(text) { return basename(text).slice(limit); } export { word };',
    );
    expect(list()).toBe('export { word as f0 } from "cold-part:seldom:src/a.ts";');
  });

  it('are fetched by importers too, which no longer import them', async () => {
    const { hot } = await split(
      {
        'a.ts': `import { usual, seldom as rare } from './b.ts';
          export function run(): unknown { return usual() ?? rare(); }`,
        'b.ts': 'export function usual() {} export function seldom() { return usual(); }',
      },
      ['src/a.ts run', 'src/b.ts usual'],
    );
    expect(hot('a.ts')).toMatch(/^import \{ usual as usual \} from "\.\/b\.ts"; function run/);
    expect(hot('a.ts')).toContain('return usual() ?? (import("cold:seldom").f0)();');
    expect(hot('b.ts')).not.toContain('seldom()');
  });

  it('fetch each other across sources and groups', async () => {
    const { cold } = await split(
      {
        'a.ts': `import { other } from './b.ts';
          function first() { return second() + other(); }
          function second() { return third(); }
          function third() { return 3; }`,
        'b.ts': 'export function other() { return 1; }',
      },
      [],
      ['src/a.ts third'],
    );
    expect(cold('a.ts')).toContain('return second() + (import("cold:seldom").f3)();');
    expect(cold('a.ts')).toContain('function second() { return (import("cold:further").f2)(); }');
    expect(cold('a.ts', 'further')).toContain('function third() { return 3; }');
  });

  it('of rules are a group of their own', async () => {
    const { list } = await split({ 'lint/rules/a.ts': 'function rare() {}', 'a.ts': 'function rare() {}' });
    expect(list('rules')).toBe('export { rare as f0 } from "cold-part:rules:src/lint/rules/a.ts";');
    expect(list('seldom')).toBe('export { rare as f1 } from "cold-part:seldom:src/a.ts";');
  });

  it('are fetched when they are called, where they are only handed on', async () => {
    const { hot } = await split(
      {
        'a.ts': `function rare(text: string) { return text; }
          const double = (value: number) => value * 2;
          export const table = { rare, double };`,
      },
      [],
    );
    expect(hot('a.ts')).toContain(
      'const table = { rare: ((...args) => (import("cold:seldom").f0)(...args)), ' +
        'double: ((...args) => (import("cold:seldom").f1)(...args)) };',
    );
    expect(hot('a.ts')).not.toMatch(/function rare|value \* 2/);
  });

  it('may be classes that nothing is made of', async () => {
    const { hot } = await split(
      {
        'a.ts': `class Rare { value = 1; }
          class Base {}
          class Derived extends Base {}
          class Counted { static all = 0; }
          export function make(flag: boolean) { return flag ? new Rare() : new Derived(); }`,
      },
      ['src/a.ts make', 'src/a.ts Base'],
    );
    expect(hot('a.ts')).toContain('new (import("cold:seldom").f0)()');
    for (const name of ['Base', 'Derived', 'Counted']) expect(hot('a.ts')).toContain(`class ${name}`);
  });

  it.each([
    ['a variable that it changes', 'let count = 0; export function rare() { count++; }'],
    ['another name for others', 'function rare() {} export { rare as often };'],
  ])('stay where they are: with %s', async (_, text) => {
    const { hot, list } = await split({ 'a.ts': text }, ['src/a.ts f']);
    expect(hot('a.ts')).toContain('function rare()');
    expect(list()).toBe('');
  });

  it.each([
    ['as a whole', `import * as all from './a.ts'; export const names = Object.keys(all);`],
    ['on demand', `export const load = () => import('./a.ts');`],
    ['to hand them on', `export { rare } from './a.ts';`],
  ])('stay where they are for who imports them %s', async (_, importer) => {
    const { hot } = await split({ 'a.ts': 'export function rare() {}', 'b.ts': importer }, ['src/b.ts load']);
    expect(hot('a.ts')).toContain('function rare()');
  });

  it('are not taken for what has the same name inside of another', async () => {
    const { hot } = await split(
      {
        'a.ts': 'export function rare() {} export const f = (rare: number) => rare;',
        'b.ts': `import { rare } from './a.ts'; export const g = (rare: number) => ({ rare }); rare();`,
      },
      ['src/a.ts f', 'src/b.ts g'],
    );
    expect(hot('a.ts')).toBe('const f = (rare2) => rare2; export { f as f };');
    expect(hot('b.ts')).toBe(
      'const g = (rare2) => ({ rare: rare2 }); (import("cold:seldom").f0)(); export { g as g };',
    );
  });

  it('leave imports alone that are there for what they do', async () => {
    const { hot } = await split({ 'a.ts': `import './first.ts'; import { b } from 'b'; b();` });
    expect(hot('a.ts')).toBe('import "./first.ts"; import { b as b } from "b"; b(); export { };');
  });
});
