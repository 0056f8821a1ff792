import type { SyncGroup, Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed } from '../cluster/members.ts';
import { trackedIn } from '../script/tracking.ts';
import { group, instance, trackScript, weightedScript } from './examples.ts';

function weighted(one: VrrpInstance): Tracked[] {
  return one.tracked.filter((tracked) => tracked.dropped === undefined && tracked.weight.value !== 0);
}

/** What a member's priority depends on, in an order of its own. */
function keyOf(one: VrrpInstance): string {
  return weighted(one)
    .map(({ kind, name, weight, reverse }) => `${kind} ${name} ${weight.value} ${reverse}`)
    .sort()
    .join('\n');
}

function check(syncGroup: SyncGroup, context: RuleContext): void {
  const { instances, trackingWeight } = syncGroup;
  const [first, ...others] = instances;
  if (!trackingWeight.value || first === undefined) return;
  const deviant = others.find((one) => keyOf(one) !== keyOf(first));
  if (deviant !== undefined) report(syncGroup, first, deviant, context);
}

function report(
  syncGroup: SyncGroup,
  first: VrrpInstance,
  deviant: VrrpInstance,
  context: RuleContext,
): void {
  const [has, lacks] =
    weighted(first).length >= weighted(deviant).length ? [first, deviant] : [deviant, first];
  const key = (tracked: Tracked) => `${tracked.kind} ${tracked.name} ${tracked.weight.value}`;
  const known = new Set(weighted(lacks).map(key));
  const missing = weighted(has).filter((tracked) => !known.has(key(tracked)));
  // "Other weights" are many, too.
  const moves = missing.length === 1 ? 'moves' : 'move';
  const [place, names] =
    missing.length === 0
      ? [has.place, 'other weights']
      : [missing[0]!.place, listed(missing.map((tracked) => `${tracked.name} (${tracked.weight.value})`))];
  const lists = [...new Set(missing.map((tracked) => trackedIn[tracked.kind]))];
  const flag = syncGroup.trackingWeight.place;
  context.report({
    place,
    message: `the members of vrrp_sync_group ${syncGroup.name} track different things: ${names} ${moves} the priority of ${has.name}, but not that of ${lacks.name}`,
    label: missing.length === 0 ? 'weighs its checks in another way' : `counts for ${has.name} only`,
    help:
      lists.length === 0
        ? `Give ${has.name} and ${lacks.name} the same track entries, or move them to vrrp_sync_group ${syncGroup.name}`
        : `Move ${listed(lists)} to vrrp_sync_group ${syncGroup.name}: there ${lists.length === 1 ? 'it counts' : 'they count'} for every member`,
    related: [
      ...(flag === undefined ? [] : [{ place: flag, message: 'weights of members count' }]),
      { place: lacks.place, message: `${lacks.name} does not track the same` },
    ],
  });
}

const flag = '    sync_group_tracking_weight\n';

/** Members of a group that allows weights, of which only some lose priority when a check fails. */
export const syncGroupTrackingWeightPartial = defineRule({
  id: 'sync-group/tracking-weight-partial',
  severity: 'error',
  scope: 'node',
  about: 'sync-groups',
  docs: {
    summary: 'sync_group_tracking_weight with weighted tracking in some members only',
    why: 'A group moves only when the peer wins with every member. The member whose priority stays keeps the whole group here: the check fails, and the VIPs do not move.',
    references: ['keepalived vrrp/vrrp_sync.c: vrrp_sync_can_goto_master', 'keepalived.conf(5)'],
  },
  bad: [
    {
      caption: 'VI_2 keeps its priority, and with it the group',
      at: '27:9',
      files: [weightedScript, group(['VI_1', 'VI_2'], flag), instance(1, trackScript), instance(2)].join(
        '\n',
      ),
    },
  ],
  good: [
    {
      files: [weightedScript, group(['VI_1', 'VI_2'], trackScript), instance(1), instance(2)].join('\n'),
    },
    {
      caption: 'Every member tracks the same',
      files: [
        weightedScript,
        group(['VI_1', 'VI_2'], flag),
        instance(1, trackScript),
        instance(2, trackScript),
      ].join('\n'),
    },
  ],
  on: {
    node: (node, context) => {
      for (const syncGroup of node.syncGroups) check(syncGroup, context);
    },
  },
});
