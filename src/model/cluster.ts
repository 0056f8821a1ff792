import { learnAddresses } from './learn-addresses.ts';
import { matchRouters } from './match-routers.ts';
import type { NodeModel } from './node.ts';
import { type Candidate, draftsOf, newCandidate, type RouterDraft } from './router-draft.ts';
import type { RouterMember, VirtualRouter } from './virtual-router.ts';

export type { RouterMember, VirtualRouter };

/** Nodes that share virtual routers. A node that shares none is a cluster of its own. */
export interface Cluster {
  readonly nodes: readonly NodeModel[];
  /** Those with a single member too, in the order of their first members. */
  readonly routers: readonly VirtualRouter[];
}

/**
 * Sorts nodes into clusters, in their order. Nodes of which one's file includes the other's are one host's and never
 * peers; the same text in two places is a copy, and its nodes are peers. Tells each node which addresses its peers say
 * it has.
 */
export function groupIntoClusters(nodes: readonly NodeModel[]): Cluster[] {
  const hosts = hostsOf(nodes);
  const candidates: Candidate[] = [];
  for (const [at, node] of nodes.entries()) {
    for (const instance of node.instances)
      candidates.push(newCandidate(node, instance, hosts[at]!, candidates.length));
  }
  matchRouters(candidates);
  const drafts = draftsOf(candidates);
  const clusterOf = joinNodes(nodes, drafts);
  const routers = new Map<number, VirtualRouter[]>();
  for (const draft of drafts) {
    const root = clusterOf.get(draft.first.node)!;
    const known = routers.get(root);
    if (known === undefined) routers.set(root, [toRouter(draft)]);
    else known.push(toRouter(draft));
  }
  const members = new Map<number, NodeModel[]>();
  for (const node of nodes) {
    const root = clusterOf.get(node)!;
    const cluster = members.get(root);
    if (cluster === undefined) members.set(root, [node]);
    else cluster.push(node);
  }
  const clusters = [...members].map(([root, clusterNodes]) => ({
    nodes: clusterNodes,
    routers: routers.get(root) ?? [],
  }));
  for (const cluster of clusters) learnAddresses(cluster.nodes, cluster.routers);
  return clusters;
}

/**
 * A number for the host of each node: nodes whose main file another one reads are the same host's. One file under two
 * names is read with two config-ids, and is the file of two hosts.
 */
function hostsOf(nodes: readonly NodeModel[]): number[] {
  const byFile = new Map<string, number>();
  const byPath = new Map<string, number[]>();
  const hosts = nodes.map((node, at) => {
    const { path } = node.main;
    const known = byFile.get(`${path}\0${node.name}`);
    if (known !== undefined) return known;
    byFile.set(`${path}\0${node.name}`, at);
    byPath.set(path, [...(byPath.get(path) ?? []), at]);
    return at;
  });
  for (const [at, node] of nodes.entries()) {
    for (const source of node.configuration.sources.slice(1)) {
      for (const included of byPath.get(source.path) ?? []) hosts[included] = hosts[at]!;
    }
  }
  return hosts;
}

/** Which cluster each node is in, as a number: nodes that share a router are in one. */
function joinNodes(
  nodes: readonly NodeModel[],
  drafts: readonly RouterDraft[],
): ReadonlyMap<NodeModel, number> {
  const position = new Map(nodes.map((node, at) => [node, at]));
  const parent = nodes.map((_, at) => at);
  const find = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root]!;
    // Every node on the way now points at the root, so that the next search is short.
    for (let next = at; next !== root; ) [next, parent[next]] = [parent[next]!, root];
    return root;
  };
  for (const draft of drafts) {
    const first = find(position.get(draft.first.node)!);
    for (const { node } of draft.members.values()) parent[find(position.get(node)!)] = first;
  }
  return new Map(nodes.map((node, at) => [node, find(at)]));
}

function toRouter(draft: RouterDraft): VirtualRouter {
  const members = [...draft.members.values()].sort((one, other) => one.position - other.position);
  const vrids = members.map(({ instance }) => instance.vrid.value);
  const isOneVrid = vrids.every((vrid) => vrid === vrids[0] && (vrid !== undefined || vrids.length === 1));
  return {
    vrid: mostCommon(vrids.filter((vrid) => vrid !== undefined)),
    family: members[0]!.instance.family,
    matchedBy: isOneVrid ? 'vrid' : 'vips',
    members: members.map(({ node, instance }) => ({ node, instance })),
  };
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | undefined;
  for (const [value, count] of counts) if (best === undefined || count > counts.get(best)!) best = value;
  return best;
}
