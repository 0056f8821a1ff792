import { textOf, type Word } from '../configuration.ts';
import { compareReleases, type ListSpec, type OptionSpec } from '../vocabulary/index.ts';
import { familyOf } from './address.ts';
import { checkPlainAddress } from './check-address.ts';
import { checkWord } from './check-word.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { maxInterfaceName, utf8Length } from './interface-name.ts';
import {
  missingValue,
  type OptionFault,
  optionNamed,
  optionNames,
  unknownOption,
} from './keyword-options.ts';
import { readPrefixedAddress } from './subnet.ts';
import { type WordReading, wholeWord } from './word-fault.ts';

/** First release that refuses a label longer than the name of an interface; before, the kernel does. */
const LABEL_LIMIT_SINCE = '2.2.3';

/** What has been read of an entry so far. */
interface Progress {
  readonly isIpv6: boolean;
  hasInterface: boolean;
  hasPeer: boolean;
  /** `+` or `-` given as broadcast. */
  sign: { readonly word: Word; readonly option: OptionSpec } | undefined;
}

/** Options whose bad value loses the address; for the others only the option is lost. */
const decisive: ReadonlySet<string> = new Set(['dev', 'brd', 'broadcast', 'label']);

/**
 * An entry of virtual_ipaddress, virtual_ipaddress_excluded or static_ipaddress: the address, then options in any
 * order. The first fault that loses the entry ends its reading (vrrp_ipaddress.c: alloc_ipaddress).
 */
export function checkAddressEntry(
  { words, keyword }: EntryWords,
  list: ListSpec,
  reading: WordReading,
): EntryFault[] {
  const faults: EntryFault[] = [];
  const first = words[0]!;
  const address = textOf(first);
  const bad = checkWord(address, list.args[0]!, reading);
  if (bad !== undefined) {
    const fault = { word: first, fault: bad, argument: list.args[0], option: undefined };
    faults.push(bad.fault === 'bad-prefix' ? keeping(fault) : dropping(fault));
    if (bad.fault !== 'bad-prefix') return faults;
  }
  const progress: Progress = {
    isIpv6: familyOf(address) === 6,
    hasInterface: false,
    hasPeer: false,
    sign: undefined,
  };
  for (let at = 1; at < words.length; at++) {
    const word = words[at]!;
    const option = optionNamed(list, textOf(word), reading, keyword);
    if (option === undefined) {
      faults.push(keeping(unknownOption(word, optionNames(list, reading, keyword))));
      continue;
    }
    if (option.args.length === 0) continue;
    const value = words[++at];
    if (value === undefined) return [...faults, dropping(missingValue(word, option))];
    const fault = checkOption(option, word, value, progress, reading);
    if (fault !== undefined) faults.push(fault);
    if (fault?.dropsEntry) return faults;
  }
  const tooLong = checkSign(address, progress);
  return tooLong === undefined ? faults : [...faults, tooLong];
}

function checkOption(
  option: OptionSpec,
  word: Word,
  value: Word,
  progress: Progress,
  reading: WordReading,
): EntryFault | undefined {
  const familyFault = checkFamily(option, word, progress);
  if (familyFault !== undefined) return familyFault;
  const repeated = checkRepeat(option, word, progress);
  if (repeated !== undefined) return repeated;
  const text = textOf(value);
  const argument = option.args[0]!;
  if (text === '+' || text === '-') progress.sign = { word: value, option };
  const fault =
    option.option === 'peer'
      ? checkPlainAddress(text, argument, reading)
      : checkWord(text, argument, reading);
  const found: OptionFault | undefined = fault && { word: value, fault, argument, option };
  if (found !== undefined) return decisive.has(option.option) ? dropping(found) : keeping(found);
  const isLimited = option.option === 'label' && compareReleases(reading.release, LABEL_LIMIT_SINCE) >= 0;
  if (isLimited && utf8Length(text) > maxInterfaceName) {
    const tooLong = { fault: 'too-long' as const, start: maxInterfaceName, end: text.length };
    return dropping({ word: value, fault: tooLong, argument, option });
  }
  if (option.option === 'peer' && (familyOf(text) === 6) !== progress.isIpv6) {
    return keeping({ word: value, fault: wholeWord(text, 'wrong-family'), argument, option });
  }
  return undefined;
}

/** Options that only IPv4 has: a broadcast address loses the entry, a label or scope is left out. */
function checkFamily(option: OptionSpec, word: Word, { isIpv6 }: Progress): EntryFault | undefined {
  const name = option.option;
  const isBroadcast = name === 'brd' || name === 'broadcast';
  if (!isIpv6 || (!isBroadcast && name !== 'label' && name !== 'scope')) return undefined;
  const fault = { word, fault: wholeWord(name, 'wrong-family'), argument: undefined, option };
  return isBroadcast ? dropping(fault) : keeping(fault);
}

/** A second `dev` loses the entry, a second `peer` is left out. */
function checkRepeat(option: OptionSpec, word: Word, progress: Progress): EntryFault | undefined {
  const fault = { word, fault: wholeWord(option.option, 'duplicate-option'), argument: undefined, option };
  if (option.option === 'dev') {
    if (progress.hasInterface) return dropping(fault);
    progress.hasInterface = true;
  }
  if (option.option === 'peer') {
    if (progress.hasPeer) return keeping(fault);
    progress.hasPeer = true;
  }
  return undefined;
}

/** `brd +` and `brd -` need host bits to set or clear: two at least. */
function checkSign(address: string, { sign, hasPeer }: Progress): EntryFault | undefined {
  const { prefix } = readPrefixedAddress(address);
  if (sign === undefined || hasPeer || prefix <= 30) return undefined;
  const fault = wholeWord(textOf(sign.word), 'other', { used: `/${prefix}` });
  return keeping({ word: sign.word, fault, argument: sign.option.args[0], option: sign.option });
}
