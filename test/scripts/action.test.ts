import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { install } from '../../scripts/doc-examples.ts';

const root = join(import.meta.dirname, '../..');
let installed: string;
let work: string;

beforeAll(() => {
  installed = install();
  mkdirSync(join(installed, 'scripts'));
  cpSync(join(root, 'scripts/action.sh'), join(installed, 'scripts/action.sh'));
  work = mkdtempSync(join(tmpdir(), 'hacfg-action-'));
  const node = (priority: number, advert: number) =>
    `vrrp_instance VI_1 {\n    state BACKUP\n    interface eth0\n    virtual_router_id 51\n    priority ${priority}\n    advert_int ${advert}\n    virtual_ipaddress {\n        192.0.2.100/32\n    }\n}\n`;
  for (const [name, text] of [
    ['lb1', node(110, 1)],
    ['lb2', node(100, 1)],
    ['lb3', node(90, 3)],
  ] as const) {
    mkdirSync(join(work, name));
    writeFileSync(join(work, name, 'keepalived.conf'), text);
  }
}, 120_000);
afterAll(() => {
  for (const folder of [installed, work]) rmSync(folder, { recursive: true });
});

function action(inputs: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync('bash', [join(installed, 'scripts/action.sh')], {
    cwd: work,
    env: { PATH: process.env.PATH, ...inputs },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the GitHub action', () => {
  it('annotates the lines of a faulty cluster, and fails', () => {
    const { status, stdout } = action({ HACFG_PATHS: '.' });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^::error title=hacfg \(cluster\/advert-int-mismatch\),file=lb\d\/keepalived\.conf,line=6,/m,
    );
  });

  it('passes what is right, with several paths and options', () => {
    const inputs = {
      HACFG_PATHS: 'lb1/keepalived.conf lb2/keepalived.conf',
      HACFG_ARGS: '--keepalived-version 2.2.7 --fail-level info',
    };
    expect(action(inputs)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('leaves patterns to hacfg, and runs nothing that stands in an input', () => {
    const inputs = { HACFG_PATHS: 'lb[12]/*.conf', HACFG_ARGS: '--only $(touch${IFS}ran) ' };
    const { status, stderr } = action(inputs);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown rule');
    expect(() => readFileSync(join(work, 'ran'))).toThrow();
    expect(action({ HACFG_PATHS: 'lb[12]/*.conf' })).toMatchObject({ status: 0 });
  });

  it('writes the findings for code scanning', () => {
    const { status } = action({ HACFG_PATHS: '.', HACFG_SARIF: 'hacfg.sarif' });
    expect(status).toBe(1);
    const sarif = JSON.parse(readFileSync(join(work, 'hacfg.sarif'), 'utf8'));
    expect(sarif.runs[0].results[0].ruleId).toBe('cluster/advert-int-mismatch');
  });

  it('ends with 2 when the job cannot be done', () => {
    expect(action({ HACFG_PATHS: 'missing.conf' })).toMatchObject({ status: 2 });
  });

  it('hands every input of action.yml on', () => {
    const { inputs, runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
    const used = Object.values<string>(runs.steps[0].env).map((text) => /inputs\.(\w+)/.exec(text)![1]);
    expect(used.sort()).toEqual(Object.keys(inputs).sort());
    const script = readFileSync(join(root, 'scripts/action.sh'), 'utf8');
    for (const name of Object.keys(runs.steps[0].env)) expect(script).toContain(name);
  });
});
