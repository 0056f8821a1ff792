import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { NodeModel, SyncGroup } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { crossedExamples } from './crossed-priorities-examples.ts';

/** A member of a sync group of one node, and the same router on another node where a group has it too. */
interface Compared {
  readonly router: VirtualRouter;
  readonly here: RouterMember;
  readonly there: RouterMember;
}

const priorityOf = ({ instance }: RouterMember) => instance.priority.value;
const lead = ({ here, there }: Compared) => Math.sign(priorityOf(here) - priorityOf(there));

/** The routers of a group that one group of the other node has as well. */
function comparedIn(group: SyncGroup, node: NodeModel, other: NodeModel, cluster: Cluster): Compared[][] {
  const compared = cluster.routers.flatMap((router): Compared[] => {
    const here = router.members.find((member) => member.node === node);
    const there = router.members.find((member) => member.node === other);
    return here !== undefined && there !== undefined && here.instance.syncGroup === group
      ? [{ router, here, there }]
      : [];
  });
  const groups = new Set(compared.map(({ there }) => there.instance.syncGroup));
  return [...groups].flatMap((its) =>
    its === undefined ? [] : [compared.filter(({ there }) => there.instance.syncGroup === its)],
  );
}

/** One member in which the node is ahead and one in which it is behind. */
function crossing(compared: readonly Compared[]): readonly [Compared, Compared] | undefined {
  const ahead = compared.find((one) => lead(one) > 0);
  const behind = compared.find((one) => lead(one) < 0);
  return ahead === undefined || behind === undefined ? undefined : [ahead, behind];
}

function report(pair: readonly [Compared, Compared], group: SyncGroup, context: RuleContext): void {
  const [ahead, behind] = pair;
  const { here, there } = behind;
  const place = placeIn(here.instance, here.instance.priority);
  const isChain = pair.some(({ router }) => router.members.length > 2);
  context.report({
    place,
    ...(isChain ? { severity: 'warning' } : {}),
    message: `members of vrrp_sync_group ${group.name} prefer different nodes: ${ahead.here.instance.name} (${routerName(ahead.router)}) prefers ${here.node.name} with ${priorityOf(ahead.here)} to ${priorityOf(ahead.there)}, ${here.instance.name} (${routerName(behind.router)}) prefers ${there.node.name} with ${priorityOf(there)} to ${priorityOf(here)}`,
    label: `less than ${priorityOf(there)} of ${there.node.name}`,
    help: `The same node ahead in every member: a priority above ${priorityOf(there)} in vrrp_instance ${here.instance.name} on ${here.node.name}`,
    related: relatedBeside(
      place,
      [there, ahead.here, ahead.there].map((member) => ({
        place: placeIn(member.instance, member.instance.priority),
        message: `${member.instance.name} on ${member.node.name}: ${priorityOf(member)}`,
      })),
    ),
  });
}

/** Each group once, whichever of its nodes it is that cross. */
function check(cluster: Cluster, context: RuleContext): void {
  const reported = new Set<SyncGroup>();
  const pairs = cluster.nodes.flatMap((node, at) =>
    cluster.nodes.slice(at + 1).map((other) => [node, other] as const),
  );
  for (const [node, other] of pairs) {
    for (const group of node.syncGroups) {
      for (const compared of comparedIn(group, node, other, cluster)) {
        const pair = crossing(compared);
        if (pair === undefined || reported.has(group)) continue;
        reported.add(group);
        for (const { there } of compared) reported.add(there.instance.syncGroup!);
        report(pair, group, context);
      }
    }
  }
}

/** Instances that have to move together and want to be on different nodes. */
export const syncGroupCrossedPriorities = defineRule({
  id: 'sync-group/crossed-priorities',
  severity: 'error',
  scope: 'cluster',
  about: 'sync-groups',
  docs: {
    summary: 'Members of a sync group that prefer different nodes',
    why: 'A group is master only where all its members win, and here one of them always loses. The group stays where it happened to start, and a repaired node never takes over; old releases move it back and forth for ever.',
    references: [
      'keepalived.conf(5): vrrp_sync_group',
      'keepalived vrrp/vrrp_sync.c: vrrp_sync_can_goto_master',
      'acassen/keepalived#624',
    ],
  },
  ...crossedExamples,
  on: { cluster: check },
});
