import {
  bool,
  decimal,
  flag,
  flagUpTo,
  list,
  networkInterface,
  type Row,
  type Rows,
  script,
  table,
  unchecked,
  upTo,
  value,
} from './build.ts';
import { BFD, TRACK_PROCESS, VRRP } from './features.ts';
import type { BlockTable } from './types.ts';

const vrrpSyncGroup = (): Rows => ({
  group: () =>
    list('instance-name', 'Names of the member instances.', {
      repeat: 'warn-ignore',
      onBad: 'ignore',
      required: true,
    }),

  // What the group follows
  track_interface: () =>
    list('track_interface', 'Interfaces whose state affects the group.', { since: '2.0.0' }),
  track_script: () => list('track_script', 'Scripts whose result affects the group.', { since: '2.0.0' }),
  track_file: () => list('track_file', 'Files whose number affects the group.', { since: '2.0.0' }),
  track_process: () =>
    list('track_process', 'Processes whose presence affects the group.', {
      since: '2.0.11',
      requires: [TRACK_PROCESS],
    }),
  track_bfd: () =>
    list('track_bfd', 'BFD sessions whose state affects the group.', {
      since: '2.0.0',
      requires: [BFD],
    }),
  sync_group_tracking_weight: () =>
    flag(
      'Let weighted trackers work inside the group; all members should then share priority and trackers.',
      { since: '2.0.0' },
    ),
  global_tracking: () =>
    flag('Old name of sync_group_tracking_weight.', {
      since: '1.2.3',
      deprecated: 'sync_group_tracking_weight',
    }),

  // Notifications
  notify: () =>
    script('Script run at every change, with type, name, state and priority added.', {
      since: '1.1.2',
    }),
  notify_master: () => script('Script run when the group becomes master.'),
  notify_backup: () => script('Script run when the group becomes backup.'),
  notify_fault: () => script('Script run when the group enters fault state.'),
  notify_stop: () => script('Script run when the group is stopped.', { since: '2.0.0' }),
  notify_priority_changes: () =>
    bool('Also report priority changes on the FIFO.', {
      since: '2.2.0',
      default: 'global setting',
    }),
  smtp_alert: () =>
    bool('Send mail when the group changes state.', {
      default: 'global setting',
      history: [flagUpTo('1.4.5')],
    }),
});

export const VRRP_SYNC_GROUP: BlockTable = table('vrrp_sync_group', '1.1.0', [VRRP], vrrpSyncGroup);

const gap = (): Row =>
  value(
    decimal('secs', { min: 0, max: 4294.967295 }),
    'Gap between gratuitous ARP (or neighbour) messages.',
    {
      unit: 's',
      note: 'at least one of the two is needed; 1 s or more is logged as very large',
      history: [
        upTo('2.0.6', unchecked('secs', 'decimal')),
        upTo('2.2.2', decimal('secs', { min: 0, max: 2147 })),
        upTo('2.3.1', decimal('secs', { min: 0, max: 2147.483647 })),
      ],
    },
  );

const garpGroup = (): Rows => ({
  garp_interval: () => ({ ...gap(), requiredUnless: 'gna_interval' }),
  gna_interval: () => ({ ...gap(), requiredUnless: 'garp_interval' }),
  interface: () => value(networkInterface(), 'The interface this group paces.', { repeat: 'accumulate' }),
  interfaces: () => list('interface-name', 'Interfaces paced together.', { onBad: 'ignore' }),
});

export const GARP_GROUP: BlockTable = table('garp_group', '1.2.21', [VRRP], garpGroup);

const trackGroup = (): Rows => ({
  group: () =>
    list('instance-name', 'Names of the instances.', {
      repeat: 'warn-ignore',
      onBad: 'ignore',
      required: true,
    }),
});

export const TRACK_GROUP: BlockTable = table('track_group', '2.0.3', [VRRP], trackGroup);
