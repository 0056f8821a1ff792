import {
  argument,
  block,
  flag,
  list,
  optional,
  port,
  table,
  text,
  uint,
  unchecked,
  upTo,
  value,
} from './build.ts';
import { BFD, LINKBEAT, LVS, TRACK_PROCESS, VRRP } from './features.ts';
import type { BlockTable } from './types.ts';

export const ROOT: BlockTable = table('/', '1.1.0', [], () => ({
  // Blocks of settings
  global_defs: () =>
    block('Settings of the whole daemon; may be given more than once.', {
      repeat: 'accumulate',
      onBad: 'ignore',
    }),
  vrrp_sync_group: () =>
    block('Instances that change state together.', {
      args: [text('name')],
      requires: [VRRP],
    }),
  vrrp_instance: () => block('One virtual router.', { args: [text('name')], requires: [VRRP] }),
  garp_group: () =>
    block('Pacing of gratuitous ARP and neighbour adverts over some interfaces.', {
      since: '1.2.21',
      requires: [VRRP],
    }),
  virtual_server_group: () =>
    list('vsg', 'Addresses and firewall marks that share one virtual server.', {
      args: [text('name')],
      repeat: 'multi',
      requires: [LVS],
    }),
  virtual_server: () =>
    block('A load balanced service.', {
      args: [argument('addr', 'vs-header'), optional(port('port'))],
      requires: [LVS],
      note: 'header: IP [port], fwmark N, or group NAME',
    }),
  SSL: () =>
    block('Files for the TLS client used by SSL_GET.', {
      repeat: 'warn-override',
      onBad: 'ignore',
      requires: [LVS],
    }),
  bfd_instance: () =>
    block('A BFD session with a neighbour.', {
      args: [text('name')],
      since: '2.0.0',
      requires: [BFD],
      note: 'name at most 31 characters; must stand before its first use',
    }),

  // What instances and servers can follow; each must be defined before it is named
  vrrp_script: () =>
    block('A check script that instances can track.', {
      args: [text('name')],
      since: '1.1.13',
      requires: [VRRP],
      note: 'must stand before its first use; a second block of one name is never used',
    }),
  vrrp_track_process: () =>
    block('Processes whose presence instances can track.', {
      args: [text('name')],
      since: '2.0.11',
      requires: [VRRP, TRACK_PROCESS],
      note: 'must stand before its first use',
    }),
  track_file: () =>
    block('A file whose number changes priorities or weights.', {
      args: [text('name')],
      since: '2.1.0',
      note: 'must stand before its first use',
    }),
  vrrp_track_file: () =>
    block('Old name of track_file.', {
      args: [text('name')],
      since: '2.0.0',
      deprecated: 'track_file',
      requires: [VRRP],
    }),
  track_group: () =>
    block('A set of VRRP instances that static entries can follow.', {
      args: [text('name')],
      since: '2.0.3',
      requires: [VRRP],
    }),

  // Kept on the host whatever the state of the instances
  static_ipaddress: () =>
    list('ipaddress', 'Addresses kept on the host while the daemon runs.', {
      requires: [VRRP],
    }),
  static_routes: () => list('route', 'Routes kept on the host while the daemon runs.', { requires: [VRRP] }),
  static_rules: () =>
    list('rule', 'Policy rules kept on the host while the daemon runs.', {
      since: '1.2.20',
      requires: [VRRP],
    }),

  // Watching links
  linkbeat_use_polling: () =>
    flag('Watch link state by polling every interface instead of netlink.', {
      since: '1.1.18',
      requires: [LINKBEAT],
    }),
  linkbeat_interfaces: () =>
    list('linkbeat', 'Interfaces whose link is polled, with the method.', {
      since: '2.0.13',
      requires: [VRRP, LINKBEAT],
    }),
  interface_up_down_delays: () =>
    list('updown', 'Debounce times for link down and up events.', {
      since: '2.2.3',
      requires: [VRRP],
    }),

  // The daemon itself
  instance: () =>
    value(text('name'), 'Name of this daemon instance, used in pid and log names.', {
      since: '1.2.24',
      repeat: 'warn-ignore',
      onMissing: 'message',
      note: 'fixed at reload',
    }),
  net_namespace: () =>
    value(text('name'), 'Run the daemon inside this network namespace.', {
      since: '1.2.24',
      repeat: 'warn-ignore',
      onMissing: 'message',
      note: 'fixed at reload',
    }),
  net_namespace_ipvs: () =>
    value(
      optional(text('name')),
      'Put IPVS services into this network namespace; the default one when no name is given.',
      { since: '2.1.0', repeat: 'warn-ignore', note: 'fixed at reload' },
    ),
  namespace_with_ipsets: () =>
    flag('Allow ipsets inside a namespace on kernels before 3.13.', {
      since: '1.3.0',
    }),
  use_pid_dir: () => flag('Keep pid files in a subdirectory of the run directory.', { since: '1.2.24' }),
  child_wait_time: () =>
    value(uint('secs'), 'How long the parent waits for its children at shutdown.', {
      since: '2.0.0',
      default: 5,
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs'))],
    }),
}));
