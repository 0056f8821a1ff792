import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { SyncGroup, Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { trackedIn } from './tracking.ts';

/** From here on keepalived -t reports it for interfaces; of the rest, and before, only the log speaks. */
const REPORTED_SINCE = '2.2.0';

function isCounted({ dropped }: Tracked): boolean {
  return dropped === undefined;
}

/** The weight that counts when both track one thing (vrrp.c: add_vrrp_to_track_script, add_vrrp_to_interface). */
function effectOf(own: Tracked, byGroup: Tracked, instance: VrrpInstance, group: SyncGroup): string {
  if (own.weight.value === 0) {
    return `The entry of ${instance.name} has weight 0, so a failure means FAULT; weight ${byGroup.weight.value} of ${group.name} does not count for it.`;
  }
  return `Weight ${byGroup.weight.value} of ${group.name} counts, weight ${own.weight.value} of ${instance.name} does not.`;
}

function reportEntry(
  own: Tracked,
  byGroup: Tracked,
  instance: VrrpInstance,
  group: SyncGroup,
  context: RuleContext,
): void {
  const list = trackedIn[own.kind];
  const isSame = own.weight.value === byGroup.weight.value;
  context.report({
    place: own.place,
    message: `${own.name} is in ${list} of vrrp_instance ${instance.name} and of its vrrp_sync_group ${group.name}`,
    why: isSame
      ? 'It is tracked once, for the whole group; keepalived reports the entry of the instance.'
      : effectOf(own, byGroup, instance, group),
    label: `${group.name} tracks it too`,
    help: `Remove ${own.name} from vrrp_instance ${instance.name}`,
    related: [{ place: byGroup.place, message: `tracked for every member of ${group.name}` }],
  });
}

function reportOwnInterface(
  byGroup: Tracked,
  instance: VrrpInstance,
  group: SyncGroup,
  context: RuleContext,
): void {
  const isReported = compareReleases(context.target ?? NEWEST, REPORTED_SINCE) >= 0;
  const { place } = instance.interface;
  context.report({
    place: byGroup.place,
    ...(isReported ? {} : { severity: 'info' as const }),
    message: `track_interface of vrrp_sync_group ${group.name} names ${byGroup.name}, which its member ${instance.name} tracks anyway as its own interface`,
    why: `${isReported ? 'keepalived reports it, and keepalived -t fails for it. ' : ''}A member in FAULT state takes the whole group with it, with or without the entry.`,
    label: `the interface of ${instance.name}`,
    help: `Remove ${byGroup.name} from track_interface of vrrp_sync_group ${group.name}`,
    ...(place === undefined ? {} : { related: [{ place, message: `the interface of ${instance.name}` }] }),
  });
}

function check(group: SyncGroup, context: RuleContext): void {
  for (const byGroup of group.tracked.filter(isCounted)) {
    for (const instance of group.instances) {
      const own = instance.tracked.find(
        (one) => isCounted(one) && one.kind === byGroup.kind && one.name === byGroup.name,
      );
      if (own !== undefined) reportEntry(own, byGroup, instance, group, context);
    }
    if (byGroup.kind !== 'interface') continue;
    const member = group.instances.find(
      (one) => one.interface.value === byGroup.name && !one.dontTrackPrimary.value,
    );
    if (member !== undefined) reportOwnInterface(byGroup, member, group, context);
  }
}

const node = (tracking: string) => `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
}

vrrp_sync_group G1 {
    group {
        VI_1
        VI_2
    }
    track_script {
        chk_nginx
    }
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
${tracking}}

vrrp_instance VI_2 {
    state BACKUP
    interface eth1
    virtual_router_id 52
    priority 100
    advert_int 1
    virtual_ipaddress {
        198.51.100.100/24
    }
}
`;

/** One thing tracked by an instance and by its sync group. */
export const scriptTrackedByBoth = defineRule({
  id: 'script/tracked-by-both',
  severity: 'warning',
  scope: 'node',
  about: 'sync-groups',
  docs: {
    summary: 'The same thing tracked by an instance and by its sync group',
    why: 'It is tracked once, with one of the two weights.',
    references: ['keepalived vrrp/vrrp.c: add_vrrp_to_interface, add_vrrp_to_track_script'],
  },
  bad: [{ at: '28:9', files: node('    track_script {\n        chk_nginx\n    }\n') }],
  good: [{ files: node('') }],
  on: {
    node: (model, context) => {
      for (const group of model.syncGroups) check(group, context);
    },
  },
});
