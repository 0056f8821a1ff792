import type { VirtualAddress } from '../../../model/addresses.ts';
import type { RouterMember } from '../../../model/cluster.ts';
import { hosts, listed } from './members.ts';

/** An address that not all members have, or not equally often. */
export interface Stray {
  readonly text: string;
  readonly holders: readonly RouterMember[];
  readonly lacking: readonly RouterMember[];
}

export type ListOf = (member: RouterMember) => readonly VirtualAddress[];

/** An address list as one text that does not depend on its order; a repetition counts. */
export function listKey(addresses: readonly VirtualAddress[]): string {
  return addresses
    .map((vip) => vip.text)
    .sort()
    .join(' ');
}

/** Addresses that some members hold and others do not, in the order of the files. */
export function straysIn(members: readonly RouterMember[], listOf: ListOf): Stray[] {
  const counts = members.map((member) => {
    const byText = new Map<string, number>();
    for (const { text } of listOf(member)) byText.set(text, (byText.get(text) ?? 0) + 1);
    return byText;
  });
  const texts = new Set(counts.flatMap((byText) => [...byText.keys()]));
  return [...texts].flatMap((text) => {
    const most = Math.max(...counts.map((byText) => byText.get(text) ?? 0));
    const holders = members.filter((_, at) => counts[at]!.get(text) === most);
    const lacking = members.filter((member) => !holders.includes(member));
    return lacking.length === 0 ? [] : [{ text, holders, lacking }];
  });
}

/** Addresses that a message names before it only counts. */
const shown = 4;

/** `192.0.2.101 only on lb1, 192.0.2.102 not on lb3`. */
export function describeStrays(strays: readonly Stray[]): string {
  const byHolders = new Map<string, string[]>();
  for (const { text, holders, lacking } of strays) {
    const where = holders.length <= lacking.length ? `only on ${hosts(holders)}` : `not on ${hosts(lacking)}`;
    byHolders.set(where, [...(byHolders.get(where) ?? []), text]);
  }
  return [...byHolders]
    .map(([where, texts]) => {
      const cut =
        texts.length > shown ? [...texts.slice(0, shown - 1), `${texts.length - shown + 1} more`] : texts;
      return `${listed(cut)} ${where}`;
    })
    .join(', ');
}

/** The last entry of a member for an address. */
export function entryOf(member: RouterMember, text: string, listOf: ListOf): VirtualAddress | undefined {
  return listOf(member).findLast((vip) => vip.text === text);
}
