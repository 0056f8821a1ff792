import { type Statement, spanOf, textOf } from '../../grammar/configuration.ts';
import { type Family, formatAddress } from '../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../grammar/values/subnet.ts';
import type { VirtualAddress } from './addresses.ts';

/** Options of an address entry that are followed by a value (keepalived vrrp_ipaddress.c: alloc_ipaddress). */
const withValue: ReadonlySet<string> = new Set([
  'dev',
  'scope',
  'brd',
  'broadcast',
  'label',
  'peer',
  'preferred_lft',
  'track_group',
]);

/** The value behind an option word of the entry. */
function optionOf(entry: Statement, option: string): string | undefined {
  const words = entry.words;
  for (let at = 1; at < words.length; at++) {
    const word = textOf(words[at]!);
    if (word === option) return words[at + 1] === undefined ? undefined : textOf(words[at + 1]!);
    if (withValue.has(word)) at++;
  }
  return undefined;
}

/** An entry of an address list; undefined when its address is none. `device`: where addresses without `dev` go. */
export function readVirtualAddress(entry: Statement, device: string | undefined): VirtualAddress | undefined {
  const word = entry.words[0]!;
  const { address, prefix, slash } = readPrefixedAddress(textOf(word));
  if (address === undefined) return undefined;
  const ownDevice = optionOf(entry, 'dev');
  return {
    address,
    text: formatAddress(address),
    prefix,
    prefixWritten: slash !== -1,
    device: ownDevice ?? device,
    ownDevice,
    label: optionOf(entry, 'label'),
    statement: entry,
    place: entry.source.origin(spanOf(word)),
    dropped: undefined,
  };
}

/** Most addresses that one advertisement carries with an MTU of 1500 (keepalived vrrp.c: vrrp_complete_instance). */
function roomFor(family: Family): number {
  return family === 4 ? 255 : 89;
}

export interface SortedVips {
  readonly vips: readonly VirtualAddress[];
  readonly excluded: readonly VirtualAddress[];
  readonly dropped: readonly VirtualAddress[];
}

/**
 * What the daemon keeps of the two lists of an instance: no VIP of the other family, none twice (from 2.3.3 on), and
 * no more than an advertisement has room for; the rest moves to the excluded ones.
 */
export function sortVips(
  vips: readonly VirtualAddress[],
  excluded: readonly VirtualAddress[],
  family: Family,
  dropRepeated: boolean,
): SortedVips {
  const dropped: VirtualAddress[] = [];
  const seen = new Set<string>();
  const seenKeys = new Set<string>();
  const seenExcluded = new Set<string>();
  const keepVip = (vip: VirtualAddress) => {
    if (vip.address.family !== family) dropped.push({ ...vip, dropped: 'wrong-family' });
    else if (dropRepeated && seen.has(vip.text)) dropped.push({ ...vip, dropped: 'repeated' });
    else {
      seen.add(vip.text);
      seenKeys.add(`${vip.text} ${vip.ownDevice ?? ''}`);
      return true;
    }
    return false;
  };
  const keepExcluded = (vip: VirtualAddress) => {
    // The device as written: one that is named counts as another than the instance's, even when it is the same.
    const key = `${vip.text} ${vip.ownDevice ?? ''}`;
    const repeated = dropRepeated && (seenKeys.has(key) || seenExcluded.has(key));
    seenExcluded.add(key);
    if (repeated) dropped.push({ ...vip, dropped: 'repeated' });
    return !repeated;
  };
  const kept = vips.filter(keepVip);
  const keptExcluded = excluded.filter(keepExcluded);
  const room = roomFor(family);
  return { vips: kept.slice(0, room), excluded: [...kept.slice(room), ...keptExcluded], dropped };
}
