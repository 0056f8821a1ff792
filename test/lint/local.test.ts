import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { machine } from '../../src/lint/rules/host/sample.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { lintTexts, positionOf } from '../support/lint-texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hacfg-local-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = (interfaceName: string, more = '') => `vrrp_instance VI_1 {
    state BACKUP
    interface ${interfaceName}
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
${more}}
`;

const hostRules = rules.filter(({ id }) => id.startsWith('host/'));

function found(text: string, sample: Parameters<typeof machine>[0]): string[] {
  const options = { machine: machine(sample), release: '2.4.3' };
  return lintTexts(text, hostRules, options).map(
    (one) => `${positionOf(one, text)} ${one.severity} ${one.message} | ${one.help}`,
  );
}

describe('what depends on the machine', () => {
  it('is not judged without a machine', () => {
    const text = config('nowhere0', '    notify_master /no/such/file nobody-of-that-name\n');
    expect(lintTexts(text, hostRules)).toEqual([]);
  });

  it('names the interfaces that are there, and the one that was meant', () => {
    expect(found(config('ens129'), { interfaces: ['ens192', 'ens224'] })).toEqual([
      '3:15 error this machine has no interface ens129, named in vrrp_instance VI_1 | did you mean ens192? This machine has ens192, ens224',
    ]);
  });

  it('waits for interfaces with dynamic_interfaces, wherever it stands', () => {
    const text = `${config('ppp0')}global_defs {\n    dynamic_interfaces\n}\n`;
    expect(found(text, { interfaces: ['eth0'] })).toEqual([
      '3:15 warning this machine has no interface ppp0, named in vrrp_instance VI_1 | this machine has eth0',
    ]);
  });

  it.each([
    ['track_interface {\n eth7\n}', '10:2'],
    ['virtual_routes {\n 198.51.100.0/24 nexthop via 192.0.2.1 dev eth7\n}', '10:44'],
    ['virtual_rules {\n iif eth7 table 10 preference 5\n}', '10:6'],
  ])('finds interfaces in %j', (lines, place) => {
    expect(found(config('eth0', `${lines}\n`), { interfaces: ['eth0'] })[0]).toMatch(
      new RegExp(`^${place} error this machine has no interface eth7`),
    );
  });

  it('asks for eth0 where a static address has no interface', () => {
    const text = `static_ipaddress {\n    198.51.100.7/24\n}\n${config('ens3')}`;
    expect(found(text, { interfaces: ['ens3'] })).toEqual([
      expect.stringMatching(
        /^2:5 error static address 198.51.100.7 has no dev and this machine has no interface eth0/,
      ),
    ]);
  });

  it.each([
    ['a folder not to be entered', 0o700, '/srv/app', 0o755],
    ['a file not to be run', 0o755, '/srv/app', 0o740],
  ])('tells that a user cannot reach %s', (_what, folderMode, path, mode) => {
    const text = config('eth0', '    notify_master "/srv/app/tell" web\n');
    const files = { [path]: { kind: 'folder', mode: folderMode } as const, '/srv/app/tell': { mode } };
    const messages = found(text, { files, users: { web: { uid: 33, gid: 33 } } });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      folderMode === 0o700
        ? /^9:20 error web cannot reach \/srv\/app\/tell: it may not enter \/srv\/app \|/
        : /^9:20 error \/srv\/app\/tell is not executable for web, who is to run it \|/,
    );
  });

  it('looks for the user and group behind a command', () => {
    const text = config('eth0', '    notify_master "/usr/bin/tell" web staff\n');
    expect(found(text, { files: { '/usr/bin/tell': {} }, users: { web: { uid: 33, gid: 33 } } })).toEqual([
      '9:39 error this machine has no group staff, named by notify_master | groupadd --system staff',
    ]);
  });

  it('looks for commands without a path in the search path', () => {
    const text = config('eth0', '    notify_master telll\n    notify_backup tell\n');
    expect(found(text, { files: { '/usr/bin/tell': {} } })).toEqual([
      expect.stringMatching(
        /^9:19 error notify_master runs telll, which is in no folder .*did you mean tell\?/,
      ),
    ]);
  });

  it('warns of what others may change when it runs as root, by the step that is at fault', () => {
    const text = config('eth0', '    notify_master /opt/app/tell\n');
    const files = { '/opt/app': { kind: 'folder', mode: 0o775, gid: 50 } as const, '/opt/app/tell': {} };
    expect(found(text, { files })).toEqual([
      '9:19 warning root runs /opt/app/tell, and the folder /opt/app can be changed by group 50 | chmod g-w /opt/app',
    ]);
    expect(found(text, { files, users: { keepalived_script: { uid: 990, gid: 990 } } })).toEqual([]);
  });

  it('does not call a link to a program unsafe, but a link among its folders', () => {
    const text = config('eth0', '    notify_master /opt/tell\n    notify_backup /bin/tell\n');
    const plain = machine({ files: { '/usr/bin/tell': {} } });
    const link = (path: string) => ({ path, kind: 'link', uid: 0, gid: 0, mode: 0o777 }) as const;
    const linked = {
      ...plain,
      realPath: () => '/usr/bin/tell',
      steps: (path: string) =>
        path.startsWith('/usr') ? plain.steps(path) : [link(path.replace('/bin/tell', '/bin'))],
    };
    const messages = (release: string) =>
      lintTexts(text, hostRules, { machine: linked, release }).map(({ message }) => message);
    expect(messages('2.4.3')).toEqual(['the path of /bin/tell leads through the link /bin']);
    expect(messages('2.2.7')).toEqual([]);
  });
});

describe('--local', () => {
  const local = (hostName: string) => ({ hostName, machine: machine({ interfaces: ['eth0'] }) });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  it('takes the one file that is asked for, or the one with the name of the machine', async () => {
    write('lb1.conf', config('eth1'));
    write('lb2.conf', config('eth1'));
    const run = async (paths: string[], name: string) => {
      const { diagnostics, troubles } = await lint({ paths, cwd: folder, local: local(name) });
      return [
        ...diagnostics
          .filter(({ rule }) => rule.startsWith('host/'))
          .map(({ place }) => place.source.path.slice(folder.length + 1)),
        ...troubles.map(({ path, message }) => `${path}: ${message}`),
      ];
    };
    expect(await run(['lb1.conf'], 'other')).toEqual(['lb1.conf']);
    expect(await run(['lb1.conf', 'lb2.conf'], 'lb2')).toEqual(['lb2.conf']);
    expect(await run(['lb1.conf', 'lb2.conf'], 'other')).toEqual([
      '--local: none of the files is for this machine, other: they are for lb1, lb2; name the one that is',
    ]);
  });

  it('reads @ lines under the name of the machine', async () => {
    write('keepalived.conf', config('eth0', '    @lb1 track_interface {\n    @lb1 eth1\n    @lb1 }\n'));
    const rulesOf = async (name: string) => {
      const { diagnostics } = await lint({ paths: ['keepalived.conf'], cwd: folder, local: local(name) });
      return diagnostics.map(({ rule }) => rule).filter((rule) => rule.startsWith('host/'));
    };
    expect(await rulesOf('lb1')).toEqual(['host/no-such-interface']);
    expect(await rulesOf('lb2')).toEqual([]);
  });
});
