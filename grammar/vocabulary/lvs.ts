import {
  adapt,
  address,
  argument,
  block,
  bool,
  choice,
  decimal,
  flag,
  flagUpTo,
  INT_MAX,
  optional,
  path,
  port,
  type Row,
  type Rows,
  script,
  table,
  text,
  UINT_MAX,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { FORWARDING_METHODS, PROTOCOLS, SCHEDULERS } from './enums.ts';
import { BFD, CI_LINUX, LVS, SCHEDULER_FLAGS, SNMP_CHECKER } from './features.ts';
import type { BlockTable } from './types.ts';

const scheduler = (): Row =>
  value(choice('sched', SCHEDULERS), 'IPVS scheduler.', {
    default: 'wlc',
    history: [{ until: '2.0.6', args: [text('sched')], note: 'any word is handed to the kernel' }],
  });

const forwarding = (): Row =>
  value(
    [choice('method', FORWARDING_METHODS), optional(variadic(argument('opts', 'tun')))],
    'Forwarding method of the real servers.',
    { history: [upTo('2.0.17', choice('method', FORWARDING_METHODS))] },
  );

/** A server without a port, all ports, came with 2.0.15; before, the daemon stopped at the line. */
const PORT_REQUIRED = [upTo('2.0.14', address('addr'), port('port'))];

const numberedFlag = (): Row =>
  flag('Scheduler flag by number.', { since: '1.3.0', requires: [SCHEDULER_FLAGS] });
const shFlag = (): Row =>
  flag('Flag of the sh scheduler; lb_algo sh must come first.', {
    since: '1.3.0',
    requires: [SCHEDULER_FLAGS],
  });
const mhFlag = (): Row =>
  flag('Flag of the mh scheduler; lb_algo mh must come first.', {
    since: '2.0.20',
    requires: [SCHEDULER_FLAGS],
  });

const quorumChange = (): Row => script('Script run when quorum is gained or lost.', { since: '1.1.16' });
const notify = (): Row => script('Script run when the server comes up or goes down.');
const smtpAlert = (): Row =>
  bool('Send mail on changes.', {
    since: '2.0.0',
    default: 'global setting; real servers true, virtual servers false',
  });
const snmpName = (): Row =>
  value(text('name'), 'Name shown by SNMP.', {
    since: '2.2.3',
    repeat: 'warn-override',
    onMissing: 'message',
    onExtra: 'message',
    note: 'more than one word is refused',
    requires: [SNMP_CHECKER],
  });

/** What a virtual server sets for its real servers, and a real server for its checkers. */
const checkerDefaults = (): Rows => ({
  delay_loop: () =>
    value(decimal('secs', { min: 0.000001 }), 'Default time between checks.', {
      since: '1.3.7',
      default: 'virtual_server, then 60',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 1 }))],
    }),
  connect_timeout: () =>
    value(decimal('secs', { min: 0.000001, max: 4294.967295 }), 'Default connection timeout of checkers.', {
      since: '2.0.13',
      default: 'virtual_server, then 5',
      unit: 's',
    }),
  retry: () =>
    value(uint('count', { min: 1, max: UINT_MAX }), 'Default number of retries of checkers.', {
      since: '1.3.7',
      default: 'virtual_server, then per checker (1; DNS 3; MISC 0)',
      history: [upTo('2.0.6', unchecked('count'))],
    }),
  delay_before_retry: () =>
    value(decimal('secs', { min: 0 }), 'Default wait before a retry.', {
      since: '1.3.7',
      default: 'virtual_server, then per checker (1; HTTP and SSL 3; DNS delay_loop)',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 0 }))],
    }),
  warmup: () =>
    value(decimal('secs', { min: 0 }), 'Default random delay of the first check.', {
      since: '1.3.7',
      default: 'virtual_server, then delay_loop',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 0 }))],
    }),
  virtualhost: () =>
    value(text('host'), 'Default Host header of HTTP checks.', {
      since: '1.3.6',
      repeat: 'warn-override',
      onMissing: 'message',
    }),
});

const virtualServer = (): Rows => ({
  // The service
  ip_family: () =>
    value(choice('family', ['inet', 'inet6']), 'Family of a fwmark or group service.', {
      since: '1.2.20',
      default: 'from the real servers, else inet',
    }),
  protocol: () =>
    value(choice('proto', PROTOCOLS, 'enum-nocase'), 'Transport protocol.', {
      default: 'UDP',
      history: [{ until: '1.2.19', args: [text('proto')], note: 'any word but TCP means UDP' }],
    }),
  lb_algo: () => ({ ...scheduler(), sameAs: 'lvs_sched' }),
  lvs_sched: () => ({ ...scheduler(), since: '1.1.5', sameAs: 'lb_algo' }),
  lb_kind: () => ({ ...forwarding(), sameAs: 'lvs_method', default: 'NAT' }),
  lvs_method: () => ({ ...forwarding(), since: '1.1.5', sameAs: 'lb_kind', default: 'NAT' }),
  persistence_timeout: () =>
    value(
      optional(uint('secs', { min: 1, max: 2678400 })),
      'Keep a client on its server for this long; bare means 360.',
      {
        default: 'off',
        unit: 's',
        history: [
          upTo('2.0.6', optional(unchecked('secs'))),
          upTo('2.1.2', optional(uint('secs', { min: 1, max: UINT_MAX }))),
        ],
      },
    ),
  persistence_engine: () =>
    value(text('name'), 'IPVS persistence engine, at most 15 characters.', {
      since: '1.2.20',
      onBad: 'truncate',
    }),
  persistence_granularity: () =>
    value(
      argument('mask', 'netmask-or-prefixlen'),
      'IPv4 netmask or IPv6 prefix length (1..128) that groups clients.',
      {
        default: '255.255.255.255 / 128',
        history: [
          upTo('1.2.1', argument('mask', 'ipv4')),
          upTo('2.0.6', unchecked('mask', 'netmask-or-prefixlen')),
        ],
      },
    ),

  // Flags of the scheduler
  ops: () => flag('One packet scheduling, for UDP.', { since: '1.2.8' }),
  hashed: () => flag('No effect; a message appears unless lb_algo sh or mh came first.', { since: '1.3.0' }),
  'flag-1': numberedFlag,
  'flag-2': numberedFlag,
  'flag-3': numberedFlag,
  'sh-port': shFlag,
  'sh-fallback': shFlag,
  'mh-port': mhFlag,
  'mh-fallback': mhFlag,

  // Servers
  real_server: () =>
    block('One server behind the service.', {
      args: [address('addr'), optional(port('port'))],
      required: true,
      history: PORT_REQUIRED,
    }),
  sorry_server: () =>
    value([address('addr'), optional(port('port'))], 'Server used when no real server is up.', {
      history: PORT_REQUIRED,
    }),
  sorry_server_inhibit: () =>
    flag('Apply inhibit_on_failure to the sorry server; must follow it.', {
      since: '1.2.13',
    }),
  sorry_server_lvs_method: () => ({
    ...forwarding(),
    doc: 'Forwarding method of the sorry server; must follow it.',
    since: '1.3.6',
    default: 'lb_kind',
    onMissing: 'message',
  }),

  // How many servers make a service
  quorum: () =>
    value(uint('weight', { min: 1, max: UINT_MAX }), 'Total weight needed for the service to be up.', {
      since: '1.1.16',
      default: 1,
      onBad: 'default',
      history: [upTo('2.0.6', unchecked('weight'))],
    }),
  hysteresis: () =>
    value(uint('weight'), 'Margin around quorum.', {
      since: '1.1.16',
      default: 0,
      history: [upTo('2.0.6', unchecked('weight'))],
    }),
  quorum_up: quorumChange,
  quorum_down: quorumChange,
  alpha: () => flag('Assume servers down until checked.', { since: '1.1.16' }),
  omega: () => flag('Run down notifications also at shutdown.', { since: '1.1.16' }),
  ha_suspend: () => flag('Check only while the address is on this host.'),

  // Defaults of the real servers and their checkers
  weight: () =>
    value(uint('weight', { min: 1, max: INT_MAX }), 'Default weight of real servers.', {
      since: '1.3.7',
      default: 1,
      history: [upTo('2.0.6', unchecked('weight')), upTo('2.0.20', uint('weight', { min: 1, max: 65535 }))],
    }),
  inhibit_on_failure: () => flag('Set weight 0 instead of removing a failed server.', { since: '1.3.7' }),
  ...adapt(checkerDefaults(), {
    delay_loop: { since: '1.1.0', default: 60 },
    connect_timeout: { default: 5 },
    retry: { default: 'per checker (1; DNS 3; MISC 0)' },
    delay_before_retry: { default: 'per checker (1; HTTP and SSL 3; DNS delay_loop)' },
    warmup: { default: 'delay_loop' },
    virtualhost: { since: '1.1.0' },
  }),

  // Notifications
  smtp_alert: smtpAlert,
  snmp_name: snmpName,

  // No longer known
  nat_mask: () =>
    value(argument('mask', 'ipv4'), 'Netmask of NAT mode on kernel 2.2.', {
      until: '1.2.19',
      deprecated: '',
    }),
});

export const VIRTUAL_SERVER: BlockTable = table('virtual_server', '1.1.0', [LVS], virtualServer);

const realServer = (): Rows => ({
  // The server
  weight: () =>
    value(uint('weight', { min: 0, max: INT_MAX }), 'Weight of this server.', {
      default: 'virtual_server weight',
      history: [
        upTo('2.0.6', unchecked('weight')),
        upTo('2.0.15', uint('weight', { min: 1, max: 65535 })),
        upTo('2.0.20', uint('weight', { min: 0, max: 65535 })),
      ],
    }),
  lvs_method: () => ({
    ...forwarding(),
    doc: 'Forwarding method of this server.',
    since: '1.3.6',
    default: 'lb_kind',
  }),
  uthreshold: () =>
    value(uint('conns'), 'Upper connection limit.', {
      since: '1.1.13',
      default: 0,
      history: [upTo('2.0.6', unchecked('conns'))],
    }),
  lthreshold: () =>
    value(uint('conns'), 'Lower connection limit.', {
      since: '1.1.13',
      default: 0,
      history: [upTo('2.0.6', unchecked('conns'))],
    }),
  inhibit_on_failure: () =>
    bool('Set weight 0 instead of removing the server.', {
      default: 'virtual_server setting',
      history: [flagUpTo('1.3.6')],
    }),
  alpha: () =>
    bool('Assume the server down until checked.', {
      since: '1.3.7',
      default: 'virtual_server setting',
    }),

  // Checkers
  TCP_CHECK: () => block('Connects to a TCP port.'),
  HTTP_GET: () => block('Fetches pages over HTTP.'),
  SSL_GET: () => block('Fetches pages over HTTPS.'),
  SMTP_CHECK: () => block('Talks to a mail server.', { since: '1.1.8' }),
  DNS_CHECK: () => block('Sends a DNS query.', { since: '1.3.0' }),
  PING_CHECK: () => block('Pings the server.', { since: '2.1.0' }),
  UDP_CHECK: () => block('Sends a UDP packet.', { since: '2.1.0' }),
  MISC_CHECK: () => block('Runs a program.'),
  FILE_CHECK: () => block('Follows a track_file.', { since: '2.1.0' }),
  BFD_CHECK: () => block('Follows a BFD session.', { since: '2.0.0', requires: [BFD] }),

  // Defaults of the checkers
  ...checkerDefaults(),

  // Notifications
  notify_up: notify,
  notify_down: notify,
  smtp_alert: smtpAlert,
  snmp_name: snmpName,

  // No longer known
  'CI-LINUX': () => flag('Historic checker.', { until: '1.1.4', deprecated: '', requires: [CI_LINUX] }),
});

export const REAL_SERVER: BlockTable = table('virtual_server/real_server', '1.1.0', [LVS], realServer);

const tlsFile = (): Row =>
  value(path('file'), 'File for the TLS client.', {
    repeat: 'warn-override',
    onMissing: 'message',
  });

const ssl = (): Rows => ({
  password: () =>
    value(text('pass'), 'Password of the key.', {
      repeat: 'warn-override',
      onMissing: 'message',
      secret: true,
    }),
  ca: tlsFile,
  certificate: tlsFile,
  key: tlsFile,
});

export const SSL: BlockTable = table('SSL', '1.1.0', [LVS], ssl);
