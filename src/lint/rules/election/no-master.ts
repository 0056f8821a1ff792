import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { Election, type Outcome } from '../../../model/election/election.ts';
import type { SyncGroup } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed, placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { noMasterExamples } from './no-master-examples.ts';

/** A member of a router without a master, and what keeps its sync group from becoming one. */
interface Held {
  readonly member: RouterMember;
  readonly group: SyncGroup;
  /** The router of another member of the group. */
  readonly by: VirtualRouter;
  readonly own: RouterMember;
  readonly rival: RouterMember;
}

/** Nodes with so many routers are not elected for one by one. */
const mostRouters = 200;

/** Whether a node hears the adverts of another and believes them: else both would be master. */
function hears({ instance: to }: RouterMember, { instance: from }: RouterMember): boolean {
  if (to.vrid.value !== from.vrid.value || to.version.value !== from.version.value) return false;
  if (to.authentication.type.value !== from.authentication.type.value) return false;
  if (to.unicast !== from.unicast) return false;
  const vips = new Set(from.vips.map(({ text }) => text));
  if (vips.size !== to.vips.length || !to.vips.every(({ text }) => vips.has(text))) return false;
  return to.version.value === 3 || to.advertInterval.value === from.advertInterval.value;
}

function heldBack(member: RouterMember, cluster: Cluster, outcome: Outcome): Held | undefined {
  const group = member.instance.syncGroup;
  if (group === undefined) return undefined;
  for (const by of cluster.routers) {
    const own = by.members.find(
      ({ node, instance }) => node === member.node && group.instances.includes(instance),
    );
    const rival = by.members.find((one) => one !== own && outcome.mastersOf(by).includes(one.node));
    if (own !== undefined && rival !== undefined && hears(own, rival))
      return { member, group, by, own, rival };
  }
  return undefined;
}

function report(router: VirtualRouter, held: readonly Held[], context: RuleContext): void {
  const [first] = held;
  const { member, group, by, own, rival } = first!;
  const name = member.instance.name;
  const place = group.members.find(({ instance }) => instance === own.instance)?.place ?? own.instance.place;
  const nodes = listed(held.map((one) => one.member.node.name));
  context.report({
    place,
    ...(held.length > 1 ? {} : { severity: 'warning' }),
    message: `nobody becomes master of ${routerName(router)} (${name}) while ${rival.node.name} is up: it is master of ${routerName(by)}, which holds back vrrp_sync_group ${group.name} on ${nodes}`,
    label: `${rival.node.name} has ${rival.instance.priority.value} here, ${own.node.name} ${own.instance.priority.value}`,
    help: `A priority below ${own.instance.priority.value} for ${by.members.length > 1 ? routerName(by) : rival.instance.name} on ${rival.node.name}; or ${name} on ${rival.node.name} too, in a group with ${rival.instance.name}; or take ${own.instance.name} out of the group`,
    related: relatedBeside(place, [
      {
        place: placeIn(rival.instance, rival.instance.priority),
        message: `${rival.node.name}: ${rival.instance.priority.value}`,
      },
      { place: member.instance.place, message: 'its addresses are nowhere' },
    ]),
  });
}

/** Lets the nodes elect, and looks for routers without a master although all is well. */
function check(cluster: Cluster, context: RuleContext): void {
  if (
    cluster.routers.length > mostRouters ||
    cluster.nodes.every(({ syncGroups }) => syncGroups.length === 0)
  )
    return;
  const outcome = new Election(cluster).start();
  if (!outcome.isSteady) return;
  for (const router of cluster.routers) {
    if (outcome.mastersOf(router).length > 0) continue;
    const held = router.members.map((member) => heldBack(member, cluster, outcome));
    const known = held.filter((one) => one !== undefined);
    if (known.length === held.length && known.length > 0) report(router, known, context);
  }
}

/** Routers that no node becomes master of: found by letting the nodes elect. */
export const electionNoMaster = defineRule({
  id: 'election/no-master',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'A virtual router without a master, for another member of its sync group is held elsewhere',
    why: 'A sync group becomes master only where every member can. One that hears a better master keeps the others waiting: their addresses are on no node.',
    references: [
      'keepalived vrrp/vrrp_sync.c: vrrp_sync_can_goto_master',
      'keepalived.conf(5): vrrp_sync_group',
    ],
  },
  ...noMasterExamples,
  on: { cluster: check },
});
