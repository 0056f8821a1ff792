import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HostFiles } from '../../src/generate/generate.ts';
import { isNotRoot, lacks } from '../support/programs.ts';
import { generated, writeTree } from './gen-kit.ts';

// Many programs are started, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

/** A host of every kind: directors, real servers behind DR, TUN and NAT, IPv4 and IPv6. */
const topology = `
global: { lvs_sync: true }
hosts:
  dir1: { address: [192.0.2.11/24, "2001:db8::11/64"], interface: eth0, os: debian12 }
  dir2: { address: [192.0.2.12/24, "2001:db8::12/64"], interface: eth0, os: rhel9 }
  dir3: { address: [192.0.2.13/24, "2001:db8::13/64"], interface: eth0, os: rhel7 }
  ifcfg: { address: [192.0.2.21/24, "2001:db8::21/64"], interface: eth0, os: rhel7 }
  keyfile: { address: [192.0.2.22/24, "2001:db8::22/64"], interface: eth0, os: rhel9 }
  netplan: { address: [192.0.2.23/24, "2001:db8::23/64"], interface: eth0, os: ubuntu24.04 }
  ifupdown: { address: [192.0.2.24/24, "2001:db8::24/64"], interface: eth0, os: debian12 }
  networkd: { address: [192.0.2.25/24, "2001:db8::25/64"], interface: eth0, os: debian12, network: networkd }
  unit: { address: [192.0.2.26/24, "2001:db8::26/64"], interface: eth0 }
  nat: { address: 192.0.2.31/24, interface: eth0, os: debian12 }
routers:
  VI_1:
    nodes: [dir1, dir2]
    vips: [192.0.2.100, 192.0.2.101, "2001:db8::100"]
  VI_2: { nodes: [dir3], vips: [192.0.2.150] }
services:
  web:
    vips: [192.0.2.100, "2001:db8::100"]
    port: 80
    fwmark: 3
    persistence: 5m
    forward: dr
    real_servers: [ifcfg, keyfile, netplan, ifupdown, networkd, unit]
    check: { kind: http, path: /health, port: 80 }
  two: { vip: 192.0.2.100, ports: [443, 444], fwmark: 4, real_servers: [keyfile], check: { kind: tcp, port: 443 } }
  old: { vip: 192.0.2.150, port: 8000, fwmark: 5, forward: nat, real_servers: [unit], check: { kind: tcp } }
  mail: { vip: 192.0.2.101, port: 25, forward: nat, real_servers: [nat], check: { kind: smtp } }
  tunnel:
    vip: 192.0.2.101
    port: 8080
    forward: tun
    real_servers: [ifcfg, ifupdown]
    check: { kind: tcp }
`;

/** The VIPs that a real server has to have. */
const vips = ['192.0.2.100/32', '2001:db8::100/128'];

let root = '';
let hosts: readonly HostFiles[] = [];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'hacfg-hosts-'));
  hosts = await generated(topology);
  for (const host of hosts) writeTree(join(root, host.host), host);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a program and gives what it printed; throws when it fails. */
function run(program: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...args], { encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}${stdout}`);
  return `${stdout}${stderr}`;
}

/** A shell script in a network namespace of its own, with a mount namespace. */
function inside(script: string): string {
  return run('unshare', ['-n', '-m', 'sh', '-euc', script]);
}

const textOf = (host: string, path: string) => readFileSync(join(root, host, path), 'utf8');

describe('which files a host gets', () => {
  const paths = () =>
    Object.fromEntries(
      hosts.map(({ host, files }) => [host, files.map(({ path }) => path.replace(/^\/etc\//, ''))]),
    );

  it('is by what it does and what it runs', () => {
    expect(paths()).toEqual({
      dir1: [
        'keepalived/keepalived.conf',
        'nftables.d/hacfg-fwmark.nft',
        'nftables.d/hacfg.nft',
        'sysctl.d/90-hacfg.conf',
        'systemd/system/hacfg-fwmark.service',
        'systemd/system/keepalived.service.d/10-hacfg.conf',
      ],
      dir2: [
        'firewalld/services/hacfg-services.xml',
        'firewalld/services/hacfg-vrrp.xml',
        'keepalived/keepalived.conf',
        'nftables.d/hacfg-fwmark.nft',
        'sysctl.d/90-hacfg.conf',
        'systemd/system/hacfg-fwmark.service',
        'systemd/system/keepalived.service.d/10-hacfg.conf',
      ],
      dir3: [
        'firewalld/services/hacfg-services.xml',
        'firewalld/services/hacfg-vrrp.xml',
        'keepalived/keepalived.conf',
        'sysctl.d/90-hacfg.conf',
        'systemd/system/hacfg-fwmark.service',
        'systemd/system/keepalived.service.d/10-hacfg.conf',
      ],
      ifcfg: [
        'sysconfig/network-scripts/ifcfg-lo:0',
        'sysconfig/network-scripts/ifcfg-lo:1',
        'sysconfig/network-scripts/route-lo',
        'sysctl.d/90-hacfg.conf',
        'systemd/system/hacfg-vips.service',
      ],
      keyfile: ['NetworkManager/system-connections/hacfg-lo.nmconnection', 'sysctl.d/90-hacfg.conf'],
      netplan: ['netplan/90-hacfg.yaml', 'sysctl.d/90-hacfg.conf'],
      ifupdown: ['network/interfaces.d/hacfg', 'sysctl.d/90-hacfg.conf', 'systemd/system/hacfg-vips.service'],
      networkd: ['sysctl.d/90-hacfg.conf', 'systemd/network/10-hacfg-lo.network'],
      unit: ['sysctl.d/90-hacfg.conf', 'systemd/system/hacfg-vips.service'],
      nat: [],
    });
  });

  it('does not put a VIP on lo that keepalived gives the host', async () => {
    const [one] = await generated(`
hosts: { a: { address: 192.0.2.11/24, interface: eth0, os: debian12 }, b: { address: 192.0.2.12/24, interface: eth0 } }
routers: { VI_1: { nodes: [a], vips: [192.0.2.100] } }
services: { web: { vip: 192.0.2.100, port: 80, real_servers: [b], check: { kind: http } } }
`);
    expect(one!.files.map(({ path }) => path)).not.toContain('/etc/network/interfaces.d/hacfg');
  });

  it('opens the firewall for AH where adverts are authenticated by it, whatever the interface with a VMAC', async () => {
    const [ah, vmac] = await generated(`
defaults: { interface: eth0 }
hosts: { a: { address: 192.0.2.11/24, os: debian12 }, b: { address: 192.0.2.12/24, os: debian12 } }
routers: { VI_1: { vrid: 7, nodes: [a, b], vips: [192.0.2.100], auth: { ah: secret12 } }, VI_2: { vrid: 8, nodes: [b, a], vips: [192.0.2.101], vmac: true } }
`);
    for (const host of [ah, vmac]) {
      const text = host!.files.find(({ path }) => path.endsWith('hacfg.nft'))!.text;
      expect(text).toMatch(/ip saddr 192.0.2.1[12] ip daddr 224.0.0.18 meta l4proto 51 accept/);
      expect(text).not.toMatch(/iifname/);
    }
  });
});

describe('marks where there is no nft', () => {
  it('are set by iptables, and not twice', () => {
    const unit = textOf('dir3', 'etc/systemd/system/hacfg-fwmark.service');
    const rule = 'PREROUTING -d 192.0.2.150 -p tcp -m multiport --dports 8000 -j MARK --set-mark 5';
    expect([...unit.matchAll(/^ExecStart=(.*)$/gm)].map(([, command]) => command)).toEqual([
      `-/usr/sbin/iptables -w -t mangle -D ${rule}`,
      `/usr/sbin/iptables -w -t mangle -A ${rule}`,
    ]);
  });
});

describe('directors that serve themselves', () => {
  const yaml = (server: string) => `
hosts: { a: { address: 192.0.2.11/24, interface: eth0 }, b: { address: 192.0.2.12/24, interface: eth0 } }
routers: { VI_1: { nodes: [a, b], vips: [192.0.2.100] } }
services: { web: { vip: 192.0.2.100, port: 80, real_servers: [${server}], check: { kind: http } } }
`;
  it('are refused with DR, and not with NAT, or where others tell their packets apart', async () => {
    await expect(generated(yaml('b'))).rejects.toThrow(
      'topology/contradiction: b is a director of service web and, with forward: dr, one of its real servers',
    );
    await expect(generated(yaml('{ host: b, forward: nat }'))).resolves.toHaveLength(2);
    const marked = yaml('b').replace('vip: 192.0.2.100, port: 80', 'fwmark: 7, port: 80, directors: [a, b]');
    await expect(generated(marked)).resolves.toHaveLength(2);
  });
});

describe.skipIf(isNotRoot())(
  'the files around, by the programs that read them (skipped without root)',
  () => {
    it.skipIf(lacks('sysctl', 'unshare'))('sysctl takes the settings (skipped without it)', () => {
      const real = inside(`sysctl -p ${root}/keyfile/etc/sysctl.d/90-hacfg.conf`);
      expect(real).toBe('net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n');
      expect(inside(`sysctl -p ${root}/dir1/etc/sysctl.d/90-hacfg.conf`)).toBe('net.ipv4.ip_forward = 1\n');
    });

    it.skipIf(lacks('nmcli'))('NetworkManager reads the keyfile (skipped without nmcli)', () => {
      const path = 'etc/NetworkManager/system-connections/hacfg-lo.nmconnection';
      const read = run(
        'nmcli',
        ['--offline', 'connection', 'modify', 'connection.autoconnect', 'no'],
        textOf('keyfile', path),
      );
      for (const line of ['type=loopback', 'address2=192.0.2.100/32', 'address2=2001:db8::100/128'])
        expect(read).toContain(line);
    });

    it.skipIf(lacks('ifup'))('ifupdown would add the addresses (skipped without it)', () => {
      const file = join(root, 'ifupdown/etc/network/interfaces.d/hacfg');
      const plan = run('ifup', ['--no-act', '--force', '-v', `--interfaces=${file}`, 'lo:0', 'lo:1', 'lo']);
      expect(plan).toMatch(/ip addr add 192\.0\.2\.100\/255\.255\.255\.255 .* dev lo:0 label lo:0/);
      expect(plan).toMatch(/ip addr add 192\.0\.2\.101\/255\.255\.255\.255 .* dev lo:1 label lo:1/);
      expect(plan).toMatch(/ip -6 addr add 2001:db8::100\/128 +dev lo/);
    });

    it.skipIf(lacks('netplan', 'unshare') || !existsSync(networkd))(
      'netplan translates its file, and networkd gives lo the addresses (skipped without them)',
      () => {
        run('netplan', ['generate', '--root-dir', join(root, 'netplan')]);
        const translated = join(root, 'netplan/run/systemd/network/10-netplan-lo.network');
        expect(addressesByNetworkd(translated)).toEqual(expect.arrayContaining(vips));
      },
    );

    it.skipIf(lacks('unshare') || !existsSync(networkd))(
      'networkd gives lo the addresses (skipped without it)',
      () => {
        const file = join(root, 'networkd/etc/systemd/network/10-hacfg-lo.network');
        expect(addressesByNetworkd(file)).toEqual(['127.0.0.1/8', ...vips, '::1/128']);
      },
    );

    it.skipIf(lacks('systemd-analyze'))('systemd has nothing against the units (skipped without it)', () => {
      const units = hosts.flatMap(({ host, files }) =>
        files.flatMap(({ path }) => (path.endsWith('.service') ? join(root, host, path) : [])),
      );
      expect(units.map((path) => path.replace(/^.*\//, ''))).toContain('hacfg-vips.service');
      // Programs of other systems need not be here.
      const said = units.map((unit) => spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' }));
      for (const { stderr } of said)
        expect(stderr.replace(/.*Command .* is not executable.*\n/g, '')).toBe('');
    });

    it.skipIf(lacks('unshare', 'ip'))('the commands of the unit give lo the addresses', () => {
      const unit = textOf('unit', 'etc/systemd/system/hacfg-vips.service');
      const commands = [...unit.matchAll(/^ExecStart=(.*)$/gm)].map(([, command]) => command);
      const shown = inside(
        `ip link set lo up\n${commands.join('\n')}\n${commands.join('\n')}\nip -o addr show lo`,
      );
      for (const vip of vips) expect(shown).toContain(` ${vip} `);
    });

    it.skipIf(lacks('nft', 'unshare'))(
      'nft loads the pieces beside a firewall that drops (skipped without it)',
      () => {
        const folder = join(root, 'dir1/etc/nftables.d');
        writeFileSync(
          join(root, 'nftables.conf'),
          `flush ruleset
table inet filter {
  chain input {
    type filter hook input priority filter; policy drop;
    counter drop
  }
}
include "${folder}/*.nft"
`,
        );
        const twice = `nft -f ${root}/nftables.conf`;
        const rules = inside(`${twice}; ${twice}; nft -c -f ${folder}/hacfg.nft; nft -n list ruleset`);
        // The drop policy is kept, and what is let in comes before what is dropped.
        expect(rules).toMatch(/policy drop;\n\s*jump hacfg\n\s*counter packets 0 bytes 0 drop/);
        expect(rules).toMatch(/ip saddr 192\.0\.2\.12 ip daddr 224\.0\.0\.18 meta l4proto 112 accept/);
        expect(rules).toMatch(/ip6 daddr ff02::12 meta l4proto 112 accept/);
        expect(rules).toMatch(/ip daddr 192\.0\.2\.100 tcp dport { 443, 444 } meta mark set 0x0*4/);
      },
    );

    it.skipIf(lacks('firewall-offline-cmd'))('firewalld knows the services (skipped without it)', () => {
      const ask = (host: string, service: string) => {
        const folder = join(root, host, 'etc/firewalld');
        writeFileSync(join(folder, 'firewalld.conf'), '');
        return run('firewall-offline-cmd', [`--system-config=${folder}`, `--info-service=${service}`]);
      };
      expect(ask('dir2', 'hacfg-vrrp')).toMatch(/ports: 8848\/udp\n\s+protocols: vrrp\n/);
      const all = /ports: 80\/tcp 443\/tcp 444\/tcp 25\/tcp 8080\/tcp\n[\s\S]*destination: \n/;
      expect(ask('dir2', 'hacfg-services')).toMatch(all);
      // A service can name but one address: with one VIP the ports are open on that alone.
      expect(ask('dir3', 'hacfg-services')).toMatch(
        /ports: 8000\/tcp\n[\s\S]*destination: ipv4:192\.0\.2\.150\n/,
      );
    });
  },
);

const networkd = '/lib/systemd/systemd-networkd';

/** What networkd puts on lo. With a /sys that cannot be written it does without udev, as in a container. */
function addressesByNetworkd(file: string): string[] {
  const shown = inside(`
mount -t tmpfs tmpfs /run
mount --bind /sys /sys
mount -o remount,bind,ro /sys
mkdir -p /run/systemd/network
cp ${file} /run/systemd/network/
ip link set lo up
${networkd} >/dev/null 2>&1 &
daemon=$!
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  if ip -o addr show lo | grep -q 2001:db8::100; then break; fi
  sleep 0.2
done
kill $daemon
ip -o addr show lo
`);
  return [...shown.matchAll(/ inet6? (\S+)/g)].map(([, address]) => address!);
}
