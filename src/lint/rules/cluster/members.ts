import { keywordOf, type Statement, type Word } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Edit, Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import type { Known, VrrpInstance } from '../../../model/node.ts';

/** `web1`, `web1 and web2`, `lb1, lb2 and lb3`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The hosts of some members, for a sentence. */
export function hosts(members: readonly RouterMember[]): string {
  return listed(members.map(({ node }) => node.name));
}

/** `VRID 51`; the name of the instance when the members do not agree on a VRID, or have none. */
export function routerName({ vrid, matchedBy, members }: VirtualRouter): string {
  if (vrid !== undefined && matchedBy === 'vrid') return `VRID ${vrid}`;
  return members[0]!.instance.name;
}

/** The members that agree with most of the others, and those that do not. */
export interface Difference {
  /** Never empty; where there are as many on each side, those with the first member. */
  readonly reference: readonly RouterMember[];
  /** Never empty. */
  readonly deviants: readonly RouterMember[];
}

/** Tells who differs from whom in what `keyOf` gives; undefined when all agree. */
export function differenceIn(
  members: readonly RouterMember[],
  keyOf: (member: RouterMember) => string | number,
): Difference | undefined {
  const groups = groupedBy(members, keyOf);
  if (groups.length < 2) return undefined;
  const reference = groups.reduce((best, group) => (group.length > best.length ? group : best));
  return { reference, deviants: members.filter((member) => !reference.includes(member)) };
}

/** Members with the same key, in the order of their first ones. */
export function groupedBy(
  members: readonly RouterMember[],
  keyOf: (member: RouterMember) => string | number,
): RouterMember[][] {
  const groups = new Map<string | number, RouterMember[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()];
}

/** Where a value stands; the name of the instance when nobody wrote it. */
export function placeIn(instance: VrrpInstance, value: Known<unknown>): Place {
  return value.place ?? instance.place;
}

/** The keyword of a list such as `virtual_ipaddress`; the name of the instance when it is not there. */
export function placeOfKeyword(instance: VrrpInstance, keyword: string): Place {
  const statement = instance.last(keyword);
  if (statement === undefined) return instance.place;
  const [word] = statement.words;
  const start = word!.startOffset;
  return statement.source.origin({ start, end: start + keywordOf(statement).length });
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.source === other.source && one.span.start === other.span.start && one.span.end === other.span.end
  );
}

/** Without those that are at `place` or were there before: nodes may share an included file. */
export function relatedBeside(place: Place, related: readonly Related[]): Related[] {
  return related.filter(
    (one, at) =>
      !isSamePlace(one.place, place) &&
      !related.slice(0, at).some((other) => isSamePlace(one.place, other.place)),
  );
}

/** Puts `text` in the place of a value; none when it is not written there, but came out of a definition. */
export function replacing(value: Known<unknown>, text: string): Edit[] {
  const { place, statement, word } = value;
  return place === undefined || statement === undefined || word === undefined
    ? []
    : editOf(statement, word, place, text);
}

function editOf(statement: Statement, word: Word, place: Place, text: string): Edit[] {
  const isAsWritten = statement.words.includes(word) && place.source.slice(place.span) === word.image;
  return isAsWritten ? [{ place, text }] : [];
}

/** `1 s`, `0.5 s`: seconds as people write them. */
export function seconds(value: number): string {
  return `${value} s`;
}
