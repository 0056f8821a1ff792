import {
  address,
  argument,
  choice,
  entries,
  INT_MAX,
  type Lists,
  networkInterface,
  option,
  optional,
  text,
  uint,
  variadic,
} from './build.ts';
import { ROUTE_TYPES } from './enums.ts';
import type { ArgumentSpec } from './types.ts';

/** Before an address: read by its word, so it may stand before what is required. */
const FAMILY = optional(choice('family', ['inet', 'inet6']));

const METRIC = ['metric', 'priority', 'preference'];
const TUNNEL_WORDS: readonly ArgumentSpec[] = [variadic(text('opts'))];
const PREFERENCE = ['preference', 'order', 'priority'];

/** Entries about addresses, routes and rules, and their parts. The words are those of iproute2. */
export const routing: Lists = {
  ipaddress: () =>
    entries('IP[/PREFIX] [option ...]', {
      args: [argument('addr', 'ip-prefix')],
      options: [
        option('1.1.0', 'dev', networkInterface(), 'Interface of the address.', {
          default: 'interface of the instance',
          repeat: 'entry dropped',
        }),
        option('1.1.0', 'scope', argument('scope', 'rt-scope'), 'Scope name or number; IPv4 only.'),
        ...['brd', 'broadcast'].map((word, index, words) =>
          option(
            '1.1.3',
            word,
            choice('addr', ['+', '-'], 'ipv4-or-sign'),
            'Broadcast address; + sets and - clears the host bits; IPv4 only, prefix at most 30.',
            { aliases: [words[1 - index]!] },
          ),
        ),
        option('1.1.14', 'label', text('label'), 'Label of at most 15 characters; IPv4 only.'),
        option(
          '2.0.0',
          'peer',
          argument('addr', 'ip-prefix'),
          'Other end of a point to point link; its prefix is used.',
        ),
        option('1.3.6', 'home', [], 'Mark as mobile IPv6 home address.'),
        option('1.3.6', '-nodad', [], 'Do duplicate address detection.'),
        option('1.3.6', 'mngtmpaddr', [], 'Make temporary addresses from this one.', {
          requires: 'kernel headers 3.14',
        }),
        option('1.3.6', 'noprefixroute', [], 'Add no route for the prefix.', {
          requires: 'kernel headers 3.14',
        }),
        option('1.3.6', 'autojoin', [], 'Join multicast groups.', { requires: 'kernel headers 4.1' }),
        option('2.0.3', 'no_track', [], 'Do not fault when the interface goes down.'),
        option(
          '2.0.20',
          'preferred_lft',
          choice('secs', ['forever'], 'uint-or-word'),
          'Preferred lifetime.',
          {
            default: 'forever; 0 for an IPv6 /128',
          },
        ),
        option('2.0.3', 'track_group', text('name'), 'Group whose instances watch the entry.', {
          only: ['static_ipaddress'],
        }),
        option('2.2.0', 'use_vmac', [], 'Put the address on a VMAC.', {
          only: ['virtual_ipaddress', 'virtual_ipaddress_excluded'],
        }),
      ],
      onUnknown: 'ignore-word',
      note: 'the prefix is 32 or 128 when not given; an option without its value drops the entry; the first VIP fixes the family of the instance, virtual_ipaddress_excluded may mix',
    }),
  route: () =>
    entries('[inet|inet6] [TYPE] [to] DEST[/PREFIX]|default [option ...] [nexthop ...]', {
      words: { types: ROUTE_TYPES, destinations: ['default', 'default6', 'any', 'all'] },
      options: [
        option('1.2.24', 'inet', [], 'Family of the route.'),
        option('1.2.24', 'inet6', [], 'Family of the route.'),
        option('1.1.0', 'to', argument('dest', 'ip-prefix'), 'Destination; the word itself is optional.'),
        option('1.1.0', 'src', address('addr'), 'Preferred source.'),
        option(
          '1.2.24',
          'as',
          [optional(choice('to', ['to'])), address('addr')],
          'Not supported; accepted with a message.',
        ),

        // Where the packets go
        option('1.1.0', 'via', [FAMILY, address('addr')], 'Gateway, optionally of the other family.'),
        option('1.1.0', 'gw', address('addr'), 'Old name of via.', { deprecated: 'via' }),
        option('1.1.16', 'or', address('addr'), 'Old way to give a second gateway.', {
          deprecated: 'nexthop',
        }),
        option('1.1.0', 'dev', networkInterface(), 'Outgoing interface.', { aliases: ['oif'] }),
        option('1.1.0', 'oif', networkInterface(), 'Outgoing interface.', { aliases: ['dev'] }),
        option('1.2.24', 'onlink', [], 'Gateway is on this link.'),
        option('1.2.24', 'encap', argument('type', 'encap'), 'Light weight tunnel.', {
          requires: 'kernel headers 4.3',
        }),
        option('1.2.24', 'nexthop', variadic(argument('hop', 'nexthop')), 'Multipath hop; must be last.'),

        // Which packets
        option('1.2.24', 'from', argument('addr', 'ip-prefix'), 'Source prefix; IPv6 only.'),
        option('1.2.24', 'tos', argument('tos', 'dsfield'), 'Type of service.', { aliases: ['dsfield'] }),
        option('1.2.24', 'dsfield', argument('tos', 'dsfield'), 'Type of service.', { aliases: ['tos'] }),

        // The place of the route among others
        option('1.1.0', 'table', argument('table', 'rt-table'), 'Routing table.', { default: 'main' }),
        option('2.2.5', 'vrf', networkInterface(), 'Take the table of this VRF.'),
        option('1.2.24', 'protocol', argument('proto', 'rt-proto'), 'Routing protocol id.', {
          default: 'keepalived (18)',
          note: 'another value needs no_track',
        }),
        option('1.1.0', 'scope', argument('scope', 'rt-scope'), 'Scope.'),
        ...METRIC.map((word) =>
          option(word === 'metric' ? '1.1.15' : '1.2.24', word, uint('metric'), 'Metric.', {
            aliases: METRIC.filter((other) => other !== word),
          }),
        ),
        option(
          '1.2.24',
          'pref',
          choice('level', ['low', 'medium', 'high'], 'enum-or-uint'),
          'Router preference; IPv6 only.',
        ),
        option('2.2.5', 'add', [], 'How the route is inserted.'),
        option('2.2.5', 'prepend', [], 'How the route is inserted.'),
        option('2.2.5', 'append', [], 'How the route is inserted.'),
        option('1.2.24', 'expires', uint('secs'), 'Lifetime; IPv6 only.'),
        option('1.2.24', 'realms', argument('realm', 'realms'), 'Realms; IPv4 only.'),

        // Properties of the path
        option('1.2.24', 'mtu', uint('mtu'), 'Path MTU.', { lockable: true }),
        option('1.2.24', 'hoplimit', uint('hops', { min: 0, max: 255 }), 'Hop limit.'),
        option('1.2.24', 'advmss', uint('size'), 'Advertised MSS.', { lockable: true }),
        option(
          '1.2.24',
          'rtt',
          argument('time', 'rtt'),
          'Initial round trip time; raw units of 1/8 ms or with s/ms, 200 ms to 120 s.',
          { lockable: true },
        ),
        option(
          '1.2.24',
          'rttvar',
          argument('time', 'rtt'),
          'Its variance; raw units of 1/4 ms or with s/ms.',
          {
            lockable: true,
          },
        ),
        option('1.2.24', 'reordering', uint('count'), 'Reordering tolerance.', { lockable: true }),
        option('1.2.24', 'window', uint('bytes'), 'Window clamp.'),
        option('1.2.24', 'cwnd', uint('count'), 'Congestion window clamp.', { lockable: true }),
        option('1.2.24', 'ssthresh', uint('count'), 'Slow start threshold.', { lockable: true }),
        option('1.2.24', 'rto_min', argument('time', 'rtt'), 'Smallest retransmission time.', {
          lockable: true,
        }),
        option('1.2.24', 'initcwnd', uint('count'), 'Initial windows.'),
        option('1.2.24', 'initrwnd', uint('count'), 'Initial windows.'),
        option('1.2.24', 'features', choice('feature', ['ecn']), 'Route features.'),
        option('1.2.24', 'quickack', uint('flag', { min: 0, max: 1 }), 'Quick acknowledgements.'),
        option('1.2.24', 'congctl', text('name'), 'Congestion control.', { lockable: true }),
        option(
          '2.0.8',
          'ttl-propagate',
          choice('state', ['enabled', 'disabled']),
          'TTL propagation of MPLS.',
        ),
        option(
          '1.4.3',
          'fastopen_no_cookie',
          uint('flag', { min: 0, max: 1 }),
          'TCP fast open without cookie.',
        ),

        // Watching it
        option('2.0.3', 'no_track', [], 'Do not watch the route.'),
        option('2.0.3', 'track_group', text('name'), 'Group whose instances watch the route.', {
          only: ['static_routes'],
        }),
      ],
      onUnknown: 'drop-entry',
    }),
  nexthop: () =>
    entries('nexthop [option ...]', {
      options: [
        option('1.2.24', 'via', [FAMILY, address('addr')], 'Gateway.'),
        option('1.2.24', 'dev', networkInterface(), 'Interface.'),
        option('1.2.24', 'weight', uint('weight', { min: 1, max: 256 }), 'Share.'),
        option('1.2.24', 'onlink', [], 'Gateway is on this link.'),
        option('1.2.24', 'encap', argument('type', 'encap'), 'Tunnel.'),
        option('1.2.24', 'realms', argument('realm', 'realms'), 'Realms; IPv4 only.'),
        option(
          '1.2.24',
          'as',
          [optional(choice('to', ['to'])), address('addr')],
          'Not supported: entry dropped.',
        ),
      ],
    }),
  encap: () =>
    entries('encap ip|ip6|mpls|ila ...', {
      options: [
        option('1.2.24', 'ip', TUNNEL_WORDS, 'id N, dst IP, src IP, tos 0..255, ttl 0..255, flags 0..65535.'),
        option(
          '1.2.24',
          'ip6',
          TUNNEL_WORDS,
          'id N, dst IP, src IP, tc 0..255, hoplimit 0..255, flags 0..65535.',
        ),
        option('1.2.24', 'mpls', text('labels'), 'LABEL[/LABEL], at most 2.'),
        option('1.2.24', 'ila', text('locator'), '64 bit locator, 4 hex groups.'),
      ],
      since: '1.2.24',
    }),
  rule: () =>
    entries('[inet|inet6] [option ...] ACTION', {
      words: {
        actions: ['table', 'lookup', 'goto', 'nop', 'blackhole', 'prohibit', 'unreachable', 'l3mdev'],
      },
      options: [
        option('2.0.1', 'inet', [], 'Family of the rule.'),
        option('2.0.1', 'inet6', [], 'Family of the rule.'),

        // Which packets
        option('1.2.24', 'not', [], 'Invert the match.'),
        option('1.2.20', 'from', argument('addr', 'ip-prefix-or-all'), 'Source or destination prefix.'),
        option('1.2.20', 'to', argument('addr', 'ip-prefix-or-all'), 'Source or destination prefix.'),
        option('1.2.24', 'tos', argument('tos', 'dsfield'), 'Type of service.', { aliases: ['dsfield'] }),
        option('1.2.24', 'dsfield', argument('tos', 'dsfield'), 'Type of service.', { aliases: ['tos'] }),
        option('1.2.24', 'fwmark', argument('mark', 'fwmark-mask'), 'Firewall mark.'),
        option('1.2.24', 'dev', networkInterface(), 'Incoming interface.', { aliases: ['iif'] }),
        option('1.2.24', 'iif', networkInterface(), 'Incoming interface.', { aliases: ['dev'] }),
        option('1.2.24', 'oif', networkInterface(), 'Outgoing interface.'),
        option('1.2.24', 'tunnel-id', argument('id', 'uint64'), 'Tunnel key.'),
        option('1.3.5', 'uidrange', argument('range', 'uid-range'), 'User ids.'),
        option('2.0.1', 'ipproto', argument('proto', 'ip-proto'), 'IP protocol.'),
        option('2.0.1', 'sport', argument('range', 'port-range'), 'Ports.'),
        option('2.0.1', 'dport', argument('range', 'port-range'), 'Ports.'),

        // The place of the rule among others
        ...PREFERENCE.map((word) =>
          option('1.2.24', word, uint('pref'), 'Position; strongly advised.', {
            aliases: PREFERENCE.filter((other) => other !== word),
          }),
        ),
        option('2.0.1', 'protocol', uint('proto', { min: 0, max: 255 }), 'Rule owner.', {
          note: 'another value than 18 needs no_track',
        }),

        // Actions, and what belongs to the table action
        option('1.2.24', 'type', text('word'), 'Optional word before the action.'),
        option('1.2.20', 'table', argument('table', 'rt-table'), 'Routing table; not 0.', {
          aliases: ['lookup'],
        }),
        option('1.2.24', 'lookup', argument('table', 'rt-table'), 'Routing table; not 0.', {
          aliases: ['table'],
        }),
        option('1.4.3', 'l3mdev', [], 'Use the table of the L3 master.'),
        option('1.2.24', 'goto', uint('pref'), 'Jump to a later rule.'),
        option('1.2.24', 'nop', [], 'No action.'),
        option('1.2.24', 'realms', argument('realm', 'realms'), 'Realms; IPv4, table action only.'),
        ...['suppress_prefixlength', 'sup_pl'].map((word, index, words) =>
          option(
            '1.2.24',
            word,
            uint('len', { min: 0, max: INT_MAX }),
            'Ignore routes of at most this prefix length; table action only.',
            { aliases: [words[1 - index]!] },
          ),
        ),
        ...['suppress_ifgroup', 'sup_group'].map((word, index, words) =>
          option(
            '1.2.24',
            word,
            argument('group', 'rt-group'),
            'Ignore routes over this interface group; table action only.',
            { aliases: [words[1 - index]!] },
          ),
        ),

        // Watching it
        option('2.0.3', 'no_track', [], 'Do not watch the rule.'),
        option('2.0.3', 'track_group', text('name'), 'Group whose instances watch the rule.', {
          only: ['static_rules'],
        }),
      ],
      onUnknown: 'drop-entry',
    }),
};
