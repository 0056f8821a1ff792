import { keywordOf, placeOf, type Statement, textOf, type Word } from './configuration.ts';
import type { BadArgument } from './problems.ts';
import { checkLinkMulticast } from './values/check-address.ts';
import { checkWord, isPlainlyRight } from './values/check-word.ts';
import { utf8Length } from './values/interface-name.ts';
import { checkKeywordOptions } from './values/keyword-options.ts';
import {
  decimalPlaces,
  isCheckedEarly,
  isLenient,
  isZeroOne,
  linkMulticastKeyword,
  nameLimit,
  readsInAnyOrder,
} from './values/keyword-quirks.ts';
import { knownLater } from './values/known-later.ts';
import { readScriptLine } from './values/script-line.ts';
import { type WordFault, type WordReading, wholeWord } from './values/word-fault.ts';
import {
  type ArgumentSpec,
  compareReleases,
  type KeywordSpec,
  listSpec,
  NEWEST,
  type ReleaseName,
  readingIn,
} from './vocabulary/index.ts';

const nothing: readonly never[] = [];

/** First release that splits script lines by its own rules, and the last that took escapes off twice. */
const SCRIPT_LINES_SINCE = '2.0.6';
const ESCAPES_TWICE_UNTIL = '2.3.1';

/** Between these releases a server must not have port 0; before, any text was its number (lib/utils.c: inet_stosockaddr). */
const NO_ZERO_PORTS_SINCE = '2.0.7';
const NO_ZERO_PORTS_UNTIL = '2.0.15';

/**
 * What the daemon cannot use among the arguments of `statement`. Arguments that are not there are not looked for.
 * @param release the release to judge by; undefined: the newest.
 */
export function checkArguments(
  statement: Statement,
  spec: KeywordSpec,
  release: ReleaseName | undefined,
): readonly BadArgument[] {
  if (spec.kind === 'flag') return nothing;
  const isEarlier = release !== undefined && release !== NEWEST && spec.history !== undefined;
  const reading = isEarlier ? readingIn(spec, release) : spec;
  if (reading === spec && isAllRight(statement.words, spec, release)) return nothing;
  if (reading.kind === 'flag') return nothing;
  return new ArgumentCheck(statement, spec, reading.args, release ?? NEWEST).run();
}

/** The words behind those that the keyword reads; the daemon ignores them. */
export function surplusWords(statement: Statement, spec: KeywordSpec): readonly Word[] {
  const { args } = spec;
  if (statement.words.length - 1 <= args.length || args.at(-1)?.variadic) return nothing;
  if (args[0]?.type === 'vs-header' && statement.words.length <= 3) return nothing;
  return statement.words.slice(args.length + 1);
}

/** The way nearly every statement takes: every word is right at a glance. */
function isAllRight(words: readonly Word[], spec: KeywordSpec, release: ReleaseName | undefined): boolean {
  const { args } = spec;
  if (spec.kind === 'script') return !words.some(hasScriptSyntax);
  if (args.length > 1 && args[0]!.optional && readsInAnyOrder(textOf(words[0]!))) return false;
  const count = Math.min(words.length - 1, args.length);
  if (words.length - 1 > count && args.at(-1)?.variadic) return false;
  for (let at = 0; at < count; at++) {
    const argument = args[at]!;
    const text = textOf(words[at + 1]!);
    if (text.length > 15 && argument.type === 'string') return false;
    if (!isPlainlyRight(text, argument, release)) return false;
  }
  return true;
}

function isNumber(argument: ArgumentSpec): boolean {
  return argument.type === 'uint' || argument.type === 'decimal';
}

/** Quotes or escapes that the ordinary word rules do not know. */
function hasScriptSyntax(word: Word): boolean {
  return word.image.includes("'") || word.image.includes('\\');
}

/** The check of one statement. */
class ArgumentCheck {
  private readonly problems: BadArgument[] = [];
  private readonly keyword: string;
  private readonly statement: Statement;
  private readonly spec: KeywordSpec;
  private readonly args: readonly ArgumentSpec[];
  private readonly reading: WordReading;

  constructor(statement: Statement, spec: KeywordSpec, args: readonly ArgumentSpec[], release: ReleaseName) {
    this.statement = statement;
    this.spec = spec;
    this.args = args;
    this.keyword = keywordOf(statement);
    this.reading = {
      places: decimalPlaces(this.keyword),
      lenient: isLenient(this.keyword),
      zeroPort:
        args[0]?.type === 'vs-header' ||
        (args[0]?.type === 'ip' &&
          (compareReleases(release, NO_ZERO_PORTS_SINCE) < 0 ||
            compareReleases(release, NO_ZERO_PORTS_UNTIL) >= 0)),
      release,
    };
  }

  run(): readonly BadArgument[] {
    const { args } = this;
    if (this.spec.kind === 'script') this.checkScript();
    else if (args[0]?.type === 'vs-header') this.checkVirtualServer();
    else if (readsInAnyOrder(this.keyword)) this.checkAnyOrder();
    else this.checkInOrder();
    return this.problems;
  }

  private checkInOrder(): void {
    const { words } = this.statement;
    for (let at = 0; at + 1 < words.length && at < this.args.length; at++) {
      const argument = this.args[at]!;
      if (checkKeywordOptions.has(argument.type)) {
        this.checkOptions(argument, at + 1);
        return;
      }
      const last = argument.variadic ? words.length - 1 : at + 1;
      for (let index = at + 1; index <= last; index++) this.check(words[index]!, argument);
    }
  }

  /** The words of keywords that have options of their own: use_vmac, lvs_sync_daemon, ... */
  private checkOptions(argument: ArgumentSpec, from: number): void {
    const check = checkKeywordOptions.get(argument.type)!;
    const words = this.statement.words.slice(from);
    for (const { word, fault, argument: option } of check(words, this.reading)) {
      this.add(word, fault, option ?? argument);
    }
  }

  /** `all` and a number, whichever comes first: a word that is none of the choices is read as the number. */
  private checkAnyOrder(): void {
    const choice = this.args.find((argument) => argument.values !== undefined);
    const number = this.args.find((argument) => argument.values === undefined);
    for (const word of this.statement.words.slice(1)) {
      const text = textOf(word);
      if (choice?.values?.some(({ value }) => value === text)) continue;
      const isWord = this.keyword === 'init_file' && !/^\s*[-\d]/.test(text);
      const argument = isWord ? choice : number;
      if (argument !== undefined) this.check(word, argument);
    }
  }

  /** `virtual_server ADDRESS [PORT]`, `fwmark MARK` or `group NAME` (check_data.c: alloc_vs). */
  private checkVirtualServer(): void {
    const [, first, second] = this.statement.words;
    if (first === undefined) return;
    const kind = textOf(first);
    if (kind === 'group') return;
    if (kind === 'fwmark') {
      if (second !== undefined) this.check(second, { name: 'mark', type: 'fwmark' });
      return;
    }
    this.check(first, { name: this.args[0]!.name, type: 'ip' });
    if (second !== undefined) this.check(second, this.args[1] ?? { name: 'port', type: 'port' });
  }

  private check(word: Word, argument: ArgumentSpec): void {
    const text = textOf(word);
    if (argument.unchecked) {
      this.checkEarly(word, text, argument);
      return;
    }
    const isGroup = this.keyword === linkMulticastKeyword;
    const fault = isGroup
      ? checkLinkMulticast(text, argument, this.reading)
      : checkWord(text, argument, this.reading);
    if (fault !== undefined) this.add(word, fault, argument);
    else if (isZeroOne(this.keyword) && isNumber(argument) && Number(text) === 0) {
      // Earlier releases list 0 as allowed; they too use 1, with a message.
      this.add(word, wholeWord(text, 'out-of-range'), argument);
    } else if (argument.type === 'string') this.checkLength(word, text, argument);
    else if (this.keyword === 'init_file' && Math.abs(Number(text)) > 254) {
      this.add(word, wholeWord(text, 'out-of-range', { used: text }), { ...argument, min: -254, max: 254 });
    }
  }

  /** Early releases took the leading digits of anything; some values were held against their range. */
  private checkEarly(word: Word, text: string, argument: ArgumentSpec): void {
    const today = this.spec.args[0];
    if (!isCheckedEarly(this.keyword) || today === undefined) return;
    const value = Number.parseFloat(text) || 0;
    if (value >= (today.min ?? 0) && value <= (today.max ?? Number.POSITIVE_INFINITY)) return;
    const limits = { ...argument, min: today.min ?? 0, max: today.max ?? 255 };
    this.add(word, wholeWord(text, /^\s*[-+]?\d/.test(text) ? 'out-of-range' : 'not-a-number'), limits);
  }

  private checkLength(word: Word, text: string, argument: ArgumentSpec): void {
    const limit =
      argument.max === undefined ? nameLimit(this.keyword) : { bytes: argument.max, isCut: false };
    if (limit === undefined || utf8Length(text) <= limit.bytes) return;
    const kept = text.slice(0, limit.bytes);
    const used = limit.isCut ? kept : undefined;
    this.add(
      word,
      { fault: 'too-long', start: limit.bytes, end: text.length, used, suggestion: used },
      argument,
    );
  }

  /** Quotes and escapes of a command, which follow rules of their own. */
  private checkScript(): void {
    const { words, source } = this.statement;
    const first = words[1];
    const { release } = this.reading;
    if (first === undefined || compareReleases(release, SCRIPT_LINES_SINCE) < 0) return;
    const last = words.at(-1)!;
    const raw = source.text.slice(first.startOffset, last.startOffset + last.image.length);
    const isOld = compareReleases(release, ESCAPES_TWICE_UNTIL) <= 0;
    const line = readScriptLine(raw, { escapesTwice: isOld, longHex: isOld });
    if (line.fault === undefined) return;
    // An odd number of `"` is a fault of the line, and reported as such.
    if (line.fault === 'missing-quote' && raw[line.at] === '"') return;
    const place = source.origin({ start: first.startOffset + line.at, end: first.startOffset + raw.length });
    this.push(first, place, wholeWord(raw.slice(line.at), 'other'), this.args[0]);
  }

  private add(word: Word, fault: WordFault, argument: ArgumentSpec): void {
    const start = word.startOffset + (word.image.charCodeAt(0) === 34 ? 1 : 0);
    const isWhole = fault.start === 0 && fault.end === textOf(word).length;
    const place = isWhole
      ? placeOf(this.statement, word)
      : this.statement.source.origin({ start: start + fault.start, end: start + fault.end });
    this.push(word, place, fault, argument);
  }

  private push(
    word: Word,
    place: BadArgument['place'],
    fault: WordFault,
    argument: ArgumentSpec | undefined,
  ): void {
    this.problems.push({
      kind: 'bad-argument',
      place,
      statement: this.statement,
      fault: fault.fault,
      word,
      value: textOf(word),
      argument,
      used: fault.used ?? this.usedInstead(word, fault, argument),
      suggestion: fault.suggestion,
      ...this.knownLater(textOf(word), fault, argument),
    });
  }

  private knownLater(text: string, { fault }: WordFault, argument: ArgumentSpec | undefined) {
    const options = fault === 'unknown-option' ? (argument ?? this.args.at(-1))?.type : undefined;
    const list = options === undefined ? undefined : listSpec(options);
    return knownLater({ text, fault, argument, list, keyword: this.keyword }, this.reading.release);
  }

  /** The value the keyword is left with when the word is refused. */
  private usedInstead(word: Word, fault: WordFault, argument: ArgumentSpec | undefined): string | undefined {
    const text = textOf(word);
    const { spec } = this;
    if (fault.fault === 'out-of-range' && isZeroOne(this.keyword) && Number(text) === 0) return '1';
    if (fault.fault === 'out-of-range' && spec.onBad === 'clamp' && argument !== undefined) {
      return String(Number(text) < (argument.min ?? 0) ? argument.min : argument.max);
    }
    if (this.keyword === 'state') return 'BACKUP';
    if (this.keyword === 'priority') return '100';
    if (this.keyword === 'virtual_router_id') return undefined;
    return typeof spec.default === 'number' || typeof spec.default === 'boolean'
      ? String(spec.default)
      : undefined;
  }
}
