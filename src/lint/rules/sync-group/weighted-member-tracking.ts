import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { SyncGroup, Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { trackedIn } from '../script/tracking.ts';
import { group, instance, trackScript, weightedScript } from './examples.ts';

/** Before it weights of members were set to 0, and sync_group_tracking_weight was called global_tracking. */
const DROPPED_SINCE = '2.0.0';

/** What becomes of a weighted entry of a member: nothing when it is left as it is. */
function fateOf(tracked: Tracked, isDropped: boolean): 'dropped' | 'unweighted' | undefined {
  const { kind, weight, dropped } = tracked;
  if (dropped !== undefined && dropped !== 'sync-group-member' && dropped !== 'owner') return undefined;
  // A file with weight 1, the default, is not dropped: the weight becomes 0 (vrrp.c: vrrp_complete_instance).
  if (kind === 'file' && weight.value === 0) {
    return weight.origin === 'default' || weight.origin === 'corrected' ? 'unweighted' : undefined;
  }
  if (weight.value === 0 || kind === 'process') return undefined;
  return kind === 'interface' || !isDropped ? 'unweighted' : 'dropped';
}

function wording(tracked: Tracked, fate: 'dropped' | 'unweighted'): Pick<Finding, 'why' | 'label'> {
  if (fate === 'dropped') {
    return {
      label: 'not tracked at all',
      why: `keepalived does not merely ignore the weight, it removes the entry: when ${tracked.name} fails, nothing happens, and the VIPs stay on this node.`,
    };
  }
  return {
    label: 'its weight does not count',
    why: `keepalived sets the weight to 0: when ${tracked.name} fails, the priority stays and the whole group goes to FAULT state.`,
  };
}

function report(tracked: Tracked, one: VrrpInstance, syncGroup: SyncGroup, context: RuleContext): void {
  const isDropped = compareReleases(context.target ?? NEWEST, DROPPED_SINCE) >= 0;
  const fate = fateOf(tracked, isDropped);
  if (fate === undefined) return;
  const list = trackedIn[tracked.kind];
  const weight = tracked.weight.value === 0 ? 1 : tracked.weight.value;
  const stated = tracked.weight.origin === 'inherited' ? tracked.weight.place : undefined;
  context.report({
    place: tracked.place,
    ...(fate === 'unweighted' ? { severity: 'warning' as const } : {}),
    message: `${list} of vrrp_instance ${one.name} has ${tracked.name} with weight ${weight}, but ${one.name} is a member of vrrp_sync_group ${syncGroup.name}, where weights of members do not count`,
    ...wording(tracked, fate),
    help:
      syncGroup.instances.length < 2
        ? `Remove vrrp_sync_group ${syncGroup.name}, which has no other member: the weight counts then`
        : `Move ${tracked.name} to ${list} of vrrp_sync_group ${syncGroup.name}, or give it weight 0 here to put the group in FAULT state`,
    related: [
      ...(stated === undefined ? [] : [{ place: stated, message: 'the weight' }]),
      ...syncGroup.members
        .filter((member) => member.instance === one && member.dropped === undefined)
        .map((member) => ({ place: member.place, message: `makes ${one.name} a member` })),
    ],
  });
}

/** Tracking with weights in a member of a sync group that does not allow it. */
export const syncGroupWeightedMemberTracking = defineRule({
  id: 'sync-group/weighted-member-tracking',
  severity: 'error',
  scope: 'node',
  about: 'sync-groups',
  docs: {
    summary: 'A weighted track entry in a member of a sync group',
    why: 'keepalived removes the entry: nothing is checked, and the VIPs stay on a node whose service is down.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#2105',
      'acassen/keepalived#2658',
      'acassen/keepalived#2659',
    ],
  },
  bad: [
    {
      caption: 'nginx may stop, and both VIPs stay here',
      at: '26:9',
      files: [weightedScript, group(['VI_1', 'VI_2']), instance(1, trackScript), instance(2)].join('\n'),
    },
  ],
  good: [
    {
      caption: 'Tracked by the group, the weight counts for all members',
      files: [weightedScript, group(['VI_1', 'VI_2'], trackScript), instance(1), instance(2)].join('\n'),
    },
  ],
  on: {
    instance: (one, _node, context) => {
      const { syncGroup } = one;
      if (syncGroup === undefined || syncGroup.trackingWeight.value) return;
      for (const tracked of one.tracked) report(tracked, one, syncGroup, context);
    },
  },
});
