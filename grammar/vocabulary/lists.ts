import {
  address,
  argument,
  choice,
  decimal,
  entries,
  fwmark,
  int,
  type Lists,
  networkInterface,
  option,
  optional,
  port,
  text,
  type UnnamedList,
  uint,
  variadic,
} from './build.ts';
import type { ArgumentSpec, OptionSpec } from './types.ts';

const FAMILY = optional(choice('family', ['inet', 'inet6']));
const PORT = port('port', { min: 1, max: 65535 });

interface Tracked {
  readonly what: string;
  readonly limit: 253 | 254;
  readonly since: string;
  readonly words: readonly string[];
  readonly note?: string;
  readonly name?: ArgumentSpec;
}

function tracked({ what, limit, since, words, note, name = text('name') }: Tracked): UnnamedList {
  const weight = int('weight', { min: -limit, max: limit });
  return entries(`NAME [weight N [${words.join('|')}]]`, {
    args: [name],
    options: [
      option(
        since,
        'weight',
        [weight, optional(choice('opt', words))],
        `Overrides the weight of the ${what}.`,
      ),
      ...words.map((word) => option('2.0.18', word, [], REVERSAL[word]!, { after: 'weight' })),
    ],
    onUnknown: 'drop-entry',
    onDuplicate: 'drop-entry',
    note: [...(note === undefined ? [] : [note]), 'a wrong number leaves the default weight'].join('; '),
  });
}

const REVERSAL: Readonly<Record<string, string>> = {
  reverse: 'The weight counts the other way round.',
  noreverse: 'The weight counts as it is, whatever the definition says.',
};
const BOTH = ['reverse', 'noreverse'];
const REDUCED = '254 and -254 are reduced to 253';

const TTL = uint('ttl', { min: 0, max: 255 });
const DELAY = { min: 0, max: 255 };
const SESSION = uint('secs', { min: 0, max: 2678400 });
const IFGROUP: OptionSpec = option('2.3.0', 'group', argument('group', 'rt-group'), 'Interface group.');

/** All lists but those about addresses and routes, and words behind a keyword that have options of their own. */
export const lists: Lists = {
  // What instances and groups follow

  track_interface: () =>
    tracked({
      what: 'interface',
      name: networkInterface('name'),
      limit: 253,
      since: '2.0.0',
      words: ['reverse'],
      note: `default weight 0 (fault); ${REDUCED}; noreverse is refused here; the own interface is ignored`,
    }),
  track_script: () =>
    tracked({
      what: 'script',
      limit: 253,
      since: '1.1.13',
      words: BOTH,
      note: REDUCED,
    }),
  track_file: () =>
    tracked({
      what: 'file',
      limit: 254,
      since: '2.0.0',
      words: BOTH,
    }),
  track_process: () =>
    tracked({
      what: 'process',
      limit: 254,
      since: '2.0.11',
      words: BOTH,
    }),
  track_bfd: () =>
    tracked({
      what: 'BFD instance',
      limit: 253,
      since: '2.0.0',
      words: BOTH,
    }),

  // Peers, virtual server groups, interfaces, names

  unicast_peer: () =>
    entries('IP [min_ttl N] [max_ttl N]', {
      args: [address('addr')],
      options: [
        option('2.1.0', 'min_ttl', TTL, 'Smallest accepted TTL or hop limit; implies check_unicast_src.', {
          default: 0,
        }),
        option('2.1.0', 'max_ttl', TTL, 'Largest accepted TTL or hop limit; implies check_unicast_src.', {
          default: 255,
        }),
      ],
    }),
  vsg: () =>
    entries('IP[-LAST_OCTET|-IP|/PREFIX] [PORT]  or  fwmark N [inet|inet6]', {
      forms: [
        { form: 'IP PORT', since: '1.1.0' },
        {
          form: 'IP-N PORT',
          since: '1.1.0',
          doc: 'N is the last octet (IPv4) or last 16 bits in hex (IPv6) of the end',
        },
        { form: 'IP-IP PORT', since: '2.2.2' },
        { form: 'IP/PREFIX PORT', since: '2.2.2', doc: 'host bits must be 0' },
        { form: 'fwmark N', since: '1.1.0' },
        { form: 'fwmark N inet|inet6', since: '2.1.0' },
      ],
      options: [
        option('1.1.0', 'fwmark', [fwmark('mark'), FAMILY], 'A firewall mark; the family since 2.1.0.'),
      ],
      note: 'the port is optional (0 = any) since the 2.0 series',
    }),
  linkbeat: () =>
    entries('IF [MII|ETHTOOL|IOCTL]', {
      args: [networkInterface(), optional(choice('method', ['MII', 'ETHTOOL', 'IOCTL']))],
      note: 'an unknown interface is fatal',
    }),
  updown: () =>
    entries('IF DOWN_DELAY [UP_DELAY]', {
      args: [networkInterface(), decimal('down', DELAY), optional(decimal('up', DELAY))],
      unit: 's',
      note: 'an unknown interface is fatal',
    }),
  email: () =>
    entries('ADDRESS ...', {
      args: [variadic(text('addr'))],
      flat: true,
      note: 'several on a line; "Name <addr>" must be quoted as one word',
    }),
  'instance-name': () =>
    entries('NAME ...', {
      args: [variadic(text('name'))],
      flat: true,
    }),
  'interface-name': () =>
    entries('IF ...', {
      args: [variadic(networkInterface())],
      flat: true,
    }),

  // Words behind a keyword, named like the type of its argument

  lvs_syncd: () =>
    entries('IF [[inst] INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group IP]', {
      options: [
        option('2.1.0', 'inst', text('name'), 'Instance to follow.'),
        option('1.2.24', 'id', uint('id', { min: 0, max: 255 }), 'Sync id.', { default: 'VRID, or 0' }),
        option('1.2.24', 'maxlen', uint('bytes', { min: 1, max: 65507 }), 'Longest message.'),
        option('1.2.24', 'port', PORT, 'UDP port.', { default: 8848 }),
        option('1.2.24', 'ttl', uint('ttl', { min: 1, max: 255 }), 'TTL.'),
        option('1.2.24', 'group', argument('addr', 'ip-multicast'), 'Group.', { default: '224.0.0.81' }),
      ],
      note: 'instance and id without their words are the old form',
    }),
  lvs_timeouts: () =>
    entries('[tcp N] [tcpfin N] [udp N]', {
      options: ['tcp', 'tcpfin', 'udp'].map((word) => option('1.2.24', word, SESSION, 'Timeout.')),
    }),
  use_vmac: () =>
    entries('[[name] NAME] [MAC] [group G] [netlink_notify_msg]', {
      options: [
        option('2.3.0', 'name', text('ifname'), 'Name of the macvlan, at most 15 characters.', {
          default: 'vrrp.VRID (vrrp6.VRID for IPv6)',
        }),
        IFGROUP,
        option('2.3.0', 'netlink_notify_msg', [], 'Ask for neighbour messages.'),
      ],
      note: 'a word with a colon is a MAC: six octets, or five to have the VRID appended',
    }),
  use_ipvlan: () =>
    entries('[bridge|private|vepa] [group G] [[name] NAME] [IP[/PREFIX]]', {
      options: [
        ...['bridge', 'private', 'vepa'].map((word) => option('2.0.17', word, [], 'ipvlan mode flag.')),
        IFGROUP,
        option('2.3.0', 'name', text('ifname'), 'Name of the ipvlan.'),
      ],
      note: 'IPv4 needs the address',
    }),
  tun: () =>
    entries('TUN [type ipip|gue port N|gre] [nocsum|csum|remcsum]', {
      options: [
        option('2.0.18', 'type', choice('type', ['ipip', 'gue', 'gre']), 'Tunnel type.'),
        option('2.0.18', 'port', PORT, 'UDP port; with gue only, and needed there.'),
        ...['nocsum', 'csum', 'remcsum'].map((word) =>
          option('2.0.18', word, [], 'Checksum mode; not with ipip, remcsum not with gre.'),
        ),
      ],
      requires: 'kernel headers 5.2 / 5.3',
    }),
};
