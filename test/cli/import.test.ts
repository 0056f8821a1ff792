import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { Collected } from './kit.ts';
import { instance, Workplace } from './on-disk.ts';

const place = new Workplace();
const secret = '    authentication {\n        auth_type PASS\n        auth_pass s3cr3t\n    }\n';

beforeEach(() => {
  place.put('lb1/keepalived.conf', instance(`    mcast_src_ip 192.0.2.11\n${secret}`));
  place.put(
    'lb2/keepalived.conf',
    instance(`    mcast_src_ip 192.0.2.12\n${secret}`).replace('priority 100', 'priority 90'),
  );
});

async function onTerminal(...argv: readonly string[]): Promise<{ code: number; shown: string }> {
  const [stdout, stderr] = [new Collected(true, 80), new Collected(true, 80)];
  const io = { cwd: place.folder, env: {}, stdin: async () => Buffer.from('') };
  const code = await main({ argv, ...io, stdout, stderr });
  return { code, shown: stdout.text + stderr.text };
}

describe('hacfg import', () => {
  it('prints a hacfg.yaml, and the list of what is to be known on standard error', async () => {
    const { code, stdout, stderr } = await place.hacfg('import .');
    expect(code).toBe(0);
    expect(stdout).toContain('  lb1: { address: 192.0.2.11, interface: eth0 }\n');
    expect(stdout).toContain('pass: { env: VRRP_PASS }');
    expect(stderr).toBe(
      `lb1/keepalived.conf:9:19: auth_pass of router VI_1 is not copied: hacfg gen takes it from the variable VRRP_PASS
hacfg gen writes configurations from it that mean the same
`,
    );
  }, 60_000);

  it('writes a file, and not over one that is there', async () => {
    expect(await place.hacfg('import lb1 lb2 -o hacfg.yaml')).toMatchObject({ code: 0, stdout: '' });
    const first = place.read('hacfg.yaml');
    expect(first).toContain('routers:');
    expect(await place.hacfg('import lb1/keepalived.conf -o hacfg.yaml')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'hacfg: hacfg.yaml is there already: --force writes over it\n',
    });
    expect(place.read('hacfg.yaml')).toBe(first);
    expect(await place.hacfg('import lb1/keepalived.conf -o hacfg.yaml --force -q')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(place.read('hacfg.yaml')).not.toBe(first);
  }, 60_000);

  it('shows no password on a terminal, and writes one for the owner alone', async () => {
    const refused = await onTerminal('import', '.', '--keep-secrets');
    expect(refused.code).toBe(2);
    expect(refused.shown).toBe(
      'hacfg: the result holds a password, which is not shown on a terminal: -o FILE writes it to a file\n',
    );
    const shown = await onTerminal('import', '.');
    expect(shown.code).toBe(0);
    expect(shown.shown).not.toContain('s3cr3t');
    const written = await onTerminal('import', '.', '--keep-secrets', '-o', 'hacfg.yaml');
    expect(written.shown).not.toContain('s3cr3t');
    expect(place.read('hacfg.yaml')).toContain('pass: s3cr3t');
    expect(statSync(join(place.folder, 'hacfg.yaml')).mode & 0o777).toBe(0o600);
  }, 60_000);

  it('says what hacfg gen will have against the result', async () => {
    const text = place.read('lb2/keepalived.conf').replace('priority 90', 'priority 100');
    place.put('lb2/keepalived.conf', text);
    const { code, stderr } = await place.hacfg('import .');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'hacfg gen will refuse it until this is mended in it:\n  lb2 has the priority 100 of lb1 in router VI_1\n',
    );
  }, 60_000);

  it('wants braces in their places, and says what is not at hand', async () => {
    place.put('lb1/keepalived.conf', `${place.read('lb1/keepalived.conf')}}\n`);
    const faulty = await place.hacfg('import .');
    expect({ code: faulty.code, stdout: faulty.stdout }).toEqual({ code: 2, stdout: '' });
    expect(
      faulty.stderr,
    ).toBe(`hacfg: what belongs to what is not sure until this is mended (hacfg lint says how):
  lb1/keepalived.conf:15:1: this } closes nothing
`);
    place.put('lb1/keepalived.conf', `include more.conf\n${instance('    mcast_src_ip 192.0.2.11\n')}`);
    const { code, stderr } = await place.hacfg('import lb1/keepalived.conf');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'lb1/keepalived.conf:1:1: more.conf is not at hand: what it holds is not taken over\n',
    );
  }, 60_000);

  it.each([
    ['import', 'an argument is missing: hacfg import <paths..>'],
    ['import nowhere', 'nowhere: no such file; name a keepalived.conf, or a folder that holds some'],
    ['import . --keepalived-version x', '--keepalived-version takes a release such as 2.2.7, not x'],
    ['import . --facts x', '--facts takes HOST=FILE, not x'],
  ])('refuses %s', async (line, message) => {
    const { code, stdout, stderr } = await place.hacfg(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`hacfg: ${message}`);
  });
});
