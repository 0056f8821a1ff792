import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lint } from '../../src/api/index.ts';
import type { Lint } from '../../src/api/types.ts';
import { main } from '../../src/cli/main.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { Collected } from './kit.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hacfg-bundle-'));
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  execFileSync(process.execPath, [join(root, 'scripts/build.js'), folder], { stdio: 'pipe' });
  writeFileSync(join(folder, 'good.conf'), 'global_defs {\n    router_id lb1\n}\n');
  writeFileSync(
    join(folder, 'bad.conf'),
    'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 512\n    priority 100\n}\n',
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function hacfg(...argv: readonly string[]): Ended {
  return hacfgIn(folder, ...argv);
}

function hacfgIn(cwd: string, ...argv: readonly string[]): Ended {
  const child = spawnSync(process.execPath, [join(folder, 'bin/hacfg.js'), ...argv], {
    cwd,
    env: {},
    encoding: 'utf8',
  });
  return { status: child.status, stdout: child.stdout, stderr: child.stderr };
}

/** Does something while these files of the bundle are not there. */
function without(names: readonly string[], task: () => void): void {
  const inDist = (name: string) => join(folder, 'dist', `${name}.cjs`);
  for (const name of names) renameSync(inDist(name), `${inDist(name)}.away`);
  try {
    task();
  } finally {
    for (const name of names) renameSync(`${inDist(name)}.away`, inDist(name));
  }
}

describe('the built program', () => {
  it('lints', () => {
    expect(hacfg('lint', 'good.conf')).toEqual({
      status: 0,
      stdout: '✔ no findings in 1 file\n',
      stderr: '',
    });
    const bad = hacfg('lint', '-f', 'unix', 'bad.conf');
    expect(bad).toMatchObject({ status: 1, stderr: '' });
    expect(bad.stdout).toMatch(/^bad\.conf:3:23: error: .*512.* \[value\/vrid-range\]$/m);
  });

  it('lints with its first file alone', () => {
    const parts = ['rest', 'seldom', 'services', 'unicast', 'files'].map((part) => `hacfg-${part}`);
    without([...parts, 'rule-examples', 'yaml', 'zod', 'diff', 'handlebars-runtime'], () => {
      expect(hacfg('lint', 'bad.conf').stdout).toContain('error[value/vrid-range]');
      expect(hacfg('explain', 'value/vrid-range').status).toBe(2);
    });
  });

  it('lints what most people have without what is seldom called, and in the same words', async () => {
    const { lintOf, usual } = await import(
      new URL('../../scripts/build/usual-lints.js', import.meta.url).href
    );
    lintOf(usual, (argv: readonly string[], cwd: string) => {
      const whole = hacfgIn(cwd, ...argv);
      expect(whole).toMatchObject({ status: 1, stderr: '' });
      expect(whole.stdout).not.toContain('internal/');
      without(
        ['cold-further', 'cold-rules', 'cold-seldom', 'problems'].map((part) => `hacfg-${part}`),
        () => {
          expect(hacfgIn(cwd, ...argv)).toEqual(whole);
          expect(hacfg('lint', 'bad.conf').stdout).not.toContain('error[value/vrid-range]');
        },
      );
    });
  });

  it('says the same as the sources', async () => {
    const stdout = new Collected();
    const argv = ['lint', '-f', 'json', '--exit-zero', 'bad.conf', 'good.conf'];
    const code = await main({
      argv,
      cwd: folder,
      env: {},
      stdin: async () => Buffer.alloc(0),
      stdout,
      stderr: new Collected(),
    });
    expect(hacfg(...argv)).toEqual({ status: code, stdout: stdout.text, stderr: '' });
    expect(JSON.parse(stdout.text).summary.errors).toBeGreaterThan(0);
  });

  it('says the same of the examples of every rule, wherever the rule is', async () => {
    const built: { lint: Lint } = createRequire(import.meta.url)(join(folder, 'dist/index.cjs'));
    const examples = rules.flatMap(({ bad, good }) => [...bad, ...good]);
    const found = new Set<string>();
    for (const { files, release } of examples) {
      const texts = typeof files === 'string' ? { 'keepalived.conf': files } : files;
      const options = release === undefined ? {} : { keepalivedVersion: release };
      const expected = await lint(texts, options);
      expect(await built.lint(texts, options)).toEqual(expected);
      for (const { rule } of expected.findings) found.add(rule);
    }
    expect(found.size).toBeGreaterThan(rules.length * 0.8);
  }, 120_000);

  it('has help, colours and explanations', () => {
    expect(hacfg('lint', '--help')).toMatchObject({ status: 0, stderr: '' });
    expect(hacfg('lint', '--color=always', 'bad.conf').stdout).toContain('\u001b[31m');
    const explanation = hacfg('explain', 'value/vrid-range');
    expect(explanation).toMatchObject({ status: 0, stderr: '' });
    expect(explanation.stdout).toMatch(/^value\/vrid-range .*\n[\s\S]*\nWhy\n[\s\S]*\nBad.*\n[\s\S]*\nGood/);
  });

  it('refuses with 2 what it cannot do', () => {
    expect(hacfg('lint', 'missing.conf')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('missing.conf'),
    });
    expect(hacfg('lint', '--frmat').stderr).toContain('did you mean --format?');
  });

  it('names the licences of what is inside', () => {
    const text = readFileSync(join(folder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['chalk', 'chevrotain', 'yargs'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text).toContain('Apache License');
  });

  it('is an ordinary module, too', () => {
    const kind = `process.stdout.write(typeof require(${JSON.stringify(join(folder, 'dist/hacfg.cjs'))}).start)`;
    expect(execFileSync(process.execPath, ['-e', kind], { encoding: 'utf8' })).toBe('function');
  });
});
