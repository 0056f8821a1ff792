import { formatAddress } from '../../../../grammar/values/address.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';

/** Keywords by which a file claims an address; everything else is evidence from elsewhere. */
const sourceKeywords: ReadonlySet<string> = new Set(['mcast_src_ip', 'unicast_src_ip']);

/** The address a member says it sends from; empty when it does not say. */
export function sourceOf({ instance }: RouterMember): string {
  return instance.source.value === undefined ? '' : formatAddress(instance.source.value);
}

/** Whether something beside its own source says that a node has an address. */
function isKnownOwner({ node }: RouterMember, text: string): boolean {
  return node.addresses.some((one) => one.text === text && !sourceKeywords.has(one.how));
}

/** Whether a node takes the address for that of somebody else. */
function disowns({ instance }: RouterMember, text: string): boolean {
  return instance.unicastPeers.some((peer) => peer.text === text);
}

/** The one member the address belongs to, if that can be told. */
export function ownerOf(
  text: string,
  claimants: readonly RouterMember[],
  router: VirtualRouter,
): RouterMember | undefined {
  const known = router.members.filter((member) => isKnownOwner(member, text));
  if (known.length > 0) return known.length === 1 ? known[0] : undefined;
  const left = claimants.filter((member) => !disowns(member, text));
  if (left.length === 1) return left[0];
  const usual = claimants.filter((member) => usualSource(member) === text);
  return usual.length === 1 ? usual[0] : undefined;
}

/** The source of the first instance of a node: active/active pairs mix up those of the others. */
function usualSource({ node }: RouterMember): string | undefined {
  const source = node.instances.find((instance) => instance.source.value !== undefined)?.source.value;
  return source === undefined ? undefined : formatAddress(source);
}

/** The one address that is left for the wrong node: known of it, or the peer of the others that nobody claims. */
export function ownAddress(wrong: RouterMember, text: string, router: VirtualRouter): string | undefined {
  const { node, instance } = wrong;
  const own = node.addresses.filter(
    (one) =>
      !sourceKeywords.has(one.how) &&
      one.address.family === instance.family &&
      (one.interface === undefined || one.interface === instance.interface.value),
  );
  const claimed = new Set(router.members.map(sourceOf));
  const peers = router.members
    .filter((member) => member !== wrong)
    .flatMap((member) => member.instance.unicastPeers.map((peer) => peer.text))
    .filter((peer) => !claimed.has(peer));
  for (const texts of [own.map((one) => one.text), peers]) {
    const left = new Set(texts.filter((candidate) => candidate !== text));
    if (left.size === 1) return [...left][0];
  }
  return undefined;
}
