import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HostFiles } from '../../src/generate/generate.ts';
import { isNotRoot, lacks } from '../support/programs.ts';
import { FakeHost } from './apply-kit.ts';
import { generated, writeTree } from './gen-kit.ts';
import { complaints, writeScript } from './scripts-kit.ts';

// Many programs are started, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

const topology = (vip: string) => `
hosts:
  dir1: { address: 192.0.2.11/24, interface: eth0, os: debian12 }
  dir2: { address: 192.0.2.12/24, interface: eth0, os: rhel9 }
  web1: { address: 192.0.2.21/24, interface: eth0, os: rhel7 }
  web2: { address: 192.0.2.22/24, interface: eth0, os: ubuntu24.04 }
  nat1: { address: 192.0.2.40/24, interface: eth0, os: debian12 }
routers:
  VI_1: { nodes: [dir1, dir2], vips: [${vip}, 192.0.2.200], auth: { pass: { env: VRRP_PASS } }, track: [page], notify: log }
checks:
  page: { kind: http, url: "http://127.0.0.1/" }
services:
  web: { vip: ${vip}, port: 80, fwmark: 3, forward: dr, real_servers: [web1, web2], check: { kind: http, port: 80 } }
  nat: { vip: 192.0.2.200, port: 25, forward: nat, real_servers: [nat1], check: { kind: smtp } }
`;

let scratch = '';
let hosts = new Map<string, HostFiles>();
let later = new Map<string, HostFiles>();
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'hacfg-apply-'));
  const byName = (all: readonly HostFiles[]) => new Map(all.map((one) => [one.host, one]));
  hosts = byName(await generated(topology('192.0.2.100')));
  later = byName(await generated(topology('192.0.2.101')));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
function fakeHost(name: string, files: HostFiles = hosts.get(name)!): FakeHost {
  count += 1;
  const folder = join(scratch, `host-${count}`);
  mkdirSync(folder);
  return new FakeHost(folder, files);
}

describe('apply.sh', () => {
  it.skipIf(lacks('shellcheck', 'dash', 'bash')).each(['dir2', 'web1'])(
    'of %s: shellcheck, dash and bash have nothing to say (skipped without them)',
    (name) => {
      expect(complaints(hosts.get(name)!.apply!)).toBe('');
    },
  );
});

describe.skipIf(isNotRoot() || lacks('dash', 'unshare', 'ip', 'sysctl'))(
  'apply.sh in a network of its own (skipped without root and its programs)',
  () => {
    /** Runs apply.sh with the real programs, but for systemctl, below a root of its own. */
    const applied = (name: string, then: string, prepare = '') => {
      const folder = join(scratch, `real-${name}`);
      writeTree(join(folder, 'from'), hosts.get(name)!);
      writeFileSync(join(folder, 'from/apply.sh'), hosts.get(name)!.apply!);
      writeScript(join(folder, 'bin/systemctl'), '#!/bin/sh\n[ "$2 $3" != "-q nftables" ]\n');
      writeScript(join(folder, 'bin/curl'), '#!/bin/sh\n');
      const script = `
export ROOT=${folder}/root PATH=${folder}/bin:$PATH
mkdir -p $ROOT/usr/libexec/keepalived
ip link set lo up
ip link add eth0 type veth peer name peer0
ip address add ${own[name]}/24 dev eth0
ip link set eth0 up
ip link set peer0 up
${prepare}
dash ${folder}/from/apply.sh
${then}
`;
      const { status, stdout, stderr } = spawnSync('unshare', ['-n', '-m', 'sh', '-euc', script], {
        encoding: 'utf8',
      });
      return { status, stdout, stderr };
    };
    const own: Readonly<Record<string, string>> = { dir1: '192.0.2.11', web1: '192.0.2.21' };

    it('gives a real server the VIP, and keeps it from answering', () => {
      const shown = applied('web1', 'sysctl net.ipv4.conf.all.arp_ignore; ip -o addr show lo');
      expect(shown).toMatchObject({ status: 0, stderr: '' });
      expect(shown.stdout).toMatch(/web1: done\nnet\.ipv4\.conf\.all\.arp_ignore = 1\n/);
      expect(shown.stdout).toMatch(/ inet 192\.0\.2\.100\/32 scope global lo/);
    });

    it.skipIf(lacks('keepalived'))('asks the real keepalived (skipped without it)', () => {
      // Scripts have to be where the configuration says.
      const bind = 'mount -t tmpfs tmpfs /usr/libexec\nmkdir /usr/libexec/keepalived\n';
      const mount = `${bind}mount --bind $ROOT/usr/libexec/keepalived /usr/libexec/keepalived`;
      const shown = applied('dir1', 'sysctl net.ipv4.ip_forward', mount);
      expect(shown).toMatchObject({ status: 0, stderr: '' });
      expect(shown.stdout).toMatch(/\nkeepalived -t -f .*\nwrite \/etc\/keepalived\/keepalived\.conf/);
      expect(shown.stdout).toMatch(/net\.ipv4\.ip_forward = 1\n$/);
    });
  },
);

describe.skipIf(isNotRoot() || lacks('dash'))('apply.sh on a host (skipped without root and dash)', () => {
  it('changes nothing in a dry run, and says what it would do', () => {
    const host = fakeHost('web1');
    const before = host.state();
    const { status, stdout, changes } = host.apply(['--dry-run']);
    expect({ status, changes }).toEqual({ status: 0, changes: [] });
    expect(host.state()).toEqual(before);
    expect(host.has('var')).toBe(false);
    expect(stdout).toMatch(/^would: write \/etc\/sysctl\.d\/90-hacfg\.conf \(0644 root:root\)\n/);
    expect(stdout).toContain('would: ip address add 192.0.2.100/32 dev lo\n');
  });

  it('gives a real server its settings first, and the VIP last', () => {
    const host = fakeHost('web1');
    const { status, stderr, changes } = host.apply();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(changes).toEqual([
      'sysctl -q -w net.ipv4.conf.all.arp_ignore=1',
      'sysctl -q -w net.ipv4.conf.all.arp_announce=2',
      'ip address add 192.0.2.100/32 dev lo',
      'systemctl enable -q network',
    ]);
    expect(host.read('etc/sysconfig/network-scripts/ifcfg-lo:0')).toContain('IPADDR=192.0.2.100\n');
  });

  it('stops before the VIP where a setting does not hold', () => {
    const host = fakeHost('web1');
    const before = host.state();
    const { status, stdout } = host.apply([], 'sysctl -q -w net.ipv4.conf.all.arp_announce=2');
    expect(status).toBe(1);
    expect(stdout).not.toContain('address add');
    expect(host.state()).toEqual(before);
  });

  it('tests the configuration of a director before it is in place, and starts keepalived last', () => {
    const host = fakeHost('dir2');
    const { status, stderr, changes } = host.apply();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(changes).toEqual([
      'sysctl -q -w net.ipv4.ip_forward=1',
      'keepalived -t -f /var/lib/hacfg/keepalived.conf',
      'tested before it is in place',
      'systemctl daemon-reload',
      'firewall-cmd -q --reload',
      'firewall-cmd -q --permanent --zone=public --add-service=hacfg-vrrp',
      'firewall-cmd -q --permanent --zone=public --add-service=hacfg-services',
      'firewall-cmd -q --reload',
      'systemctl enable -q hacfg-fwmark.service',
      'systemctl start hacfg-fwmark.service',
      'systemctl enable -q keepalived',
      'systemctl start keepalived',
    ]);
    for (const { path, text, mode } of hosts.get('dir2')!.files) {
      expect(host.read(path)).toBe(text);
      const stats = statSync(join(host.root, path));
      expect([stats.mode & 0o7777, stats.uid, stats.gid]).toEqual([mode, 0, 0]);
    }
    // The password lies nowhere else.
    expect(host.has('var/lib/hacfg/keepalived.conf')).toBe(false);
  });

  it.each(['dir1', 'web1'])('does nothing to %s a second time', (name) => {
    const host = fakeHost(name);
    expect(host.apply(['--anyway'])).toMatchObject({ status: 0 });
    const before = host.state();
    const again = host.apply(['--anyway']);
    expect(again).toMatchObject({ status: 0, stdout: `${name}: nothing to do\n`, changes: [] });
    expect(host.state()).toEqual(before);
  });

  it('puts everything back when keepalived refuses the configuration', () => {
    const host = fakeHost('dir1');
    host.write('etc/keepalived/keepalived.conf', 'global_defs {\n}\n', 0o640);
    host.write('usr/libexec/keepalived/check_page', '#!/bin/sh\nexit 0\n', 0o700);
    const before = host.state();
    const { status, stderr } = host.apply([], `keepalived -t -f ${host.root}/var/lib/hacfg/keepalived.conf`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/apply\.sh: keepalived -t refuses .*\/keepalived\.conf\n$/);
    expect(host.state()).toEqual(before);
    expect(host.has('var/lib/hacfg/installed')).toBe(false);
  });

  const steps = [
    ['web1', 'sysctl -q -w net.ipv4.conf.all.arp_ignore=1'],
    ['web1', 'ip address add 192.0.2.100/32 dev lo'],
    ['dir2', 'systemctl daemon-reload'],
    ['dir2', 'firewall-cmd -q --permanent --zone=public --add-service=hacfg-services'],
    ['dir2', 'systemctl start keepalived'],
  ] as const;

  it.each(steps)('puts everything back on %s when this fails: %s', (name, step) => {
    const host = fakeHost(name);
    host.write('etc/keepalived/keepalived.conf', 'global_defs {\n}\n');
    const before = host.state();
    const { status, stderr } = host.apply([], step);
    expect({ status, state: host.state() }).toEqual({ status: 1, state: before });
    expect(stderr).toMatch(/^fake .* fails\napply\.sh: /);
  });

  it('reloads keepalived for a new configuration, and takes back to the old one when it ends then', () => {
    const host = fakeHost('dir1');
    host.apply();
    const before = host.state();
    host.bring(later.get('dir1')!);
    const failed = host.apply([], 'systemctl reload keepalived');
    expect(failed.status).toBe(1);
    expect(failed.changes.slice(-2)).toEqual([
      'systemctl reload-or-restart hacfg-fwmark.service',
      'systemctl reload-or-restart keepalived',
    ]);
    expect(host.state()).toEqual(before);
    const done = host.apply();
    expect(done.changes).toEqual([
      'keepalived -t -f /var/lib/hacfg/keepalived.conf',
      'systemctl restart hacfg-fwmark.service',
      'systemctl reload keepalived',
    ]);
  });

  it('removes what it wrote before and is no longer wanted, unless somebody changed it', () => {
    const host = fakeHost('web1');
    host.write('var/lib/hacfg/installed', '');
    host.apply();
    const ifcfg = 'etc/sysconfig/network-scripts/ifcfg-lo:0';
    const route = 'etc/sysconfig/network-scripts/route-lo';
    const without = (files: HostFiles): HostFiles => {
      const isKept = (path: string) => !path.includes('network-scripts');
      const apply = files.apply!.replace(/^[0-9a-f]{64} .*network-scripts.*\n/gm, '');
      return { ...files, apply, files: files.files.filter(({ path }) => isKept(path)) };
    };
    host.bring(without(hosts.get('web1')!));
    host.write(route, 'my own\n');
    const { status, stderr } = host.apply();
    expect(status).toBe(0);
    expect(stderr).toBe(
      'note: /etc/sysconfig/network-scripts/route-lo is no longer needed, but was changed by hand: left alone\n',
    );
    expect([host.has(ifcfg), host.has(route)]).toEqual([false, true]);
  });

  it('refuses a host with other addresses, and files that did not arrive whole', () => {
    const host = fakeHost('dir1');
    const before = host.state();
    host.setAddresses('198.51.100.7/24');
    const wrong = host.apply();
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toBe(
      'apply.sh: this host has none of the addresses of dir1 (192.0.2.11); --anyway to go on\n',
    );
    host.damage('etc/keepalived/keepalived.conf');
    expect(host.apply(['--anyway'])).toMatchObject({ status: 2, changes: [] });
    host.setAddresses('192.0.2.11/24', '192.0.2.12/24', '192.0.2.21/24');
    expect(host.state()).toEqual(before);
  });

  it('installs what the checks call, and only what is not there', async () => {
    const [host] = await generated(`
defaults: { interface: eth0, os: debian12 }
hosts: { a: { address: 192.0.2.11/24 }, b: { address: 192.0.2.12/24 } }
routers: { VI_1: { nodes: [a, b], vips: [192.0.2.100], track: [db, socket] } }
checks:
  db: { kind: mysql }
  socket: { kind: haproxy, socket: /run/haproxy/admin.sock }
`);
    const fake = fakeHost('dir1', host);
    fake.pretend('mysqladmin');
    expect(fake.apply().changes[0]).toBe('apt-get -y -qq install socat');
    fake.pretend('socat');
    expect(fake.apply()).toMatchObject({ status: 0, changes: [] });
  });

  it('says that a real server behind NAT has another default gateway', () => {
    const host = fakeHost('nat1');
    const { status, stdout, stderr, changes } = host.apply(['--anyway']);
    expect({ status, stdout, changes }).toEqual({ status: 0, stdout: 'nat1: nothing to do\n', changes: [] });
    expect(stderr).toBe(
      'note: the default gateway of this host must be a VIP of the directors, for answers to go back through them: 192.0.2.100 or 192.0.2.200\n',
    );
  });

  it('says which file would undo a setting at the next boot', () => {
    const host = fakeHost('web1');
    host.write('etc/sysctl.d/10-early.conf', 'net.ipv4.conf.all.arp_ignore = 0\n');
    host.write('etc/sysctl.conf', 'net.ipv4.conf.all.arp_ignore=0\nnet.ipv4.conf.all.arp_announce=2\n');
    expect(host.apply().stderr).toBe(
      'note: /etc/sysctl.conf sets net.ipv4.conf.all.arp_ignore to 0, and is read after 90-hacfg.conf: at the next boot it wins\n',
    );
  });
});
