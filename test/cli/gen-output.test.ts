import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workplace } from './on-disk.ts';

const place = new Workplace();
const pair = `keepalived: "2.2.7"
hosts:
  lb1: { address: 192.0.2.11/24, interface: eth0 }
  lb2: { address: 192.0.2.12/24, interface: eth0 }
routers:
  VI: { nodes: [lb1, lb2], vips: [192.0.2.100], auth: { pass: { file: pass } } }
`;
const conf = (host: string) => `out/${host}/etc/keepalived/keepalived.conf`;

/** Generates a pair, and changes the file of lb1 by hand. */
async function edited(): Promise<string> {
  place.put('hacfg.yaml', pair);
  place.put('pass', 'Xq7z9\n');
  expect((await place.hacfg('gen -o out')).code).toBe(0);
  const text = `${place.read(conf('lb1'))}# by hand\n`;
  place.put(conf('lb1'), text);
  return text;
}

describe('hacfg gen on a folder', { timeout: 60_000 }, () => {
  it('says what it did, and does nothing more the second time', async () => {
    place.put('hacfg.yaml', pair);
    place.put('pass', 'Xq7z9');
    const one = await place.hacfg('gen -o out');
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toMatch(/^out: [1-9]\d* written, 0 unchanged, 0 removed, for 2 hosts\n$/);
    expect((await place.hacfg('gen -o out')).stdout).toMatch(
      /^out: 0 written, [1-9]\d* unchanged, 0 removed/,
    );
    expect(await place.hacfg('gen -o out --check')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('does not write over what was changed by hand, unless forced to', async () => {
    const text = await edited();
    const refused = await place.hacfg('gen -o out');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${conf('lb1')} was changed by hand`);
    expect(refused.stderr).toContain('--force');
    expect(place.read(conf('lb1'))).toBe(text);
    expect((await place.hacfg('gen -o out --force')).code).toBe(0);
    expect(place.read(conf('lb1'))).not.toContain('by hand');
  });

  it('names what differs, and shows it without the secret', async () => {
    await edited();
    place.put('pass', 'N3w4711');
    const check = await place.hacfg('gen -o out --check');
    expect(check.code).toBe(1);
    expect(check.stdout).toContain('lb1/etc/keepalived/keepalived.conf was changed by hand\n');
    expect(check.stdout).toContain('lb2/etc/keepalived/keepalived.conf is out of date\n');
    const diff = await place.hacfg('gen -o out --diff');
    expect(diff.code).toBe(0);
    expect(diff.stdout).toContain('-# by hand');
    expect(diff.stdout).toContain('auth_pass');
    expect(diff.stdout).not.toMatch(/Xq7z9|N3w4711/);
    expect(place.read(conf('lb2'))).toContain('Xq7z9');
  });

  it('writes one host and leaves the others as they are', async () => {
    const text = await edited();
    place.put('pass', 'N3w4711');
    expect((await place.hacfg('gen -o out --host lb2')).code).toBe(0);
    expect(place.read(conf('lb1'))).toBe(text);
    expect(place.read(conf('lb2'))).toContain('N3w4711');
    const unknown = await place.hacfg('gen -o out --host lb3');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('no host is called lb3');
  });

  it('removes the files of a host that is gone', async () => {
    place.put(
      'hacfg.yaml',
      pair
        .replace('[lb1, lb2]', '[lb1, lb2, lb3]')
        .replace('routers:', '  lb3: { address: 192.0.2.13/24, interface: eth0 }\nrouters:'),
    );
    place.put('pass', 'Xq7z9');
    await place.hacfg('gen -o out');
    expect(existsSync(join(place.folder, 'out/lb3'))).toBe(true);
    place.put('hacfg.yaml', pair);
    expect((await place.hacfg('gen -o out')).stdout).toMatch(/[1-9]\d* removed, for 2 hosts/);
    expect(existsSync(join(place.folder, 'out/lb3'))).toBe(false);
  });

  it('prints all, with the secret masked, and writes nothing', async () => {
    place.put('hacfg.yaml', pair);
    place.put('pass', 'Xq7z9');
    const { code, stdout } = await place.hacfg('gen --stdout');
    expect(code).toBe(0);
    expect(stdout).toContain('# ==> lb1/etc/keepalived/keepalived.conf (0600 root:root)');
    expect(stdout).not.toContain('Xq7z9');
    expect(existsSync(join(place.folder, 'out'))).toBe(false);
  });

  it('says why it cannot write', async () => {
    place.put('hacfg.yaml', pair);
    place.put('pass', 'Xq7z9');
    place.put('out', 'a file');
    const { code, stderr } = await place.hacfg('gen -o out');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hacfg: .*out.*\n$/);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d/);
    expect(place.read('out')).toBe('a file');
  });
});
