import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { NodeModel, SyncGroup, SyncMember } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lineNumber } from '../syntax/naming.ts';
import { group, instance } from './examples.ts';

const notifyKeywords = [
  'notify',
  'notify_master',
  'notify_backup',
  'notify_fault',
  'notify_stop',
  'smtp_alert',
];

/** Up to this release a group of one was removed, later ones keep it and say that it is hardly meant. */
const REMOVED_UNTIL = '1.3.9';

/** First release of which -t fails for a group of one. */
const REPORTED_SINCE = '2.0.4';

function reportSingle(syncGroup: SyncGroup, context: RuleContext): void {
  const [member] = syncGroup.members;
  const isRemoved = compareReleases(context.target ?? NEWEST, REMOVED_UNTIL) <= 0;
  // Before -t, only a line in the log: some tools make such a group for its notifications.
  const isReported = compareReleases(context.target ?? NEWEST, REPORTED_SINCE) >= 0;
  const notifies = notifyKeywords.some((keyword) => syncGroup.last(keyword) !== undefined);
  context.report({
    place: member!.place,
    ...(isReported
      ? { severity: 'error' as const }
      : notifies && !isRemoved
        ? { severity: 'info' as const }
        : {}),
    message: `vrrp_sync_group ${syncGroup.name} has a single member, ${member!.name}: there is nothing to keep in step with it`,
    why: isRemoved
      ? 'Releases before 1.4.0 remove the group, with its notify scripts.'
      : `A group of one ${notifies ? 'only runs its notify scripts' : 'does nothing'}; keepalived says that it is hardly meant, and keepalived -t fails for it. Often the other instance was forgotten, and fails over alone.`,
    label: 'the only member',
    help: `List the instances that must move together with ${member!.name}, or ${
      notifies || syncGroup.tracked.length > 0
        ? `move the other lines of vrrp_sync_group ${syncGroup.name} to vrrp_instance ${member!.name} and remove the group`
        : `remove vrrp_sync_group ${syncGroup.name}`
    }`,
  });
}

function reportDouble(member: SyncMember, syncGroup: SyncGroup, context: RuleContext): void {
  const isAgain = member.dropped === 'repeated';
  const owner = isAgain ? syncGroup : member.instance!.syncGroup!;
  const first = owner.members.find((one) => one.name === member.name)!;
  context.report({
    place: member.place,
    severity: 'error',
    message: isAgain
      ? `vrrp_sync_group ${syncGroup.name} lists ${member.name} twice, here and on line ${lineNumber(first.place)}`
      : `vrrp_instance ${member.name} is in two sync groups: it stays in ${owner.name} and is left out of ${syncGroup.name}`,
    why: isAgain
      ? 'keepalived reports the second and leaves it out.'
      : `An instance is in one sync group at most, the first that lists it: ${member.name} does not move with the rest of ${syncGroup.name}.`,
    label: isAgain ? 'the same again' : 'left out here',
    help: isAgain
      ? `Remove ${member.name} from this line`
      : `Make one group of ${owner.name} and ${syncGroup.name}, or list ${member.name} in one of them only`,
    related: [{ place: first.place, message: isAgain ? 'the first' : `the membership that counts` }],
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const syncGroup of node.syncGroups) {
    if (syncGroup.members.length === 1 && syncGroup.instances.length === 1) reportSingle(syncGroup, context);
    for (const member of syncGroup.members) {
      if (member.dropped === 'other-group' || member.dropped === 'repeated')
        reportDouble(member, syncGroup, context);
    }
  }
}

/** Groups of one, and instances in two groups. */
export const syncGroupSingleOrDoubleMembership = defineRule({
  id: 'sync-group/single-or-double-membership',
  severity: 'warning',
  scope: 'node',
  about: 'sync-groups',
  docs: {
    summary: 'A sync group with one member, or an instance in two sync groups',
    why: 'A group of one does nothing, and an instance can be in one group only: the instances that were to move together do not.',
    references: ['keepalived vrrp/vrrp_sync.c: vrrp_sync_set_group'],
  },
  bad: [
    { caption: 'VI_2 was forgotten', at: '3:9', files: `${group(['VI_1'])}\n${instance(1)}\n${instance(2)}` },
    {
      caption: 'VI_2 stays in G1',
      at: '11:9',
      files: [
        group(['VI_1', 'VI_2']),
        group(['VI_3', 'VI_2'], '', 'G2'),
        instance(1),
        instance(2),
        instance(2)
          .replaceAll('VI_2', 'VI_3')
          .replace('eth1', 'eth2')
          .replace('52', '53')
          .replace('198.51.100', '203.0.113'),
      ].join('\n'),
    },
  ],
  good: [{ files: `${group(['VI_1', 'VI_2'])}\n${instance(1)}\n${instance(2)}` }],
  on: { node: check },
});
