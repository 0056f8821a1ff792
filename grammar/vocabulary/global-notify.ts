import {
  argument,
  bool,
  decimal,
  flag,
  GROUP,
  list,
  optional,
  path,
  port,
  type RowGroup,
  script,
  text,
  USER,
  uint,
  unchecked,
  upTo,
  value,
} from './build.ts';
import { ZERO_BECOMES_ONE } from './common.ts';
import {
  DBUS,
  JSON_DUMP,
  LVS,
  SNMP,
  SNMP_CHECKER,
  SNMP_RFC,
  SNMP_RFCV2,
  SNMP_RFCV3,
  SNMP_VRRP,
  VRRP,
} from './features.ts';

/** Whom the daemon tells what: mail, scripts, FIFOs, SNMP, D-Bus, dumps. */
export const globalNotify: RowGroup = {
  requires: [],
  rows: () => ({
    // Mail
    notification_email: () => list('email', 'Recipients of alert mail.', { onBad: 'ignore' }),
    notification_email_from: () =>
      value(text('addr'), 'Sender address of alert mail.', {
        default: 'user@hostname',
        onMissing: 'message',
        onExtra: 'message',
      }),
    smtp_server: () =>
      value([argument('host', 'host'), optional(port('port'))], 'Mail relay for alerts.', {
        default: 'port 25',
      }),
    smtp_helo_name: () =>
      value(optional(text('name')), 'Name sent in HELO.', {
        since: '1.2.20',
        default: 'local host name',
      }),
    smtp_connect_timeout: () =>
      value(uint('secs', { min: 1, max: 4294 }), 'Time allowed to reach the mail relay; 0 becomes 1.', {
        default: 30,
        unit: 's',
        note: ZERO_BECOMES_ONE,
        history: [upTo('2.0.6', unchecked('secs'))],
      }),
    smtp_alert: () =>
      bool('Default of smtp_alert for VRRP and checkers.', { since: '2.0.0', default: 'unset' }),
    smtp_alert_vrrp: () =>
      bool('Default of smtp_alert for VRRP.', {
        since: '2.0.0',
        default: 'unset',
        requires: [VRRP],
      }),
    smtp_alert_checker: () =>
      bool('Default of smtp_alert for checkers.', {
        since: '2.0.0',
        default: 'unset',
        requires: [LVS],
      }),
    no_email_faults: () =>
      flag('Send no mail when an instance enters fault state.', {
        since: '2.0.0',
        requires: [VRRP],
      }),

    // Scripts
    script_user: () =>
      value([USER, optional(GROUP)], 'Default user of scripts.', {
        since: '1.3.0',
        default: 'keepalived_script, else root',
        onMissing: 'message',
      }),
    enable_script_security: () =>
      flag('Refuse scripts run as root that others can change.', { since: '1.3.0' }),
    use_symlink_paths: () =>
      bool('Keep symbolic links in script paths instead of resolving them.', {
        since: '2.3.0',
      }),
    set_supplementary_groups: () =>
      bool('Give scripts the supplementary groups of their user.', { since: 'next' }),
    startup_script: () =>
      script('Script run once before children start, or after they ended.', {
        since: '2.1.0',
        onMissing: 'message',
      }),
    startup_script_timeout: () =>
      value(uint('secs', { min: 1, max: 1000 }), 'Time limit of that script.', {
        since: '2.1.0',
        default: 10,
        unit: 's',
        onMissing: 'message',
      }),
    shutdown_script: () =>
      script('Script run once before children start, or after they ended.', {
        since: '2.1.0',
        onMissing: 'message',
      }),
    shutdown_script_timeout: () =>
      value(uint('secs', { min: 1, max: 1000 }), 'Time limit of that script.', {
        since: '2.1.0',
        default: 10,
        unit: 's',
        onMissing: 'message',
      }),

    // FIFOs
    notify_fifo: () =>
      value([path('path'), optional(USER), optional(GROUP)], 'FIFO that receives state changes.', {
        since: '1.3.6',
        repeat: 'warn-ignore',
        onMissing: 'message',
      }),
    notify_fifo_script: () =>
      script('Script started to read the FIFO; gets its name as last parameter.', {
        since: '1.3.6',
        onMissing: 'message',
      }),
    vrrp_notify_fifo: () =>
      value([path('path'), optional(USER), optional(GROUP)], 'FIFO that receives state changes.', {
        since: '1.3.6',
        repeat: 'warn-ignore',
        onMissing: 'message',
        requires: [VRRP],
      }),
    vrrp_notify_fifo_script: () =>
      script('Script started to read the FIFO; gets its name as last parameter.', {
        since: '1.3.6',
        onMissing: 'message',
        requires: [VRRP],
      }),
    lvs_notify_fifo: () =>
      value([path('path'), optional(USER), optional(GROUP)], 'FIFO that receives state changes.', {
        since: '1.3.6',
        repeat: 'warn-ignore',
        onMissing: 'message',
        requires: [LVS],
      }),
    lvs_notify_fifo_script: () =>
      script('Script started to read the FIFO; gets its name as last parameter.', {
        since: '1.3.6',
        onMissing: 'message',
        requires: [LVS],
      }),
    fifo_write_vrrp_states_on_reload: () =>
      flag('Write all states to the FIFO after a reload.', {
        since: '2.2.5',
        requires: [VRRP],
      }),
    vrrp_notify_priority_changes: () =>
      bool('Also report priority changes on the FIFO.', {
        since: '2.0.16',
        requires: [VRRP],
      }),

    // SNMP
    enable_traps: () => flag('Send SNMP traps.', { since: '1.2.5', requires: [SNMP] }),
    snmp_socket: () =>
      value(text('addr'), 'Address of the SNMP master agent.', {
        since: '1.2.20',
        default: 'unix:/var/agentx/master',
        repeat: 'warn-ignore',
        onMissing: 'message',
        onExtra: 'message',
        note: 'more than one word is refused',
        requires: [SNMP],
      }),
    enable_snmp_vrrp: () => flag('Serve this SNMP MIB.', { since: '2.0.0', requires: [SNMP, SNMP_VRRP] }),
    enable_snmp_keepalived: () =>
      flag('Old name of enable_snmp_vrrp.', {
        since: '1.2.20',
        deprecated: 'enable_snmp_vrrp',
        requires: [SNMP, SNMP_VRRP],
      }),
    enable_snmp_checker: () =>
      flag('Serve this SNMP MIB.', { since: '1.2.20', requires: [SNMP, SNMP_CHECKER] }),
    enable_snmp_rfc: () => flag('Serve this SNMP MIB.', { since: '1.2.20', requires: [SNMP, SNMP_RFC] }),
    enable_snmp_rfcv2: () => flag('Serve this SNMP MIB.', { since: '1.2.20', requires: [SNMP, SNMP_RFCV2] }),
    enable_snmp_rfcv3: () => flag('Serve this SNMP MIB.', { since: '1.2.20', requires: [SNMP, SNMP_RFCV3] }),
    snmp_vs_stats_update_interval: () =>
      value(
        decimal('secs', { min: 0.001, max: 30 }),
        'How often virtual server counters are refreshed for SNMP.',
        { since: '2.3.0', default: 5, unit: 's', onMissing: 'message', requires: [SNMP, SNMP_CHECKER] },
      ),
    snmp_rs_stats_update_interval: () =>
      value(
        decimal('secs', { min: 0.001, max: 30 }),
        'How often real server counters are refreshed for SNMP.',
        {
          since: '2.3.0',
          default: 'snmp_vs_stats_update_interval',
          unit: 's',
          onMissing: 'message',
          requires: [SNMP, SNMP_CHECKER],
        },
      ),

    // D-Bus
    enable_dbus: () => flag('Serve the D-Bus interface.', { since: '1.3.0', requires: [DBUS] }),
    dbus_service_name: () =>
      value(text('name'), 'D-Bus service name.', {
        since: '1.3.7',
        default: 'org.keepalived.Vrrp1',
        onMissing: 'message',
        requires: [DBUS],
      }),
    dbus_no_interface_name: () =>
      value(text('name'), 'Name used on D-Bus for instances without interface.', {
        since: '2.3.0',
        default: 'none',
        onMissing: 'message',
        requires: [DBUS],
      }),

    // Dumps
    json_version: () =>
      value(uint('version', { min: 1, max: 2 }), 'Layout of the JSON dump.', {
        since: '2.2.8',
        default: 1,
        onMissing: 'message',
        requires: [JSON_DUMP],
      }),
    data_use_instance: () => bool('Put the instance name into the names of dump files.', { since: '2.2.3' }),
    state_dump_file: () =>
      value(path('path'), 'File written for the state, statistics or JSON signal.', {
        since: '2.3.3',
        onMissing: 'message',
        onExtra: 'message',
      }),
    stats_dump_file: () =>
      value(path('path'), 'File written for the state, statistics or JSON signal.', {
        since: '2.3.3',
        onMissing: 'message',
        onExtra: 'message',
      }),
    json_dump_file: () =>
      value(path('path'), 'File written for the state, statistics or JSON signal.', {
        since: '2.3.3',
        onMissing: 'message',
        onExtra: 'message',
      }),
  }),
};
