import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { folderOf } from '../project/kit.ts';
import { allTrees, type Tree } from './trees.ts';

/** Everything at warning or above. */
async function grave(tree: Tree): Promise<string[]> {
  const { diagnostics, troubles } = await lint({ paths: ['.'], cwd: folderOf(tree) });
  expect(troubles).toEqual([]);
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, message, place }) => {
      const { line, column } = place.source.position(place.span.start);
      return `${place.source.path.split('/').slice(3).join('/')}:${line}:${column} ${rule}: ${message}`;
    });
}

describe('hosts in which everything is right', () => {
  it.each(Object.entries(allTrees))('%s', async (_name, tree) => {
    expect(await grave(tree)).toEqual([]);
  });
});

/** One change to one file of a host, and the rule that must find it. */
const mistakes: readonly (readonly [string, string, string, string, string])[] = [
  ['RHEL 7', 'web1/etc/sysctl.conf', 'arp_ignore = 1', 'arp_ignore = 0', 'sysctl/real-server-arp'],
  ['RHEL 7', 'web2/etc/sysctl.conf', 'all.arp_announce', 'lo.arp_announce', 'sysctl/real-server-arp'],
  [
    'RHEL 7',
    'web1/etc/sysconfig/network-scripts/ifcfg-lo:0',
    '255.255.255.255',
    '255.255.255.0',
    'ifcfg/loopback-vip',
  ],
  [
    'RHEL 7',
    'web1/etc/sysconfig/network-scripts/ifcfg-lo:0',
    '192.0.2.100',
    '192.0.2.101',
    'ifcfg/loopback-vip',
  ],
  ['RHEL 7', 'lb1/etc/firewalld/zones/public.xml', 'vrrp', 'gre', 'firewall/vrrp-not-allowed'],
  ['RHEL 7', 'lb1/etc/firewalld/zones/public.xml', '</rule>', '', 'firewall/bad-rule'],
  [
    'RHEL 7',
    'lb1/etc/sysconfig/network-scripts/ifcfg-ens32',
    'GATEWAY',
    'IPADDR1=192.0.2.100\nGATEWAY',
    'address/vip-also-static',
  ],
  [
    'RHEL 7',
    'lb1/etc/sysconfig/network-scripts/ifcfg-ens32',
    'BOOTPROTO=none',
    'BOOTPROTO none',
    'ifcfg/bad-line',
  ],
  [
    'RHEL 9',
    'lb1/etc/firewalld/zones/public.xml',
    '<protocol value="vrrp"/>',
    '',
    'firewall/vrrp-not-allowed',
  ],
  [
    'RHEL 9',
    'lb2/etc/NetworkManager/system-connections/ens192.nmconnection',
    '192.0.2.12/24',
    '192.0.2.100/24',
    'address/vip-also-static',
  ],
  [
    'RHEL 9',
    'web1/etc/NetworkManager/system-connections/dummy-vip.nmconnection',
    '/32',
    '/24',
    'ifcfg/loopback-vip',
  ],
  ['RHEL 9', 'web1/etc/sysctl.d/99-lvs.conf', 'arp_announce=2', 'arp_announce=1', 'sysctl/real-server-arp'],
  [
    'RHEL 9',
    'lb1/etc/systemd/system/keepalived.service.d/override.conf',
    'RestartSec=5',
    'TimeoutStopSec=1',
    'systemd/network-online',
  ],
  ['Debian 12', 'lb1/etc/nftables.conf', 'ip protocol vrrp', 'ip protocol gre', 'firewall/vrrp-not-allowed'],
  [
    'Debian 12',
    'lb1/etc/nftables.conf',
    'define lan = 192.0.2.0/24',
    'define lan = 192.0.2.0/24 }',
    'firewall/bad-rule',
  ],
  [
    'Debian 12',
    'web1/etc/network/interfaces.d/vip',
    '255.255.255.255',
    '255.255.255.0',
    'ifcfg/loopback-vip',
  ],
  [
    'Debian 12',
    'lb1/lib/systemd/system/keepalived.service',
    'Type=notify',
    'Type=forking',
    'systemd/network-online',
  ],
  ['Debian 12', 'web1/etc/sysctl.d/90-lvs.conf', 'arp_ignore = 1', 'arp_ignore 1', 'sysctl/bad-line'],
  [
    'Ubuntu 24.04',
    'lb1/etc/iptables/rules.v4',
    '-A INPUT -p vrrp -j VRRP\n',
    '',
    'firewall/vrrp-not-allowed',
  ],
  [
    'Ubuntu 24.04',
    'lb1/etc/iptables/rules.v4',
    '-A VRRP -s 192.0.2.12/32',
    '-A VRRP -s 192.0.2.13/32',
    'firewall/vrrp-not-allowed',
  ],
  [
    'Ubuntu 24.04',
    'lb1/etc/netplan/50-cloud-init.yaml',
    '192.0.2.11/24',
    '192.0.2.100/24',
    'address/vip-also-static',
  ],
  ['Ubuntu 24.04', 'lb1/etc/netplan/50-cloud-init.yaml', '192.0.2.11/24', '192.0.2.11', 'ifcfg/bad-line'],
  ['Ubuntu 24.04', 'web1/etc/netplan/50-cloud-init.yaml', '100/32', '100/24', 'ifcfg/loopback-vip'],
  [
    'Ubuntu 24.04',
    'lb2/etc/netplan/50-cloud-init.yaml',
    '192.0.2.12/24',
    '192.0.2.11/24',
    'address/duplicate-host-address',
  ],
];

describe('one mistake in them', () => {
  it.each(mistakes)('%s %s: %s -> %s', async (name, path, from, to, rule) => {
    const tree = allTrees[name]!;
    expect(tree[path]).toContain(from);
    const found = await grave({ ...tree, [path]: tree[path]!.replace(from, to) });
    expect(found.filter((one) => one.includes(` ${rule}:`))).not.toEqual([]);
    expect(found.every((one) => one.startsWith(`${path}:`) || !one.includes(` ${rule}:`))).toBe(true);
  });
});
