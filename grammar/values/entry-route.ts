import { textOf, type Word } from '../configuration.ts';
import { type ArgumentSpec, type ListSpec, listSpec, type OptionSpec } from '../vocabulary/index.ts';
import { checkDestination, checkPlainAddress } from './check-address.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import {
  missingValue,
  type OptionFault,
  optionNamed,
  optionNames,
  readOption,
  unknownOption,
} from './keyword-options.ts';
import { readAnyBase } from './numbers.ts';
import { checkRoundTrip } from './round-trip.ts';
import { type WordCheck, type WordReading, wholeWord } from './word-fault.ts';

/** Options whose bad value is left out with a message; every other bad value loses the entry. */
const forgiving: ReadonlySet<string> = new Set([
  'as',
  'encap',
  'features',
  'ipproto',
  'protocol',
  'sport',
  'dport',
  'track_group',
  'ttl-propagate',
]);

const destination: ArgumentSpec = { name: 'dest', type: 'ip-prefix-or-all' };

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

/** What the words before the one in question have decided. */
interface Walk {
  readonly words: readonly Word[];
  readonly keyword: string;
  readonly list: ListSpec;
  readonly reading: WordReading;
  readonly faults: EntryFault[];
  at: number;
  hasDestination: boolean;
  hasPreference: boolean;
}

function start({ words, keyword }: EntryWords, list: ListSpec, reading: WordReading): Walk {
  return { words, keyword, list, reading, faults: [], at: 0, hasDestination: false, hasPreference: false };
}

/** Reads the option at the current word, whose values may be addresses read as whole words. */
function walkOption(walk: Walk, option: OptionSpec): void {
  const check = valueChecks[option.option];
  if (check === undefined) {
    const { next, faults } = readOption(walk.words, walk.at, option, walk.reading);
    walk.at = next;
    const isRouteProtocol = option.option === 'protocol' && walk.list.name === 'route';
    for (const fault of faults)
      walk.faults.push(weigh(fault, forgiving.has(option.option) && !isRouteProtocol));
    return;
  }
  let next = walk.at + 1;
  const family = walk.words[next];
  const takesFamily = option.args.length > 1 && family !== undefined;
  if (takesFamily && (textOf(family) === 'inet' || textOf(family) === 'inet6')) next++;
  if (option.lockable && family !== undefined && textOf(family) === 'lock') next++;
  walkValue(walk, option, next, check);
}

function walkValue(walk: Walk, option: OptionSpec, at: number, check: WordCheck): void {
  const value = walk.words[at];
  if (value === undefined) {
    walk.faults.push(dropping(missingValue(walk.words[walk.at]!, option)));
    walk.at = at;
    return;
  }
  const argument = option.args.at(-1)!;
  const fault = check(textOf(value), argument, walk.reading);
  // A bad prefix length leaves the address as a host's, a time out of range is set to the limit.
  if (fault !== undefined)
    walk.faults.push(weigh({ word: value, fault, argument, option }, fault.used !== undefined));
  walk.at = at + 1;
}

function weigh(fault: OptionFault, isForgiven: boolean): EntryFault {
  return isForgiven && fault.fault.fault !== 'missing-option-value' ? keeping(fault) : dropping(fault);
}

function isLost(walk: Walk): boolean {
  return walk.faults.at(-1)?.dropsEntry === true;
}

function isRouteType(text: string, list: ListSpec): boolean {
  if (list.words?.types?.includes(text)) return true;
  const number = readAnyBase(text);
  return number !== undefined && number <= 255;
}

/** A route: options in any order, one destination, and nexthops at the end (vrrp_iproute.c: alloc_route). */
export function checkRouteEntry(entry: EntryWords, list: ListSpec, reading: WordReading): EntryFault[] {
  const walk = start(entry, list, reading);
  while (walk.at < walk.words.length && !isLost(walk)) {
    const text = textOf(walk.words[walk.at]!);
    if (text === 'nexthop') {
      walkNextHops(walk);
      break;
    }
    const option = optionNamed(list, text, reading, walk.keyword);
    if (option === undefined || text === 'to') walkDestination(walk, option);
    else if (option.option === 'encap') walkEncapsulation(walk, option);
    else walkOption(walk, option);
  }
  if (!walk.hasDestination && !isLost(walk)) walk.faults.push(dropping(lacking(walk)));
  return walk.faults;
}

/** A fault of the entry as a whole: something it needs is not in it. */
function lacking(walk: Walk): OptionFault {
  const word = walk.words.at(-1)!;
  return { word, fault: wholeWord(textOf(word), 'other'), argument: undefined, option: undefined };
}

/** `[to] [TYPE] DESTINATION`: what is no option is taken for this. */
function walkDestination(walk: Walk, option: OptionSpec | undefined): void {
  const first = walk.words[walk.at]!;
  if (option !== undefined) walk.at++;
  const type = walk.words[walk.at];
  // Behind `to` the daemon has the word `to` in hand, so no type is read there.
  if (option === undefined && type !== undefined && isRouteType(textOf(type), walk.list)) walk.at++;
  const word = walk.words[walk.at++];
  if (word === undefined) {
    walk.faults.push(
      dropping({
        word: first,
        fault: wholeWord(textOf(first), 'missing-option-value'),
        argument: destination,
        option,
      }),
    );
    return;
  }
  walk.hasDestination = true;
  const text = textOf(word);
  const fault = checkDestination(text, destination, walk.reading);
  if (fault === undefined) return;
  if (fault.fault === 'bad-prefix') walk.faults.push(keeping({ word, fault, argument: destination, option }));
  else if (/[.:]/.test(text)) walk.faults.push(dropping({ word, fault, argument: destination, option }));
  else walk.faults.push(dropping(unknownOption(word, optionNames(walk.list, walk.reading, walk.keyword))));
}

const encapsulations: ReadonlySet<string> = new Set(['ip', 'ip6', 'mpls', 'ila']);
const encapsulationWords: ReadonlySet<string> = new Set([
  'id',
  'dst',
  'src',
  'tos',
  'tc',
  'ttl',
  'hoplimit',
  'flags',
]);

/** `encap TYPE ...`: the parameters, in pairs or as one word, are passed over. */
function walkEncapsulation(walk: Walk, option: OptionSpec): void {
  const word = walk.words[walk.at + 1];
  if (word === undefined) {
    walk.faults.push(dropping(missingValue(walk.words[walk.at]!, option)));
    walk.at++;
    return;
  }
  const type = textOf(word);
  walk.at += 2;
  if (!encapsulations.has(type)) {
    const fault = wholeWord(type, 'not-a-choice');
    walk.faults.push(keeping({ word, fault, argument: option.args[0], option }));
    return;
  }
  if (type === 'mpls' || type === 'ila') walk.at++;
  else
    while (walk.at < walk.words.length && encapsulationWords.has(textOf(walk.words[walk.at]!))) walk.at += 2;
}

/** `nexthop ...` up to the end of the line. */
function walkNextHops(outer: Walk): void {
  const list = listSpec('nexthop')!;
  const walk: Walk = { ...outer, list };
  while (walk.at < walk.words.length && !isLost(walk)) {
    const word = walk.words[walk.at]!;
    const text = textOf(word);
    const option = text === 'nexthop' ? undefined : optionNamed(list, text, walk.reading);
    if (text === 'nexthop') walk.at++;
    else if (option === undefined)
      walk.faults.push(dropping(unknownOption(word, optionNames(list, walk.reading))));
    else if (option.option === 'encap') walkEncapsulation(walk, option);
    else walkOption(walk, option);
  }
  outer.at = walk.words.length;
}

/** Actions that are words of their own. */
const plainActions: ReadonlySet<string> = new Set(['blackhole', 'prohibit', 'unreachable']);

/** Options that are or imply the action; only one may be given. */
const actionOptions: ReadonlySet<string> = new Set(['table', 'lookup', 'goto', 'nop', 'l3mdev']);

/** A rule: selectors in any order and exactly one action (vrrp_iprule.c: alloc_rule). */
export function checkRuleEntry(entry: EntryWords, list: ListSpec, reading: WordReading): EntryFault[] {
  const walk = start(entry, list, reading);
  let action: Word | undefined;
  while (walk.at < walk.words.length && !isLost(walk)) {
    const word = walk.words[walk.at]!;
    const text = textOf(word);
    const option = optionNamed(list, text, reading, walk.keyword);
    const isAction = actionOptions.has(text) || plainActions.has(text);
    if (isAction && action !== undefined) {
      walk.faults.push(
        dropping({ word, fault: wholeWord(text, 'duplicate-option'), argument: undefined, option }),
      );
      break;
    }
    if (isAction) action = word;
    if (positions.has(text)) walkPosition(walk, option);
    else if (plainActions.has(text) || text === 'type') walk.at++;
    else if (option === undefined) walk.faults.push(dropping(unknownOption(word, ruleWords(walk))));
    else walkOption(walk, option);
  }
  if (isLost(walk)) return walk.faults;
  if (action === undefined) walk.faults.push(dropping(lacking(walk)));
  else if (!walk.hasPreference) walk.faults.push(keeping(lacking(walk)));
  return walk.faults;
}

/** The place of a rule among others; its number may be written in any base. */
const positions: ReadonlySet<string> = new Set(['preference', 'order', 'priority']);

function walkPosition(walk: Walk, option: OptionSpec | undefined): void {
  walk.hasPreference = true;
  const value = walk.words[walk.at + 1];
  if (value !== undefined && readAnyBase(textOf(value)) !== undefined) walk.at += 2;
  else if (option !== undefined) walkOption(walk, option);
  else walk.at++;
}

function ruleWords(walk: Walk): string[] {
  return [...optionNames(walk.list, walk.reading, walk.keyword), ...plainActions];
}
