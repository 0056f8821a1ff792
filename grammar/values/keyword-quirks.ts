/*
 * What the handlers of single keywords do beyond what the type of an argument says; read from the handlers of the
 * newest release. Keywords are told apart by their name alone: no two of one name differ in these.
 */

/** Decimals that keep three places instead of six (vrrp_parser.c, bfd_parser.c). */
const threePlaces: ReadonlySet<string> = new Set(['interval', 'timeout', 'min_rx', 'min_tx', 'idle_tx']);

export function decimalPlaces(keyword: string): number {
  return threePlaces.has(keyword) ? 3 : 6;
}

/** Keywords whose 0 is reported, and 1 used instead, "to stay compatible" with releases that took it. */
const zeroBecomesOne: ReadonlySet<string> = new Set([
  'garp_master_repeat',
  'garp_master_refresh_repeat',
  'vrrp_garp_master_repeat',
  'vrrp_garp_master_refresh_repeat',
  'smtp_connect_timeout',
  'interval',
  'timeout',
]);

export function isZeroOne(keyword: string): boolean {
  return zeroBecomesOne.has(keyword);
}

/**
 * Numbers read without `ignore_error`: the running daemon is as strict as a configuration test. For all others it
 * warns and uses the leading digits.
 */
const strictNumbers: ReadonlySet<string> = new Set([
  'active_key',
  'bfd_rlimit_rttime',
  'hoplimit',
  'idle_tx',
  'kernel_rx_buf_size',
  'key',
  'lb_kind',
  'lvs_method',
  'lvs_sync_daemon',
  'lvs_timeouts',
  'max_hops',
  'max_reply_length',
  'min_reply_length',
  'min_rx',
  'min_tx',
  'multiplier',
  'nftables_ipvs_priority',
  'nftables_ipvs_start_fwmark',
  'nftables_priority',
  'persistence_granularity',
  'persistence_timeout',
  'priority',
  'random_seed',
  'sorry_server_lvs_method',
  'thread_timer_expired',
  'time_window',
  'timer_expired_backup',
  'ttl',
  'unicast_peer',
  'unicast_ttl',
  'virtual_router_id',
  'virtual_routes',
  'virtual_rules',
  'static_routes',
  'static_rules',
  'vrrp_rx_bufs_multiplier',
  'vrrp_rx_bufs_policy',
]);

export function isLenient(keyword: string): boolean {
  return !strictNumbers.has(keyword) && !keyword.endsWith('_rcv_bufs');
}

/** Longest name in bytes. Where the rest is cut off the daemon goes on with what is left, else without the name. */
const nameLimits: ReadonlyMap<string, { readonly bytes: number; readonly isCut: boolean }> = new Map([
  ['process_name', { bytes: 15, isCut: true }],
  ['vrrp_process_name', { bytes: 15, isCut: true }],
  ['checker_process_name', { bytes: 15, isCut: true }],
  ['lvs_process_name', { bytes: 15, isCut: true }],
  ['bfd_process_name', { bytes: 15, isCut: true }],
  ['bfd_instance', { bytes: 31, isCut: false }],
  ['vrrp_iptables', { bytes: 27, isCut: false }],
  ['vrrp_ipsets', { bytes: 30, isCut: false }],
  ['nftables', { bytes: 30, isCut: false }],
]);

export function nameLimit(keyword: string): { readonly bytes: number; readonly isCut: boolean } | undefined {
  return nameLimits.get(keyword);
}

/** Keywords that read `all` and a number in any order (vrrp_parser.c: vrrp_garp_extra_if_handler). */
const anyOrder: ReadonlySet<string> = new Set([
  'garp_extra_if',
  'vmac_garp_intvl',
  'vrrp_garp_extra_if',
  'vrrp_vmac_garp_intvl',
  'init_file',
]);

export function readsInAnyOrder(keyword: string): boolean {
  return anyOrder.has(keyword);
}

/** Keywords that early releases checked for their range although they took any text as a number. */
const checkedEarly: ReadonlySet<string> = new Set(['virtual_router_id', 'priority', 'advert_int', 'version']);

export function isCheckedEarly(keyword: string): boolean {
  return checkedEarly.has(keyword);
}

/** The address of adverts of one instance must be multicast of the link when it is IPv6. */
export const linkMulticastKeyword = 'mcast_dst_ip';
