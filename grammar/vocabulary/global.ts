import { path, type RowGroup, tableOfGroups, text, value } from './build.ts';
import { globalLvs } from './global-lvs.ts';
import { globalNotify } from './global-notify.ts';
import { globalProcess } from './global-process.ts';
import { globalVrrp } from './global-vrrp.ts';
import type { BlockTable } from './types.ts';

/** The host itself, and what is no longer known. */
const own: RowGroup = {
  requires: [],
  rows: () => ({
    // Who this host is
    router_id: () =>
      value(text('id'), 'Name of this host in notifications.', {
        since: '1.1.8',
        default: 'local host name',
        onMissing: 'message',
      }),
    lvs_id: () => value(text('id'), 'Oldest name of router_id.', { until: '1.1.7', deprecated: 'router_id' }),

    // No longer known
    plugin_dir: () =>
      value(path('dir'), 'Unused in later versions.', {
        since: '1.1.8',
        until: '1.2.19',
        deprecated: '',
      }),
  }),
};

export const GLOBAL_DEFS: BlockTable = tableOfGroups(
  'global_defs',
  '1.1.0',
  own,
  globalNotify,
  globalVrrp,
  globalLvs,
  globalProcess,
);
