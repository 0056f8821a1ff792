import { describe } from 'vitest';
import { type Case, node, runCases } from './kit.ts';

const cases: Case[] = [];
const c = (
  rule: string,
  name: string,
  files: Readonly<Record<string, string>>,
  at: readonly string[],
): void => {
  cases.push({ rule, name, files, at });
};
type Files = Readonly<Record<string, string>>;
const H = 'lb1/etc/',
  K = `${H}keepalived/keepalived.conf`;
const base = node();
// --- nonlocal bind
const hap = (bind: string) => `frontend f\n    bind ${bind}\n    default_backend b\n`;
const nl = (name: string, files: Files, at: string[]) =>
  c('sysctl/nonlocal-bind', name, { [K]: base, ...files }, at);
nl(
  'haproxy, nothing set',
  { [`${H}haproxy/haproxy.cfg`]: hap('192.0.2.100:80'), [`${H}sysctl.conf`]: '\n' },
  [`${H}haproxy/haproxy.cfg:2`],
);
nl(
  'set to 1',
  {
    [`${H}haproxy/haproxy.cfg`]: hap('192.0.2.100:80'),
    [`${H}sysctl.d/60-x.conf`]: 'net/ipv4/ip_nonlocal_bind=1\n',
  },
  [],
);
nl(
  'later file takes it back',
  {
    [`${H}haproxy/haproxy.cfg`]: hap('192.0.2.100:80'),
    [`${H}sysctl.d/60-x.conf`]: 'net.ipv4.ip_nonlocal_bind=1\n',
    [`${H}sysctl.d/90-y.conf`]: 'net.ipv4.ip_nonlocal_bind = 0\n',
  },
  [`${H}sysctl.d/90-y.conf:1`],
);
nl('wildcard', { [`${H}haproxy/haproxy.cfg`]: hap('*:80'), [`${H}sysctl.conf`]: '\n' }, []);
nl(
  'transparent',
  { [`${H}haproxy/haproxy.cfg`]: hap('192.0.2.100:80 transparent'), [`${H}sysctl.conf`]: '\n' },
  [],
);
nl(
  'nginx listen',
  { [`${H}nginx/nginx.conf`]: 'http { server { listen 192.0.2.100:80; } }\n', [`${H}sysctl.conf`]: '\n' },
  [`${H}nginx/nginx.conf:1`],
);
nl(
  'another address',
  { [`${H}nginx/nginx.conf`]: 'http { server { listen 192.0.2.11:80; } }\n', [`${H}sysctl.conf`]: '\n' },
  [],
);
nl(
  'IPv6 key for IPv6 VIP',
  {
    [K]: node({ vips: ['fe80::1', '2001:db8::100/64'] }),
    [`${H}haproxy/haproxy.cfg`]: hap('[2001:DB8::100]:80'),
    [`${H}sysctl.conf`]: 'net.ipv4.ip_nonlocal_bind=1\n',
  },
  [`${H}haproxy/haproxy.cfg:2`],
);
// --- ip forward
const nat = (kind = 'NAT') =>
  `virtual_server 192.0.2.100 80 {\n    delay_loop 6\n    lb_algo rr\n    lb_kind ${kind}\n    protocol TCP\n    real_server 198.51.100.21 80 {\n        TCP_CHECK {\n            connect_timeout 3\n        }\n    }\n}\n`;
c(
  'sysctl/ip-forward-nat',
  'off',
  { [K]: node({ after: nat() }), [`${H}sysctl.conf`]: 'net.ipv4.ip_forward = 0\n' },
  [`${H}sysctl.conf:1`],
);
c(
  'sysctl/ip-forward-nat',
  'unset',
  { [K]: node({ after: nat() }), [`${H}sysctl.conf`]: 'vm.swappiness=1\n' },
  [`${K}:18`],
);
c(
  'sysctl/ip-forward-nat',
  'conf.all.forwarding',
  { [K]: node({ after: nat() }), [`${H}sysctl.conf`]: 'net.ipv4.conf.all.forwarding = 1\n' },
  [],
);
c(
  'sysctl/ip-forward-nat',
  'DR needs none',
  { [K]: node({ after: nat('DR') }), [`${H}sysctl.conf`]: 'net.ipv4.ip_forward = 0\n' },
  [],
);
c(
  'sysctl/ip-forward-nat',
  'nat in lower case',
  {
    [K]: node({ after: nat().replace('lb_kind NAT', 'lvs_method NAT') }),
    [`${H}sysctl.conf`]: 'net.ipv4.ip_forward = 0\n',
  },
  [`${H}sysctl.conf:1`],
);
// --- real server ARP
const dr = node({ after: nat('DR').replace('198.51.100.21', '192.0.2.21') });
const web = (
  sys: string,
  lo = 'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.255\nONBOOT=yes\n',
  more: Files = {},
) => ({
  [K]: dr,
  'web1/etc/sysctl.conf': sys,
  'web1/etc/sysconfig/network-scripts/ifcfg-eth0': 'DEVICE=eth0\nIPADDR=192.0.2.21\nPREFIX=24\nONBOOT=yes\n',
  'web1/etc/sysconfig/network-scripts/ifcfg-lo:0': lo,
  ...more,
});
const arp = (name: string, files: Files, at: string[]) => c('sysctl/real-server-arp', name, files, at);
arp('right', web('net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n'), []);
arp('slashes', web('net/ipv4/conf/all/arp_ignore = 1\nnet/ipv4/conf/all/arp_announce = 2\n'), []);
arp('lo only', web('net.ipv4.conf.lo.arp_ignore = 1\nnet.ipv4.conf.lo.arp_announce = 2\n'), [
  'web1/etc/sysctl.conf:1',
  'web1/etc/sysctl.conf:2',
]);
arp('eth0', web('net.ipv4.conf.eth0.arp_ignore = 1\nnet.ipv4.conf.eth0.arp_announce = 2\n'), []);
arp('other card', web('net.ipv4.conf.eth9.arp_ignore = 1\nnet.ipv4.conf.eth9.arp_announce = 2\n'), [
  'web1/etc/sysctl.conf:1',
  'web1/etc/sysctl.conf:1',
]);
arp('announce 1', web('net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 1\n'), [
  'web1/etc/sysctl.conf:2',
]);
arp('default only', web('net.ipv4.conf.default.arp_ignore = 1\nnet.ipv4.conf.default.arp_announce = 2\n'), [
  'web1/etc/sysctl.conf:1',
  'web1/etc/sysctl.conf:2',
]);
arp(
  'in sysctl.d',
  web('', undefined, {
    'web1/etc/sysctl.d/90-lvs.conf': 'net.ipv4.conf.all.arp_ignore=1\nnet.ipv4.conf.all.arp_announce=2\n',
  }),
  [],
);
arp('swapped', web('net.ipv4.conf.all.arp_ignore = 2\nnet.ipv4.conf.all.arp_announce = 1\n'), [
  'web1/etc/sysctl.conf:2',
]);
arp(
  'VIP on dummy0',
  web('net.ipv4.conf.all.arp_ignore = 0\n', 'DEVICE=dummy0\nIPADDR=192.0.2.100\nPREFIX=32\n'),
  ['web1/etc/sysctl.conf:1', 'web1/etc/sysctl.conf:1'],
);
// --- loopback vip
const lo = (
  name: string,
  text: string,
  at: readonly string[],
  file = 'web1/etc/sysconfig/network-scripts/ifcfg-lo:0',
) => {
  const { 'web1/etc/sysconfig/network-scripts/ifcfg-lo:0': _lo, ...others } = web(
    'net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n',
    text,
  );
  c(
    'ifcfg/loopback-vip',
    name,
    { ...others, [file]: text },
    at.map((l) => `${file}:${l}`),
  );
};
lo('right', 'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.255\n', []);
lo('/24', 'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.0\n', ['3']);
lo('PREFIX', 'DEVICE=lo:0\nIPADDR=192.0.2.100\nPREFIX=24\n', ['3']);
lo('quoted', 'DEVICE="lo:0"\nIPADDR="192.0.2.100"\nNETMASK="255.255.255.0"\n', ['3']);
lo(
  'netplan',
  'network:\n  ethernets:\n    lo:\n      addresses: [192.0.2.100/24]\n',
  ['4'],
  'web1/etc/netplan/60-lo.yaml',
);
lo(
  'interfaces',
  'auto lo:0\niface lo:0 inet static\n    address 192.0.2.100\n    netmask 255.255.255.0\n',
  ['4'],
  'web1/etc/network/interfaces',
);
lo(
  'networkd',
  '[Match]\nName=lo\n[Network]\nAddress=192.0.2.100/24\n',
  ['4'],
  'web1/etc/systemd/network/10-lo.network',
);
lo(
  'keyfile dummy',
  '[connection]\nid=vip\ntype=dummy\ninterface-name=dummy0\n[ipv4]\nmethod=manual\naddress1=192.0.2.100/24\n',
  ['7'],
  'web1/etc/NetworkManager/system-connections/vip.nmconnection',
);
// --- dhcp
const dh = (
  name: string,
  files: Files,
  at: string[],
  conf = node({ extra: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '192.0.2.12', '}'] }),
) => c('ifcfg/dhcp-address', name, { [K]: conf, ...files }, at);
dh('ifcfg', { [`${H}sysconfig/network-scripts/ifcfg-eth0`]: 'DEVICE=eth0\nBOOTPROTO=dhcp\n' }, [
  `${H}sysconfig/network-scripts/ifcfg-eth0:2`,
]);
dh('upper case', { [`${H}sysconfig/network-scripts/ifcfg-eth0`]: 'DEVICE=eth0\nBOOTPROTO="DHCP"\n' }, [
  `${H}sysconfig/network-scripts/ifcfg-eth0:2`,
]);
dh('netplan', { [`${H}netplan/01.yaml`]: 'network:\n  ethernets:\n    eth0:\n      dhcp4: true\n' }, [
  `${H}netplan/01.yaml:4`,
]);
dh(
  'other card',
  {
    [`${H}netplan/01.yaml`]:
      'network:\n  ethernets:\n    eth1:\n      dhcp4: true\n    eth0:\n      addresses: [192.0.2.11/24]\n',
  },
  [],
);
dh('networkd', { [`${H}systemd/network/1.network`]: '[Match]\nName=eth*\n[Network]\nDHCP=yes\n' }, [
  `${H}systemd/network/1.network:4`,
]);
dh('interfaces', { [`${H}network/interfaces`]: 'auto eth0\niface eth0 inet dhcp\n' }, [
  `${H}network/interfaces:2`,
]);
// --- vip also static
const vs = (name: string, files: Files, at: string[]) =>
  c('address/vip-also-static', name, { [K]: base, ...files }, at);
vs(
  'ifcfg',
  { [`${H}sysconfig/network-scripts/ifcfg-eth0:1`]: 'DEVICE=eth0:1\nIPADDR=192.0.2.100\nPREFIX=24\n' },
  [`${H}sysconfig/network-scripts/ifcfg-eth0:1:2`],
);
vs(
  'netplan',
  {
    [`${H}netplan/01.yaml`]:
      'network:\n  ethernets:\n    eth0:\n      addresses:\n        - 192.0.2.11/24\n        - 192.0.2.100/24\n',
  },
  [`${H}netplan/01.yaml:6`],
);
vs('rc.local', { [`${H}rc.local`]: '#!/bin/sh\nip addr add 192.0.2.100/24 dev eth0\n' }, [`${H}rc.local:2`]);
vs(
  'IPADDR1',
  {
    [`${H}sysconfig/network-scripts/ifcfg-eth0`]:
      'DEVICE=eth0\nIPADDR=192.0.2.11\nPREFIX=24\nIPADDR1=192.0.2.100\nPREFIX1=24\n',
  },
  [`${H}sysconfig/network-scripts/ifcfg-eth0:4`],
);
vs(
  'interfaces up',
  {
    [`${H}network/interfaces`]:
      'iface eth0 inet static\n  address 192.0.2.11/24\n  up ip addr add 192.0.2.100/24 dev $IFACE\n',
  },
  [`${H}network/interfaces:3`],
);
// --- firewall
const fw = (name: string, files: Files, at: string[], conf = base) =>
  c('firewall/vrrp-not-allowed', name, { [K]: conf, ...files }, at);
const nft = (rules: string, policy = 'drop') =>
  `table inet filter {\n    chain input {\n        type filter hook input priority 0; policy ${policy};\n${rules
    .split('\n')
    .map((r) => `        ${r}\n`)
    .join('')}    }\n}\n`;
fw('nft drop', { [`${H}nftables.conf`]: nft('ct state established,related accept\ntcp dport 22 accept') }, [
  `${H}nftables.conf:3`,
]);
fw('nft ip protocol vrrp', { [`${H}nftables.conf`]: nft('ip protocol vrrp accept') }, []);
fw('nft meta l4proto 112', { [`${H}nftables.conf`]: nft('meta l4proto 112 accept') }, []);
fw('nft set of protocols', { [`${H}nftables.conf`]: nft('meta l4proto { icmp, vrrp } accept') }, []);
fw('nft iifname other', { [`${H}nftables.conf`]: nft('iifname "eth1" ip protocol vrrp accept') }, [
  `${H}nftables.conf:3`,
]);
fw('nft final reject', { [`${H}nftables.conf`]: nft('tcp dport 22 accept\nreject', 'accept') }, [
  `${H}nftables.conf:5`,
]);
fw(
  'nft define',
  { [`${H}nftables.conf`]: `define LAN = eth0\n${nft('iifname $LAN ip protocol vrrp accept')}` },
  [],
);
fw('nft multicast address', { [`${H}nftables.conf`]: nft('ip daddr 224.0.0.18 accept') }, []);
fw('nft AH for PASS', { [`${H}nftables.conf`]: nft('ip protocol ah accept') }, [`${H}nftables.conf:3`]);
const ipt = (rules: string, policy = 'DROP') =>
  `*filter\n:INPUT ${policy} [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${rules}COMMIT\n`;
fw('iptables drop', { [`${H}sysconfig/iptables`]: ipt('-A INPUT -p tcp --dport 22 -j ACCEPT\n') }, [
  `${H}sysconfig/iptables:2`,
]);
fw('iptables vrrp', { [`${H}sysconfig/iptables`]: ipt('-A INPUT -p vrrp -j ACCEPT\n') }, []);
fw('iptables 112', { [`${H}iptables/rules.v4`]: ipt('-A INPUT -p 112 -j ACCEPT\n') }, []);
fw(
  'iptables reject last',
  {
    [`${H}sysconfig/iptables`]: ipt(
      '-A INPUT -i lo -j ACCEPT\n-A INPUT -j REJECT --reject-with icmp-host-prohibited\n',
      'ACCEPT',
    ),
  },
  [`${H}sysconfig/iptables:6`],
);
fw(
  'iptables vrrp behind the reject',
  { [`${H}sysconfig/iptables`]: ipt('-A INPUT -j REJECT\n-A INPUT -p vrrp -j ACCEPT\n', 'ACCEPT') },
  [`${H}sysconfig/iptables:5`],
);
fw(
  'firewalld public',
  {
    [`${H}firewalld/zones/public.xml`]:
      '<?xml version="1.0" encoding="utf-8"?>\n<zone>\n  <short>Public</short>\n  <service name="ssh"/>\n</zone>\n',
  },
  [`${H}firewalld/zones/public.xml:2`],
);
fw(
  'firewalld protocol',
  { [`${H}firewalld/zones/public.xml`]: '<zone>\n  <protocol value="vrrp"/>\n</zone>\n' },
  [],
);
fw(
  'firewalld other zone only',
  {
    [`${H}firewalld/zones/internal.xml`]:
      '<zone>\n  <interface name="eth0"/>\n  <service name="ssh"/>\n</zone>\n',
  },
  [`${H}firewalld/zones/internal.xml:1`],
);
fw(
  'ufw',
  {
    [`${H}ufw/ufw.conf`]: 'ENABLED=yes\n',
    [`${H}default/ufw`]: 'DEFAULT_INPUT_POLICY="DROP"\n',
    [`${H}ufw/user.rules`]:
      '*filter\n:ufw-user-input - [0:0]\n### RULES ###\n### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n-A ufw-user-input -p tcp --dport 22 -j ACCEPT\nCOMMIT\n',
    [`${H}ufw/before.rules`]:
      '*filter\n:ufw-before-input - [0:0]\n-A ufw-before-input -i lo -j ACCEPT\n-A ufw-before-input -j ufw-user-input\nCOMMIT\n',
  },
  [`${H}default/ufw:1`],
);
// --- systemd
const su = (name: string, text: string, at: string[], path = `${H}systemd/system/keepalived.service`) =>
  c(
    'systemd/network-online',
    name,
    { [K]: base, [path]: text },
    at.map((l) => `${path}:${l}`),
  );
su(
  'network.target',
  '[Unit]\nDescription=x\nAfter=network.target\n[Service]\nType=forking\nExecStart=/usr/sbin/keepalived\n',
  ['3'],
);
su(
  'online without wants',
  '[Unit]\nAfter=network-online.target\n[Service]\nType=forking\nExecStart=/usr/sbin/keepalived\n',
  ['2'],
);
su(
  'both',
  '[Unit]\nAfter=network-online.target syslog.target\nWants=network-online.target\n[Service]\nType=forking\nExecStart=/usr/sbin/keepalived\n',
  [],
);
su(
  'split over lines',
  '[Unit]\nAfter=network-online.target \\\n  syslog.target\nWants=syslog.target \\\n  network-online.target\n[Service]\nType=forking\nExecStart=/usr/sbin/keepalived\n',
  [],
);
// --- container
const dc = (name: string, text: string, at: string[]) =>
  c(
    'container/runtime',
    name,
    { 'keepalived.conf': base, 'docker-compose.yml': text },
    at.map((l) => `docker-compose.yml:${l}`),
  );
dc(
  'right',
  'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    network_mode: host\n    cap_add: [NET_ADMIN, NET_BROADCAST, NET_RAW]\n',
  [],
);
dc(
  'no host network',
  'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    cap_add: [NET_ADMIN, NET_BROADCAST, NET_RAW]\n',
  ['2'],
);
dc('no caps', 'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    network_mode: host\n', [
  '2',
]);
dc(
  'privileged',
  'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    network_mode: host\n    privileged: true\n',
  [],
);
dc(
  'lower case caps',
  'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    network_mode: "host"\n    cap_add:\n      - net_admin\n      - net_raw\n',
  [],
);
dc(
  'CAP_ prefix',
  'services:\n  keepalived:\n    image: osixia/keepalived:2.0.20\n    network_mode: host\n    cap_add:\n      - CAP_NET_ADMIN\n      - CAP_NET_RAW\n',
  [],
);
// Bad input
c('sysctl/bad-line', 'no equals', { [K]: base, [`${H}sysctl.d/1.conf`]: 'net.ipv4.ip_forward 1\n' }, [
  `${H}sysctl.d/1.conf:1`,
]);
c('ifcfg/bad-line', 'yaml tab', { [K]: base, [`${H}netplan/1.yaml`]: 'network:\n\tethernets: {}\n' }, [
  `${H}netplan/1.yaml:2`,
]);
c('container/bad-file', 'yaml', { 'keepalived.conf': base, 'docker-compose.yml': 'services:\n  k: [\n' }, [
  'docker-compose.yml:3',
]);

describe('files around nodes, written in other ways', () => runCases(cases));
