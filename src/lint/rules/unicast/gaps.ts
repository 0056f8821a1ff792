import { formatAddress } from '../../../../grammar/values/address.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { groupedBy } from '../cluster/members.ts';

/** One direction in which no advertisement arrives. */
export interface Gap {
  readonly from: RouterMember;
  readonly to: RouterMember;
}

function hasSource({ instance }: RouterMember): boolean {
  return instance.source.value !== undefined;
}

function sourceOf({ instance }: RouterMember): string {
  return instance.source.value === undefined ? '' : formatAddress(instance.source.value);
}

/** The addresses a member can be reached at, as far as they are known. */
export function addressesOf({ node, instance }: RouterMember): Set<string> {
  const { value } = instance.source;
  if (value !== undefined) return new Set([formatAddress(value)]);
  return new Set(
    node.addresses.filter(({ address }) => address.family === instance.family).map(({ text }) => text),
  );
}

function sendsTo({ instance }: RouterMember, addresses: ReadonlySet<string>): boolean {
  return instance.unicastPeers.some((peer) => addresses.has(peer.text));
}

/**
 * Who does not send to whom; nodes of unknown address are left out. Nothing of a router that is unicast on some nodes
 * only, or in which two nodes have one source address: these are mistakes of another kind.
 */
export function gapsIn({ members }: VirtualRouter): Gap[] {
  if (!members.every(({ instance }) => instance.unicast)) return [];
  if (groupedBy(members.filter(hasSource), sourceOf).some((group) => group.length > 1)) return [];
  const addresses = new Map(members.map((member) => [member, addressesOf(member)]));
  return members.flatMap((from) =>
    members.flatMap((to) => {
      const known = addresses.get(to)!;
      return from === to || known.size === 0 || sendsTo(from, known) ? [] : [{ from, to }];
    }),
  );
}

/** Whether neither of the two sends to the other: the lists agree, and leave the same pair out. */
export function isMutual(gap: Gap, gaps: readonly Gap[]): boolean {
  return gaps.some(({ from, to }) => from === gap.to && to === gap.from);
}

/** The address of a member in a sentence. */
export function textOf(member: RouterMember): string {
  return [...addressesOf(member)][0]!;
}
