import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';

/** A spelling of the past that is still read. */
export interface Renamed {
  /** Path of its block and the keyword, as in the hooks of rules. */
  readonly key: string;
  /** What to write: a keyword of the same block, or of another one. */
  readonly name: string;
  /** Path of the block `name` belongs in, where it is another. */
  readonly block?: string;
  /** First release that calls it out of date, or that knows the new name. */
  readonly since: ReleaseName;
  /** keepalived -t reports it; of the others the log speaks at most. */
  readonly isReported: boolean;
}

/** In the order of the vocabulary. nb_get_retry and the old words of routes have rules of their own. */
export const renamed: readonly Renamed[] = [
  { key: '/vrrp_track_file', name: 'track_file', since: '2.1.0', isReported: false },
  {
    key: 'vrrp_sync_group/global_tracking',
    name: 'sync_group_tracking_weight',
    since: '2.0.0',
    isReported: true,
  },
  { key: 'vrrp_instance/vmac_garp_intvl', name: 'garp_extra_if', since: '2.2.3', isReported: true },
  {
    key: 'vrrp_instance/thread_timer_expired',
    name: 'timer_expired_backup',
    since: '2.3.2',
    isReported: true,
  },
  {
    key: 'vrrp_instance/linkbeat_use_polling',
    name: 'linkbeat_interfaces',
    block: '/',
    since: '2.0.13',
    isReported: true,
  },
  {
    key: 'vrrp_instance/lvs_sync_daemon_interface',
    name: 'lvs_sync_daemon',
    block: 'global_defs',
    since: '1.2.20',
    isReported: true,
  },
  { key: 'global_defs/vrrp_vmac_garp_intvl', name: 'vrrp_garp_extra_if', since: '2.2.3', isReported: true },
  { key: 'global_defs/vrrp_rlimit_rtime', name: 'vrrp_rlimit_rttime', since: '2.1.0', isReported: false },
  {
    key: 'global_defs/checker_rlimit_rtime',
    name: 'checker_rlimit_rttime',
    since: '2.1.0',
    isReported: false,
  },
  { key: 'global_defs/bfd_rlimit_rtime', name: 'bfd_rlimit_rttime', since: '2.1.0', isReported: false },
  { key: 'global_defs/lvs_process_name', name: 'checker_process_name', since: '2.2.0', isReported: false },
  { key: 'global_defs/enable_snmp_keepalived', name: 'enable_snmp_vrrp', since: '2.0.0', isReported: false },
  { key: 'global_defs/lvs_flush_onstop', name: 'lvs_flush_on_stop', since: '2.2.0', isReported: false },
];
