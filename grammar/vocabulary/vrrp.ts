import {
  address,
  argument,
  block,
  bool,
  choice,
  decimal,
  flag,
  flagUpTo,
  GROUP,
  INT_MAX,
  int,
  list,
  networkInterface,
  optional,
  script,
  table,
  text,
  UINT_MAX,
  USER,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { ZERO_BECOMES_ONE } from './common.ts';
import {
  BFD,
  CHECKSUM_COMPAT,
  FIREWALL,
  IPVLAN,
  LINKBEAT,
  LVS,
  TRACK_PROCESS,
  VMAC,
  VRF,
  VRRP,
  VRRP_AUTH,
} from './features.ts';
import type { BlockTable } from './types.ts';

export const VRRP_INSTANCE: BlockTable = table('vrrp_instance', '1.1.0', [VRRP], () => ({
  // What the instance is
  state: () =>
    value(choice('state', ['MASTER', 'BACKUP']), 'State at start.', {
      default: 'MASTER with priority 255, else BACKUP',
      repeat: 'merge',
      onBad: 'default',
      note: 'MASTER counts, whichever comes last',
      history: [{ until: '1.2.19', args: [text('state')], note: 'any word but MASTER means BACKUP' }],
    }),
  interface: () =>
    value(networkInterface(), 'Interface adverts are sent on.', {
      requiredUnless: 'unicast',
      note: 'at most 15 characters; not a loopback',
    }),
  virtual_router_id: () =>
    value(uint('vrid', { min: 1, max: 255 }), 'VRID, the same on all nodes of this router.', {
      required: true,
      history: [upTo('2.0.6', unchecked('vrid'))],
    }),
  priority: () =>
    value(uint('prio', { min: 1, max: 255 }), 'Election priority; 255 marks the address owner.', {
      default: '255 with state MASTER, else 100',
      onBad: 'default',
      history: [upTo('2.0.6', unchecked('prio'))],
    }),
  advert_int: () =>
    value(
      decimal('secs', { min: 0.01, max: 255 }),
      'Time between adverts; whole seconds to 255 in version 2, centiseconds to 40.95 in version 3.',
      {
        default: 1,
        unit: 's',
        history: [upTo('1.2.16', unchecked('secs')), upTo('2.0.6', unchecked('secs', 'decimal'))],
      },
    ),
  version: () =>
    value(int('version', { min: 2, max: 3 }), 'VRRP protocol version.', {
      since: '1.2.17',
      default: 'vrrp_version, 3 for IPv6',
      repeat: 'warn-ignore',
      note: 'the same number again is not reported',
      history: [upTo('2.0.6', unchecked('version', 'int'))],
    }),

  // Adverts
  mcast_src_ip: () =>
    value(address('addr'), 'Source address of adverts.', {
      default: 'first address of the interface',
    }),
  mcast_dst_ip: () =>
    value(argument('addr', 'ip-multicast'), 'Multicast destination of this instance.', {
      since: '2.2.5',
      default: 'global group',
    }),
  unicast_src_ip: () =>
    value(address('addr'), 'Source address of unicast adverts.', {
      since: '1.2.10',
      default: 'first address of the interface',
    }),
  unicast_peer: () =>
    list('unicast_peer', 'Send adverts to these addresses instead of multicast.', {
      since: '1.2.8',
    }),
  unicast_ttl: () =>
    value(uint('ttl', { min: 0, max: 255 }), 'TTL or hop limit of unicast adverts.', {
      since: '2.1.0',
      default: 255,
    }),
  unicast_fault_no_peer: () =>
    flag('Go to fault state when there is no peer, instead of using multicast.', {
      since: '2.2.5',
    }),
  vrf: () =>
    value(networkInterface(), 'VRF of a unicast instance without interface.', {
      since: '2.2.5',
      repeat: 'warn-ignore',
      requires: [VRF],
    }),
  old_unicast_checksum: () =>
    value(
      optional(choice('mode', ['never'])),
      'Use the checksum of unicast adverts from before 1.3.6; never forbids switching.',
      { since: '1.3.7', requires: [CHECKSUM_COMPAT] },
    ),
  v3_checksum_as_v2: () =>
    bool('Compute the IPv4 version 3 checksum without pseudo header.', {
      since: '2.2.8',
      default: 'global setting',
    }),
  kernel_rx_buf_size: () =>
    value(uint('bytes'), 'Receive buffer of the instance socket.', {
      since: '2.0.3',
      unit: 'bytes',
      onMissing: 'message',
      onExtra: 'message',
      note: 'more than one word is refused',
      history: [upTo('2.0.6', unchecked('bytes'))],
    }),

  // Addresses, routes and rules of the master
  virtual_ipaddress: () =>
    list('ipaddress', 'Addresses of the virtual router, carried in adverts.', {
      requiredUnless: 'no_virtual_ipaddress or version 2',
    }),
  virtual_ipaddress_excluded: () =>
    list('ipaddress', 'Further addresses, not carried in adverts; may be of the other family.'),
  no_virtual_ipaddress: () => flag('Allow an instance without addresses.', { since: '2.2.8' }),
  virtual_routes: () => list('route', 'Routes added while master.'),
  virtual_rules: () => list('rule', 'Policy rules added while master.', { since: '1.2.20' }),
  promote_secondaries: () => flag('Set promote_secondaries on the interface.', { since: '1.3.0' }),
  accept: () =>
    flag('Accept traffic to the virtual addresses while not the owner.', {
      since: '1.2.17',
      default: 'on, off in strict mode',
    }),
  no_accept: () =>
    flag('Drop traffic to the virtual addresses while not the owner.', {
      since: '1.3.0',
      requires: [FIREWALL],
    }),

  // Elections
  preempt: () => flag('Allow preemption; the default, kept for old files.'),
  nopreempt: () =>
    flag('A returning higher priority does not take over; needs state BACKUP.', {
      since: '1.1.8',
    }),
  preempt_delay: () =>
    value(decimal('secs', { min: 0, max: 1000 }), 'Wait before taking over from a lower priority.', {
      since: '1.1.8',
      default: 0,
      unit: 's',
      onBad: 'default',
      history: [upTo('1.4.5', unchecked('secs')), upTo('2.0.6', unchecked('secs', 'decimal'))],
    }),
  down_timer_adverts: () =>
    value(uint('count', { min: 1, max: 100 }), 'Missed adverts after which a backup takes over.', {
      since: '2.2.3',
      default: 'vrrp_down_timer_adverts, then 3',
    }),
  lower_prio_no_advert: () =>
    bool('Do not answer an advert of lower priority.', {
      since: '1.2.20',
      default: 'false (true in strict mode)',
    }),
  higher_prio_send_advert: () =>
    bool('Send one advert before giving way to a higher priority.', {
      since: '1.3.5',
    }),
  owner_ignore_adverts: () =>
    bool('An address owner (priority 255) ignores incoming adverts.', {
      since: '2.3.3',
      default: 'vrrp_owner_ignore_adverts (true in strict mode)',
    }),
  timer_expired_backup: () =>
    value(
      optional(uint('prio', { min: 1, max: 254 })),
      'Stay backup when the timer ran out because this process was late; value is the highest priority of the others.',
      { since: '2.2.8', default: 'off (254 when bare)' },
    ),
  thread_timer_expired: () =>
    value(optional(uint('prio', { min: 1, max: 254 })), 'Other name of timer_expired_backup.', {
      since: '2.3.2',
      deprecated: 'timer_expired_backup',
      onMissing: 'message',
    }),

  // Which adverts are believed
  authentication: () =>
    block('Version 2 authentication.', {
      repeat: 'merge',
      onBad: 'ignore',
      requires: [VRRP_AUTH],
    }),
  auth_hmac: () =>
    block('HMAC trailer that authenticates adverts.', {
      since: '2.4.0',
      repeat: 'merge',
      onBad: 'ignore',
      requires: [VRRP_AUTH],
    }),
  strict_mode: () => bool('Enforce the protocol rules.', { since: '1.2.20', default: 'vrrp_strict' }),
  check_unicast_src: () => flag('Accept adverts only from the peers.', { since: '2.1.0' }),
  skip_check_adv_addr: () =>
    bool('Skip the address comparison for repeated adverts of one master.', {
      since: '1.2.20',
      default: 'global setting',
      note: 'false does not switch it off, in any release',
    }),

  // What the instance follows
  dont_track_primary: () =>
    flag('Do not go to fault state when the own interface is down.', { since: '1.1.8' }),
  track_src_ip: () =>
    flag('Go to fault state while the source address is not on the host.', { since: '2.0.0' }),
  track_interface: () => list('track_interface', 'Interfaces whose state affects the instance.'),
  track_script: () => list('track_script', 'Scripts whose result affects the instance.', { since: '1.1.13' }),
  track_file: () => list('track_file', 'Files whose number affects the instance.', { since: '2.0.0' }),
  track_process: () =>
    list('track_process', 'Processes whose presence affects the instance.', {
      since: '2.0.11',
      requires: [TRACK_PROCESS],
    }),
  track_bfd: () =>
    list('track_bfd', 'BFD sessions whose state affects the instance.', {
      since: '2.0.0',
      requires: [BFD],
    }),
  linkbeat_use_polling: () =>
    flag('Poll the link of this interface.', {
      since: '2.0.0',
      deprecated: 'linkbeat_interfaces',
      requires: [LINKBEAT],
    }),

  // Gratuitous ARP and neighbour adverts
  garp_master_delay: () =>
    value(
      uint('secs', { min: 0, max: 4294 }),
      'Delay of the second burst of gratuitous ARP after becoming master; 0 means none.',
      { default: 'vrrp_garp_master_delay, then 5', unit: 's', history: [upTo('2.0.6', unchecked('secs'))] },
    ),
  garp_master_repeat: () =>
    value(
      uint('count', { min: 1, max: UINT_MAX }),
      'Messages in a burst after becoming master; 0 becomes 1.',
      {
        since: '1.2.14',
        default: 'vrrp_garp_master_repeat, then 5',
        note: ZERO_BECOMES_ONE,
        history: [upTo('2.0.6', unchecked('count'))],
      },
    ),
  garp_master_refresh: () =>
    value(uint('secs'), 'Period of refreshing bursts while master; 0 means never.', {
      since: '1.2.10',
      default: 'vrrp_garp_master_refresh, then 0',
      unit: 's',
      onBad: 'default',
      history: [upTo('2.0.6', unchecked('secs'))],
    }),
  garp_master_refresh_repeat: () =>
    value(uint('count', { min: 1, max: UINT_MAX }), 'Messages in a refreshing burst; 0 becomes 1.', {
      since: '1.2.14',
      default: 'vrrp_garp_master_refresh_repeat, then 1',
      note: ZERO_BECOMES_ONE,
      history: [upTo('2.0.6', unchecked('count'))],
    }),
  garp_lower_prio_delay: () =>
    value(
      uint('secs', { min: 0, max: 4294 }),
      'Delay of the second burst after an advert of lower priority.',
      {
        since: '1.2.20',
        default: 'vrrp_garp_lower_prio_delay, then vrrp_garp_master_delay (0 in strict mode)',
        unit: 's',
        history: [upTo('2.0.6', unchecked('secs'))],
      },
    ),
  garp_lower_prio_repeat: () =>
    value(
      uint('count', { min: 0, max: INT_MAX }),
      'Messages in a burst after an advert of lower priority; 0 sends none.',
      {
        since: '1.2.20',
        default: 'vrrp_garp_lower_prio_repeat, then vrrp_garp_master_repeat (0 in strict mode)',
        history: [upTo('2.0.6', unchecked('count'))],
      },
    ),
  garp_extra_if: () =>
    value(
      [optional(choice('all', ['all'])), uint('secs', { min: 0, max: 86400 })],
      'Period of gratuitous ARP on the other interfaces of the instance.',
      {
        since: '2.2.3',
        default: 'global setting',
        unit: 's',
        onMissing: 'message',
        onExtra: 'message',
        requires: [VMAC],
      },
    ),
  vmac_garp_intvl: () =>
    value(
      [optional(choice('all', ['all'])), uint('secs', { min: 0, max: 86400 })],
      'Old name of garp_extra_if.',
      { since: '2.2.0', deprecated: 'garp_extra_if', unit: 's', onMissing: 'message', requires: [VMAC] },
    ),

  // Interfaces of its own
  use_vmac: () =>
    value(
      optional(variadic(argument('opts', 'use_vmac'))),
      'Send from a macvlan with the virtual MAC; name, MAC address, group and netlink_notify_msg may follow.',
      {
        since: '1.2.3',
        repeat: 'merge',
        onBad: 'ignore-part',
        requires: [VMAC],
        history: [upTo('2.2.4', optional(text('name')))],
      },
    ),
  use_vmac_addr: () =>
    flag('Use a VMAC also for addresses on other interfaces.', {
      since: '2.2.0',
      requires: [VMAC],
    }),
  vmac_xmit_base: () =>
    flag('Send adverts from the base interface, not from the VMAC.', {
      since: '1.2.10',
      requires: [VMAC],
    }),
  use_ipvlan: () =>
    value(
      optional(variadic(argument('opts', 'use_ipvlan'))),
      'Send from an ipvlan; name, source address, mode and group may follow.',
      { since: '2.0.17', repeat: 'warn-ignore', onBad: 'ignore-part', requires: [IPVLAN] },
    ),

  // Notifications
  notify: () =>
    script('Script run at every change, with type, name, state and priority added.', {
      since: '1.1.2',
    }),
  notify_master: () => script('Script run when the instance becomes master.'),
  notify_backup: () => script('Script run when the instance becomes backup.'),
  notify_fault: () => script('Script run when the instance enters fault state.'),
  notify_stop: () => script('Script run when the instance is stopped.', { since: '1.1.13' }),
  notify_deleted: () =>
    script('Report the removal of the instance at reload; optional script.', {
      args: [optional(argument('script', 'script')), optional(USER), optional(GROUP)],
      since: '2.1.0',
      onMissing: 'ok',
    }),
  notify_master_rx_lower_pri: () =>
    script('Script run when a master receives an advert of lower priority.', {
      since: '2.0.6',
    }),
  notify_priority_changes: () =>
    bool('Also report priority changes on the FIFO.', {
      since: '2.0.16',
      default: 'global setting',
    }),
  smtp_alert: () =>
    bool('Send mail when the instance changes state.', {
      default: 'global setting',
      history: [flagUpTo('1.4.5')],
    }),

  // Left from earlier releases
  native_ipv6: () =>
    flag('Treat the instance as IPv6, version 3.', {
      since: '1.2.1',
      deprecated: '',
      note: 'the address family decides',
    }),
  lvs_sync_daemon_interface: () =>
    value(networkInterface(), 'Old form of the global setting.', {
      deprecated: 'global_defs lvs_sync_daemon',
      repeat: 'warn-ignore',
      requires: [LVS],
    }),
  debug: () =>
    value(uint('level', { min: 0, max: 4 }), 'Unused debug level.', {
      history: [upTo('2.0.6', unchecked('level'))],
    }),
}));

export const AUTHENTICATION: BlockTable = table(
  'vrrp_instance/authentication',
  '1.1.0',
  [VRRP, VRRP_AUTH],
  () => ({
    auth_type: () =>
      value(choice('type', ['PASS', 'AH']), 'Simple password, or IPsec AH.', {
        default: 'none',
        history: [{ until: '1.1.19', args: [text('type')], note: 'any word but AH means PASS' }],
      }),
    auth_pass: () =>
      value(text('pass'), 'Password; only the first 8 bytes count.', {
        onBad: 'truncate',
        secret: true,
      }),
  }),
);

export const AUTH_HMAC: BlockTable = table('vrrp_instance/auth_hmac', '2.4.0', [VRRP, VRRP_AUTH], () => ({
  key: () =>
    value(
      [uint('id', { min: 1, max: 255 }), argument('value', 'hmac-key')],
      'A key: text, hex:DIGITS or file:PATH, 32 to 64 bytes.',
      { repeat: 'accumulate', onMissing: 'message', required: true, secret: true },
    ),
  active_key: () => value(uint('id', { min: 1, max: 255 }), 'Key used for sending.', { required: true }),
  time_window: () =>
    value(uint('secs', { min: 1, max: 300 }), 'Accepted age of an advert.', {
      default: '3 x advert_int, 5..300',
      unit: 's',
    }),
  anti_replay: () =>
    value(choice('mode', ['time', 'monotonic']), 'How repeated adverts are noticed.', {
      default: 'time',
    }),
  mode: () =>
    value(
      choice('mode', ['enforce', 'permissive', { value: 'receive-only', since: '2.4.2' }]),
      'What happens to adverts without a valid trailer.',
      { default: 'enforce' },
    ),
}));
