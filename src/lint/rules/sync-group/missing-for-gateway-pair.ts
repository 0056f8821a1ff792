import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, SyncGroup, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { listedBriefly, relatedTo, someOf } from '../vrrp/settings.ts';
import { group } from './examples.ts';

/** Instances of one node that are alike, on two interfaces or more, and that no group holds together. */
interface Loose {
  readonly instances: readonly VrrpInstance[];
  readonly node: NodeModel;
}

/** Whether each of them gives up when the interface of any other is down: then they move together anyway. */
function watchEachOther(instances: readonly VrrpInstance[]): boolean {
  const interfaces = instances.map((one) => one.interface.value);
  return instances.every((one) =>
    interfaces.every(
      (name) =>
        name === one.interface.value ||
        one.tracked.some((tracked) => tracked.kind === 'interface' && tracked.name === name),
    ),
  );
}

/** A group that does not hold together what it lists: other rules say what is wrong with it. */
function isFaulty({ members }: SyncGroup): boolean {
  return members.length < 2 || members.some(({ dropped }) => dropped !== undefined);
}

/** What to type: a new group, or the names that the only one there lacks. */
function helpFor(instances: readonly VrrpInstance[]): string {
  const groups = new Set(instances.flatMap(({ syncGroup }) => syncGroup ?? []));
  const [known] = groups;
  const names = instances
    .filter((one) => known === undefined || one.syncGroup !== known)
    .map(({ name }) => name);
  const list = names.length > 6 ? `${names.slice(0, 5).join(' ')} ...` : names.join(' ');
  if (known === undefined) return `vrrp_sync_group G1 { group { ${list} } }, on all nodes`;
  return groups.size > 1
    ? 'one vrrp_sync_group with all of them, on all nodes'
    : `${list} in vrrp_sync_group ${known.name} too, on all nodes`;
}

/**
 * Instances with one role and one priority. Where these differ the nodes may mean to share the load, and so they do
 * where another node has them the other way round.
 */
function looseIn(node: NodeModel, { routers }: Cluster): Loose | undefined {
  if (node.syncGroups.some(isFaulty)) return undefined;
  const instances = node.instances.filter(
    (one) => one.interface.value !== undefined && !one.dontTrackPrimary.value,
  );
  const [first] = instances;
  if (first === undefined) return undefined;
  const alike = instances.filter(
    (one) => one.priority.value === first.priority.value && one.state.value === first.state.value,
  );
  const isWhole = alike.length === instances.length;
  const groups = new Set(alike.map((one) => one.syncGroup ?? one));
  const interfaces = new Set(alike.map((one) => one.interface.value));
  if (!isWhole || groups.size < 2 || interfaces.size < 2 || watchEachOther(alike)) return undefined;
  return isSharedOut(alike, node, routers) ? undefined : { instances: alike, node };
}

/** Whether of two nodes one is ahead in one of the routers and behind in another. */
function isSharedOut(
  instances: readonly VrrpInstance[],
  node: NodeModel,
  routers: Cluster['routers'],
): boolean {
  const own = new Set(instances);
  const theirs = routers.filter(({ members }) =>
    members.some((member) => member.node === node && own.has(member.instance)),
  );
  const leads = new Map<NodeModel, Map<NodeModel, number>>();
  for (const { members } of theirs) {
    for (const [at, one] of members.entries()) {
      const known = leads.get(one.node) ?? new Map<NodeModel, number>();
      leads.set(one.node, known);
      for (const other of members.slice(at + 1)) {
        const lead = Math.sign(one.instance.priority.value - other.instance.priority.value);
        if ((known.get(other.node) ?? lead) !== lead) return true;
        known.set(other.node, lead);
      }
    }
  }
  return false;
}

/**
 * What shows that traffic passes from one interface to another: routes of the master, NAT. A check that they share
 * does not: a proxy may well be reached from several networks.
 */
function passage({
  instances,
  node,
}: Loose): { text: string; statement: VrrpInstance['statement'] } | undefined {
  const routed = instances.find((one) => one.last('virtual_routes') !== undefined);
  if (routed !== undefined)
    return { text: `routes of ${routed.name}`, statement: routed.last('virtual_routes')! };
  const balanced = node.virtualServers.find(
    ({ forwarding }) => forwarding.value === 'NAT' && forwarding.isWritten,
  );
  if (balanced !== undefined) return { text: 'NAT', statement: balanced.forwarding.statement! };
  return undefined;
}

function report(loose: Loose, context: RuleContext): void {
  const { instances } = loose;
  const [first, ...others] = instances;
  const evidence = passage(loose);
  context.report({
    place: first!.place,
    ...(evidence === undefined ? { severity: 'info' } : {}),
    message: `${listedBriefly(instances.map((one) => `${one.name} (${one.interface.value})`))} are in no vrrp_sync_group together: a failure of one interface leaves them on different nodes`,
    label: 'moves on its own',
    help: `If traffic passes between them: ${helpFor(instances)}`,
    related: someOf([
      ...relatedTo(evidence?.statement, `shows that they belong together: ${evidence?.text ?? ''}`),
      ...others.map(({ place }) => ({ place, message: 'and so does this one' })),
    ]),
  });
}

const routes = ['virtual_routes {', '    203.0.113.0/24 via 198.51.100.1 dev eth1', '}'];
const inside = sample();
const outside = sample({
  name: 'VI_2',
  interface: 'eth1',
  vrid: 52,
  vips: ['198.51.100.100/24'],
  lines: routes,
});

/** The two sides of a gateway that nothing holds together. */
export const syncGroupMissingForGatewayPair = defineRule({
  id: 'sync-group/missing-for-gateway-pair',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Instances on two interfaces that no sync group holds together',
    why: 'When one interface fails only its own VIP moves. A gateway then has its inner address on one node and its outer address on another, and passes nothing on.',
    references: ['keepalived.conf(5): vrrp_sync_group', 'acassen/keepalived#1205', 'acassen/keepalived#1465'],
  },
  bad: [{ caption: 'A router with an inner and an outer side', at: '1:15', files: `${inside}\n${outside}` }],
  good: [
    { files: `${group(['VI_1', 'VI_2'])}\n${inside}\n${outside}` },
    {
      caption: 'Each node is to hold one of the two',
      files: `${sample({ priority: 110 })}\n${outside}`,
    },
  ],
  on: {
    run: (clusters, context) => {
      for (const cluster of clusters) {
        for (const node of cluster.nodes) {
          const loose = node.instances.length < 2 ? undefined : looseIn(node, cluster);
          if (loose !== undefined) report(loose, context);
        }
      }
    },
  },
});
