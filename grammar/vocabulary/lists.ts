import {
  address,
  argument,
  choice,
  decimal,
  entries,
  fwmark,
  int,
  networkInterface,
  option,
  optional,
  port,
  text,
  uint,
  variadic,
} from './build.ts';
import type { ListSpec, OptionSpec } from './types.ts';

const FAMILY = optional(choice('family', ['inet', 'inet6']));
const PORT = port('port', { min: 1, max: 65535 });

// What instances and groups follow

interface Tracked {
  readonly what: string;
  readonly limit: 253 | 254;
  readonly since: string;
  readonly words: readonly string[];
  readonly note?: string;
}

function tracked(name: string, { what, limit, since, words, note }: Tracked): ListSpec {
  const weight = int('weight', { min: -limit, max: limit });
  return entries(name, `NAME [weight N [${words.join('|')}]]`, {
    args: [name === 'track_interface' ? networkInterface('name') : text('name')],
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

export const TRACK_INTERFACE: ListSpec = tracked('track_interface', {
  what: 'interface',
  limit: 253,
  since: '2.0.0',
  words: ['reverse'],
  note: `default weight 0 (fault); ${REDUCED}; noreverse is refused here; the own interface is ignored`,
});
export const TRACK_SCRIPT: ListSpec = tracked('track_script', {
  what: 'script',
  limit: 253,
  since: '1.1.13',
  words: BOTH,
  note: REDUCED,
});
export const TRACK_FILE: ListSpec = tracked('track_file', {
  what: 'file',
  limit: 254,
  since: '2.0.0',
  words: BOTH,
});
export const TRACK_PROCESS: ListSpec = tracked('track_process', {
  what: 'process',
  limit: 254,
  since: '2.0.11',
  words: BOTH,
});
export const TRACK_BFD: ListSpec = tracked('track_bfd', {
  what: 'BFD instance',
  limit: 253,
  since: '2.0.0',
  words: BOTH,
});

// Peers, virtual server groups, interfaces, names

const TTL = uint('ttl', { min: 0, max: 255 });

export const UNICAST_PEER: ListSpec = entries('unicast_peer', 'IP [min_ttl N] [max_ttl N]', {
  args: [address('addr')],
  options: [
    option('2.1.0', 'min_ttl', TTL, 'Smallest accepted TTL or hop limit; implies check_unicast_src.', {
      default: 0,
    }),
    option('2.1.0', 'max_ttl', TTL, 'Largest accepted TTL or hop limit; implies check_unicast_src.', {
      default: 255,
    }),
  ],
});

export const VSG: ListSpec = entries('vsg', 'IP[-LAST_OCTET|-IP|/PREFIX] [PORT]  or  fwmark N [inet|inet6]', {
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
  options: [option('1.1.0', 'fwmark', [fwmark('mark'), FAMILY], 'A firewall mark; the family since 2.1.0.')],
  note: 'the port is optional (0 = any) since the 2.0 series',
});

export const LINKBEAT: ListSpec = entries('linkbeat', 'IF [MII|ETHTOOL|IOCTL]', {
  args: [networkInterface(), optional(choice('method', ['MII', 'ETHTOOL', 'IOCTL']))],
  note: 'an unknown interface is fatal',
});

const DELAY = { min: 0, max: 255 };

export const UPDOWN: ListSpec = entries('updown', 'IF DOWN_DELAY [UP_DELAY]', {
  args: [networkInterface(), decimal('down', DELAY), optional(decimal('up', DELAY))],
  unit: 's',
  note: 'an unknown interface is fatal',
});

export const EMAIL: ListSpec = entries('email', 'ADDRESS ...', {
  args: [variadic(text('addr'))],
  flat: true,
  note: 'several on a line; "Name <addr>" must be quoted as one word',
});

export const INSTANCE_NAME: ListSpec = entries('instance-name', 'NAME ...', {
  args: [variadic(text('name'))],
  flat: true,
});

export const INTERFACE_NAME: ListSpec = entries('interface-name', 'IF ...', {
  args: [variadic(networkInterface())],
  flat: true,
});

// Words behind a keyword, named like the type of its argument

export const LVS_SYNCD: ListSpec = entries(
  'lvs_syncd',
  'IF [[inst] INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group IP]',
  {
    options: [
      option('2.1.0', 'inst', text('name'), 'Instance to follow.'),
      option('1.2.24', 'id', uint('id', { min: 0, max: 255 }), 'Sync id.', { default: 'VRID, or 0' }),
      option('1.2.24', 'maxlen', uint('bytes', { min: 1, max: 65507 }), 'Longest message.'),
      option('1.2.24', 'port', PORT, 'UDP port.', { default: 8848 }),
      option('1.2.24', 'ttl', uint('ttl', { min: 1, max: 255 }), 'TTL.'),
      option('1.2.24', 'group', argument('addr', 'ip-multicast'), 'Group.', { default: '224.0.0.81' }),
    ],
    note: 'instance and id without their words are the old form',
  },
);

const SESSION = uint('secs', { min: 0, max: 2678400 });

export const LVS_TIMEOUTS: ListSpec = entries('lvs_timeouts', '[tcp N] [tcpfin N] [udp N]', {
  options: ['tcp', 'tcpfin', 'udp'].map((word) => option('1.2.24', word, SESSION, 'Timeout.')),
});

const IFGROUP: OptionSpec = option('2.3.0', 'group', argument('group', 'rt-group'), 'Interface group.');

export const USE_VMAC: ListSpec = entries('use_vmac', '[[name] NAME] [MAC] [group G] [netlink_notify_msg]', {
  options: [
    option('2.3.0', 'name', text('ifname'), 'Name of the macvlan, at most 15 characters.', {
      default: 'vrrp.VRID (vrrp6.VRID for IPv6)',
    }),
    IFGROUP,
    option('2.3.0', 'netlink_notify_msg', [], 'Ask for neighbour messages.'),
  ],
  note: 'a word with a colon is a MAC: six octets, or five to have the VRID appended',
});

export const USE_IPVLAN: ListSpec = entries(
  'use_ipvlan',
  '[bridge|private|vepa] [group G] [[name] NAME] [IP[/PREFIX]]',
  {
    options: [
      ...['bridge', 'private', 'vepa'].map((word) => option('2.0.17', word, [], 'ipvlan mode flag.')),
      IFGROUP,
      option('2.3.0', 'name', text('ifname'), 'Name of the ipvlan.'),
    ],
    note: 'IPv4 needs the address',
  },
);

export const TUN: ListSpec = entries('tun', 'TUN [type ipip|gue port N|gre] [nocsum|csum|remcsum]', {
  options: [
    option('2.0.18', 'type', choice('type', ['ipip', 'gue', 'gre']), 'Tunnel type.'),
    option('2.0.18', 'port', PORT, 'UDP port; with gue only, and needed there.'),
    ...['nocsum', 'csum', 'remcsum'].map((word) =>
      option('2.0.18', word, [], 'Checksum mode; not with ipip, remcsum not with gre.'),
    ),
  ],
  requires: 'kernel headers 5.2 / 5.3',
});
