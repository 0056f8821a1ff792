// Writes src/lint/rules/index.ts from the rule files; with --check only says whether it is up to date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../src/lint/rules');
const target = join(folder, 'index.ts');

const rules = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts') && name.includes('/'))
  .sort()
  .flatMap((path) => {
    const match = /export const (\w+) = defineRule\(/.exec(readFileSync(join(folder, path), 'utf8'));
    return match === null ? [] : [{ path, name: match[1] }];
  });

const text = [
  '// Written by `npm run registry`. Do not edit.',
  "import type { Rule } from '../rule.ts';",
  ...rules.map(({ path, name }) => `import { ${name} } from './${path}';`),
  '',
  '/** Every rule, by id. */',
  'export const rules: readonly Rule[] = [',
  ...rules.map(({ name }) => `  ${name},`),
  '];',
  '',
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/lint/rules/index.ts does not list the rule files: run `npm run registry`');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
  console.log(`${rules.length} rules`);
}
