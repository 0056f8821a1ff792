import { describe } from 'vitest';
import { asRoot, type Case, check, instance, lineOf, node, runCases, track } from './kit.ts';

const cases: Case[] = [];
const s = (rule: string, name: string, text: string, at: readonly number[], release?: string): void => {
  cases.push({ rule, name, files: { 'lb1.conf': text }, at: at.map((line) => `lb1.conf:${line}`), release });
};
const m = (
  rule: string,
  name: string,
  files: Readonly<Record<string, string>>,
  at: readonly string[],
): void => {
  cases.push({ rule, name, files, at });
};
// Duplicates
let t = node({ after: instance({ name: 'VI_2', vips: ['192.0.2.101/24'] }) });
s('vrrp/duplicate-vrid', 'same interface', t, [lineOf(t, 'virtual_router_id', 2)]);
t = node({ after: instance({ name: 'VI_2', vips: ['198.51.100.101/24'], iface: 'eth1' }) });
s('vrrp/duplicate-vrid', 'other interface', t, []);
t = node({ after: instance({ name: 'VI_6', vips: ['fe80::1'] }) });
s('vrrp/duplicate-vrid', 'other family', t, []);
t = node({ vrid: '$ID', before: '$ID=51', after: instance({ name: 'VI_2', vips: ['192.0.2.101/24'] }) });
s('vrrp/duplicate-vrid', 'definition', t, [lineOf(t, 'virtual_router_id', 2)]);
m(
  'vrrp/duplicate-vrid',
  'included',
  {
    'lb1.conf': node({ after: 'include more.inc\n' }),
    'more.inc': instance({ name: 'VI_2', vips: ['192.0.2.101/24'] }),
  },
  ['more.inc:4'],
);
t = node({ after: instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.100/32'] }) });
s('address/duplicate-vip', 'two instances', t, [lineOf(t, '192.0.2.100/32')]);
t = node({ vips: ['fe80::1', '2001:db8::100/64', '2001:DB8:0::100/64'] });
s('address/duplicate-vip', 'IPv6 forms', t, [lineOf(t, '2001:DB8')]);
t = node({ excluded: ['192.0.2.100/24'] });
s('address/duplicate-vip', 'listed and excluded', t, [lineOf(t, '192.0.2.100', 2)]);
// Strict
t = node({ globals: ['vrrp_strict'] });
s('vrrp/strict-blocks-vip', 'global', t, [lineOf(t, 'vrrp_strict')]);
t = node({ extra: ['strict_mode on'] });
s('vrrp/strict-blocks-vip', 'in the instance', t, [lineOf(t, 'strict_mode')]);
t = node({ globals: ['vrrp_strict', 'vrrp_version 3'], extra: ['accept'] });
s('vrrp/strict-blocks-vip', 'accept', t, []);
t = node({ globals: ['vrrp_strict'], extra: ['strict_mode off'] });
s('vrrp/strict-blocks-vip', 'switched off', t, []);
// Shell metachars
for (const [n, cmd, bad] of [
  ['pipe', '"/usr/bin/ss -lnt | /bin/grep 80"', 1],
  ['and', '"/usr/bin/pgrep nginx && /usr/bin/pgrep php"', 1],
  ['redirect', '"/usr/bin/pgrep nginx > /dev/null"', 1],
  ['no blank', '"/usr/bin/pgrep nginx >/dev/null 2>&1"', 1],
  ['url', '"/usr/bin/curl -fsm2 http://127.0.0.1/?a=1&b=2"', 0],
  ['sh -c', `"/usr/bin/sh -c '/usr/bin/pgrep nginx | wc -l'"`, 0],
  ['subst', '"/usr/bin/kill -0 $(cat /run/nginx.pid)"', 1],
  ['backtick', '"/usr/bin/kill -0 `cat /run/nginx.pid`"', 1],
  ['quoted pipe', `"/usr/bin/egrep 'a|b' /x"`, 0],
  ['semicolon', '"/usr/bin/pgrep nginx; exit 0"', 1],
  ['tilde', '"~/check.sh"', 0],
  ['if', '"if [ -f /x ]; then exit 1; fi"', 1],
] as [string, string, number][]) {
  t = node({
    globals: asRoot,
    before: check('c').replace('"/usr/bin/pgrep -x nginx"', cmd),
    extra: track('c'),
  });
  s('script/shell-metacharacters', n, t, bad ? [7] : []);
}
// Tracked not defined
t = node({ globals: asRoot, before: check('chk_nginx'), extra: track('chk_ngnix') });
s('script/tracked-not-defined', 'typo', t, [lineOf(t, 'chk_ngnix')]);
s('script/defined-not-tracked', 'a misspelt track_script is one finding', t, []);
t = node({ globals: asRoot, before: check('chk_nginx'), extra: ['track_script { chk_nginx }'] });
s('script/tracked-not-defined', 'one line', t, []);
t = node({ globals: asRoot, before: check('"chk_nginx"'), extra: track('chk_nginx') });
s('script/tracked-not-defined', 'quoted name', t, []);
t = node({ globals: asRoot, before: check('chk_nginx'), extra: track('CHK_NGINX') });
s('script/tracked-not-defined', 'case', t, [lineOf(t, 'CHK_NGINX')]);
t = node({
  globals: asRoot,
  before: check('chk_nginx'),
  after:
    'vrrp_sync_group G {\n    group {\n        VI_1\n    }\n    track_script {\n        chk_nginx\n    }\n}\n',
});
s('script/defined-not-tracked', 'tracked by the group', t, []);
m(
  'script/tracked-not-defined',
  'defined in an include',
  {
    'lb1.conf': node({ globals: asRoot, before: 'include checks.d/*.conf\n', extra: track('chk_nginx') }),
    'checks.d/nginx.conf': check('chk_nginx'),
  },
  [],
);
// Probes vip
t = node({
  globals: asRoot,
  before: check('c').replace('/usr/bin/pgrep -x nginx', '/usr/bin/curl -fsm 2 http://192.0.2.100/'),
  extra: track('c'),
});
s('script/probes-vip', 'curl', t, [7]);
m(
  'script/probes-vip',
  'in a script',
  {
    'lb1/keepalived.conf': node({
      globals: asRoot,
      before: check('c').replace('/usr/bin/pgrep -x nginx', '/etc/keepalived/c.sh'),
      extra: track('c'),
    }),
    'lb1/c.sh': '#!/bin/sh\ncurl -fsm 2 http://192.0.2.100/\n',
  },
  ['lb1/c.sh:2'],
);
m(
  'script/probes-vip',
  'in a variable',
  {
    'lb1/keepalived.conf': node({
      globals: asRoot,
      before: check('c').replace('/usr/bin/pgrep -x nginx', '/etc/keepalived/c.sh'),
      extra: track('c'),
    }),
    'lb1/c.sh': '#!/bin/sh\nVIP=192.0.2.100\ncurl -fsm 2 http://$VIP/\n',
  },
  ['lb1/c.sh:3'],
);
// Sync groups
t = node({
  after: `${instance({ name: 'VI_2', vrid: 52, iface: 'eth1', vips: ['198.51.100.100/24'] })}vrrp_sync_group G {\n    group {\n        VI_1\n        VI_3\n    }\n}\n`,
});
s('sync-group/unknown-member', 'typo', t, [lineOf(t, 'VI_3')]);
t = node({
  globals: asRoot,
  before: check('c', 'weight -20'),
  extra: track('c'),
  after: `${instance({ name: 'VI_2', vrid: 52, iface: 'eth1', vips: ['198.51.100.100/24'] })}vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n`,
});
s('sync-group/weighted-member-tracking', 'weighted', t, [lineOf(t, '        c\n')]);
// Lvs
interface ServiceOptions {
  readonly vip?: string;
  readonly algo?: string;
  readonly kind?: string;
  readonly rs?: readonly string[];
  readonly check?: string;
}
const vs = (o: ServiceOptions = {}) =>
  `virtual_server ${o.vip ?? '192.0.2.100 80'} {\n    delay_loop 6\n    ${o.algo ?? 'lb_algo rr'}\n    ${o.kind ?? 'lb_kind DR'}\n    protocol TCP\n${(o.rs ?? ['192.0.2.21 80']).map((r) => `    real_server ${r} {\n        ${o.check ?? 'TCP_CHECK {\n            connect_timeout 3\n        }'}\n    }\n`).join('')}}\n`;
t = node({ after: vs({ rs: ['192.0.2.21 8080'] }) });
s('lvs/port-mismatch-dr-tun', 'DR', t, [lineOf(t, '8080')]);
t = node({ after: vs({ rs: ['192.0.2.21 8080'], kind: 'lvs_method TUN' }) });
s('lvs/port-mismatch-dr-tun', 'TUN by its other name', t, [lineOf(t, '8080')]);
t = node({ after: vs({ rs: ['192.0.2.21 8080'], kind: 'lb_kind NAT' }) });
s('lvs/port-mismatch-dr-tun', 'NAT', t, []);
t = node({ after: vs({ vip: '192.0.2.101 80' }) });
s('lvs/vip-not-managed', 'another', t, [lineOf(t, 'virtual_server')]);
t = node({ excluded: ['192.0.2.101/24'], after: vs({ vip: '192.0.2.101 80' }) });
s('lvs/vip-not-managed', 'excluded counts', t, []);
t = node({
  vips: ['fe80::1', '2001:db8::100/64'],
  after: vs({ vip: '2001:DB8:0::100 80', rs: ['2001:db8::21 80'] }),
});
s('lvs/vip-not-managed', 'IPv6 forms', t, []);
t = node({ after: vs({ check: '' }) });
s('lvs/no-health-check', 'none', t, [lineOf(t, 'real_server')]);
t = node({ extra: ['unicast_src_ip 192.0.2.21', 'unicast_peer {', '192.0.2.22', '}'], after: vs() });
s('lvs/director-is-real-server', 'the other director is not in the pool', t, []);
t = node({ after: vs({ algo: 'lb_algo roundrobin' }) });
s('lvs/kind-or-algo-invalid', 'algo', t, [lineOf(t, 'lb_algo')]);
t = node({ after: vs({ kind: 'lb_kind dr' }) });
s('lvs/kind-or-algo-invalid', 'lower case', t, [lineOf(t, 'lb_kind')]);
// Value terminators etc
for (const [n, from, to] of [
  ['semicolon', 'priority 100', 'priority 100;'],
  ['equals', 'priority 100', 'priority = 100'],
  ['comma', 'virtual_router_id 51', 'virtual_router_id 51,'],
  ['colon', 'priority 100', 'priority: 100'],
] as [string, string, string][]) {
  t = node().replace(from, to);
  s(n === 'colon' ? 'syntax/unknown-keyword' : 'syntax/value-terminator', n, t, [lineOf(t, to)]);
}
t = node({ vips: ['192.0.2.100/24,', '192.0.2.101/24'] });
s('syntax/comma-separated-list', 'comma at the end', t, [lineOf(t, '/24,')]);
t = node({ vips: ['192.0.2.100/24, 192.0.2.101/24'] });
s('syntax/comma-separated-list', 'two on a line', t, [lineOf(t, '/24,')]);
// Nopreempt
t = node({ state: 'MASTER', extra: ['nopreempt'] });
s('vrrp/nopreempt-state-master', 'after', t, [lineOf(t, 'nopreempt')]);
t = node({ extra: ['nopreempt', 'preempt_delay 60'] });
s('vrrp/preempt-delay-ignored', 'with nopreempt', t, [lineOf(t, 'preempt_delay')]);
// Unicast
t = node({ extra: ['unicast_peer {', '192.0.2.12', '}', 'unicast_src_ip 192.0.2.12'] });
s('unicast/peer-is-self', 'self', t, [lineOf(t, '192.0.2.12')]);
t = node({ extra: ['unicast_src_ip 192.0.2.11'] });
s('unicast/src-without-peers', 'none', t, [lineOf(t, 'unicast_src_ip')]);
// Template residue
for (const [n, v] of [
  ['jinja', '{{ vrrp_interface }}'],
  ['shell', '${INTERFACE}'],
  ['angle', '<interface>'],
  ['at', '@INTERFACE@'],
  ['percent', '%INTERFACE%'],
  ['erb', '<%= @interface %>'],
  ['changeme', 'CHANGEME'],
  ['dunder', '__INTERFACE__'],
] as [string, string][]) {
  t = node({ iface: v });
  s('syntax/template-residue', n, t, [lineOf(t, `interface ${v}`)]);
}
// Versions
s(
  'version/keyword-too-new',
  'version since 1.2.20 or so',
  node({ globals: ['vrrp_version 3'], extra: ['version 3'] }),
  [],
  '2.0.20',
);
t = node({
  before: 'vrrp_track_process p {\n    process nginx\n}\n',
  extra: ['track_process {', '    p', '}'],
});
s(
  'version/keyword-too-new',
  'track_process on 1.3.5',
  t,
  [lineOf(t, 'vrrp_track_process'), lineOf(t, 'track_process {')],
  '1.3.5',
);
// Address families
t = node({ vips: ['192.0.2.100/24', '2001:db8::100/64'] });
s('address/mixed-family', 'mixed', t, [lineOf(t, '2001:db8')]);
t = node({ vips: ['192.0.2.0/24'] });
s('address/network-or-broadcast', 'network', t, [lineOf(t, '192.0.2.0/24')]);
t = node({ vips: ['192.0.2.255/24'] });
s('address/network-or-broadcast', 'broadcast', t, [lineOf(t, '192.0.2.255/24')]);
t = node({ vips: ['192.0.2.0/32'] });
s('address/network-or-broadcast', 'bare', t, []);
t = node({ vips: ['2001:db8::100/64', 'fe80::1'], extra: ['version 3'] });
s('address/ipv6-link-local-first', 'global first', t, [lineOf(t, '2001:db8')]);
// Three nodes
const u = (i: number, peers: readonly number[]) =>
  node({
    id: `lb${i}`,
    prio: 160 - i * 10,
    extra: [`unicast_src_ip 192.0.2.1${i}`, 'unicast_peer {', ...peers.map((p) => `    192.0.2.1${p}`), '}'],
  });
m(
  'unicast/incomplete-mesh',
  'three, complete',
  { 'a.conf': u(1, [2, 3]), 'b.conf': u(2, [1, 3]), 'c.conf': u(3, [1, 2]) },
  [],
);
m(
  'unicast/incomplete-mesh',
  'b and c do not know each other',
  { 'a.conf': u(1, [2, 3]), 'b.conf': u(2, [1]), 'c.conf': u(3, [1]) },
  ['b.conf:15'],
);
m(
  'cluster/equal-priority',
  'three with two alike',
  {
    'a.conf': node({ id: 'a', prio: 150 }),
    'b.conf': node({ id: 'b', prio: 100 }),
    'c.conf': node({ id: 'c', prio: 100 }),
  },
  ['c.conf:9'],
);
m(
  'cluster/vip-list-mismatch',
  'one of three',
  {
    'a.conf': node({ id: 'a', prio: 150 }),
    'b.conf': node({ id: 'b', prio: 110 }),
    'c.conf': node({ id: 'c', vips: ['192.0.2.100/24', '192.0.2.101/24'] }),
  },
  ['c.conf:13'],
);
m(
  'script/weight-too-small',
  'below the third',
  {
    'a.conf': node({
      id: 'a',
      prio: 150,
      globals: asRoot,
      before: check('c', 'weight -60'),
      extra: track('c'),
    }),
    'b.conf': node({
      id: 'b',
      prio: 100,
      globals: asRoot,
      before: check('c', 'weight -60'),
      extra: track('c'),
    }),
    'c.conf': node({
      id: 'c',
      prio: 50,
      globals: asRoot,
      before: check('c', 'weight -60'),
      extra: track('c'),
    }),
  },
  [],
);
// Conditions
m(
  'cluster/both-master',
  '@ids',
  {
    'keepalived.conf': node({ id: 'x' })
      .replace('    state BACKUP\n', '@lb1 state MASTER\n@lb2 state MASTER\n')
      .replace('    priority 100\n', '@lb1 priority 150\n@lb2 priority 100\n'),
  },
  ['keepalived.conf:7'],
);
m(
  'cluster/equal-priority',
  '@ids right',
  {
    'keepalived.conf': node({ id: 'x' }).replace(
      '    priority 100\n',
      '@lb1 priority 150\n@lb2 priority 100\n',
    ),
  },
  [],
);
m(
  'cluster/both-master',
  '@ids, negated',
  {
    'keepalived.conf': node({ id: 'x' })
      .replace('    state BACKUP\n', '@lb1 state MASTER\n@^lb1 state BACKUP\n')
      .replace('    priority 100\n', '@lb1 priority 150\n@lb2 priority 100\n'),
  },
  [],
);
m(
  'cluster/both-master',
  'two files with the same ids',
  {
    'a.conf': node({ id: 'x' })
      .replace('    priority 100\n', '@lb1 priority 150\n@lb2 priority 100\n')
      .replace('BACKUP', 'MASTER'),
    'b.conf': node({ id: 'x' }).replace('    priority 100\n', '@lb1 priority 150\n@lb2 priority 100\n'),
  },
  [],
);
m(
  'cluster/vrid-collision',
  'two clusters',
  {
    'a1.conf': node({
      id: 'a1',
      prio: 150,
      vips: ['192.0.2.100/24'],
      auth: 'aaaa1111',
      extra: ['mcast_src_ip 192.0.2.11'],
    }),
    'a2.conf': node({
      id: 'a2',
      vips: ['192.0.2.100/24'],
      auth: 'aaaa1111',
      extra: ['mcast_src_ip 192.0.2.12'],
    }),
    'b1.conf': node({
      id: 'b1',
      prio: 150,
      vips: ['192.0.2.200/24'],
      auth: 'bbbb1111',
      extra: ['mcast_src_ip 192.0.2.21'],
    }),
    'b2.conf': node({
      id: 'b2',
      vips: ['192.0.2.200/24'],
      auth: 'bbbb1111',
      extra: ['mcast_src_ip 192.0.2.22'],
    }),
  },
  ['b1.conf:8'],
);

describe('mistakes of one node and of several, written in other ways', () => runCases(cases));
