import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let copy: string;

/** The project as it is, to make a rule in. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'hacfg-new-rule-'));
  const parts = [
    'src',
    'grammar',
    'scripts',
    'templates',
    'test',
    'bench',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    'biome.json',
  ];
  for (const part of [...parts, '.gitignore'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

function run(command: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

const newRule = (...args: readonly string[]) => run(process.execPath, 'scripts/new-rule.js', ...args);

describe('npm run new:rule', () => {
  it('makes a rule that works, with its page and its test', () => {
    const made = newRule('vrrp/priority-of-seven');
    expect(made).toMatchObject({
      status: 0,
      output: expect.stringContaining('src/lint/rules/vrrp/priority-of-seven.ts'),
    });
    const index = readFileSync(join(copy, 'src/lint/rules/index.ts'), 'utf8');
    expect(index).toContain("import { vrrpPriorityOfSeven } from './vrrp/priority-of-seven.ts';");
    const page = readFileSync(join(copy, 'docs/rules/vrrp/priority-of-seven.md'), 'utf8');
    expect(page).toContain('-    priority 7\n+    priority 100\n');

    const style = run('npx', 'biome', 'check', 'src/lint/rules/vrrp', 'test/lint/rules/vrrp');
    expect(style).toMatchObject({ status: 0 });
    const types = run('npx', 'tsc', '-p', 'tsconfig.json');
    expect(types).toEqual({ status: 0, output: '' });
    const tests = run(
      'npx',
      'vitest',
      'run',
      'test/lint/rules/vrrp/priority-of-seven.test.ts',
      'test/lint/rule-examples.test.ts',
      '-t',
      'vrrp/priority-of-seven',
    );
    expect(tests.output).toMatch(/Tests .*6 passed/);
    expect(tests.status).toBe(0);
  }, 300_000);

  it.each([
    ['no name', [], 'usage: npm run new:rule GROUP/NAME'],
    ['no group', ['priority'], 'usage: npm run new:rule GROUP/NAME'],
    ['capitals', ['vrrp/Priority'], 'usage: npm run new:rule GROUP/NAME'],
    ['an unknown group', ['vrpr/priority'], 'there is no group vrpr; there are syntax, value, vrrp'],
    ['a rule that exists', ['vrrp/priority-255'], 'src/lint/rules/vrrp/priority-255.ts is there already'],
  ])('refuses %s', (_title, args, message) => {
    expect(newRule(...args)).toEqual({ status: 2, output: expect.stringContaining(message) });
  });
});
