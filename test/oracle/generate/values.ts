import type { ArgumentSpec, ArgumentType } from '../../../grammar/vocabulary/index.ts';

const numbers = [
  '5x',
  'xyz',
  '""',
  '" 5"',
  '+5',
  '-1',
  '007',
  '0x10',
  '1.5',
  '99999999999',
  '5,',
  '"5"',
  '0',
];

/** Texts to try for a type beside what its own limits suggest. */
const texts: Partial<Record<ArgumentType, readonly string[]>> = {
  bool: ['true', 'on', 'yes', 'false', 'off', 'no', 'True', 'ON', '1', '0', 'xyz', '""', '"true"'],
  uint: numbers,
  int: [...numbers, '-5'],
  hex: ['ff', '0xff', 'xyz', '-1', '100000000'],
  decimal: [...numbers, '0.5', '.5', '1.', '1.1234567', '1e3', '5s', '0.0000001', '1.5x'],
  string: ['abc', 'a_long_word_of_thirty_six_letters_xy', '""', '"two words"', '12'],
  ip: ['192.0.2.9', '2001:db8::9', '192.0.2.9/24', '192.0.2', '192.0.2.300', 'host', 'fe80::9%eth0', '""'],
  ipv4: ['192.0.2.9', '2001:db8::9', '192.0.2', 'host'],
  'ip-multicast': ['224.0.0.99', 'ff02::99', '192.0.2.9', 'xyz'],
  'ipv4-multicast': ['224.0.0.99', 'ff02::99', '192.0.2.9', 'xyz', '224.0.0.99/32'],
  'ipv6-multicast': ['ff02::99', 'ff05::99', '224.0.0.99', '2001:db8::1', 'xyz'],
  port: ['80', '0', '65535', '65536', '-1', 'http', '80x', '"80"', '""', '080'],
  fwmark: ['1', '0', '4294967295', '4294967296', '-1', 'xyz', '0x10'],
  interface: ['eth0', 'a-name-of-sixteen', 'eth0:1', 'et/0', '""'],
  host: ['192.0.2.9', '2001:db8::9'],
  hostname: ['abc', 'a.b.c', '""'],
  'enum-or-uint': ['1', 'xyz', '-1', '""'],
  umask: ['022', '0777', '0888', '9', 'xyz', '-1'],
  'netmask-or-prefixlen': ['24', '255.255.255.0', '33', '255.0.255.0', 'xyz', '0', '-1', '128'],
  'status-code': ['200', '200-299', '99', '600', 'xyz', '299-200', '200-'],
  'hex-wildcard': ['ff', 'fx', 'xyz', 'f', '""'],
  'hmac-key': ['k'.repeat(32), 'short', `hex:${'ab'.repeat(32)}`, 'hex:xyz', 'k'.repeat(65)],
  use_vmac: ['vm1', 'a-name-of-sixteen', '02:00:00:00:00:01', '01:00:00:00:00:01', 'a:b', 'name vm1'],
  use_ipvlan: ['ipv1 192.0.2.9', '192.0.2.9/24', 'a-name-of-sixteen', 'bridge', 'xyz/24'],
  tun: ['type ipip', 'type gue port 6080', 'type gue', 'type gre csum', 'type xyz', 'port 6080', 'xyz'],
  lvs_timeouts: ['tcp 900', 'tcp 900 tcpfin 30 udp 300', 'tcp', 'tcp xyz', 'xyz 1', 'tcp 99999999'],
  lvs_syncd: ['inst N0x', 'id 1', 'id 256', 'xyz 5 6', 'port 0', 'ttl 0', 'group 192.0.2.1'],
  user: ['root'],
  group: ['root'],
  script: [
    '"/usr/bin/true"',
    '/usr/bin/true',
    "'/usr/bin/true'",
    '"/usr/bin/true',
    '\'/usr/bin/true a"',
    '""',
  ],
  path: ['/run/abc', '"/run/a b"', 'abc', '""'],
  'quoted-string': ['"abc"', 'abc', '"a\\db"', '"a("'],
};

/** Words for one argument of a keyword, right ones and wrong ones. */
export function wordsFor(argument: ArgumentSpec): readonly string[] {
  const { type, min, max, values } = argument;
  const limits =
    min === undefined || max === undefined
      ? []
      : [min, max, min - 1, max + 1, Math.floor((min + max) / 2)].map((value) => value.toString());
  const choices = values?.map(({ value }) => value) ?? [];
  const first = choices[0];
  const cases =
    first === undefined ? [] : [first.toUpperCase(), first.toLowerCase(), `${first}x`, `"${first}"`];
  const general = type === 'enum' || type === 'enum-nocase' ? ['xyz', '""', '1'] : [];
  return [...new Set([...choices, ...cases, ...general, ...limits, ...(texts[type] ?? ['abc', '1'])])];
}

/** A word that is right. */
export function goodWord(argument: ArgumentSpec): string {
  const { type, min, values } = argument;
  if (values !== undefined && values.length > 0) return values[0]!.value;
  if (type === 'uint' || type === 'int' || type === 'decimal') return String(Math.max(min ?? 1, 1));
  return texts[type]?.[0] ?? 'abc';
}
