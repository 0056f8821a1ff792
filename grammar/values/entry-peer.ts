import { textOf } from '../configuration.ts';
import { compareReleases, type ListSpec, type ReleaseName } from '../vocabulary/index.ts';
import { checkWord } from './check-word.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { missingValue, optionNamed, optionNames, unknownOption } from './keyword-options.ts';
import type { WordReading } from './word-fault.ts';

const OPTIONS_SINCE: ReleaseName = '2.1.0';

/**
 * An entry of unicast_peer: the address, then `min_ttl N` and `max_ttl N`. Words are read in pairs and the number is
 * looked at first; the first unknown word ends the entry, the peer stays (vrrp_data.c: alloc_vrrp_unicast_peer).
 */
export function checkPeerEntry(
  { words, keyword }: EntryWords,
  list: ListSpec,
  reading: WordReading,
): EntryFault[] {
  const faults: EntryFault[] = [];
  const first = words[0]!;
  const argument = list.args[0]!;
  const fault = checkWord(textOf(first), argument, reading);
  if (fault !== undefined) {
    const found = { word: first, fault, argument, option: undefined };
    if (fault.fault !== 'cut-address') return [dropping(found)];
    faults.push(keeping(found));
  }
  // Earlier releases take the address and pass over the rest.
  if (compareReleases(reading.release, OPTIONS_SINCE) < 0) return faults;
  for (let at = 1; at < words.length; at += 2) {
    const word = words[at]!;
    const option = optionNamed(list, textOf(word), reading, keyword);
    if (option === undefined)
      return [...faults, keeping(unknownOption(word, optionNames(list, reading, keyword)))];
    const value = words[at + 1];
    if (value === undefined) return [...faults, keeping(missingValue(word, option))];
    const bad = checkWord(textOf(value), option.args[0]!, reading);
    if (bad !== undefined)
      faults.push(keeping({ word: value, fault: bad, argument: option.args[0], option }));
  }
  return faults;
}
