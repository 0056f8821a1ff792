import { type Statement, textOf } from '../../../../grammar/configuration.ts';
import { canonicalAddress, isLoopback } from '../../../../grammar/values/address.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, RealServer, VirtualServer } from '../../../model/node.ts';

/** One service on the nodes that have it. */
export interface SharedService {
  /** `virtual_server 192.0.2.100 80`. */
  readonly name: string;
  readonly on: ReadonlyMap<NodeModel, VirtualServer>;
  /** The nodes that should have it: those that can hold its address. */
  readonly nodes: readonly NodeModel[];
}

/** A virtual server as people call it. */
function nameOf(statement: Statement): string {
  return statement.words.map(textOf).join(' ');
}

/** A group is what is in it: its name is nobody's business but the node's own. */
function keysOf(node: NodeModel): (service: VirtualServer) => string {
  const groups = new Map(
    node.virtualServerGroups.map((group) => [group.name, group.entries.map(nameOf).sort().join(',')]),
  );
  return (service) => {
    const { target } = service;
    return target.kind === 'group'
      ? `group ${groups.get(target.name) ?? target.name} ${service.protocol.value}`
      : service.key;
  };
}

/**
 * Which nodes can hold an address: the members of the virtual router that have it in their lists. Where lists differ,
 * the address is to be on all of them, or on none; that is said elsewhere.
 */
function holders({ routers }: Cluster): ReadonlyMap<string, readonly NodeModel[]> {
  const byAddress = new Map<string, Set<NodeModel>>();
  for (const { members } of routers) {
    for (const { node, instance } of members) {
      for (const { text } of [...instance.vips, ...instance.excludedVips]) {
        const nodes = byAddress.get(text) ?? new Set();
        byAddress.set(text, nodes.add(node));
      }
    }
  }
  return new Map([...byAddress].map(([text, nodes]) => [text, [...nodes]]));
}

/** The services of a cluster, each with the nodes that have it and those that should. */
export function sharedServices(cluster: Cluster): SharedService[] {
  const shared = new Map<string, Map<NodeModel, VirtualServer>>();
  for (const node of cluster.nodes) {
    if (node.virtualServers.length === 0) continue;
    const keyOf = keysOf(node);
    for (const service of node.virtualServers) {
      const key = keyOf(service);
      const on = shared.get(key);
      if (on === undefined) shared.set(key, new Map([[node, service]]));
      // A key that comes twice on a node is a finding of its own.
      else if (!on.has(node)) on.set(node, service);
    }
  }
  const holding = holders(cluster);
  return [...shared.values()].map((on) => {
    const [node, service] = on.entries().next().value!;
    const nodes = holdersOf(node, service, holding) ?? nodesBeside([...on.keys()], cluster);
    return { name: nameOf(service.statement), on, nodes };
  });
}

/** The nodes that can hold an address of a service; undefined: its addresses are not known, or nobody's. */
function holdersOf(
  node: NodeModel,
  { target }: VirtualServer,
  holding: ReadonlyMap<string, readonly NodeModel[]>,
): readonly NodeModel[] | undefined {
  if (target.kind === 'address') return holding.get(target.text);
  if (target.kind !== 'group') return undefined;
  const group = node.virtualServerGroups.find(({ name }) => name === target.name);
  const found = group?.entries.flatMap((entry) => holding.get(firstAddress(entry)) ?? []) ?? [];
  return found.length === 0 ? undefined : [...new Set(found)];
}

/** Of an entry such as `192.0.2.1-5 80`, as addresses of models are written. */
function firstAddress(entry: Statement): string {
  return canonicalAddress(textOf(entry.words[0]!).split(/[-/]/)[0]!);
}

/**
 * The nodes with a service of which nothing tells the address, and those that hold every virtual router these have:
 * whichever of them has the address, they can hold it, too.
 */
function nodesBeside(having: readonly NodeModel[], { nodes, routers }: Cluster): NodeModel[] {
  const theirs = routers.filter(({ members }) => members.some(({ node }) => having.includes(node)));
  return nodes.filter(
    (node) =>
      having.includes(node) || theirs.every(({ members }) => members.some((member) => member.node === node)),
  );
}

/**
 * The servers of a service on each of its nodes, without those that are a director itself: each has its own way to say
 * so, and another rule speaks of them.
 */
export function foreignServers({ on, nodes }: SharedService): Map<NodeModel, RealServer[]> {
  const own = new Set(nodes.flatMap((node) => node.addresses.map(({ text }) => text)));
  const isForeign = ({ address, text }: RealServer) => !isLoopback(address) && !own.has(text);
  return new Map([...on].map(([node, service]) => [node, service.realServers.filter(isForeign)]));
}

/** `192.0.2.14 80`. */
export function serverKey({ text, port }: RealServer): string {
  return port === 0 ? text : `${text} ${port}`;
}
