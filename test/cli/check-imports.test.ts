import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const script: { checkImports(root: string): string[] } = await import(
  new URL('../../scripts/check-imports.js', import.meta.url).href
);

let root: string | undefined;
afterEach(() => {
  if (root !== undefined) rmSync(root, { recursive: true });
  root = undefined;
});

function complaints(files: Readonly<Record<string, string>>): string[] {
  root = mkdtempSync(join(tmpdir(), 'hacfg-imports-'));
  for (const folder of ['grammar', 'src', 'bin']) mkdirSync(join(root, folder));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return script.checkImports(root);
}

describe('check-imports', () => {
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'lets imports go down and sideways',
      {
        'src/cli/main.ts': `import { a } from '../report/a.ts';\nconst b = await import('../lint/b.ts');\n`,
        'src/report/a.ts': `import type { S } from '../../grammar/s.ts';\nexport const a = 1;\n`,
        'src/lint/b.ts': `export { a } from '../report/a.ts';\n`,
        'grammar/s.ts': `import { x } from 'chevrotain';\nexport type S = 1;\n`,
        'bin/hacfg.js': `require('node:fs'); require('../dist/hacfg.cjs');\n`,
      },
      [],
    ],
    [
      'forbids going up, types included',
      {
        'grammar/a.ts': `import type { D } from '../src/diagnostics/d.ts';\n`,
        'src/diagnostics/d.ts': `export type D = 1;\n`,
        'src/model/m.ts': `export {\n  r,\n} from '../report/r.ts';\n`,
        'src/report/r.ts': `export const r = 1;\n`,
      },
      [
        'grammar/a.ts -> src/diagnostics/d.ts: grammar stands below src/diagnostics',
        'src/model/m.ts -> src/report/r.ts: src/model stands below src/report',
      ],
    ],
    [
      'forbids circles of files',
      {
        'grammar/a.ts': `import { b } from './b.ts';\n`,
        'grammar/b.ts': `import { c } from './c.ts';\n`,
        'grammar/c.ts': `import type { A } from './a.ts';\n`,
      },
      ['circle of files: grammar/a.ts -> grammar/b.ts -> grammar/c.ts -> grammar/a.ts'],
    ],
    [
      'forbids circles of folders',
      {
        'src/model/a.ts': `import '../project/b.ts';\n`,
        'src/project/b.ts': `export {};\n`,
        'src/project/c.ts': `import '../model/d.ts';\n`,
        'src/model/d.ts': `export {};\n`,
      },
      ['circle of folders: src/model -> src/project -> src/model'],
    ],
    [
      'keeps rules apart, and away from the disk',
      {
        'src/lint/rule.ts': `export const defineRule = 1;\n`,
        'src/lint/rules/a/one.ts': `import { defineRule } from '../../rule.ts';\nimport { two } from './two.ts';\nimport './shared.ts';\ndefineRule({});\n`,
        'src/lint/rules/a/two.ts': `import { readFileSync } from 'node:fs';\nexport const two = defineRule({});\n`,
        'src/lint/rules/a/shared.ts': `export const word = 1;\n`,
        'src/lint/rules/index.ts': `import './a/one.ts';\nimport './a/two.ts';\n`,
      },
      [
        'src/lint/rules/a/one.ts -> src/lint/rules/a/two.ts: a rule imports no other rule',
        'src/lint/rules/a/two.ts -> node:fs: must not reach for the machine',
      ],
    ],
    [
      'keeps the door a door',
      { 'bin/hacfg.js': `require('yargs');\nrequire('../src/cli/main.ts');\n` },
      [
        'bin/hacfg.js -> src/cli/main.ts: bin loads the bundle and nothing else',
        'bin/hacfg.js -> yargs: bin loads the bundle and nothing else',
      ],
    ],
    [
      'knows every folder',
      { 'src/cli/a.ts': `import '../misc/b.ts';\n`, 'src/misc/b.ts': '' },
      ['src/cli/a.ts -> src/misc/b.ts: src/misc has no place in the plan'],
    ],
    [
      'reads no comments',
      { 'grammar/a.ts': `// import '../src/cli/b.ts';\n/* import '../src/cli/b.ts'; */\n` },
      [],
    ],
  ])('%s', (_what, files, expected) => {
    expect(complaints(files)).toEqual(expected);
  });
});
