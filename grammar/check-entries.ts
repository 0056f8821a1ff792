import { keywordOf, placeOf, type Statement, textOf } from './configuration.ts';
import type { BadEntry } from './problems.ts';
import { checkWord, isPlainlyRight } from './values/check-word.ts';
import { checkAddressEntry } from './values/entry-address.ts';
import type { EntryFault, EntryWords } from './values/entry-fault.ts';
import { checkGroupEntry } from './values/entry-group.ts';
import { checkPeerEntry } from './values/entry-peer.ts';
import { checkRouteEntry } from './values/entry-route.ts';
import { checkRuleEntry } from './values/entry-rule.ts';
import { checkTrackEntry } from './values/entry-track.ts';
import { isLenient } from './values/keyword-quirks.ts';
import { knownLater } from './values/known-later.ts';
import type { WordReading } from './values/word-fault.ts';
import { type ListSpec, NEWEST, type ReleaseName } from './vocabulary/index.ts';

const nothing: readonly never[] = [];

type EntryCheck = (words: EntryWords, list: ListSpec, reading: WordReading) => readonly EntryFault[];

/** Lists whose entries are more than positions. */
const checks: ReadonlyMap<string, EntryCheck> = new Map([
  ['ipaddress', checkAddressEntry],
  ['route', checkRouteEntry],
  ['rule', checkRuleEntry],
  ['unicast_peer', checkPeerEntry],
  ['vsg', checkGroupEntry],
  ['track_interface', checkTrackEntry],
  ['track_script', checkTrackEntry],
  ['track_file', checkTrackEntry],
  ['track_process', checkTrackEntry],
  ['track_bfd', checkTrackEntry],
] satisfies [string, EntryCheck][]);

/**
 * What the daemon cannot use in one entry of a list block: one line, or for flat lists the words of one line.
 * @param release the release to judge by; undefined: the newest.
 */
export function checkEntry(
  statement: Statement,
  list: ListSpec,
  release: ReleaseName | undefined,
): readonly BadEntry[] {
  const check = checks.get(list.name);
  const first = list.args[0];
  const { words } = statement;
  if (words.length === 1 && first !== undefined && isPlainlyRight(textOf(words[0]!), first, release)) {
    if (list.args.every((argument, at) => at === 0 || argument.optional)) return nothing;
  }
  const keyword = ownerKeyword(statement);
  const reading: WordReading = {
    places: 6,
    lenient: isLenient(keyword),
    zeroPort: list.name === 'vsg',
    release: release ?? NEWEST,
  };
  const faults = (check ?? checkPositions)({ words, keyword }, list, reading);
  return faults.length === 0
    ? nothing
    : faults.map((fault) => problem(statement, fault, list, reading.release));
}

/** The keyword of the list an entry stands in. */
function ownerKeyword({ parent }: Statement): string {
  return parent.owner === undefined ? '' : keywordOf(parent.owner);
}

/** Entries that are words in fixed positions: interface names, delays, names of instances. */
const checkPositions: EntryCheck = ({ words }, list, reading) => {
  const faults: EntryFault[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const argument = list.args[at] ?? (list.args.at(-1)?.variadic ? list.args.at(-1) : undefined);
    if (argument === undefined) break;
    const fault = checkWord(textOf(word), argument, reading);
    // A word of a flat list stands for itself; of an entry every part is needed.
    if (fault !== undefined)
      faults.push({ word, fault, argument, option: undefined, dropsEntry: list.flat !== true });
  }
  return faults;
};

function problem(statement: Statement, entry: EntryFault, list: ListSpec, release: ReleaseName): BadEntry {
  const { word, fault, argument, option, dropsEntry } = entry;
  const text = textOf(word);
  const start = word.startOffset + (word.image.charCodeAt(0) === 34 ? 1 : 0);
  const isWhole = fault.start === 0 && fault.end === text.length;
  const place = isWhole
    ? placeOf(statement, word)
    : statement.source.origin({ start: start + fault.start, end: start + fault.end });
  return {
    kind: 'bad-entry',
    place,
    statement,
    fault: fault.fault,
    word,
    value: text,
    argument,
    used: fault.used,
    suggestion: fault.suggestion,
    option,
    dropsEntry,
    ...knownLater({ text, fault: fault.fault, argument, list, keyword: ownerKeyword(statement) }, release),
  };
}
