import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('program.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a shell line in which `hacfg` is the program with the stub engine; `$?` of it is printed to stderr last. */
function shell(
  line: string,
  env: Readonly<Record<string, string>> = {},
  input = '',
): ReturnType<typeof spawnSync> & { text: string; errors: string } {
  const prefix = `hacfg() { '${process.execPath}' --import tsx '${program}' "$@"; }\n`;
  const child = spawnSync('bash', ['--norc', '-c', prefix + line], {
    cwd: root,
    input,
    env: { PATH: process.env.PATH, ...env },
    maxBuffer: 1 << 28,
  });
  return { ...child, text: child.stdout.toString(), errors: child.stderr.toString() };
}

describe('the process', () => {
  it('reads standard input to its end', () => {
    const { status, text, errors } = shell(
      'hacfg lint - --stdin-filename in.conf -f unix',
      {},
      'x'.repeat(300_000),
    );
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
    expect(text).toBe('/here/a.conf:2:11: error: stdin in.conf:300000 [vrrp/state]\n');
  });

  it('hands a large report to a slow reader entirely', () => {
    const { text, errors } = shell('hacfg lint -f json | (sleep 1; cat); echo ${PIPESTATUS[0]} >&2', {
      FINDINGS: '20000',
    });
    expect(errors).toBe('1\n');
    expect(JSON.parse(text).diagnostics).toHaveLength(20_000);
  });

  it('is quiet when its reader goes away', () => {
    const { text, errors } = shell('hacfg lint -f unix | head -n 1; echo ${PIPESTATUS[0]} >&2', {
      FINDINGS: '20000',
    });
    expect(text).toBe('/here/a.conf:2:11: error: stdin none [vrrp/state]\n');
    expect(errors).toBe('1\n');
  });

  it('says when standard output is full', () => {
    const { status, errors } = shell('hacfg lint > /dev/full');
    expect({ status, errors }).toEqual({
      status: 2,
      errors: 'hacfg: cannot write to standard output: no space left on the device\n',
    });
  });

  it('lives without streams', () => {
    expect(shell('hacfg lint >&- 2>&-').status).toBe(1);
  });

  it('ends at once on Ctrl-C, even in the midst of work', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, 'lint'], {
      cwd: root,
      env: { PATH: process.env.PATH, HANG: '1' },
    });
    let written = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        written += chunk;
        if (written === 'working') child.kill('SIGINT');
      });
    }
    // To die of the signal is what lets a shell end its loop, and report 130.
    const [code, signal] = await once(child, 'close');
    expect({ code, signal, written }).toEqual({ code: null, signal: 'SIGINT', written: 'working' });
  });

  it('has no colours in a pipe', () => {
    expect(shell('hacfg lint').text).not.toContain('\u001b');
    expect(shell('hacfg lint', { FORCE_COLOR: '1' }).text).toContain('\u001b[');
  });
});
