import {
  argument,
  bool,
  choice,
  decimal,
  flag,
  flagUpTo,
  INT_MAX,
  INT_MIN,
  int,
  networkInterface,
  optional,
  path,
  type Row,
  type RowGroup,
  text,
  UINT_MAX,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { receiveBuffer, receiveBufferForce, ZERO_BECOMES_ONE } from './common.ts';
import { IPSET, IPTABLES, LVS, NFTABLES, TRACK_PROCESS, VMAC, VRRP } from './features.ts';

const messageGap = (): Row =>
  value(
    decimal('secs', { min: 0.000001, max: 4294.967295 }),
    'Gap between gratuitous ARP or neighbour messages on an interface.',
    {
      since: '1.2.21',
      default: 0,
      unit: 's',
      note: '1 s or more is logged as very large',
      history: [
        upTo('2.0.6', unchecked('secs', 'decimal')),
        upTo('2.2.2', decimal('secs', { min: 0.000001, max: 4294 })),
      ],
    },
  );

/** Defaults of the instances, and what the VRRP process does as a whole. */
export const globalVrrp: RowGroup = {
  requires: [VRRP],
  rows: () => ({
    // Adverts
    vrrp_version: () =>
      value(
        int('version', { min: 2, max: 3 }),
        'Protocol version of instances that do not state one; IPv6 uses 3.',
        { since: '1.2.20', default: 2, history: [upTo('2.0.6', unchecked('version', 'int'))] },
      ),
    vrrp_mcast_group4: () =>
      value(argument('group', 'ipv4-multicast'), 'Destination of IPv4 adverts.', {
        since: '1.2.10',
        default: '224.0.0.18',
      }),
    vrrp_mcast_group6: () =>
      value(argument('group', 'ipv6-multicast'), 'Destination of IPv6 adverts; should be link-local.', {
        since: '1.2.10',
        default: 'ff02::12',
      }),
    vrrp_down_timer_adverts: () =>
      value(uint('count', { min: 1, max: 100 }), 'Missed adverts after which a backup takes over.', {
        since: '2.2.3',
        default: 3,
      }),
    vrrp_startup_delay: () =>
      value(decimal('secs', { min: 0.001, max: 4294.967295 }), 'Wait before VRRP starts.', {
        since: '2.0.14',
        default: 0,
        unit: 's',
        repeat: 'largest',
        history: [upTo('2.2.2', decimal('secs', { min: 0.000000001, max: 4294 }))],
      }),
    vrrp_delay_after_boot: () =>
      value(decimal('secs', { min: 0.001, max: 4294.967295 }), 'Wait until this long after boot.', {
        since: '2.4.0',
        default: 0,
        unit: 's',
        repeat: 'largest',
      }),
    v3_checksum_as_v2: () =>
      flag('Compute the IPv4 version 3 checksum without pseudo header, for all instances.', {
        since: '2.2.8',
        note: 'a boolean word is not read here',
      }),

    // Elections
    vrrp_lower_prio_no_advert: () =>
      bool('Do not answer an advert of lower priority.', {
        since: '1.2.20',
        default: 'false (true in strict mode)',
      }),
    vrrp_higher_prio_send_advert: () =>
      bool('Send one advert before giving way to a higher priority.', {
        since: '1.3.5',
      }),
    vrrp_owner_ignore_adverts: () =>
      bool('An address owner (priority 255) ignores incoming adverts.', {
        since: '2.3.3',
        default: 'false (true in strict mode)',
      }),

    // Which adverts are believed
    vrrp_strict: () =>
      bool('Default of strict_mode.', {
        since: '1.2.20',
        history: [flagUpTo('2.2.8')],
      }),
    vrrp_check_unicast_src: () =>
      flag('Accept unicast adverts only from configured peers.', {
        since: '1.2.20',
      }),
    vrrp_skip_check_adv_addr: () =>
      bool('Skip the address comparison when the advert comes from the same master again.', {
        since: '1.2.20',
        history: [flagUpTo('2.2.8')],
      }),
    log_unknown_vrids: () =>
      flag('Log adverts whose VRID is not configured here.', {
        since: '2.0.16',
      }),

    // Gratuitous ARP and neighbour adverts
    vrrp_garp_master_delay: () =>
      value(
        uint('secs', { min: 0, max: 4294 }),
        'Delay of the second burst of gratuitous ARP after becoming master; 0 means none.',
        { since: '1.2.20', default: 5, unit: 's', history: [upTo('2.0.6', unchecked('secs'))] },
      ),
    vrrp_garp_master_repeat: () =>
      value(
        uint('count', { min: 1, max: UINT_MAX }),
        'Messages in a burst after becoming master; 0 becomes 1.',
        {
          since: '1.2.20',
          default: 5,
          note: ZERO_BECOMES_ONE,
          history: [upTo('2.0.6', unchecked('count'))],
        },
      ),
    vrrp_garp_master_refresh: () =>
      value(uint('secs'), 'Period of refreshing bursts while master; 0 means never.', {
        since: '1.2.20',
        default: 0,
        unit: 's',
        onBad: 'default',
        history: [upTo('2.0.6', unchecked('secs'))],
      }),
    vrrp_garp_master_refresh_repeat: () =>
      value(uint('count', { min: 1, max: UINT_MAX }), 'Messages in a refreshing burst; 0 becomes 1.', {
        since: '1.2.20',
        default: 1,
        note: ZERO_BECOMES_ONE,
        history: [upTo('2.0.6', unchecked('count'))],
      }),
    vrrp_garp_lower_prio_delay: () =>
      value(
        uint('secs', { min: 0, max: 4294 }),
        'Delay of the second burst after an advert of lower priority.',
        {
          since: '1.2.20',
          default: 'vrrp_garp_master_delay',
          unit: 's',
          history: [upTo('2.0.6', unchecked('secs'))],
        },
      ),
    vrrp_garp_lower_prio_repeat: () =>
      value(
        uint('count', { min: 0, max: INT_MAX }),
        'Messages in a burst after an advert of lower priority; 0 sends none.',
        {
          since: '1.2.20',
          default: 'vrrp_garp_master_repeat',
          history: [upTo('2.0.6', unchecked('count'))],
        },
      ),
    vrrp_garp_interval: messageGap,
    vrrp_gna_interval: messageGap,
    vrrp_min_garp: () =>
      bool('Send a single message and no second burst.', {
        since: '2.0.12',
        note: 'without a value nothing changes: the word true is needed',
      }),
    vrrp_garp_extra_if: () =>
      value(
        [optional(choice('all', ['all'])), uint('secs', { min: 1, max: 86400 })],
        'Period of gratuitous ARP on VMAC interfaces other than that of the instance; all includes plain interfaces.',
        {
          since: '2.2.3',
          default: 0,
          unit: 's',
          onMissing: 'message',
          onExtra: 'message',
          requires: [VMAC],
        },
      ),
    vrrp_vmac_garp_intvl: () =>
      value(
        [optional(choice('all', ['all'])), uint('secs', { min: 1, max: 86400 })],
        'Old name of vrrp_garp_extra_if.',
        {
          since: '2.2.0',
          deprecated: 'vrrp_garp_extra_if',
          unit: 's',
          onMissing: 'message',
          requires: [VMAC],
        },
      ),

    // Interfaces
    default_interface: () =>
      value(networkInterface(), 'Interface for static addresses without dev.', {
        since: '1.2.24',
        default: 'eth0',
        onMissing: 'message',
      }),
    dynamic_interfaces: () =>
      value(
        optional(choice('opt', ['allow_if_changes'])),
        'Accept interfaces that do not exist yet; allow_if_changes also accepts type changes.',
        {
          since: '2.0.0',
          default: 'off',
          note: 'must stand before the first interface name',
          history: [flagUpTo('2.0.7')],
        },
      ),
    vmac_prefix: () =>
      value(text('prefix'), 'First part of generated VMAC names.', {
        since: '2.2.0',
        default: 'vrrp',
        repeat: 'warn-ignore',
        requires: [VMAC],
      }),
    vmac_addr_prefix: () =>
      value(text('prefix'), 'First part of generated VMAC names.', {
        since: '2.2.0',
        default: 'vrrp',
        repeat: 'warn-ignore',
        requires: [VMAC],
      }),
    disable_local_igmp: () =>
      flag('Switch off IGMP reports for link-local groups in the kernel.', {
        since: '2.2.0',
      }),
    iproute_usr_dir: () =>
      value(path('dir'), 'Directory with the names of tables, protocols and scopes.', {
        since: '2.3.2',
        onMissing: 'message',
        onExtra: 'message',
      }),
    iproute_etc_dir: () =>
      value(path('dir'), 'Directory with the names of tables, protocols and scopes.', {
        since: '2.3.2',
        onMissing: 'message',
        onExtra: 'message',
      }),

    // Packet filters
    vrrp_iptables: () =>
      value([optional(text('in')), optional(text('out'))], 'Use iptables, with these chains.', {
        since: '1.2.20',
        default: 'INPUT OUTPUT',
        repeat: 'warn-ignore',
        onMissing: 'message',
        requires: [IPTABLES, NFTABLES],
        note: 'chain names at most 27 characters, and different',
      }),
    vrrp_ipsets: () =>
      value(
        [
          optional(text('address')),
          optional(text('address6')),
          optional(text('iface6')),
          optional(text('igmp')),
          optional(text('mld')),
          optional(text('nd')),
        ],
        'Names of the ipsets; no name switches ipsets off.',
        {
          since: '1.2.20',
          default: 'keepalived, then derived names',
          onMissing: 'message',
          requires: [IPTABLES, NFTABLES, IPSET],
          note: 'each name at most 30 characters and unique',
        },
      ),
    nftables: () =>
      value(optional(text('table')), 'Use nftables, with this table.', {
        since: '2.0.11',
        default: 'keepalived',
        repeat: 'warn-ignore',
        requires: [NFTABLES],
        note: 'name at most 30 characters',
      }),
    nftables_priority: () =>
      value(int('prio', { min: INT_MIN, max: INT_MAX }), 'Priority of the base chains.', {
        since: '2.0.11',
        default: -1,
        requires: [NFTABLES],
      }),
    nftables_counters: () =>
      flag('Add counters to the generated rules.', {
        since: '2.0.11',
        requires: [NFTABLES, LVS],
      }),
    nftables_ifindex: () =>
      flag('Use interface numbers instead of names in IPv6 link-local sets.', {
        since: '2.0.11',
        requires: [NFTABLES],
      }),

    // Sockets
    vrrp_rx_bufs_policy: () =>
      value(
        variadic(choice('policy', ['MTU', 'ADVERT'], 'enum-or-uint')),
        'How the receive buffer is sized: MTU, ADVERT, or bytes.',
        {
          since: '2.0.3',
          onBad: 'ignore-part',
          onMissing: 'message',
          note: 'MTU and ADVERT are compared without case',
          history: [
            {
              until: '2.0.5',
              args: [variadic(choice('policy', ['MTU', 'ADVERT', 'NO_SEND_RX'], 'enum-or-uint'))],
              note: 'a number is not checked',
            },
            { until: '2.0.6', note: 'a number is not checked' },
          ],
        },
      ),
    vrrp_rx_bufs_multiplier: () =>
      value(uint('count', { min: 1, max: UINT_MAX }), 'Packets the receive buffer is sized for.', {
        since: '2.0.3',
        default: 3,
        onMissing: 'message',
        onExtra: 'message',
        history: [upTo('2.0.6', unchecked('count'))],
      }),
    vrrp_netlink_cmd_rcv_bufs: () => ({ ...receiveBuffer(), since: '2.0.0' }),
    vrrp_netlink_cmd_rcv_bufs_force: () => ({ ...receiveBufferForce(), since: '2.0.0' }),
    vrrp_netlink_monitor_rcv_bufs: () => ({ ...receiveBuffer(), since: '2.0.0' }),
    vrrp_netlink_monitor_rcv_bufs_force: () => ({ ...receiveBufferForce(), since: '2.0.0' }),
    process_monitor_rcv_bufs: () => ({ ...receiveBuffer(), since: '2.0.11', requires: [TRACK_PROCESS] }),
    process_monitor_rcv_bufs_force: () => ({
      ...receiveBufferForce(),
      since: '2.0.11',
      requires: [TRACK_PROCESS],
    }),
  }),
};
