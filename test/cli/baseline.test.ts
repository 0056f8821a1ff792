import { describe, expect, it } from 'vitest';
import { instance, Workplace } from './on-disk.ts';

const work = new Workplace();
const delay = '    nopreempt\n    preempt_delay 60\n';
const owner = '    priority 255\n';
/** Warnings only, each on a line of its own. */
const lint = 'lint --only vrrp/preempt-delay-ignored,vrrp/priority-255 -f unix';

describe('a baseline', () => {
  it('tolerates what it lists, wherever that has moved', async () => {
    work.put('a.conf', instance(delay));
    const written = await work.hacfg(`${lint} --write-baseline known.json a.conf`);
    expect(written).toEqual({
      code: 0,
      stdout: '',
      stderr: '1 finding written to known.json; --baseline known.json tolerates them\n',
    });
    const clean = { code: 0, stdout: '', stderr: '' };
    expect(await work.hacfg(`${lint} --baseline known.json a.conf`)).toEqual(clean);
    work.put('a.conf', `# moved\n\n${instance(`    # and more\n${delay.replaceAll('    ', '\t')}`)}`);
    expect(await work.hacfg(`${lint} --baseline known.json a.conf`)).toEqual(clean);
    expect((await work.hacfg('lint --baseline known.json a.conf')).stdout).toContain(
      '\n  1 finding is in the baseline, and not shown\n',
    );
  });

  it('reports what is new, and the same again', async () => {
    work.put('a.conf', instance(delay));
    await work.hacfg(`${lint} --write-baseline known.json a.conf`);
    const second = instance(delay).replace('_1', '_2').replace('51', '52').replace('.100', '.101');
    work.put('a.conf', instance(delay) + second);
    const { code, stdout } = await work.hacfg(`${lint} --baseline known.json a.conf`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.conf:18:19: warning: .*VI_2.*\n$/);
    work.put('a.conf', instance('    priority 254\n    priority 255\n    priority 255\n'));
    const twice = 'lint --only syntax/duplicate-scalar -f unix';
    const before = (await work.hacfg(`${twice} a.conf`)).stdout;
    await work.hacfg(`${twice} --write-baseline twice.json a.conf`);
    work.put('a.conf', instance('    priority 254\n    priority 255\n    priority 255\n    priority 255\n'));
    const after = (await work.hacfg(`${twice} --baseline twice.json a.conf`)).stdout;
    expect(after.split('\n').length).toBeLessThanOrEqual(before.split('\n').length);
  });

  it('is the same from every folder, sorted, and without secrets', async () => {
    work.put('b/b.conf', instance(owner));
    work.put('a/a.conf', instance(delay));
    work.put(
      'a/c.conf',
      instance('    authentication {\n        auth_type PASS\n        auth_pass toolongasecret\n    }\n'),
    );
    await work.hacfg('lint --write-baseline known.json a/c.conf b/b.conf a/a.conf');
    const text = work.read('known.json');
    expect(text).not.toContain('toolongasecret');
    const parsed = JSON.parse(text);
    expect(parsed.version).toBe(1);
    const files = parsed.findings.map(({ file }: { file: string }) => file);
    expect(files).toEqual(files.toSorted());
    expect(text.split('\n').filter((row) => row.startsWith('    {"file":"a/'))).not.toEqual([]);
    const folder = work.folder;
    work.folder += '/a';
    const { stdout } = await work.hacfg(`${lint} --baseline ../known.json a.conf`);
    work.folder = folder;
    expect(stdout).toBe('');
  });

  it('tells of entries that stand for nothing any more', async () => {
    work.put('a.conf', instance(delay));
    work.put('b.conf', instance(owner));
    await work.hacfg(`${lint} --write-baseline known.json a.conf b.conf`);
    work.put('a.conf', instance(''));
    expect((await work.hacfg(`${lint} --baseline known.json a.conf b.conf`)).code).toBe(0);
    // Of b.conf, which is not read, nothing is known.
    const { code, stdout } = await work.hacfg(`${lint} --baseline known.json --report-stale-baseline a.conf`);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^known\.json:4:5: warning: a\.conf has no finding of vrrp\/preempt-delay-ignored any more that says: .*\[suppression\/stale-baseline\]\n$/,
    );
  });

  it('keeps fixes off what it tolerates', async () => {
    work.put('a.conf', instance(delay));
    await work.hacfg(`${lint} --write-baseline known.json a.conf`);
    expect((await work.hacfg(`${lint} --fix --baseline known.json a.conf`)).code).toBe(0);
    expect(work.read('a.conf')).toBe(instance(delay));
  });

  it.each([
    [undefined, 'known.json: no such file or folder; --write-baseline known.json makes it'],
    ['{', 'known.json: is not JSON; write it anew with --write-baseline'],
    ['[]', 'known.json: is no baseline: it has no findings; write it anew with --write-baseline'],
    ['{"version":9,"findings":[]}', 'known.json: is a baseline of version 9, and this hacfg reads version 1'],
    [
      '{"version":1,"findings":[{}]}',
      'known.json: has an entry without file, rule, message and fingerprint; write it anew with --write-baseline',
    ],
  ])('that is %j is refused', async (text, message) => {
    work.put('a.conf', instance(''));
    if (text !== undefined) work.put('known.json', text);
    expect(await work.hacfg('lint --baseline known.json a.conf')).toEqual({
      code: 2,
      stdout: '',
      stderr: `hacfg: ${message}\n`,
    });
  });

  it('is not written when a file could not be read', async () => {
    work.put('a.conf', instance(delay));
    expect((await work.hacfg('lint --write-baseline known.json a.conf b.conf')).code).toBe(2);
    expect(() => work.read('known.json')).toThrow('ENOENT');
  });
});
