import { textOf, type Word } from '../configuration.ts';
import type { ListSpec, OptionSpec } from '../vocabulary/index.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { isLost, lacking, startWalk, type Walk, walkOption } from './entry-walk.ts';
import { optionNamed, optionNames, unknownOption } from './keyword-options.ts';
import { readAnyBase } from './numbers.ts';
import { type WordReading, wholeWord } from './word-fault.ts';

/** Actions that are words of their own. */
const plainActions: ReadonlySet<string> = new Set(['blackhole', 'prohibit', 'unreachable']);

/** Options that are or imply the action; only one may be given. */
const actionOptions: ReadonlySet<string> = new Set(['table', 'lookup', 'goto', 'nop', 'l3mdev']);

/** The place of a rule among others; its number may be written in any base. */
const positions: ReadonlySet<string> = new Set(['preference', 'order', 'priority']);

/** A rule as far as it has been read. */
interface RuleWalk extends Walk {
  action: Word | undefined;
  preference: number | undefined;
  /** Where a `goto` leads. */
  target: { readonly word: Word; readonly option: OptionSpec; readonly preference: number } | undefined;
}

/** A rule: selectors in any order and exactly one action (vrrp_iprule.c: alloc_rule). */
export function checkRuleEntry(entry: EntryWords, list: ListSpec, reading: WordReading): EntryFault[] {
  const walk: RuleWalk = {
    ...startWalk(entry, list, reading),
    action: undefined,
    preference: undefined,
    target: undefined,
  };
  while (walk.at < walk.words.length && !isLost(walk)) walkWord(walk);
  if (!isLost(walk)) checkWhole(walk);
  return walk.faults;
}

function walkWord(walk: RuleWalk): void {
  // `type` may stand before an action, but not before those that are options elsewhere.
  const isTyped = textOf(walk.words[walk.at]!) === 'type' && walk.words[walk.at + 1] !== undefined;
  if (isTyped) walk.at++;
  const word = walk.words[walk.at]!;
  const text = textOf(word);
  const option = optionNamed(walk.list, text, walk.reading, walk.keyword);
  const isPlain = plainActions.has(text) || text === 'nop';
  const isAction = isPlain || actionOptions.has(text);
  const isUnknown = isTyped ? !isPlain && text !== 'goto' : option === undefined && !isPlain;
  if (isUnknown) walk.faults.push(dropping(unknownOption(word, ruleWords(walk))));
  else if (isAction && walk.action !== undefined) {
    walk.faults.push(
      dropping({ word, fault: wholeWord(text, 'duplicate-option'), argument: undefined, option }),
    );
  } else {
    if (isAction) walk.action = word;
    walkKnown(walk, text, option);
  }
}

function walkKnown(walk: RuleWalk, text: string, option: OptionSpec | undefined): void {
  const value = walk.words[walk.at + 1];
  const number = value === undefined ? undefined : readAnyBase(textOf(value));
  if (option === undefined) walk.at++;
  else if (positions.has(text) && number !== undefined) {
    walk.preference = number;
    walk.at += 2;
  } else if ((text === 'table' || text === 'lookup') && number === 0) {
    const argument = { ...option.args[0]!, min: 1 };
    walk.faults.push(
      dropping({ word: value!, fault: wholeWord(textOf(value!), 'out-of-range'), argument, option }),
    );
  } else {
    if (text === 'goto' && number !== undefined) walk.target = { word: value!, option, preference: number };
    walkOption(walk, option);
  }
}

/** What is only known at the end of the line. */
function checkWhole(walk: RuleWalk): void {
  const { action, preference, target } = walk;
  if (action === undefined) walk.faults.push(dropping(lacking(walk)));
  else if (target !== undefined && preference !== undefined && preference >= target.preference) {
    const argument = { ...target.option.args[0]!, min: preference + 1 };
    const fault = wholeWord(textOf(target.word), 'out-of-range');
    walk.faults.push(dropping({ word: target.word, fault, argument, option: target.option }));
  } else if (preference === undefined) {
    // A jump needs a place to start from; other rules are given one.
    walk.faults.push(target === undefined ? keeping(lacking(walk)) : dropping(lacking(walk)));
  }
}

function ruleWords(walk: Walk): string[] {
  return [...optionNames(walk.list, walk.reading, walk.keyword), ...plainActions];
}
