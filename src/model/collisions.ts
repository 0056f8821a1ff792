import type { Family } from './addresses.ts';
import type { Cluster } from './cluster.ts';
import { groupBy, networksOf } from './router-draft.ts';
import type { RouterMember, VirtualRouter } from './virtual-router.ts';

/** Different virtual routers that use one VRID in one network. */
export interface VridCollision {
  readonly vrid: number;
  readonly family: Family;
  /** Two or more, of nodes that have nothing to do with each other; in the order of the clusters. */
  readonly routers: readonly VirtualRouter[];
  /** How we know of the one network: a hacfg.yaml lists all the nodes, or only the addresses look like it. */
  readonly evidence: 'bundle' | 'addresses';
}

/**
 * Virtual routers that would receive each other's advertisements: same VRID, family and network, both multicast, and
 * no host in both. Unicast routers have a VRID space of their own. Each set of routers is given once.
 */
export function vridCollisions(clusters: readonly Cluster[]): VridCollision[] {
  const routers = clusters.flatMap((cluster) => cluster.routers);
  const multicast = routers.filter(({ vrid, members }) => vrid !== undefined && !members.some(isUnicast));
  const groups = groupBy(
    multicast.flatMap((router) => Array.from(networksOfRouter(router), (network) => ({ router, network }))),
    ({ router, network }) => `${router.family} ${router.vrid} ${network}`,
  );
  const seen = new Set<string>();
  const collisions: VridCollision[] = [];
  for (const group of groups.values()) {
    const colliding = strangersAmong(group.map(({ router }) => router));
    if (colliding.length < 2) continue;
    const key = colliding.map((router) => routers.indexOf(router)).join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    collisions.push({
      vrid: colliding[0]!.vrid!,
      family: colliding[0]!.family,
      routers: colliding,
      evidence: areInOneBundle(colliding) ? 'bundle' : 'addresses',
    });
  }
  return collisions;
}

function isUnicast({ instance }: RouterMember): boolean {
  return instance.unicast;
}

function networksOfRouter(router: VirtualRouter): ReadonlySet<string> {
  return new Set(router.members.flatMap(({ instance }) => [...networksOf(instance)]));
}

/** Leaves out routers of a host that is in an earlier one: a host that has a VRID twice is a finding of its own. */
function strangersAmong(routers: readonly VirtualRouter[]): VirtualRouter[] {
  const seen = new Set<object>();
  return routers.filter((router) => {
    const isNew = router.members.every(({ node }) => !seen.has(node));
    for (const { node } of router.members) seen.add(node);
    return isNew;
  });
}

function areInOneBundle(routers: readonly VirtualRouter[]): boolean {
  const bundles = new Set(routers.flatMap(({ members }) => members.map(({ node }) => node.bundle)));
  return bundles.size === 1 && !bundles.has(undefined);
}
