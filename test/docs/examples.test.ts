import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  blocksIn,
  examplesIn,
  install,
  isMissing,
  isShown,
  pages,
  runPage,
} from '../../scripts/doc-examples.ts';

const root = join(import.meta.dirname, '../..');
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

let installed: string;
beforeAll(() => {
  installed = install();
}, 120_000);
afterAll(() => rmSync(installed, { recursive: true }));

describe.each(pages)('%s', (page) => {
  it('prints what it shows', { timeout: 180_000 }, () => {
    const results = runPage(textOf(page), installed);
    const wrong = results.filter(({ shown, output }) => !isShown(shown, output));
    expect(wrong.map(({ line, command, output }) => `${page}:${line}: ${command}\n${output}`)).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });

  it('has no shell example that is not run', () => {
    const others = blocksIn(textOf(page)).filter(
      ({ language, attributes }) => /^(?:|ba|z)sh$|^shell$/.test(language) && attributes.file === undefined,
    );
    expect(others.map(({ line }) => `${page}:${line}`)).toEqual([]);
    expect(textOf(page)).not.toMatch(/^ {4}(?:hacfg|keepalived|\$) /m);
  });

  it('links to files and headings that exist', () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(textOf(target)).has(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

/** The names that GitHub gives to headings. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map((match) => match[1]!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

describe('commands that need another program', () => {
  const needs = [
    ...new Set(
      pages.flatMap((page) =>
        examplesIn(textOf(page)).flatMap((one) => (one.kind === 'command' ? (one.needs ?? []) : [])),
      ),
    ),
  ];

  it.for(needs)('%s is there', (program, context) => {
    if (isMissing(program))
      context.skip(
        `${program} is not installed, or no network of its own can be made here: its examples are left out`,
      );
  });
});

describe('the comparison with keepalived -t', () => {
  const text = textOf('docs/from-keepalived-t.md');
  const rows = [...text.matchAll(/^\| (?!---)(?! \|)(.+?) \|.*\[(\d+)\]\(#([^)]*)\) \|$/gm)];

  it('has a command for every row', () => {
    const [table] = text.match(/(?:^\|.*\n)+/m)!;
    const count = table!.match(/^\| /gm)!.length - 2;
    expect(rows.length).toBe(count);
    for (const [, , number] of rows) {
      const section = text.split(/^## /m).find((part) => part.startsWith(`${number}. `))!;
      expect(examplesIn(section).filter(({ kind }) => kind === 'command').length).toBeGreaterThan(0);
    }
  });
});

describe('what is shown of an output', () => {
  it.each([
    ['a\nb\n', 'a\nb\n', true],
    ['a\n', 'a\nb\n', false],
    ['...\nb\n', 'a\na\nb\n', true],
    ['a\n...\n', 'a\n', true],
    ['a ...\n', 'a b c\n', true],
    ['a ...\n', 'b\n', false],
    ['a.b\n', 'acb\n', false],
    ['', '', true],
    ['', 'a\n', false],
  ])('%j of %j: %s', (shown, output, expected) => {
    expect(isShown(shown, output)).toBe(expected);
  });
});
