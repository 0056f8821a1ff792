import { textOf, type Word } from '../configuration.ts';
import { nearest } from '../did-you-mean.ts';
import {
  type ArgumentSpec,
  type ArgumentType,
  compareReleases,
  isKnownIn,
  type ListSpec,
  listSpec,
  type OptionSpec,
} from '../vocabulary/index.ts';
import { isAddress } from './address.ts';
import { checkWord } from './check-word.ts';
import { interfaceNameFault } from './interface-name.ts';
import { type WordFault, type WordReading, wholeWord } from './word-fault.ts';

/** A fault among the options of a keyword or of a list entry. */
export interface OptionFault {
  readonly word: Word;
  readonly fault: WordFault;
  readonly argument: ArgumentSpec | undefined;
  readonly option: OptionSpec | undefined;
}

/** The option a word names in a release, among entries of `keyword`. */
export function optionNamed(
  list: ListSpec,
  text: string,
  reading: WordReading,
  keyword?: string,
): OptionSpec | undefined {
  return list.options.find(
    (row) =>
      row.option === text &&
      isKnownIn(reading.release, row) &&
      (row.only === undefined || keyword === undefined || row.only.includes(keyword)),
  );
}

/** The option words an entry of `keyword` may have in a release. */
export function optionNames(list: ListSpec, reading: WordReading, keyword?: string): string[] {
  const rows = list.options.filter((row) => optionNamed(list, row.option, reading, keyword) !== undefined);
  return rows.filter((row) => row.after === undefined).map((row) => row.option);
}

export function unknownOption(word: Word, names: readonly string[]): OptionFault {
  const text = textOf(word);
  const fault = wholeWord(text, 'unknown-option', { suggestion: nearest(text, names, 1)[0] });
  return { word, fault, argument: undefined, option: undefined };
}

export function missingValue(word: Word, option: OptionSpec): OptionFault {
  const fault = wholeWord(textOf(word), 'missing-option-value');
  return { word, fault, argument: option.args.find((argument) => !argument.optional), option };
}

/** Offset behind the option's values, and what is wrong with them. */
export interface OptionRead {
  readonly next: number;
  readonly faults: readonly OptionFault[];
}

/**
 * Reads the values behind the option at `words[at]`. An optional value that does not fit is left for what comes next.
 */
export function readOption(
  words: readonly Word[],
  at: number,
  option: OptionSpec,
  reading: WordReading,
): OptionRead {
  const faults: OptionFault[] = [];
  let next = at + 1;
  if (option.lockable && words[next] !== undefined && textOf(words[next]!) === 'lock') next++;
  for (const argument of option.args) {
    const word = words[next];
    if (word === undefined) {
      if (!argument.optional) faults.push(missingValue(words[at]!, option));
      break;
    }
    const text = textOf(word);
    const fault = checkWord(text, argument, reading);
    if (fault !== undefined && argument.optional) continue;
    if (fault !== undefined) faults.push({ word, fault, argument, option });
    next++;
  }
  return { next, faults };
}

type OptionsCheck = (words: readonly Word[], reading: WordReading) => OptionFault[];

/** Options in any order, unknown words reported; for some keywords the first fault ends the line. */
function plainOptions(name: string, stopsAtFault: boolean): OptionsCheck {
  return (words, reading) => {
    const list = listSpec(name)!;
    const faults: OptionFault[] = [];
    for (let at = 0; at < words.length; ) {
      const option = optionNamed(list, textOf(words[at]!), reading);
      if (option === undefined) {
        faults.push(unknownOption(words[at]!, optionNames(list, reading)));
        at++;
      } else {
        const read = readOption(words, at, option, reading);
        faults.push(...read.faults);
        at = read.next;
      }
      if (stopsAtFault && faults.length > 0) return faults.slice(0, 1);
    }
    return faults;
  };
}

/**
 * `[INSTANCE [ID]]` may stand in front without `inst` and `id` (global_parser.c: lvs_syncd_handler). Before 2.1 the
 * instance is an argument of its own, and only a number is taken for the id.
 */
const checkSyncDaemon: OptionsCheck = (words, reading) => {
  const faults =
    compareReleases(reading.release, '2.1.0') < 0
      ? checkBareId(words, /^\d/.test(textOf(words[0]!)) ? 0 : -1, reading)
      : checkBareWords(words, reading);
  const takesZero = compareReleases(reading.release, '2.1.3') < 0;
  return faults.filter(
    ({ word, option }) => !(takesZero && option !== undefined && /^0+$/.test(textOf(word))),
  );
};

/** The sync id at `words[at]`, and the options behind it. */
function checkBareId(words: readonly Word[], at: number, reading: WordReading): OptionFault[] {
  const rest = plainOptions('lvs_syncd', false)(words.slice(at + 1), reading);
  const id = listSpec('lvs_syncd')!.options.find((row) => row.option === 'id')!;
  const word = words[at];
  const fault = word === undefined ? undefined : checkWord(textOf(word), id.args[0]!, reading);
  if (word === undefined || fault === undefined) return rest;
  return [{ word, fault, argument: id.args[0], option: id }, ...rest];
}

function checkBareWords(words: readonly Word[], reading: WordReading): OptionFault[] {
  const list = listSpec('lvs_syncd')!;
  const [first, second] = words;
  const isBare = (word: Word | undefined) =>
    word !== undefined && optionNamed(list, textOf(word), reading) === undefined;
  if (!isBare(first)) return checkBareId(words, -1, reading);
  return isBare(second) ? checkBareId(words, 1, reading) : checkBareId(words.slice(1), -1, reading);
}

const hardwareAddress =
  /^(?:[0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}$|^(?:[0-9a-fA-F]{1,2}:){4}[0-9a-fA-F]{1,2}:?$/;

/** Five octets (the VRID is added) or six, not multicast, outside of the addresses the RFC sets aside. */
function isOwnHardwareAddress(text: string): boolean {
  if (!hardwareAddress.test(text)) return false;
  const octets = text.split(':').map((octet) => Number.parseInt(octet, 16));
  const isReserved = octets.slice(0, 4).join() === '0,0,94,0' && (octets[4] === 1 || octets[4] === 2);
  return (octets[0]! & 1) === 0 && !isReserved;
}

const interfaceArgument: ArgumentSpec = { name: 'ifname', type: 'interface' };

/** A name, an address of hardware or of IP, and options (vrrp_parser.c: vrrp_vmac_handler, vrrp_ipvlan_handler). */
function virtualInterface(name: 'use_vmac' | 'use_ipvlan'): OptionsCheck {
  return (words, reading) => {
    const list = listSpec(name)!;
    const faults: OptionFault[] = [];
    for (let at = 0; at < words.length; ) {
      const word = words[at]!;
      const text = textOf(word);
      const option = optionNamed(list, text, reading);
      if (option !== undefined) {
        const read = readOption(words, at, option, reading);
        faults.push(...read.faults);
        at = read.next;
        continue;
      }
      const fault = name === 'use_vmac' ? vmacWord(text) : ipvlanWord(text);
      if (fault !== undefined) faults.push({ word, fault, argument: interfaceArgument, option: undefined });
      at++;
    }
    return faults;
  };
}

function vmacWord(text: string): WordFault | undefined {
  if (text.includes(':')) return isOwnHardwareAddress(text) ? undefined : wholeWord(text, 'other');
  return interfaceNameFault(text) === undefined ? undefined : wholeWord(text, 'bad-interface');
}

function ipvlanWord(text: string): WordFault | undefined {
  if (isAddress(text.split('/', 1)[0]!)) return undefined;
  return interfaceNameFault(text) === undefined ? undefined : wholeWord(text, 'bad-interface');
}

/** Arguments that stand for a line of options, and how each is read. */
export const checkKeywordOptions: ReadonlyMap<ArgumentType, OptionsCheck> = new Map([
  ['lvs_timeouts', plainOptions('lvs_timeouts', false)],
  ['lvs_syncd', checkSyncDaemon],
  ['tun', plainOptions('tun', true)],
  ['use_vmac', virtualInterface('use_vmac')],
  ['use_ipvlan', virtualInterface('use_ipvlan')],
] satisfies [ArgumentType, OptionsCheck][]);
