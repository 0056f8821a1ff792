import {
  adapt,
  address,
  argument,
  block,
  bool,
  choice,
  decimal,
  flag,
  fwmark,
  GROUP,
  INT_MAX,
  int,
  networkInterface,
  optional,
  port,
  type Rows,
  script,
  table,
  text,
  USER,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { DNS_TYPES, HTTP_VERSIONS, REGEX_OPTIONS } from './enums.ts';
import { BFD, FWMARK, LVS, PCRE2_JIT, REGEX, SNI } from './features.ts';
import type { BlockTable } from './types.ts';

/** Where the check comes from and goes to. */
const connection = (): Rows => ({
  connect_ip: () => value(address('addr'), 'Address to test.', { default: 'real server address' }),
  connect_port: () =>
    value(port('port', { min: 1, max: 65535 }), 'Port to test.', {
      default: 'real server port',
      history: [upTo('2.0.6', unchecked('port', 'port'))],
    }),
  bindto: () => value(address('addr'), 'Source address.', { default: 'chosen by the kernel' }),
  bind_port: () =>
    value(port('port', { min: 1, max: 65535 }), 'Source port.', {
      since: '1.2.13',
      default: 'chosen by the kernel',
      history: [upTo('2.0.6', unchecked('port', 'port'))],
    }),
  bind_if: () =>
    value(networkInterface(), 'Interface; needed for IPv6 link-local addresses.', {
      since: '1.3.7',
      note: 'at most 15 characters',
    }),
  fwmark: () =>
    value(fwmark('mark'), 'Firewall mark of the packets.', {
      since: '1.2.13',
      default: 0,
      requires: [FWMARK],
      history: [upTo('2.0.6', unchecked('mark', 'fwmark'))],
    }),
  connect_timeout: () =>
    value(decimal('secs', { min: 0.000001, max: 4294.967295 }), 'Connection timeout.', {
      default: 'real_server, virtual_server, then 5',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 1, max: 4294 }))],
    }),
});

/** When the check runs, and what its result means. */
const schedule = (): Rows => ({
  delay_loop: () =>
    value(decimal('secs', { min: 0.000001 }), 'Time between checks.', {
      since: '1.3.7',
      default: 'real_server, virtual_server, then 60',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 1 }))],
    }),
  retry: () =>
    value(uint('count'), 'Retries before the server counts as down.', {
      default: 'real_server, virtual_server, then 1',
      history: [upTo('2.0.6', unchecked('count'))],
    }),
  delay_before_retry: () =>
    value(decimal('secs', { min: 0 }), 'Wait before a retry.', {
      default: 'real_server, virtual_server, then 1',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 0, max: 4294 }))],
    }),
  warmup: () =>
    value(decimal('secs', { min: 0 }), 'Upper limit of the random delay of the first check.', {
      since: '1.2.13',
      default: 'real_server, virtual_server, then delay_loop',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.0.12', uint('secs', { min: 0, max: 4294 }))],
    }),
  alpha: () => bool('Assume down until checked.', { since: '1.3.7', default: 'real_server setting' }),
  log_all_failures: () => bool('Log every failure.', { since: '2.0.11', default: 'global setting' }),
});

const tcpCheck = (): Rows => ({
  ...adapt(connection(), { connect_ip: { since: '1.2.13' }, bindto: { since: '1.1.2' } }),
  ...adapt(schedule(), { retry: { since: '1.2.20' }, delay_before_retry: { since: '1.2.20' } }),
});

export const TCP_CHECK: BlockTable = table('virtual_server/real_server/TCP_CHECK', '1.1.0', [LVS], tcpCheck);

/** HTTP_GET and SSL_GET differ in the TLS keywords only. */
const webCheck = (): Rows => ({
  ...adapt(connection(), { connect_ip: { since: '1.2.13' }, bindto: { since: '1.1.2' } }),
  ...adapt(schedule(), {
    retry: { since: '1.3.7' },
    delay_before_retry: { default: 'real_server, virtual_server, then 3' },
  }),

  url: () => block('A page to fetch.', { required: true }),
  virtualhost: () =>
    value(text('host'), 'Host header.', {
      since: '1.3.6',
      default: 'real_server or virtual_server setting',
      repeat: 'warn-override',
      onMissing: 'message',
    }),
  http_protocol: () =>
    value(choice('version', HTTP_VERSIONS), 'HTTP version; 1.0C adds Connection: close.', {
      since: '2.0.17',
      default: '1.0',
      onMissing: 'message',
    }),
  enable_sni: () => bool('Send the host name in the TLS handshake.', { since: '1.4.3', requires: [SNI] }),
  sni_name: () =>
    value(optional(text('name')), 'Name to send in the TLS handshake; switches SNI on.', {
      since: 'next',
      repeat: 'warn-override',
      requires: [SNI],
    }),
  fast_recovery: () =>
    bool('Check all pages without waiting between them at start and after a failure.', {
      since: '2.0.17',
    }),
  nb_get_retry: () =>
    value(uint('count'), 'Old name of retry.', {
      deprecated: 'retry',
      history: [upTo('2.0.6', unchecked('count'))],
    }),
});

const url = (): Rows => ({
  path: () => value(text('path'), 'Request path.', { repeat: 'warn-override', required: true }),
  virtualhost: () =>
    value(text('host'), 'Host header of this page.', {
      since: '1.3.6',
      repeat: 'warn-override',
      onMissing: 'message',
    }),

  // What the page must be
  digest: () =>
    value(argument('md5', 'hex'), 'MD5 of the page as genhash prints it, 32 hex digits.', {
      repeat: 'warn-ignore',
    }),
  status_code: () =>
    value(
      variadic(argument('code', 'status-code', { min: 100, max: 599 })),
      'Accepted status codes and ranges.',
      {
        default: '200-299',
        repeat: 'accumulate',
        onBad: 'ignore-part',
        onMissing: 'ok',
        history: [upTo('2.0.6', unchecked('code')), upTo('2.0.16', uint('code', { min: 100, max: 999 }))],
      },
    ),
  regex: () =>
    value(argument('re', 'quoted-string'), 'Regular expression the page must match.', {
      since: '2.0.7',
      repeat: 'warn-override',
      onMissing: 'message',
      onExtra: 'message',
      requires: [REGEX],
    }),
  regex_no_match: () => flag('Invert the match.', { since: '2.0.7', requires: [REGEX] }),
  regex_options: () =>
    value(variadic(choice('opt', REGEX_OPTIONS)), 'PCRE2 options.', {
      since: '2.0.7',
      repeat: 'accumulate',
      onBad: 'silent',
      onMissing: 'ok',
      requires: [REGEX],
    }),
  regex_min_offset: () =>
    value(uint('offset', { min: 0 }), 'First position of a match.', {
      since: '2.0.7',
      default: 0,
      onMissing: 'ok',
      requires: [REGEX],
    }),
  regex_max_offset: () =>
    value(uint('offset', { min: 0 }), 'Last position of a match.', {
      since: '2.0.7',
      default: 'none',
      onMissing: 'ok',
      requires: [REGEX],
    }),
  regex_stack: () =>
    value([uint('start', { min: 0 }), uint('max', { min: 0 })], 'JIT stack sizes.', {
      since: '2.0.7',
      unit: 'bytes',
      onMissing: 'ok',
      requires: [REGEX, PCRE2_JIT],
    }),
});

export const HTTP_GET: BlockTable = table('virtual_server/real_server/HTTP_GET', '1.1.0', [LVS], webCheck);

export const HTTP_GET_URL: BlockTable = table('virtual_server/real_server/HTTP_GET/url', '1.1.0', [LVS], url);

const sslGet = (): Rows => ({
  ...webCheck(),
  tls_compliant: () => bool('Send the TLS closing notice when a connection ends.', { since: '2.2.8' }),
});

export const SSL_GET: BlockTable = table('virtual_server/real_server/SSL_GET', '1.1.0', [LVS], sslGet);

const sslGetUrl = (): Rows => ({
  ...url(),
  tls_compliant: () => bool('As tls_compliant of the checker, for this page.', { since: '2.2.8' }),
});

export const SSL_GET_URL: BlockTable = table(
  'virtual_server/real_server/SSL_GET/url',
  '1.1.0',
  [LVS],
  sslGetUrl,
);

const smtpCheck = (): Rows => ({
  helo_name: () =>
    value(text('name'), 'Name sent in HELO.', {
      default: 'smtpchecker.keepalived.org',
      repeat: 'warn-override',
      onMissing: 'message',
    }),
  host: () =>
    block('A further address to test.', {
      deprecated: 'one SMTP_CHECK for each host',
      onBad: 'ignore',
    }),
  ...adapt(connection(), {
    connect_ip: { since: '1.2.17' },
    connect_port: { since: '1.2.17' },
    bindto: { since: '1.2.17' },
    bind_port: { since: '1.2.17' },
    fwmark: { since: '1.2.17' },
  }),
  ...schedule(),
});

export const SMTP_CHECK: BlockTable = table(
  'virtual_server/real_server/SMTP_CHECK',
  '1.1.8',
  [LVS],
  smtpCheck,
);

const smtpCheckHost = (): Rows => ({
  ...adapt(connection(), { connect_timeout: { since: '1.2.13' } }),
  ...adapt(schedule(), {
    retry: { since: '1.3.7' },
    delay_before_retry: { since: '1.3.7' },
    warmup: { since: '1.3.7' },
  }),
});

export const SMTP_CHECK_HOST: BlockTable = table(
  'virtual_server/real_server/SMTP_CHECK/host',
  '1.1.8',
  [LVS],
  smtpCheckHost,
);

const dnsCheck = (): Rows => ({
  type: () => value(choice('type', DNS_TYPES, 'enum-nocase'), 'Record type asked for.', { default: 'SOA' }),
  name: () => value(argument('name', 'hostname'), 'Name asked for.', { default: '.', repeat: 'warn-ignore' }),
  ...connection(),
  ...adapt(schedule(), {
    retry: { default: 'real_server, virtual_server, then 3' },
    delay_before_retry: { since: '1.3.7', default: 'real_server, virtual_server, then delay_loop' },
    warmup: { since: '1.3.7' },
  }),
});

export const DNS_CHECK: BlockTable = table('virtual_server/real_server/DNS_CHECK', '1.3.0', [LVS], dnsCheck);

const pingCheck = (): Rows => ({
  ...connection(),
  ...schedule(),
});

export const PING_CHECK: BlockTable = table(
  'virtual_server/real_server/PING_CHECK',
  '2.1.0',
  [LVS],
  pingCheck,
);

const udpCheck = (): Rows => ({
  payload: () =>
    value(variadic(argument('hex', 'hex')), 'Bytes to send.', {
      since: '2.2.0',
      default: 'a short built-in packet',
      onMissing: 'message',
    }),
  require_reply: () =>
    value(
      optional(variadic(argument('hex', 'hex-wildcard'))),
      'A reply is needed; optional bytes it must match, x is a wildcard digit.',
    ),
  min_reply_length: () =>
    value(uint('bytes', { min: 0, max: 65535 }), 'Shortest accepted reply.', {
      since: '2.2.0',
      default: 0,
    }),
  max_reply_length: () =>
    value(uint('bytes', { min: 0, max: 65535 }), 'Longest accepted reply.', {
      since: '2.2.0',
      default: 255,
    }),
  ...connection(),
  ...schedule(),
});

export const UDP_CHECK: BlockTable = table('virtual_server/real_server/UDP_CHECK', '2.1.0', [LVS], udpCheck);

const miscCheck = (): Rows => ({
  misc_path: () =>
    script('Program to run; quote it when it has parameters.', {
      args: [argument('script', 'script')],
      repeat: 'override',
      onMissing: 'ok',
      required: true,
    }),
  misc_timeout: () =>
    value(uint('secs', { min: 0, max: 4294 }), 'Time limit.', {
      default: 'delay_loop of the virtual server',
      unit: 's',
      history: [upTo('2.0.6', unchecked('secs'))],
    }),
  misc_dynamic: () => flag('Exit codes 2..255 set the weight to code minus 2.', { since: '1.1.8' }),
  user: () =>
    value([USER, optional(GROUP)], 'User of the program.', {
      since: '1.3.0',
      default: 'script_user',
      onBad: 'drop-block',
      onMissing: 'message',
    }),
  ...adapt(schedule(), {
    retry: { since: '1.3.7', default: 'real_server, virtual_server, then 0' },
    delay_before_retry: { since: '1.3.7' },
  }),
});

export const MISC_CHECK: BlockTable = table(
  'virtual_server/real_server/MISC_CHECK',
  '1.1.0',
  [LVS],
  miscCheck,
);

const fileCheck = (): Rows => ({
  track_file: () => value(text('name'), 'Name of the track_file.', { required: true }),
  weight: () =>
    value(
      [int('weight', { min: -2147483647, max: INT_MAX }), optional(choice('opt', ['reverse', 'noreverse']))],
      'Factor applied to the number in the file.',
      { default: 'weight of the track_file', onMissing: 'message' },
    ),
});

export const FILE_CHECK: BlockTable = table(
  'virtual_server/real_server/FILE_CHECK',
  '2.1.0',
  [LVS],
  fileCheck,
);

const bfdCheck = (): Rows => ({
  name: () =>
    value(text('name'), 'Name of the bfd_instance.', {
      onBad: 'drop-block',
      onMissing: 'message',
      required: true,
      note: 'at most 31 characters',
    }),
  alpha: () => bool('Assume down until the session is up.'),
});

export const BFD_CHECK: BlockTable = table(
  'virtual_server/real_server/BFD_CHECK',
  '2.0.0',
  [LVS, BFD],
  bfdCheck,
);
