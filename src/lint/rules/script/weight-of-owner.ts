import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { SyncGroup, Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { trackedIn } from './tracking.ts';

const OWNER = 255;
/** Before it the entries were kept, and their weights added up to nothing. */
const DROPPED_SINCE = '1.2.20';

/** Entries of an owner keep their place in the list, or lose it, by kind (vrrp.c: vrrp_complete_instance). */
function effectOf(tracked: Tracked, context: RuleContext): string {
  const { name, kind } = tracked;
  if (kind === 'file' && tracked.weight.value === 0) {
    return `keepalived reads the weight as 0: when ${name} holds a number other than 0, the instance goes to FAULT state.`;
  }
  const isKept = kind === 'process' || compareReleases(context.target ?? NEWEST, DROPPED_SINCE) < 0;
  return isKept
    ? `An address owner never changes its priority: when ${name} fails, nothing happens.`
    : `An address owner never changes its priority, so keepalived removes the entry: when ${name} fails, nothing happens.`;
}

function priorityOf(owner: VrrpInstance): Related {
  return { place: owner.priority.place ?? owner.place, message: `${owner.name} has priority ${OWNER}` };
}

function reportInstance(tracked: Tracked, owner: VrrpInstance, context: RuleContext): void {
  context.report({
    place: tracked.place,
    // Of processes keepalived says nothing.
    ...(tracked.kind === 'process' ? { severity: 'warning' as const } : {}),
    message: `${trackedIn[tracked.kind]} of vrrp_instance ${owner.name} gives ${tracked.name} a weight, but the priority of ${owner.name} is ${OWNER} and never changes`,
    why: effectOf(tracked, context),
    label: 'its weight does not count',
    help: `Write priority 254 if ${owner.name} is to give way, or ${tracked.name} weight 0 to put it in FAULT state`,
    related: [priorityOf(owner)],
  });
}

/** Whether the daemon put 0 in the place of a weight. */
function isCleared({ dropped, kind, weight }: Tracked): boolean {
  if (dropped !== undefined || weight.value !== 0) return false;
  return weight.origin === 'corrected' || (kind === 'file' && weight.origin === 'default');
}

function checkInstance(instance: VrrpInstance, context: RuleContext): void {
  // In a sync group without weights the group is the reason, and another rule says so.
  if (instance.syncGroup !== undefined && !instance.syncGroup.trackingWeight.value) return;
  if (instance.priority.value !== OWNER) return;
  for (const tracked of instance.tracked) {
    if (tracked.dropped === 'owner' || isCleared(tracked)) reportInstance(tracked, instance, context);
  }
}

/** With one owner among its members, all weights of a group become 0 (vrrp.c: sync_group_tracking_init). */
function checkGroup(group: SyncGroup, context: RuleContext): void {
  const owner = group.instances.find((instance) => instance.priority.value === OWNER);
  if (owner === undefined) return;
  for (const tracked of group.tracked) {
    if (!isCleared(tracked)) continue;
    context.report({
      place: tracked.place,
      message: `${trackedIn[tracked.kind]} of vrrp_sync_group ${group.name} gives ${tracked.name} a weight, but its member ${owner.name} has priority ${OWNER}: the weight becomes 0`,
      why: `With an address owner in the group weights do not count: when ${tracked.name} fails, the whole group goes to FAULT state.`,
      label: 'counts as weight 0',
      help: `Write priority 254 for ${owner.name}, or weight 0 here if FAULT state is what you want`,
      related: [priorityOf(owner)],
    });
  }
}

const node = (priority: number) => `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
    weight -20
}

vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_nginx
    }
}
`;

/** Weights where the priority never changes. */
export const scriptWeightOfOwner = defineRule({
  id: 'script/weight-of-owner',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A weighted track entry in an instance with priority 255',
    why: 'An address owner never changes its priority: the check fails, and the VIPs stay where they are.',
    references: [
      'RFC 9568 section 8.3.2',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance, sync_group_tracking_init',
      'keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority',
      'acassen/keepalived#1574',
    ],
  },
  bad: [{ caption: 'nginx may stop, and the VIP stays', at: '19:9', files: node(255) }],
  good: [{ files: node(150) }],
  on: {
    instance: (instance, _node, context) => checkInstance(instance, context),
    node: (model, context) => {
      for (const group of model.syncGroups) checkGroup(group, context);
    },
  },
});
