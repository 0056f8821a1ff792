import { describe } from 'vitest';
import {
  asRoot,
  type Case,
  check,
  instance,
  lineOf,
  node,
  runCases,
  type SampleOptions,
  track,
} from './kit.ts';

const cases: Case[] = [];

type Side = SampleOptions | string;

function pair(
  rule: string,
  name: string,
  one: Side,
  other: Side,
  at: (one: string, other: string) => string[],
  options: {
    readonly names?: readonly [string, string];
    readonly files?: Readonly<Record<string, string>>;
  } = {},
): void {
  const first = typeof one === 'string' ? one : node({ id: 'lb1', prio: 150, ...one });
  const second = typeof other === 'string' ? other : node({ id: 'lb2', ...other });
  const [firstName, secondName] = options.names ?? ['lb1.conf', 'lb2.conf'];
  const files = { [firstName]: first, [secondName]: second, ...options.files };
  cases.push({ rule, name, files, at: at(first, second) });
}

const none = (): string[] => [];
// Auth
pair(
  'cluster/auth-mismatch',
  'quoted and bare are the same',
  { auth: '"Ab3dE6gH"' },
  { auth: 'Ab3dE6gH' },
  none,
);
pair('cluster/auth-mismatch', 'case counts', { auth: 'Ab3dE6gH' }, { auth: 'ab3dE6gH' }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'auth_pass')}`,
]);
pair('cluster/auth-mismatch', 'same first eight', { auth: 'Ab3dE6gHone' }, { auth: 'Ab3dE6gHtwo' }, none);
pair('cluster/auth-mismatch', 'one without', { auth: 'Ab3dE6gH' }, {}, (_a, b) => [
  `lb2.conf:${lineOf(b, 'vrrp_instance')}`,
]);
pair(
  'cluster/auth-mismatch',
  'definition',
  node({ id: 'lb1', prio: 150, auth: '$PW', before: '$PW=Ab3dE6gH' }),
  { auth: 'Ab3dE6gX' },
  (_a, b) => [`lb2.conf:${lineOf(b, 'auth_pass')}`],
);
pair(
  'cluster/auth-mismatch',
  'definition same',
  node({ id: 'lb1', prio: 150, auth: '$PW', before: '$PW=Ab3dE6gH' }),
  { auth: 'Ab3dE6gH' },
  none,
);
pair(
  'cluster/auth-mismatch',
  'in an included file',
  node({ id: 'lb1', prio: 150, extra: ['include auth.inc'] }),
  { auth: 'Ab3dE6gX' },
  (_a, b) => [`lb2.conf:${lineOf(b, 'auth_pass')}`],
  { files: { 'auth.inc': 'authentication {\n auth_type PASS\n auth_pass Ab3dE6gH\n}\n' } },
);
pair(
  'cluster/auth-mismatch',
  'AH against PASS',
  { auth: 'Ab3dE6gH' },
  node({ id: 'lb2', auth: 'Ab3dE6gH' }).replace('auth_type PASS', 'auth_type AH'),
  (_a, b) => [`lb2.conf:${lineOf(b, 'auth_type')}`],
);
pair(
  'cluster/auth-mismatch',
  'comment char cuts one',
  { auth: 'Ab3d#6gH' },
  { auth: '"Ab3d#6gH"' },
  (_a, b) => [`lb2.conf:${lineOf(b, 'auth_pass')}`],
);
// Vip list
pair('cluster/vip-list-mismatch', 'dev of own interface', { vips: ['192.0.2.100/24 dev eth0'] }, {}, none);
pair(
  'cluster/vip-list-mismatch',
  'order',
  { vips: ['192.0.2.100/24', '192.0.2.101/24'] },
  { vips: ['192.0.2.101/24', '192.0.2.100/24'] },
  none,
);
pair(
  'cluster/vip-list-mismatch',
  'bare is /32',
  { vips: ['192.0.2.100'] },
  { vips: ['192.0.2.100/32'] },
  none,
);
pair(
  'cluster/vip-list-mismatch',
  'missing on b',
  { vips: ['192.0.2.100/24', '192.0.2.101/24'] },
  {},
  (_a, b) => [`lb2.conf:${lineOf(b, 'virtual_ipaddress')}`],
);
pair(
  'cluster/vip-list-mismatch',
  'excluded against listed',
  { vips: ['192.0.2.100/24', '192.0.2.101/24'] },
  { excluded: ['192.0.2.101/24'] },
  (_a, b) => [`lb2.conf:${lineOf(b, 'virtual_ipaddress')}`],
);
pair(
  'cluster/vip-list-mismatch',
  'excluded differs',
  { excluded: ['192.0.2.101/24'] },
  { excluded: ['192.0.2.102/24'] },
  (_a, b) => [`lb2.conf:${lineOf(b, '192.0.2.102')}`],
);
pair(
  'cluster/vip-list-mismatch',
  'IPv6 forms',
  { vips: ['fe80::1', '2001:db8::100/64'] },
  { vips: ['FE80::1', '2001:0DB8:0:0::100/64'] },
  none,
);
pair(
  'cluster/vip-list-mismatch',
  'in an included file',
  node({ id: 'lb1', prio: 150 }).replace('        192.0.2.100/24\n', '        include vips.inc\n'),
  { vips: ['192.0.2.100/24', '192.0.2.101/24'] },
  () => [],
  { files: { 'vips.inc': '192.0.2.100/24\n192.0.2.101/24\n' } },
);
pair(
  'cluster/vip-list-mismatch',
  'one line list',
  node({ id: 'lb1', prio: 150 }).replace(
    /virtual_ipaddress \{\n.*\n {4}\}/,
    'virtual_ipaddress { 192.0.2.100/24 }',
  ),
  {},
  none,
);
// Advert int
pair(
  'cluster/advert-int-mismatch',
  'default is 1',
  node({ id: 'lb1', prio: 150 }).replace('    advert_int 1\n', ''),
  {},
  none,
);
pair(
  'cluster/advert-int-mismatch',
  '1 and 3',
  node({ id: 'lb1', prio: 150 }).replace('advert_int 1', 'advert_int 3'),
  {},
  (_a, b) => [`lb2.conf:${lineOf(b, 'advert_int')}`],
);
pair(
  'cluster/advert-int-mismatch',
  '1.0 and 1',
  node({ id: 'lb1', prio: 150 }).replace('advert_int 1', 'advert_int 1.0'),
  {},
  none,
);
pair(
  'cluster/advert-int-mismatch',
  'missing and 2',
  node({ id: 'lb1', prio: 150 }).replace('    advert_int 1\n', ''),
  node({ id: 'lb2' }).replace('advert_int 1', 'advert_int 2'),
  (_a, b) => [`lb2.conf:${lineOf(b, 'advert_int')}`],
);
// Vrid
pair('cluster/vrid-mismatch', '51 and 52', {}, { vrid: 52 }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'virtual_router_id')}`,
]);
pair(
  'cluster/vrid-mismatch',
  'definitions',
  { vrid: '$ID', before: '$ID=51' },
  { vrid: '$ID', before: '$ID=52' },
  (_a, b) => [`lb2.conf:${lineOf(b, 'virtual_router_id')}`],
);
pair(
  'cluster/vrid-mismatch',
  'v4 and v6 of one pair',
  node({
    id: 'lb1',
    prio: 150,
    vips: ['192.0.2.100/24'],
    after: instance({ name: 'VI_6', vrid: 52, vips: ['fe80::1'], prio: 150 }),
  }),
  node({ id: 'lb2', after: instance({ name: 'VI_6', vrid: 52, vips: ['fe80::1'] }) }),
  none,
);
// Version
pair(
  'cluster/version-mismatch',
  'global and own',
  { globals: ['vrrp_version 3'] },
  { extra: ['version 3'] },
  none,
);
pair('cluster/version-mismatch', '3 and default', { globals: ['vrrp_version 3'] }, {}, (_a, b) => [
  `lb2.conf:${lineOf(b, 'vrrp_instance')}`,
]);
pair(
  'cluster/version-mismatch',
  'IPv6 is 3 anyway',
  { vips: ['fe80::1'], extra: ['version 3'] },
  { vips: ['fe80::1'] },
  none,
);
// Mcast group
pair(
  'cluster/mcast-group-mismatch',
  'the default written',
  { globals: ['vrrp_mcast_group4 224.0.0.18'] },
  {},
  none,
);
pair(
  'cluster/mcast-group-mismatch',
  'another',
  { globals: ['vrrp_mcast_group4 224.0.0.19'] },
  {},
  (_a, b) => [`lb2.conf:${lineOf(b, 'vrrp_instance')}`],
);
pair(
  'cluster/mcast-group-mismatch',
  'only matters for IPv4',
  { globals: ['vrrp_mcast_group4 224.0.0.19'], vips: ['fe80::1'] },
  { vips: ['fe80::1'] },
  none,
);
// States, priorities
pair('cluster/both-master', 'both', { state: 'MASTER' }, { state: 'MASTER' }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'state')}`,
]);
pair('cluster/both-master', 'quoted', { state: '"MASTER"' }, { state: 'MASTER' }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'state')}`,
]);
pair('cluster/equal-priority', 'default and 100', { prio: null }, { prio: 100 }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'priority')}`,
]);
pair('cluster/equal-priority', 'both default', { prio: null }, { prio: null }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'vrrp_instance')}`,
]);
// Unicast
const uni = (src: string, ...peers: string[]) => [
  `unicast_src_ip ${src}`,
  'unicast_peer {',
  ...peers.map((p) => `    ${p}`),
  '}',
];
pair(
  'unicast/asymmetric-peers',
  'right',
  { extra: uni('192.0.2.11', '192.0.2.12') },
  { extra: uni('192.0.2.12', '192.0.2.11') },
  none,
);
pair(
  'unicast/asymmetric-peers',
  'wrong peer',
  { extra: uni('192.0.2.11', '192.0.2.12') },
  { extra: uni('192.0.2.12', '192.0.2.13') },
  (_a, b) => [`lb2.conf:${lineOf(b, '192.0.2.13')}`],
);
pair(
  'unicast/asymmetric-peers',
  'IPv6 in two forms',
  { vips: ['fe80::1'], extra: uni('2001:DB8::11', '2001:db8::12') },
  { vips: ['fe80::1'], extra: uni('2001:db8:0::12', '2001:db8:0:0::11') },
  none,
);
pair(
  'unicast/asymmetric-peers',
  'comments between',
  {
    extra: [
      'unicast_src_ip 192.0.2.11 # me',
      'unicast_peer { # the other',
      '    ! not 192.0.2.13',
      '    192.0.2.12',
      '}',
    ],
  },
  { extra: uni('192.0.2.12', '192.0.2.11') },
  none,
);
pair(
  'unicast/mixed-with-multicast',
  'one of each',
  { extra: uni('192.0.2.11', '192.0.2.12') },
  {},
  (_a, b) => [`lb2.conf:${lineOf(b, 'vrrp_instance')}`],
);
pair(
  'unicast/mixed-with-multicast',
  'empty peer block is multicast',
  { extra: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '}'] },
  {},
  none,
);
// Source
pair(
  'address/source-not-local',
  'copied mcast_src_ip',
  { extra: ['mcast_src_ip 192.0.2.11'] },
  { extra: ['mcast_src_ip 192.0.2.11'] },
  (_a, b) => [`lb2.conf:${lineOf(b, 'mcast_src_ip')}`],
);
pair(
  'address/source-not-local',
  'copied unicast_src_ip',
  { extra: uni('192.0.2.11', '192.0.2.12') },
  { extra: uni('192.0.2.11', '192.0.2.12') },
  (_a, b) => [`lb2.conf:${lineOf(b, 'unicast_src_ip')}`],
);
// Host ip as vip
pair(
  'address/vip-is-host-ip',
  'excluded vip is the peer',
  { excluded: ['192.0.2.12/24'], extra: ['mcast_src_ip 192.0.2.11'] },
  { excluded: ['192.0.2.12/24'], extra: ['mcast_src_ip 192.0.2.12'] },
  (_a, b) => [`lb2.conf:${lineOf(b, '192.0.2.12')}`],
);
// Router id
pair('cluster/duplicate-router-id', 'same', { id: 'LVS' }, { id: 'LVS' }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'router_id')}`,
]);
pair('cluster/duplicate-router-id', 'case differs', { id: 'LVS' }, { id: 'lvs' }, none);
// Tracking
pair(
  'cluster/tracking-differs',
  'names differ only',
  { globals: asRoot, before: check('chk_a'), extra: track('chk_a') },
  { globals: asRoot, before: check('chk_b'), extra: track('chk_b') },
  none,
);
pair(
  'cluster/tracking-differs',
  'only on one',
  { globals: asRoot, before: check('chk_a'), extra: track('chk_a') },
  {},
  (_a, b) => [`lb2.conf:${lineOf(b, 'vrrp_instance')}`],
);
pair(
  'script/weight-too-small',
  'bare weight in track_script',
  { globals: asRoot, before: check('c'), extra: track('c weight -20') },
  { globals: asRoot, before: check('c'), extra: track('c weight -20') },
  (a) => [`lb1.conf:${lineOf(a, '-20')}`],
);
pair(
  'script/weight-too-small',
  'enough',
  { globals: asRoot, before: check('c', 'weight -60'), extra: track('c') },
  { globals: asRoot, before: check('c', 'weight -60'), extra: track('c') },
  none,
);
pair(
  'script/weight-too-small',
  'exactly the difference',
  { globals: asRoot, before: check('c', 'weight -50'), extra: track('c') },
  { globals: asRoot, before: check('c', 'weight -50'), extra: track('c') },
  (a) => [`lb1.conf:${lineOf(a, '-50')}`],
);
pair(
  'script/weight-too-small',
  'definition',
  { globals: asRoot, before: `$W=-20\n${check('c', 'weight $W')}`, extra: track('c') },
  { globals: asRoot, before: check('c', 'weight -20'), extra: track('c') },
  (a) => [`lb1.conf:${lineOf(a, 'weight $W')}`],
);
pair(
  'script/weight-too-small',
  'track_interface',
  { extra: ['track_interface {', '    eth1 weight -20', '}'] },
  { extra: ['track_interface {', '    eth1 weight -20', '}'] },
  (a) => [`lb1.conf:${lineOf(a, '-20')}`],
);
pair(
  'script/weight-too-small',
  'positive, on both',
  { globals: asRoot, before: check('c', 'weight 20'), extra: track('c') },
  { globals: asRoot, before: check('c', 'weight 20'), extra: track('c') },
  (a) => [`lb1.conf:${lineOf(a, 'weight 20')}`],
);
pair(
  'script/weight-too-small',
  'reverse',
  { globals: asRoot, before: check('c'), extra: track('c weight 20 reverse') },
  { globals: asRoot, before: check('c'), extra: track('c weight 20 reverse') },
  (a) => [`lb1.conf:${lineOf(a, 'weight 20')}`],
);
pair('vrrp/nopreempt-wrong-node', 'on the weaker', {}, { extra: ['nopreempt'] }, (_a, b) => [
  `lb2.conf:${lineOf(b, 'nopreempt')}`,
]);
pair('vrrp/nopreempt-wrong-node', 'on both', { extra: ['nopreempt'] }, { extra: ['nopreempt'] }, none);
pair('vrrp/nopreempt-wrong-node', 'on the stronger', { extra: ['nopreempt'] }, {}, none);
// Layouts
const layouts: [string, string][] = [
  ['master.conf', 'backup.conf'],
  ['lb1/keepalived.conf', 'lb2/keepalived.conf'],
  ['lb1/etc/keepalived/keepalived.conf', 'lb2/etc/keepalived/keepalived.conf'],
  ['keepalived-master.conf', 'keepalived-backup.conf'],
  ['keepalived.conf.master', 'keepalived.conf.backup'],
  ['a/keepalived.conf', 'b/keepalived.conf'],
  ['roles/k/files/keepalived_a.conf', 'roles/k/files/keepalived_b.conf'],
  ['hosts/lb1/keepalived/keepalived.conf', 'hosts/lb2/keepalived/keepalived.conf'],
];
for (const names of layouts)
  pair(
    'cluster/both-master',
    `layout ${names}`,
    { state: 'MASTER' },
    { state: 'MASTER' },
    (_a, b) => [`${names[1]}:${lineOf(b, 'state')}`],
    { names },
  );

describe('pairs of nodes, written in other ways', () => runCases(cases));
