import type { HostAddress } from './addresses.ts';
import type { NodeModel, UnicastPeer } from './node.ts';
import type { RouterMember, VirtualRouter } from './virtual-router.ts';

/**
 * Tells nodes the addresses their peers know them by. A member of a unicast router that does not say its own address
 * is the one entry in the other members' lists that is in none of its own and that nobody else claims.
 */
export function learnAddresses(nodes: readonly NodeModel[], routers: readonly VirtualRouter[]): void {
  // What was learnt in another grouping must not count as the node's own word.
  for (const node of nodes) node.learntAddresses = [];
  const learnt = new Map<NodeModel, HostAddress[]>();
  for (const { members, family } of routers) {
    if (members.length < 2) continue;
    const claimed = new Set(members.flatMap(({ node }) => node.addresses.map((address) => address.text)));
    for (const member of members) {
      if (member.node.addresses.some(({ address }) => address.family === family)) continue;
      const found = namesFor(member, members, claimed);
      learnt.set(member.node, [...(learnt.get(member.node) ?? []), ...found]);
    }
  }
  for (const [node, addresses] of learnt) node.learntAddresses = addresses;
}

/** The one address the others can mean by `member`, with each entry that names it; empty when it is not clear. */
function namesFor(
  member: RouterMember,
  members: readonly RouterMember[],
  claimed: ReadonlySet<string>,
): HostAddress[] {
  const own = new Set(member.instance.unicastPeers.map((peer) => peer.text));
  const entries = members.flatMap((other) =>
    other === member
      ? []
      : other.instance.unicastPeers
          .filter((peer) => !own.has(peer.text) && !claimed.has(peer.text))
          .map((peer) => asAddress(peer, member, other)),
  );
  return new Set(entries.map((entry) => entry.text)).size === 1 ? entries : [];
}

function asAddress(peer: UnicastPeer, owner: RouterMember, by: RouterMember): HostAddress {
  return {
    address: peer.address,
    text: peer.text,
    prefix: undefined,
    interface: owner.instance.interface.value,
    how: `peer of ${by.node.name}`,
    place: peer.place,
  };
}
