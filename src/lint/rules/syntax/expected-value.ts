import type { ArgumentSpec } from '../../../../grammar/vocabulary/types.ts';

/** More choices than this are not listed. */
const MAX_CHOICES = 6;

/** What arguments take that are neither numbers nor one of a few words, by their type. */
const byType: Readonly<Record<string, string>> = {
  ip: 'an address',
  ipv4: 'an address',
  'ip-prefix': 'an address',
  'vs-header': 'an address',
  'ip-multicast': 'a multicast address',
  'ipv4-multicast': 'a multicast address',
  'ipv6-multicast': 'a multicast address',
  'netmask-or-prefixlen': 'a netmask',
  interface: 'the name of an interface',
  host: 'a host name or an address',
  hostname: 'a host name',
  user: 'the name of a user',
  group: 'the name of a group',
  script: 'a command in double quotes',
  path: 'a path',
  bool: 'true or false',
  fwmark: 'a number',
  'status-code': 'a status code of HTTP',
  hex: 'hexadecimal digits',
  'hex-wildcard': 'hexadecimal digits',
  'quoted-string': 'a text in double quotes',
  'hmac-key': 'a key',
};

/** What a text is, by the name of the argument. */
const byName: Readonly<Record<string, string>> = {
  name: 'a name',
  id: 'a name',
  pass: 'a password',
  addr: 'an address',
  path: 'a path',
  host: 'a host name',
  sched: 'a scheduler',
};

/** Names of arguments that read as a keyword in capitals: `auth_pass PASS`. */
const placeholders: Readonly<Record<string, string>> = {
  pass: 'PASSWORD',
  addr: 'ADDRESS',
  sched: 'SCHEDULER',
};

/** What to write in a line to type where only its writer knows the value: `PASSWORD`. */
export function placeholderFor({ name, type }: ArgumentSpec): string {
  if (type === 'script') return '"COMMAND"';
  return placeholders[name] ?? name.toUpperCase();
}

/** `a number from 1 to 255`, `MASTER or BACKUP`, `an address`: what the argument takes. */
export function expectedValue(argument: ArgumentSpec): string {
  const { values, min, max, type, name } = argument;
  if (values !== undefined && values.length <= MAX_CHOICES)
    return values.map(({ value }) => value).join(' or ');
  const range = min === undefined || max === undefined || max > 65_535 ? '' : ` from ${min} to ${max}`;
  switch (type) {
    case 'uint':
    case 'int':
    case 'decimal':
    case 'port':
      return `a number${range}`;
    default:
      return byType[type] ?? byName[name] ?? `its ${name}`;
  }
}
