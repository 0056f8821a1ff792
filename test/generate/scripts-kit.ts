import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkScripts } from '../../src/generate/files/check-scripts.ts';
import { helperScripts } from '../../src/generate/files/helper-scripts.ts';
import type { CheckPlan, ScriptPlan } from '../../src/generate/plan/types.ts';
import { templates } from '../../src/generate/template-files.ts';

type Distribute<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
export type CheckWithoutTime = Distribute<CheckPlan, 'timeout'>;

export function scriptPlan(name: string, check: CheckWithoutTime, interval = 3): ScriptPlan {
  return {
    name,
    check: { ...check, timeout: interval },
    path: `/usr/libexec/keepalived/check_${name}`,
    command: `/usr/libexec/keepalived/check_${name}`,
    interval,
    timeout: interval,
    fall: 2,
    rise: 2,
    weight: -20,
    reverse: false,
    user: undefined,
    initFail: false,
    verbatim: [],
  };
}

/** The text of a check's script. */
export async function checkText(check: CheckWithoutTime, name = 'it', interval = 3): Promise<string> {
  const [file] = checkScripts({ scripts: [scriptPlan(name, check, interval)] }, await templates());
  return file!.text;
}

/** The scripts that a host with such a check has beside it, by name. */
export async function helperTexts(): Promise<Map<string, string>> {
  const check: CheckWithoutTime = { kind: 'nginx', url: 'http://127.0.0.1/', restart: 'nginx.service' };
  const host = {
    scripts: [scriptPlan('nginx', check)],
    notifyScript: '/usr/libexec/keepalived/hacfg_notify',
  };
  return new Map(
    helperScripts(host, await templates()).map(({ path, text }) => [
      path.slice(path.lastIndexOf('/') + 1),
      text,
    ]),
  );
}

export function writeScript(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

export interface Ended {
  readonly status: number | null;
  readonly seconds: number;
  readonly stderr: string;
}

/** Runs a script as keepalived does, but with the shell given. */
export function runScript(shell: string, path: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(shell, [path, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { http_proxy: 'http://192.0.2.1:1/', ALL_PROXY: 'http://192.0.2.1:1/' },
    });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, seconds: (performance.now() - start) / 1000, stderr }));
  });
}

/** What is wrong with a script: the answers of shellcheck, or of a shell that only reads it. */
export function complaints(text: string): string {
  const runs = [
    spawnSync('shellcheck', ['-s', 'sh', '-'], { input: text, encoding: 'utf8' }),
    ...['dash', 'bash'].map((shell) => spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' })),
  ];
  return runs.map(({ error, stdout, stderr }) => error?.message ?? `${stdout}${stderr}`).join('');
}
