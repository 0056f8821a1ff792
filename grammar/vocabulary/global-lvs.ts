import {
  argument,
  bool,
  choice,
  flag,
  INT_MAX,
  INT_MIN,
  int,
  networkInterface,
  optional,
  type RowGroup,
  text,
  UINT_MAX,
  uint,
  value,
  variadic,
} from './build.ts';
import { receiveBuffer, receiveBufferForce } from './common.ts';
import { LVS, NFTABLES, VRRP } from './features.ts';

/** Before 2.1 the VRRP instance that it follows had to be named. */
const syncDaemonBefore21 = [
  networkInterface(),
  { ...text('instance'), max: 15 },
  optional(variadic(argument('opts', 'lvs_syncd'))),
];

/** The IPVS side: the kernel table and the checkers. */
export const globalLvs: RowGroup = {
  requires: [LVS],
  rows: () => ({
    // The IPVS table
    lvs_flush: () => flag('Clear the IPVS table at start.', { since: '1.2.23' }),
    lvs_flush_on_stop: () =>
      value(
        optional(choice('what', ['VS'])),
        'Clear the IPVS table at stop, or only the managed virtual servers.',
        { since: '2.2.0', default: 'off' },
      ),
    lvs_flush_onstop: () =>
      value(optional(choice('what', ['VS'])), 'Old spelling of lvs_flush_on_stop.', {
        since: '2.0.15',
        deprecated: 'lvs_flush_on_stop',
      }),
    lvs_timeouts: () =>
      value(
        variadic(argument('opts', 'lvs_timeouts')),
        'Kernel connection timeouts: tcp, tcpfin, udp pairs.',
        {
          since: '1.2.24',
          unit: 's',
          onBad: 'ignore-part',
          onMissing: 'message',
          note: 'each value 0..2678400',
          history: [{ until: '2.0.6', note: 'the numbers are not checked' }],
        },
      ),

    // Connection synchronisation
    lvs_sync_daemon: () =>
      value(
        [networkInterface(), optional(variadic(argument('opts', 'lvs_syncd')))],
        'Run the IPVS connection synchronisation daemon on this interface.',
        {
          since: '1.2.20',
          repeat: 'warn-ignore',
          onBad: 'ignore-part',
          onMissing: 'message',
          requires: [VRRP],
          note: 'interface name at most 15 characters',
          history: [
            { until: '2.0.6', args: syncDaemonBefore21, note: 'the numbers are not checked' },
            { until: '2.0.20', args: syncDaemonBefore21, note: 'maxlen, port and ttl may be 0' },
            { until: '2.1.2', note: 'maxlen, port and ttl may be 0' },
          ],
        },
      ),

    // Virtual server groups by firewall mark
    nftables_ipvs: () =>
      value(
        optional(text('table')),
        'Mark traffic of virtual server groups by nftables so that one IPVS service is enough.',
        { since: '2.2.2', default: 'keepalived_ipvs', repeat: 'warn-ignore', requires: [NFTABLES] },
      ),
    nftables_ipvs_priority: () =>
      value(int('prio', { min: INT_MIN, max: INT_MAX }), 'Priority of that base chain.', {
        since: '2.2.2',
        default: -1,
        requires: [NFTABLES],
      }),
    nftables_ipvs_start_fwmark: () =>
      value(uint('fwmark', { min: 1, max: UINT_MAX }), 'First firewall mark handed out.', {
        since: '2.2.2',
        default: 1000,
        requires: [NFTABLES],
      }),

    // Checkers
    checker_log_all_failures: () =>
      bool('Log every failed check, also before the last retry.', {
        since: '2.0.11',
      }),
    no_checker_emails: () =>
      bool('Send mail only when the real server changes, not for each checker.', {
        since: '2.0.0',
      }),
    rs_init_notifies: () =>
      bool('Run notify scripts for the first state of real servers.', {
        since: '2.0.0',
      }),

    // Sockets
    lvs_netlink_cmd_rcv_bufs: () => ({ ...receiveBuffer(), since: '2.0.0' }),
    lvs_netlink_cmd_rcv_bufs_force: () => ({ ...receiveBufferForce(), since: '2.0.0' }),
    lvs_netlink_monitor_rcv_bufs: () => ({ ...receiveBuffer(), since: '2.0.0' }),
    lvs_netlink_monitor_rcv_bufs_force: () => ({ ...receiveBufferForce(), since: '2.0.0' }),
  }),
};
