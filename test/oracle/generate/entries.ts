import { type GeneratedCase, own } from './case.ts';
import { second, skeletons } from './skeletons.ts';

/** Entries of list blocks, right ones and wrong ones; `A` stands for an address of the case, `N` for its name. */
const entries: Readonly<Record<string, readonly string[]>> = {
  virtual_ipaddress: [
    'A/24 dev eth0 scope global label eth0:1',
    'A/24 brd + dev eth0',
    'A/24 brd 10.255.255.255',
    'A/24 peer 10.250.0.1/32',
    'A/24 dev eth0 no_track home',
    'A preferred_lft 100',
    'A use_vmac',
    'A-nodad -nodad',
    '2001:db8::7/64 dev eth0',
    'A 10.200.0.1',
    'A/24, 10.200.0.1/24',
    'A 255.255.255.0',
  ],
  virtual_ipaddress_excluded: ['A/24 dev eth0', '2001:db8::7/64', 'A track_group N'],
  virtual_routes: [
    '10.9.0.0/24 via A dev eth0 metric 5 table 100',
    'src A to 10.9.0.0/24 via A dev eth0 scope link',
    'default via A nexthop via A dev eth0 weight 2',
    'default nexthop via A dev eth0 weight 2 nexthop via A dev eth1 weight 3',
    'blackhole 10.9.0.0/24 table 100',
    '10.9.0.0/24 gw A dev eth0',
    '10.9.0.0/24 via A or A dev eth0',
    '10.9.0.0/24 dev eth0 mtu 1500 advmss 1400 rtt 10ms',
    '10.9.0.0/24 dev eth0 mtu lock 1500 hoplimit 5',
    '2001:db8:9::/64 via 2001:db8::1 dev eth0 pref high',
    '10.9.0.0/24 dev eth0 protocol static no_track',
    '10.9.0.0/24 dev eth0 tos 0x10 onlink',
    '10.9.0.0/24 dev eth0 features ecn quickack 1 congctl cubic',
  ],
  virtual_rules: [
    'from A table 100 priority 5',
    'to 10.9.0.0/24 table 100 preference 7 iif eth0',
    'from 10.9.0.0/24 goto 100 priority 5',
    'from A blackhole priority 5',
    'from A fwmark 5/7 table 100 priority 5 tos 4',
    'from A table 100 priority 5 suppress_prefixlength 3',
    'iif eth0 oif eth1 table main priority 5',
    'from A table 100 priority 5 ipproto tcp sport 80 dport 100-200',
    'from A uidrange 1-5 table 100 priority 5',
    'from A lookup 100 not priority 5',
    'inet from A table 5 priority 5',
  ],
  unicast_peer: ['A', 'A min_ttl 1 max_ttl 200', '10.200.0.0/24', 'A min_ttl 256', 'fe80::1', '10.0.0.1-5'],
  track_interface: [
    'eth1 weight 10',
    'eth1 weight 254',
    'eth1 weight -5 reverse',
    'eth0',
    'eth1 weight 5 noreverse',
  ],
};

/** Entries in blocks of the top level. */
const statics: Readonly<Record<string, readonly string[]>> = {
  static_ipaddress: [
    'A/24 dev eth0',
    'A/24 brd + dev eth0 scope link',
    'A',
    'A/24 dev eth0 track_group N',
    'A dev',
  ],
  static_routes: [
    '10.9.0.0/24 via A dev eth0',
    'default via A',
    '10.9.0.0/24 dev eth0 track_group N',
    'A src A',
  ],
  static_rules: ['from A table 100 priority 5', 'from A table 100 priority 5 track_group N', 'to A table 0'],
  linkbeat_interfaces: ['eth0', 'eth0 MII', 'eth0 XYZ'],
  interface_up_down_delays: ['eth0 1 2', 'eth0 1', 'eth0', 'eth0 256', 'eth0 x', 'eth0 0.5 0.5'],
};

const junk = ['xyz', '""', '-1', '999999', '10.0.0.300', '0x10', '"a b"'];

/** An entry, and the same with a word left out, said twice, or spoilt. */
function variants(entry: string): string[] {
  const words = entry.split(' ');
  const changed = words.flatMap((word, at) => {
    const put = (...others: string[]) => [...words.slice(0, at), ...others, ...words.slice(at + 1)].join(' ');
    return [put(), put(word, word), ...junk.map((other) => put(other)), put(word, 'xyz')];
  });
  return [...new Set([entry, ...changed.filter((text) => text !== '')])];
}

function filled(entry: string, number: number): string {
  const { vip, name } = own(number);
  return entry.replace(/\bA\b/g, vip).replace(/\bN\b/g, name);
}

/** Entries of every list, each with its neighbours in the space of mistakes. */
export function entryCases(): GeneratedCase[] {
  const inInstance = Object.entries(entries).flatMap(([list, some]) =>
    some.flatMap(variants).map((entry) => ({
      id: `${list} { ${entry} }`,
      lines: (number: number) =>
        skeletons.vrrp_instance!(number, [`${list} {`, `    ${filled(entry, number)}`, '}'], list),
    })),
  );
  const atTop = Object.entries(statics).flatMap(([list, some]) =>
    some.flatMap(variants).map((entry) => ({
      id: `${list} { ${entry} }`,
      lines: (number: number) => [`${list} {`, `    ${filled(entry, number)}`, '}', ...second(number)],
      alone: list === 'linkbeat_interfaces' || list === 'interface_up_down_delays',
    })),
  );
  return [...inInstance, ...atTop, ...groupCases(), ...trackCases()];
}

const groupEntries = [
  'A 80',
  'A',
  'A-5 80',
  'A-10.0.255.255 80',
  '10.9.0.0/24 80',
  '10.9.0.1/24 80',
  'fwmark 5',
  'fwmark 5 inet6',
  'A 80 81',
];

function groupCases(): GeneratedCase[] {
  return groupEntries.flatMap(variants).map((entry) => ({
    id: `virtual_server_group { ${entry} }`,
    lines: (number) => {
      const { name, server } = own(number);
      const service = ['lb_algo wlc', 'lb_kind NAT', 'protocol TCP', `real_server ${server} 80 {`, '}'];
      return [
        ...[`virtual_server_group ${name} {`, `    ${filled(entry, number)}`, '}'],
        ...[`virtual_server group ${name} {`, ...service.map((line) => `    ${line}`), '}'],
      ];
    },
  }));
}

const definitions: Readonly<Record<string, readonly string[]>> = {
  track_script: ['vrrp_script N {', '    script "/usr/bin/true"', '}'],
  track_file: ['track_file N {', '    file /run/tracked', '}'],
  track_process: ['vrrp_track_process N {', '    process nginx', '}'],
  track_bfd: ['bfd_instance N {', '    neighbor_ip 10.251.0.1', '}'],
};

function trackCases(): GeneratedCase[] {
  const tried = ['N weight 10', 'N weight -5 reverse', 'N', 'N weight 255', 'N noreverse', 'N weight 254'];
  return Object.entries(definitions).flatMap(([list, definition]) =>
    tried.flatMap(variants).map((entry) => ({
      id: `${list} { ${entry} }`,
      lines: (number: number) => [
        ...definition.map((line) => filled(line, number)),
        ...skeletons.vrrp_instance!(number, [`${list} {`, `    ${filled(entry, number)}`, '}'], list),
      ],
      // A name is made of the number of the case, an address is not.
      alone: list === 'track_bfd',
    })),
  );
}
