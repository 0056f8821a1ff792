import { textOf } from '../configuration.ts';
import { type ArgumentSpec, compareReleases, type ListSpec } from '../vocabulary/index.ts';
import { choicesOf } from './check-name.ts';
import { checkWord } from './check-word.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { missingValue, optionNamed, optionNames, unknownOption } from './keyword-options.ts';
import { readInteger } from './numbers.ts';
import { type WordReading, wholeWord } from './word-fault.ts';

/** Lists in which a wrong word behind the weight loses the entry; for the others just the word is left out. */
const strictLists: ReadonlySet<string> = new Set(['track_file', 'track_bfd']);

/** Before, words that are no weight were passed over without a message; nor was a weight missed. */
export const LOOKS_AT_ALL_SINCE = '2.0.18';

/** Lists that take 254, once the largest weight, and reduce it (vrrp_track.c: alloc_track_script). */
const reducingLists: ReadonlySet<string> = new Set(['track_interface', 'track_script']);

/** `NAME [weight N [reverse|noreverse]]`; what follows is not read (vrrp_track.c: alloc_track_*). */
export function checkTrackEntry(
  { words, keyword }: EntryWords,
  list: ListSpec,
  reading: WordReading,
): EntryFault[] {
  const [name, word, value, direction] = words;
  const nameArgument = list.args[0];
  if (name !== undefined && nameArgument !== undefined) {
    const fault = checkWord(textOf(name), nameArgument, reading);
    if (fault !== undefined)
      return [dropping({ word: name, fault, argument: nameArgument, option: undefined })];
  }
  if (word === undefined) return [];
  const looksAtAll = compareReleases(reading.release, LOOKS_AT_ALL_SINCE) >= 0;
  const option = optionNamed(list, textOf(word), reading, keyword);
  if (option === undefined || option.after !== undefined) {
    const unknown = unknownOption(word, optionNames(list, reading, keyword));
    return [looksAtAll ? dropping(unknown) : keeping(unknown)];
  }
  if (value === undefined && !looksAtAll) return [];
  if (value === undefined) return [dropping(missingValue(word, option))];
  const faults: EntryFault[] = [];
  const argument = option.args[0]!;
  const fault = checkWord(textOf(value), argument, reading);
  if (fault !== undefined) {
    const used = fault.used ?? reduced(list, textOf(value));
    faults.push(keeping({ word: value, fault: { ...fault, used }, argument, option }));
  }
  const choice: ArgumentSpec | undefined = option.args[1];
  if (direction === undefined || choice === undefined) return faults;
  const choices = choicesOf(choice, reading.release);
  if (!looksAtAll || choices.includes(textOf(direction))) return faults;
  const unknown = {
    ...unknownOption(direction, choices),
    fault: wholeWord(textOf(direction), 'not-a-choice'),
  };
  const found = { ...unknown, argument: choice, option };
  return [...faults, strictLists.has(list.name) ? dropping(found) : keeping(found)];
}

function reduced(list: ListSpec, text: string): string | undefined {
  const { value, fault } = readInteger(text);
  if (!reducingLists.has(list.name) || fault !== undefined || Math.abs(value) !== 254) return undefined;
  return value < 0 ? '-253' : '253';
}
