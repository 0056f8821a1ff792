import { formatAddress } from '../../grammar/values/address.ts';
import { networkAddress } from '../../grammar/values/subnet.ts';
import type { IpAddress } from './addresses.ts';
import type { NodeModel, VrrpInstance } from './node.ts';

/** An instance on its way into a virtual router. */
export interface Candidate {
  readonly node: NodeModel;
  readonly instance: VrrpInstance;
  /** Nodes with the same number are one host: a router has room for one of them. */
  readonly host: number;
  /** Position in the input, for a stable order. */
  readonly position: number;
  draft: RouterDraft;
}

/** A virtual router while its members are being found. */
export class RouterDraft {
  readonly members = new Map<number, Candidate>();

  get size(): number {
    return this.members.size;
  }

  get first(): Candidate {
    return this.members.values().next().value!;
  }

  /** Takes the members of `other`; false when a host would be in it twice, or the nodes are known to be strangers. */
  join(other: RouterDraft): boolean {
    if (other === this) return true;
    const [large, small] = this.size >= other.size ? [this, other] : [other, this];
    for (const host of small.members.keys()) if (large.members.has(host)) return false;
    if (areStrangers(large.first.node, small.first.node)) return false;
    for (const [host, candidate] of small.members) {
      large.members.set(host, candidate);
      candidate.draft = large;
    }
    return true;
  }
}

export function newCandidate(
  node: NodeModel,
  instance: VrrpInstance,
  host: number,
  position: number,
): Candidate {
  const draft = new RouterDraft();
  const candidate: Candidate = { node, instance, host, position, draft };
  draft.members.set(host, candidate);
  return candidate;
}

/** Nodes of two different descriptions of clusters. */
function areStrangers(one: NodeModel, other: NodeModel): boolean {
  return one.bundle !== undefined && other.bundle !== undefined && one.bundle !== other.bundle;
}

/** Every address an instance holds, the excluded ones too. */
export function addressesHeld(
  instance: VrrpInstance,
): readonly { text: string; address: IpAddress; prefix: number }[] {
  return instance.excludedVips.length === 0 ? instance.vips : [...instance.vips, ...instance.excludedVips];
}

/** What peers agree on beside the VRID: the name of the instance and the credentials of VRRPv2. */
export function signatureOf(instance: VrrpInstance): string {
  const { type, pass } = instance.authentication;
  return JSON.stringify([instance.name, type.value, pass.value ?? '']);
}

/** Prefix lengths to assume where none says better: what most networks have. */
const usualPrefix = { 4: 24, 6: 64 } as const;

/** The networks an instance seems to be in, by its addresses and its source. */
export function networksOf(instance: VrrpInstance): ReadonlySet<string> {
  const networks = new Set<string>();
  const add = (address: IpAddress, prefix: number) => {
    const usual = usualPrefix[address.family];
    networks.add(formatAddress(networkAddress(address, Math.min(prefix, usual))));
  };
  for (const vip of instance.vips) add(vip.address, vip.prefix);
  if (instance.source.value !== undefined)
    add(instance.source.value, usualPrefix[instance.source.value.family]);
  for (const peer of instance.unicastPeers) add(peer.address, usualPrefix[peer.address.family]);
  return networks;
}

/** The values of a list by a key of theirs. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The drafts of some candidates, each once. */
export function draftsOf(candidates: Iterable<Candidate>): RouterDraft[] {
  return [...new Set(Array.from(candidates, (candidate) => candidate.draft))];
}
