import { formatAddress } from '../../grammar/values/address.ts';
import { inSubnet, networkAddress } from '../../grammar/values/subnet.ts';
import type { Family, IpAddress } from './addresses.ts';
import type { Cluster } from './cluster.ts';
import { groupBy } from './router-draft.ts';
import type { RouterMember, VirtualRouter } from './virtual-router.ts';

/** Different virtual routers that use one VRID in one network. */
export interface VridCollision {
  readonly vrid: number;
  readonly family: Family;
  /** Two or more, of nodes that have nothing to do with each other; in the order of the clusters. */
  readonly routers: readonly VirtualRouter[];
  /** The network they are in: `192.0.2.0/24`. */
  readonly network: string;
  /** How we know of the one network: a hacfg.yaml lists all the nodes, or only the addresses look like it. */
  readonly evidence: 'bundle' | 'addresses';
}

/** A network a router seems to be in. */
interface Network {
  readonly address: IpAddress;
  readonly prefix: number;
  /** As it is grouped: no longer than most networks are. */
  readonly wide: string;
}

interface Placed {
  readonly router: VirtualRouter;
  readonly network: Network;
}

/** Prefix lengths to assume where none is written: what most networks have. */
const usualPrefix = { 4: 24, 6: 64 } as const;

/**
 * Virtual routers that would receive each other's advertisements: same VRID, family and network, both multicast, and
 * no host in both. Unicast routers have a VRID space of their own. Each set of routers is given once.
 */
export function vridCollisions(clusters: readonly Cluster[]): VridCollision[] {
  const routers = clusters.flatMap((cluster) => cluster.routers);
  const order = new Map(routers.map((router, at) => [router, at]));
  const multicast = routers.filter(({ vrid, members }) => vrid !== undefined && !members.some(isUnicast));
  const groups = groupBy(
    multicast.flatMap((router) => networksOfRouter(router).map((network): Placed => ({ router, network }))),
    ({ router, network }) => `${router.family} ${router.vrid} ${network.wide}`,
  );
  const seen = new Set<string>();
  const collisions: VridCollision[] = [];
  for (const wide of groups.values()) {
    if (wide.length < 2) continue;
    for (const placed of byCard(wide).flatMap(byNarrowNetwork)) {
      const colliding = strangersAmong([...new Set(placed.map(({ router }) => router))]);
      if (colliding.length < 2) continue;
      const key = colliding.map((router) => order.get(router)).join(' ');
      if (seen.has(key)) continue;
      seen.add(key);
      collisions.push({
        vrid: colliding[0]!.vrid!,
        family: colliding[0]!.family,
        routers: colliding,
        network: nameOf(
          placed.reduce((best, one) => (one.network.prefix > best.network.prefix ? one : best)),
        ),
        evidence: areInOneBundle(colliding) ? 'bundle' : 'addresses',
      });
    }
  }
  return collisions;
}

function nameOf({ network: { address, prefix } }: Placed): string {
  return `${formatAddress(networkAddress(address, prefix))}/${prefix}`;
}

function isUnicast({ instance }: RouterMember): boolean {
  return instance.unicast;
}

/** The networks that the VIPs with a length are in; without such, those that all addresses look like. */
function networksOfRouter({ members, family }: VirtualRouter): Network[] {
  const usual = usualPrefix[family];
  const whole = family === 4 ? 32 : 128;
  const stated: Network[] = [];
  const assumed: Network[] = [];
  for (const { instance } of members) {
    for (const { address, ownDevice, prefix } of instance.vips) {
      if (ownDevice !== undefined && ownDevice !== instance.interface.value) continue;
      if (prefix > 0 && prefix < whole) stated.push(networkOf(address, prefix, usual));
      else assumed.push(networkOf(address, usual, usual));
    }
    const { value } = instance.source;
    if (value?.family === family) assumed.push(networkOf(value, usual, usual));
  }
  const networks = stated.length > 0 ? stated : assumed;
  return [...new Map(networks.map((one) => [`${one.wide} ${one.prefix}`, one])).values()];
}

function networkOf(address: IpAddress, prefix: number, usual: number): Network {
  return { address, prefix, wide: formatAddress(networkAddress(address, Math.min(prefix, usual))) };
}

/**
 * Hosts that name their cards alike use one name for one network: eth0 and eth1 are two, and so are two VLANs. Names
 * of different kinds, as eth0 and ens32, tell nothing.
 */
function byCard(placed: readonly Placed[]): Placed[][] {
  const groups: Placed[][] = [];
  let left = [...placed];
  while (left.length > 0) {
    const first = cardsOf(left[0]!.router);
    const isAlike = ({ router }: Placed) => mayBeOneNetwork(first, cardsOf(router));
    groups.push(left.filter(isAlike));
    left = left.filter((one) => !isAlike(one));
  }
  return groups;
}

function cardsOf({ members }: VirtualRouter): string[] {
  return members.flatMap(({ instance }) => instance.interface.value ?? []);
}

function mayBeOneNetwork(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === 0 || other.length === 0 || one.some((card) => other.includes(card))) return true;
  const kinds = new Set(one.map(kindOf));
  return !other.some((card) => kinds.has(kindOf(card)));
}

function kindOf(card: string): string {
  return card.replace(/\d+/g, '0');
}

/** Parts a network by the smaller ones in it; whoever has no such may be in any of them. */
function byNarrowNetwork(placed: readonly Placed[]): Placed[][] {
  const usual = usualPrefix[placed[0]!.router.family];
  const narrow = placed.filter(({ network }) => network.prefix > usual);
  if (narrow.length === 0) return [[...placed]];
  const parts = [...groupBy(narrow, nameOf).values()];
  return parts.map(([first]) => {
    const { address, prefix } = first!.network;
    return placed.filter(
      ({ network }) => network.prefix <= usual || inSubnet(network.address, address, prefix),
    );
  });
}

/**
 * Leaves out routers of a host that is in an earlier one: a host that has a VRID twice is a finding of its own. And
 * those that look like an earlier one in another place: hosts of the same names, or the same addresses.
 */
function strangersAmong(routers: readonly VirtualRouter[]): VirtualRouter[] {
  const seen = new Set<object | string>();
  return routers.filter(({ members }) => {
    const marks = members.flatMap(({ node, instance }) => [
      node,
      `host ${node.name}`,
      ...instance.vips.map(({ text }) => text),
    ]);
    const isNew = marks.every((mark) => !seen.has(mark));
    for (const mark of marks) seen.add(mark);
    return isNew;
  });
}

function areInOneBundle(routers: readonly VirtualRouter[]): boolean {
  const bundles = new Set(routers.flatMap(({ members }) => members.map(({ node }) => node.bundle)));
  return bundles.size === 1 && !bundles.has(undefined);
}
