import { describe, expect, it } from 'vitest';
import { Workplace } from './on-disk.ts';

const work = new Workplace();

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
        192.0.2.100/32
    }
}
`;
const bad = text('    nopreempt\n    preempt_delay 60\n');
const good = text('    nopreempt\n');

describe('lint --fix', () => {
  it('mends the file and says so', async () => {
    work.put('a.conf', bad);
    expect(await work.hacfg('lint --fix a.conf')).toEqual({
      code: 0,
      stdout: '✔ no findings in 1 file\nfixed 1 finding in a.conf: vrrp/preempt-delay-ignored\n',
      stderr: '',
    });
    expect(work.read('a.conf')).toBe(good);
    expect((await work.hacfg('lint --fix a.conf')).stdout).toBe('✔ no findings in 1 file\nnothing fixed\n');
  });

  it('reports what is left', async () => {
    work.put('a.conf', bad.replace('priority 100', 'priority 255'));
    const { code, stdout } = await work.hacfg('lint --fix -f unix a.conf');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.conf:5:14: warning: .*\[vrrp\/priority-255\]$/m);
    expect(stdout).not.toContain('preempt-delay');
  });

  it('keeps the report for programs clean', async () => {
    work.put('a.conf', bad);
    const { stdout, stderr } = await work.hacfg('lint --fix -f json a.conf');
    expect(JSON.parse(stdout).diagnostics).toEqual([]);
    expect(stderr).toBe('fixed 1 finding in a.conf: vrrp/preempt-delay-ignored\n');
  });

  it('hands the mended standard input on, and reports beside it', async () => {
    const { code, stdout, stderr } = await work.hacfg('lint --fix - --stdin-filename x.conf', bad);
    expect({ code, stdout }).toEqual({ code: 0, stdout: good });
    expect(stderr).toContain('fixed 1 finding in x.conf');
    expect((await work.hacfg('lint --fix -', good)).stdout).toBe(good);
  });

  it('cannot write a read-only file, and says so', async () => {
    work.put('a.conf', bad, 0o444);
    expect(await work.hacfg('lint --fix a.conf')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'hacfg: a.conf: cannot be written: it is read-only; no file was changed\n',
    });
    expect(work.read('a.conf')).toBe(bad);
  });

  it('is hinted at', async () => {
    work.put('a.conf', bad);
    expect((await work.hacfg('lint a.conf')).stdout).toMatch(
      /\n {2}1 can be fixed with --fix\. --diff shows what would change\n$/,
    );
  });

  it('wants to know what to do with proposals', async () => {
    expect(await work.hacfg('lint --unsafe-fixes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--unsafe-fixes says which fixes: it needs --fix'),
    });
  });
});

describe('lint --diff', () => {
  it('shows what would change, and changes nothing', async () => {
    work.put('a.conf', bad);
    const { code, stdout, stderr } = await work.hacfg('lint --diff a.conf');
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
    expect(work.read('a.conf')).toBe(bad);
  });

  it('exits with 0 when there is nothing to change', async () => {
    work.put('a.conf', good);
    expect(await work.hacfg('lint --diff --fix a.conf')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'nothing to fix\n',
    });
  });

  it('knows colours', async () => {
    work.put('a.conf', bad);
    expect((await work.hacfg('lint --diff --color=always a.conf')).stdout).toContain(
      '\u001b[31m-    preempt_delay 60\u001b[39m\n',
    );
  });

  it('exits with 2 for a file that is not there', async () => {
    expect((await work.hacfg('lint --diff b.conf')).code).toBe(2);
  });
});
