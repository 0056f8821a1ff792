import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { Collected } from './kit.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-cli-fix-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (lines: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
${lines}    authentication {
        auth_type PASS
        auth_pass s3cretpw
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const bad = text('    nopreempt\n    preempt_delay 60\n');
const good = text('    nopreempt\n');

async function hacfg(line: string, stdin: string | Uint8Array = '') {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const code = await main({
    argv: line.split(' '),
    cwd: folder,
    env: {},
    stdin: async () => Buffer.from(stdin),
    stdout,
    stderr,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('lint --fix', () => {
  it('mends the file and says so', async () => {
    put('a.conf', bad);
    expect(await hacfg('lint --fix a.conf')).toEqual({
      code: 0,
      stdout: '✔ no findings in 1 file\nfixed 1 finding in a.conf: vrrp/preempt-delay-ignored\n',
      stderr: '',
    });
    expect(read('a.conf')).toBe(good);
    expect((await hacfg('lint --fix a.conf')).stdout).toBe('✔ no findings in 1 file\nnothing fixed\n');
  });

  it('reports what is left', async () => {
    put('a.conf', bad.replace('priority 100', 'priority 255'));
    const { code, stdout } = await hacfg('lint --fix -f unix a.conf');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.conf:5:14: warning: .*\[vrrp\/priority-255\]$/m);
    expect(stdout).not.toContain('preempt-delay');
  });

  it('keeps the report for programs clean', async () => {
    put('a.conf', bad);
    const { stdout, stderr } = await hacfg('lint --fix -f json a.conf');
    expect(JSON.parse(stdout).diagnostics).toEqual([]);
    expect(stderr).toBe('fixed 1 finding in a.conf: vrrp/preempt-delay-ignored\n');
  });

  it('hands the mended standard input on, and reports beside it', async () => {
    const { code, stdout, stderr } = await hacfg('lint --fix - --stdin-filename x.conf', bad);
    expect({ code, stdout }).toEqual({ code: 0, stdout: good });
    expect(stderr).toContain('fixed 1 finding in x.conf');
    expect((await hacfg('lint --fix -', good)).stdout).toBe(good);
  });

  it('cannot write a read-only file, and says so', async () => {
    writeFileSync(join(folder, 'a.conf'), bad, { mode: 0o444 });
    expect(await hacfg('lint --fix a.conf')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'hacfg: a.conf: cannot be written: it is read-only; no file was changed\n',
    });
    expect(read('a.conf')).toBe(bad);
  });

  it('is hinted at', async () => {
    put('a.conf', bad);
    expect((await hacfg('lint a.conf')).stdout).toMatch(
      /\n {2}1 can be fixed with --fix\. --diff shows what would change\n$/,
    );
  });

  it('wants to know what to do with proposals', async () => {
    expect(await hacfg('lint --unsafe-fixes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--unsafe-fixes says which fixes: it needs --fix'),
    });
  });
});

describe('lint --diff', () => {
  it('shows what would change, and changes nothing', async () => {
    put('a.conf', bad);
    const { code, stdout, stderr } = await hacfg('lint --diff a.conf');
    expect(code).toBe(1);
    expect(stdout).toBe(`--- a.conf
+++ a.conf
@@ -4,7 +4,6 @@
     virtual_router_id 51
     priority 100
     nopreempt
-    preempt_delay 60
     authentication {
         auth_type PASS
         auth_pass ********
`);
    expect(stderr).toBe('would fix 1 finding in a.conf: vrrp/preempt-delay-ignored\n');
    expect(read('a.conf')).toBe(bad);
  });

  it('exits with 0 when there is nothing to change', async () => {
    put('a.conf', good);
    expect(await hacfg('lint --diff --fix a.conf')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'nothing to fix\n',
    });
  });

  it('knows colours', async () => {
    put('a.conf', bad);
    expect((await hacfg('lint --diff --color=always a.conf')).stdout).toContain(
      '\u001b[31m-    preempt_delay 60\u001b[39m\n',
    );
  });

  it('exits with 2 for a file that is not there', async () => {
    expect((await hacfg('lint --diff b.conf')).code).toBe(2);
  });
});
