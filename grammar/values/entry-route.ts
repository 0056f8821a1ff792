import { textOf } from '../configuration.ts';
import { type ArgumentSpec, type ListSpec, listSpec, type OptionSpec } from '../vocabulary/index.ts';
import { checkDestination } from './check-address.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { familyOfWord, isLost, joinFamily, lacking, startWalk, type Walk, walkOption } from './entry-walk.ts';
import { missingValue, optionNamed, optionNames, unknownOption } from './keyword-options.ts';
import { readAnyBase } from './numbers.ts';
import { type WordReading, wholeWord } from './word-fault.ts';

const destination: ArgumentSpec = { name: 'dest', type: 'ip-prefix-or-all' };

/** A route: options in any order, one destination, and nexthops at the end (vrrp_iproute.c: alloc_route). */
export function checkRouteEntry(entry: EntryWords, list: ListSpec, reading: WordReading): EntryFault[] {
  const walk = startWalk(entry, list, reading);
  let hasDestination = false;
  while (walk.at < walk.words.length && !isLost(walk)) {
    const text = textOf(walk.words[walk.at]!);
    if (text === 'nexthop') {
      walkNextHops(walk);
      break;
    }
    const option = optionNamed(list, text, reading, walk.keyword);
    if (option === undefined || text === 'to') {
      hasDestination = true;
      walkDestination(walk, option);
    } else if (option.option === 'encap') walkEncapsulation(walk, option);
    else walkOption(walk, option);
  }
  if (!hasDestination && !isLost(walk)) walk.faults.push(dropping(lacking(walk)));
  return walk.faults;
}

function isRouteType(text: string, list: ListSpec): boolean {
  if (list.words?.types?.includes(text)) return true;
  const number = readAnyBase(text);
  return number !== undefined && number <= 255;
}

/** `[to] DESTINATION` or `TYPE DESTINATION`: what is no option is taken for this. */
function walkDestination(walk: Walk, option: OptionSpec | undefined): void {
  const first = walk.words[walk.at]!;
  // Behind `to` the daemon has the word `to` in hand, so no type is read there.
  if (option !== undefined || isRouteType(textOf(first), walk.list)) walk.at++;
  const word = walk.words[walk.at++];
  if (word === undefined) {
    const fault = wholeWord(textOf(first), 'missing-option-value');
    walk.faults.push(dropping({ word: first, fault, argument: destination, option }));
    return;
  }
  const text = textOf(word);
  const family = familyOfWord(word);
  const fault = checkDestination(text, destination, walk.reading);
  const found = fault && { word, fault, argument: destination, option };
  if (found?.fault.fault === 'bad-prefix') walk.faults.push(keeping(found));
  else if (found !== undefined && family !== undefined) walk.faults.push(dropping(found));
  else if (found !== undefined) {
    walk.faults.push(dropping(unknownOption(word, optionNames(walk.list, walk.reading, walk.keyword))));
  }
  if (family !== undefined && !isLost(walk)) joinFamily(walk, word, family, option);
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
