import type { EnumValue } from './types.ts';

/** Schedulers of IPVS, by the name of their kernel module without `ip_vs_`. */
export const SCHEDULERS: readonly (string | EnumValue)[] = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'sh',
  { value: 'mh', since: '2.0.7' },
  'dh',
  { value: 'fo', since: '1.3.6' },
  { value: 'ovf', since: '1.3.6' },
  'lblcr',
  'sed',
  'nq',
  { value: 'twos', since: '2.2.5' },
];

/** How IPVS hands packets to a real server. */
export const FORWARDING_METHODS: readonly string[] = ['NAT', 'DR', 'TUN'];

export const PROTOCOLS: readonly (string | EnumValue)[] = ['TCP', 'UDP', { value: 'SCTP', since: '1.2.20' }];

/** The C adds a `Connection: close` header. */
export const HTTP_VERSIONS: readonly string[] = ['1.0', '1.0C', '1.0c', '1.1'];

/** Record types a DNS check may ask for; written in either case. */
export const DNS_TYPES: readonly string[] = [
  'A',
  'NS',
  'CNAME',
  'SOA',
  'MX',
  'TXT',
  'AAAA',
  'RRSIG',
  'DNSKEY',
];

/** Options of PCRE2, in the daemon's spelling. */
export const REGEX_OPTIONS: readonly string[] = [
  'allow_empty_class',
  'alt_bsux',
  'auto_callout',
  'caseless',
  'dollar_endonly',
  'dotall',
  'dupnames',
  'extended',
  'firstline',
  'match_unset_backref',
  'multiline',
  'never_ucp',
  'never_utf',
  'no_auto_capture',
  'no_auto_possess',
  'no_dotstar_anchor',
  'no_start_optimize',
  'ucp',
  'ungreedy',
  'utf',
  'never_backslash_c',
  'alt_circumflex',
  'alt_verbnames',
  'use_offset_limit',
];

const INCLUDE_FAILURES: readonly string[] = ['read', 'match', 'wildcard_match', 'brace_match'];

/** What include_check sets, adds (+) or takes away (-). */
export const INCLUDE_CHECKS: readonly string[] = [
  ...INCLUDE_FAILURES,
  ...INCLUDE_FAILURES.map((failure) => `+${failure}`),
  ...INCLUDE_FAILURES.map((failure) => `-${failure}`),
];

/** Kinds of route that `ip route` knows; unicast when none is given. */
export const ROUTE_TYPES: readonly string[] = [
  'unicast',
  'local',
  'broadcast',
  'anycast',
  'multicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'nat',
  'xresolve',
];
