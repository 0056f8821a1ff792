import { textOf, type Word } from '../configuration.ts';
import type { ArgumentSpec, ListSpec, OptionSpec } from '../vocabulary/index.ts';
import { type Family, familyOf } from './address.ts';
import { checkDestination, checkPlainAddress } from './check-address.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { missingValue, type OptionFault, readOption } from './keyword-options.ts';
import { checkRoundTrip } from './round-trip.ts';
import { type WordCheck, type WordReading, wholeWord } from './word-fault.ts';

/** A way through the words of a route or a rule. */
export interface Walk {
  readonly words: readonly Word[];
  readonly keyword: string;
  readonly list: ListSpec;
  readonly reading: WordReading;
  readonly faults: EntryFault[];
  at: number;
  /** Settled by the first address or family word; every other one must agree. */
  family: Family | undefined;
}

export function startWalk({ words, keyword }: EntryWords, list: ListSpec, reading: WordReading): Walk {
  return { words, keyword, list, reading, faults: [], at: 0, family: undefined };
}

/** Whether the entry is lost already: the daemon looks no further. */
export function isLost(walk: Walk): boolean {
  return walk.faults.at(-1)?.dropsEntry === true;
}

/** Options whose bad value is left out with a message; every other bad value loses the entry. */
const forgiving: ReadonlySet<string> = new Set([
  'as',
  'features',
  'ipproto',
  'sport',
  'dport',
  'ttl-propagate',
]);

/** Addresses of gateways are whole words here, destinations may be named, times have units of their own. */
const valueChecks: Readonly<Record<string, WordCheck>> = {
  src: checkPlainAddress,
  via: checkPlainAddress,
  gw: checkPlainAddress,
  or: checkPlainAddress,
  to: checkDestination,
  from: checkDestination,
  rtt: checkRoundTrip(8),
  rttvar: checkRoundTrip(4),
  rto_min: checkRoundTrip(1),
};

/** Options that only one family has. */
const familyOptions: Readonly<Record<string, Family>> = { expires: 6, pref: 6, realms: 4, inet: 4, inet6: 6 };

/** Settles the family or reports that `word` is of the other one. */
export function joinFamily(walk: Walk, word: Word, family: Family, option: OptionSpec | undefined): void {
  if (walk.family === undefined) walk.family = family;
  else if (walk.family !== family) {
    const fault = wholeWord(textOf(word), 'wrong-family');
    walk.faults.push(dropping({ word, fault, argument: { name: 'addr', type: 'ip' }, option }));
  }
}

/** The family an address says it has; `default` and the like say nothing. */
export function familyOfWord(word: Word): Family | undefined {
  return /[.:]/.test(textOf(word)) ? familyOf(textOf(word)) : undefined;
}

/**
 * Reads the option at the current word with its values. Behind `inet` and `inet6` the daemon steps over a word too
 * many, so that the next one is never read.
 */
export function walkOption(walk: Walk, option: OptionSpec): void {
  const word = walk.words[walk.at]!;
  const family = familyOptions[option.option];
  if (option.option === 'inet' || option.option === 'inet6') {
    walk.at += 2;
    joinFamily(walk, word, family!, option);
    return;
  }
  const check = valueChecks[option.option];
  if (check !== undefined) {
    walkValue(walk, option, check);
    return;
  }
  const { next, faults } = readOption(walk.words, walk.at, option, walk.reading);
  walk.at = next;
  const isForgiven =
    forgiving.has(option.option) || (option.option === 'protocol' && walk.list.name === 'rule');
  for (const fault of faults) walk.faults.push(weigh(fault, isForgiven));
  if (family !== undefined && !isLost(walk)) joinFamily(walk, word, family, option);
}

/** A value read by a check of its own, with a family word or `lock` before it. */
function walkValue(walk: Walk, option: OptionSpec, check: WordCheck): void {
  let at = walk.at + 1;
  const before = walk.words[at];
  const text = before === undefined ? '' : textOf(before);
  if (option.args.length > 1 && (text === 'inet' || text === 'inet6')) at++;
  if (option.lockable && text === 'lock') at++;
  const value = walk.words[at];
  if (value === undefined) {
    walk.faults.push(dropping(missingValue(walk.words[walk.at]!, option)));
    walk.at = at;
    return;
  }
  walk.at = at + 1;
  const argument: ArgumentSpec = option.args.at(-1)!;
  const fault = check(textOf(value), argument, walk.reading);
  // A bad prefix length leaves the address as a host's, a time out of range is set to the limit.
  if (fault !== undefined)
    walk.faults.push(weigh({ word: value, fault, argument, option }, fault.used !== undefined));
  const family = argument.type === 'rtt' ? undefined : familyOfWord(value);
  if (family !== undefined && !isLost(walk)) joinFamily(walk, value, family, option);
}

function weigh(fault: OptionFault, isForgiven: boolean): EntryFault {
  return isForgiven && fault.fault.fault !== 'missing-option-value' ? keeping(fault) : dropping(fault);
}

/** A fault of the entry as a whole: something it needs is not in it. */
export function lacking(walk: Walk): OptionFault {
  const word = walk.words.at(-1)!;
  return { word, fault: wholeWord(textOf(word), 'other'), argument: undefined, option: undefined };
}
