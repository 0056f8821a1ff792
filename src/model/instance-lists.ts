import { type Block, type Statement, spanOf, textOf, type Word } from '../../grammar/configuration.ts';
import { formatAddress } from '../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../grammar/values/subnet.ts';
import { isKnownIn, NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Family, VirtualAddress } from './addresses.ts';
import { readAddress } from './definitions.ts';
import type { UnicastPeer } from './instance.ts';
import { entriesOf, type StatementIndex, unsignedIn } from './statements.ts';
import { readVirtualAddress } from './virtual-address.ts';

export interface Lists {
  readonly vips: readonly VirtualAddress[];
  readonly excluded: readonly VirtualAddress[];
  readonly peers: readonly UnicastPeer[];
  /** mcast_src_ip and unicast_src_ip in reading order. */
  readonly sources: readonly Statement[];
}

export function readLists(
  index: StatementIndex,
  device: string | undefined,
  lostEntries: ReadonlySet<Statement>,
): Lists {
  const vipsOf = (keyword: string) =>
    entriesOf(index.all(keyword)).flatMap((entry) =>
      lostEntries.has(entry) ? [] : (readVirtualAddress(entry, device) ?? []),
    );
  const sources = [...index.all('mcast_src_ip'), ...index.all('unicast_src_ip')];
  return {
    vips: vipsOf('virtual_ipaddress'),
    excluded: vipsOf('virtual_ipaddress_excluded'),
    peers: entriesOf(index.all('unicast_peer')).flatMap((entry) =>
      lostEntries.has(entry) ? [] : (readPeer(entry) ?? []),
    ),
    sources: sources.sort((one, other) => positionIn(one) - positionIn(other)),
  };
}

function positionIn(statement: Statement): number {
  return statement.parent.statements.indexOf(statement);
}

function readPeer(entry: Statement): UnicastPeer | undefined {
  const address = readAddress(entry.words[0]);
  if (address === undefined) return undefined;
  const option = (name: string) => {
    const at = entry.words.findIndex((word, index) => index > 0 && textOf(word) === name);
    return at === -1 ? undefined : unsignedIn(entry.words[at + 1], 0, 255);
  };
  return {
    address,
    text: formatAddress(address),
    statement: entry,
    place: entry.source.origin(spanOf(entry.words[0]!)),
    minTtl: option('min_ttl'),
    maxTtl: option('max_ttl'),
    dropped: undefined,
  };
}

export function sortPeers(
  peers: readonly UnicastPeer[],
  family: Family,
  dropRepeated: boolean,
): UnicastPeer[] {
  const seen = new Set<string>();
  return peers.map((peer) => {
    if (peer.address.family !== family) return { ...peer, dropped: 'wrong-family' };
    if (dropRepeated && seen.has(peer.text)) return { ...peer, dropped: 'repeated' };
    seen.add(peer.text);
    return peer;
  });
}

/** Repeated VIPs and peers are dropped since 2.3.3. */
export function dropsRepeated(release: ReleaseName | undefined): boolean {
  return isKnownIn(release ?? NEWEST, { since: '2.3.3' });
}

export interface SettledFamily {
  readonly family: Family;
  /** Position in the block of the statement that settled it; -1: nothing did. */
  readonly at: number;
}

/** The word of `use_ipvlan` that is an address. */
export function ipvlanAddressWord(statement: Statement | undefined): Word | undefined {
  return statement?.words.slice(1).find((word) => readPrefixedAddress(textOf(word)).address !== undefined);
}

/** The first VIP, source, peer, multicast group, address of an ipvlan or native_ipv6 in the block decides. */
export function settleFamily(
  block: Block,
  lists: Lists,
  index: StatementIndex,
  release: ReleaseName | undefined,
): SettledFamily {
  const known = (keyword: string) => {
    const first = index.first(keyword);
    return first?.spec !== undefined && isKnownIn(release ?? NEWEST, first.spec) ? first : undefined;
  };
  const group = known('mcast_dst_ip');
  const ipvlan = known('use_ipvlan');
  const ipvlanWord = ipvlanAddressWord(ipvlan);
  const candidates: (readonly [Statement | undefined, Family | undefined])[] = [
    [lists.vips[0]?.statement.parent.owner, lists.vips[0]?.address.family],
    [lists.peers[0]?.statement.parent.owner, lists.peers[0]?.address.family],
    ...lists.sources.map((source) => [source, readAddress(source.words[1])?.family] as const),
    [group, readAddress(group?.words[1])?.family],
    [ipvlan, ipvlanWord === undefined ? undefined : readPrefixedAddress(textOf(ipvlanWord)).address?.family],
    [block.statements.find((statement) => textOf(statement.words[0]!) === 'native_ipv6'), 6],
  ];
  let settled: SettledFamily = { family: 4, at: -1 };
  for (const [statement, family] of candidates) {
    const at = statement === undefined ? -1 : block.statements.indexOf(statement);
    if (at !== -1 && family !== undefined && (settled.at === -1 || at < settled.at)) settled = { family, at };
  }
  return settled;
}
