import { isLinkLocal } from '../../grammar/values/address.ts';
import { splitBySite } from './folders.ts';
import {
  addressesHeld,
  type Candidate,
  draftsOf,
  groupBy,
  networksOf,
  type RouterDraft,
  signatureOf,
} from './router-draft.ts';

type ByHost = ReadonlyMap<number, readonly Candidate[]>;

/**
 * Finds out which instances are one virtual router, the surest evidence first:
 *
 * 1. the same VRID and an address in common;
 * 2. an address in common under different VRIDs;
 * 3. the same VRID, and one lists the other as unicast peer;
 * 4. the same VRID, name and credentials, in one network.
 *
 * A name alone is no evidence: active/active pairs swap VI_1 and VI_2 between their nodes. Each step looks things
 * up by VRID or address, so that hundreds of files cost no more than their sum.
 */
export function matchRouters(candidates: readonly Candidate[]): void {
  const byHost = groupBy(candidates, (candidate) => candidate.host);
  const withVrid = candidates.filter((candidate) => candidate.instance.vrid.value !== undefined);
  const byVrid = groupBy(withVrid, ({ instance }) => `${instance.family} ${instance.vrid.value}`);
  for (const bucket of byVrid.values()) matchByAddress(bucket);
  matchAcrossVrids(candidates);
  for (const bucket of byVrid.values()) {
    matchByPeer(bucket);
    matchBySignature(bucket, byHost);
  }
}

function byAddress(
  candidates: readonly Candidate[],
  addresses: (candidate: Candidate) => ReturnType<typeof addressesHeld>,
): Candidate[][] {
  const groups = new Map<string, Candidate[]>();
  const sure: Candidate[][] = [];
  const weak: Candidate[][] = [];
  for (const candidate of candidates) {
    for (const { text, address } of addresses(candidate)) {
      const group = groups.get(text);
      if (group !== undefined) {
        if (group.at(-1) !== candidate) group.push(candidate);
        continue;
      }
      const fresh = [candidate];
      groups.set(text, fresh);
      // A link-local address may serve on every interface of a host.
      (isLinkLocal(address) ? weak : sure).push(fresh);
    }
  }
  return [...sure, ...weak].filter((group) => group.length > 1);
}

function matchByAddress(bucket: readonly Candidate[]): void {
  if (bucket.length < 2) return;
  for (const group of byAddress(bucket, ({ instance }) => addressesHeld(instance))) {
    for (const part of splitBySite(group)) joinAll(part);
  }
}

/** Puts candidates into as few routers as their hosts allow; those of one name, then of one interface, go together. */
function joinAll(group: readonly Candidate[]): void {
  const likings: ((one: Candidate, other: Candidate) => boolean)[] = [
    (one, other) => one.instance.name === other.instance.name,
    (one, other) => one.instance.interface.value === other.instance.interface.value,
    () => true,
  ];
  const heads: Candidate[] = [];
  for (const candidate of group) {
    const joined = likings.some((likes) =>
      heads.some((head) => likes(head, candidate) && head.draft.join(candidate.draft)),
    );
    if (!joined) heads.push(candidate);
  }
}

/** The same address under different VRIDs: one of them is a mistake, or they are strangers. */
function matchAcrossVrids(candidates: readonly Candidate[]): void {
  for (const group of byAddress(candidates, ({ instance }) => instance.vips)) {
    for (const part of splitBySite(group)) {
      const drafts = draftsOf(part);
      if (drafts.length < 2) continue;
      if (joinPair(drafts)) continue;
      for (const alike of groupBy(drafts, (draft) => signatureOf(draft.first.instance)).values())
        joinLoners(alike);
    }
  }
}

/** Two, of which one is alone: no doubt about who belongs to whom. */
function joinPair(drafts: readonly RouterDraft[]): boolean {
  const [one, other] = drafts;
  if (one === undefined || other === undefined || drafts.length > 2) return false;
  return Math.min(one.size, other.size) === 1 && one.join(other);
}

function joinLoners(drafts: readonly RouterDraft[]): void {
  if (joinPair(drafts)) return;
  if (drafts.length > 1 && drafts.every((draft) => draft.size === 1)) {
    for (const draft of drafts.slice(1)) drafts[0]!.first.draft.join(draft);
  }
}

function sourceOf(candidate: Candidate): string | undefined {
  const { source } = candidate.instance;
  return source.value === undefined ? undefined : JSON.stringify(source.value);
}

function matchByPeer(bucket: readonly Candidate[]): void {
  if (bucket.length < 2) return;
  const bySource = groupBy(
    bucket.filter((candidate) => sourceOf(candidate) !== undefined),
    (candidate) => sourceOf(candidate)!,
  );
  for (const candidate of bucket) {
    for (const peer of candidate.instance.unicastPeers) {
      const owners = bySource.get(JSON.stringify(peer.address)) ?? [];
      // An address that two nodes claim says nothing about who is meant.
      if (owners.length === 1) joinPair(draftsOf([candidate, owners[0]!]));
    }
  }
}

function matchBySignature(bucket: readonly Candidate[], byHost: ByHost): void {
  if (bucket.length < 2) return;
  for (const alike of groupBy(bucket, ({ instance }) => signatureOf(instance)).values()) {
    const drafts = draftsOf(alike);
    if (drafts.length === 2 && areRelated(drafts[0]!, drafts[1]!, byHost)) joinPair(drafts);
    else if (drafts.length > 2) joinNeighbours(alike);
  }
}

function joinNeighbours(alike: readonly Candidate[]): void {
  const byNetwork = new Map<string, Candidate[]>();
  for (const candidate of alike) {
    for (const network of networksOf(candidate.instance)) {
      const group = byNetwork.get(network);
      if (group === undefined) byNetwork.set(network, [candidate]);
      else group.push(candidate);
    }
  }
  for (const group of byNetwork.values()) {
    const drafts = draftsOf(group);
    if (drafts.length === 2 && !contradict(drafts[0]!, drafts[1]!)) joinPair(drafts);
  }
}

/** Whether anything but the VRID and the name says that two routers are one. */
function areRelated(one: RouterDraft, other: RouterDraft, byHost: ByHost): boolean {
  if (contradict(one, other)) return false;
  // Whoever names two files and no more means them to belong together.
  if (byHost.size === 2) return true;
  const { node, instance } = one.first;
  if (node.bundle !== undefined && node.bundle === other.first.node.bundle) return true;
  const networks = networksOf(instance);
  return (
    [...networksOf(other.first.instance)].some((network) => networks.has(network)) ||
    shareRouter(one, other, byHost)
  );
}

/** Two unicast routers whose nodes do not list each other are different ones. */
function contradict(one: RouterDraft, other: RouterDraft): boolean {
  const [a, b] = [one.first.instance, other.first.instance];
  if (!a.unicast || !b.unicast || a.source.value === undefined || b.source.value === undefined) return false;
  const peersOfA = new Set(a.unicastPeers.map((peer) => peer.text));
  return !b.unicastPeers.some((peer) => peersOfA.has(peer.text));
}

/** Whether the nodes of two routers meet in another one. */
function shareRouter(one: RouterDraft, other: RouterDraft, byHost: ByHost): boolean {
  for (const host of one.members.keys()) {
    for (const { draft } of byHost.get(host) ?? []) {
      for (const met of other.members.keys()) if (draft.members.has(met)) return true;
    }
  }
  return false;
}
