import { keywordOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import { optionNamed, readOption } from '../../../../grammar/values/keyword-options.ts';
import type { WordReading } from '../../../../grammar/values/word-fault.ts';
import { listSpec } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { nameOfBlock } from '../value/wording.ts';
import { releaseOf } from '../vrrp/settings.ts';

/** An option of an entry and its last value. */
export interface EntryOption {
  readonly word: Word;
  readonly value: Word | undefined;
}

/** A line of a list of routes, rules or addresses by its options. */
export interface Entry {
  readonly statement: Statement;
  /** The keyword of its list: static_routes, virtual_rules... */
  readonly list: string;
  /** Each option with where it stands; of a repeated one the last. */
  readonly options: ReadonlyMap<string, EntryOption>;
  /** The words that are neither options nor their values, as written. */
  readonly rest: readonly Word[];
  /** Where the hops of a multipath route begin. */
  readonly nextHop: Word | undefined;
}

/** Reads an entry word by word, as far as the first `nexthop`; what is wrong with a word is for others to say. */
export function readEntry(statement: Statement, context: RuleContext): Entry | undefined {
  const owner = statement.parent.owner;
  const list = owner?.spec?.list === undefined ? undefined : listSpec(owner.spec.list);
  if (owner === undefined || list === undefined) return undefined;
  const keyword = keywordOf(owner);
  const reading: WordReading = { places: 6, lenient: true, zeroPort: false, release: releaseOf(context) };
  const { words } = statement;
  const options = new Map<string, EntryOption>();
  const rest: Word[] = [];
  let nextHop: Word | undefined;
  for (let at = 0; at < words.length; ) {
    const word = words[at]!;
    const text = textOf(word);
    if (text === 'nexthop') {
      nextHop = word;
      break;
    }
    const option = optionNamed(list, text, reading, keyword);
    if (option === undefined) rest.push(word);
    const next = option === undefined ? at + 1 : readOption(words, at, option, reading).next;
    if (option !== undefined) options.set(text, { word, value: next > at + 1 ? words[next - 1] : undefined });
    at = next;
  }
  return { statement, list: keyword, options, rest, nextHop };
}

/** The first of some options that the entry has. */
export function firstOf({ options }: Entry, names: readonly string[]): EntryOption | undefined {
  const name = names.find((one) => options.has(one));
  return name === undefined ? undefined : options.get(name);
}

/** Whether the list is one of rules, not of routes. */
export function isRule({ list }: Entry): boolean {
  return list.endsWith('_rules');
}

/** `route 10.1.0.0/16 of virtual_routes of vrrp_instance VI_1`, `rule from 10.1.0.0/16 of static_rules`. */
export function nameOfEntry(entry: Entry): string {
  const { words, parent } = entry.statement;
  const where = nameOfBlock(parent);
  if (isRule(entry))
    return `rule ${words
      .slice(0, 2)
      .map((word) => textOf(word))
      .join(' ')} of ${where}`;
  if (!entry.list.endsWith('_routes')) return `${textOf(words[0]!)} of ${where}`;
  return `route ${textOf(entry.rest.at(-1) ?? words[0]!)} of ${where}`;
}

type Check = (entry: Entry, node: NodeModel, context: RuleContext) => void;

const routes = ['static_routes', 'vrrp_instance/virtual_routes'];
const rules = ['static_rules', 'vrrp_instance/virtual_rules'];
const addresses = [
  'static_ipaddress',
  'vrrp_instance/virtual_ipaddress',
  'vrrp_instance/virtual_ipaddress_excluded',
];

/** Paths of the lists that a check looks at. */
export const lists = { routes, rules, addresses } as const;

/**
 * Statement hooks for the entries of lists. Entries that keepalived drops for a bad word are passed over, and so is
 * everything that has none of the words asked for: lists are long, and most entries are plain.
 */
export function onEntries(paths: readonly string[], words: ReadonlySet<string> | undefined, check: Check) {
  const hook = (statement: Statement, node: NodeModel, context: RuleContext) => {
    if (words !== undefined && !statement.words.some((word) => words.has(word.image))) return;
    if (node.lostEntries.has(statement)) return;
    const entry = readEntry(statement, context);
    if (entry !== undefined) check(entry, node, context);
  };
  return { statement: Object.fromEntries(paths.map((path) => [`${path}/*`, hook])) };
}
