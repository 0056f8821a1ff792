/**
 * How script keywords (script, notify*, misc_path, ...) read their line: not by the ordinary word rules but by
 * shell-like ones, and the command word once more to get its arguments. No shell is involved: `|`, `>` and `$` are
 * plain characters (keepalived lib/parser.c: alloc_strvec_quoted, core/notify.c: set_script_params_array).
 */

/** A word after quotes and escapes are taken off, and where it was written in the text given to the splitter. */
export interface ScriptWord {
  readonly text: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** missing-quote: a quote is never closed; trailing-escape: a `\` is the last character. */
export type ScriptFault = 'missing-quote' | 'trailing-escape';

export interface ScriptSplit {
  /** Empty when there is a fault: the daemon drops the whole line. */
  readonly words: readonly ScriptWord[];
  readonly fault: ScriptFault | undefined;
  /** Offset of the quote or `\` at fault; -1 without a fault. */
  readonly at: number;
}

export interface ScriptRules {
  /** Escapes are taken off by the first split already, and by the second again: before 2.3.2. */
  readonly escapesTwice: boolean;
  /** `\x` takes any number of hexadecimal digits instead of two: before 2.3.2. */
  readonly longHex: boolean;
}

export interface ScriptLine {
  /** The command and its arguments. */
  readonly argv: readonly ScriptWord[];
  /** User and group behind the command, as far as they are given. */
  readonly owner: readonly ScriptWord[];
  readonly fault: ScriptFault | undefined;
  readonly at: number;
}

const newestRules: ScriptRules = { escapesTwice: false, longHex: false };

const controls: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const blank = /[ \t\n\v\f\r]/;

/** Characters of one word, each with the offset it was written at. */
interface Collector {
  text: string;
  origins: number[];
}

interface Piece extends ScriptWord {
  readonly origins: readonly number[];
}

interface Split {
  readonly pieces: readonly Piece[];
  readonly fault: ScriptFault | undefined;
  readonly at: number;
}

/** Splits by blanks, with both kinds of quotes (which may be glued to text) and, if asked, escapes. */
export function splitScript(text: string, escapes: boolean, rules: ScriptRules = newestRules): ScriptSplit {
  const { pieces, fault, at } = split(text, escapes, rules);
  return { words: pieces.map(({ text: word, start, end }) => ({ text: word, start, end })), fault, at };
}

/**
 * Reads the text behind a script keyword: command line first, then user and group.
 * @param text the raw text behind the keyword, quotes included, comment taken off.
 */
export function readScriptLine(text: string, rules: ScriptRules = newestRules): ScriptLine {
  const line = split(text, rules.escapesTwice, rules);
  const command = line.pieces[0];
  if (line.fault !== undefined || command === undefined) {
    return { argv: [], owner: [], fault: line.fault, at: line.at };
  }
  const inner = split(command.text, true, rules);
  const place = (offset: number) => command.origins[offset] ?? command.end;
  return {
    argv: inner.pieces.map((word) => ({
      text: word.text,
      start: place(word.start),
      end: word.end === 0 ? place(0) : (command.origins[word.end - 1] ?? command.end - 1) + 1,
    })),
    owner: line.pieces.slice(1, 3).map(({ text: word, start, end }) => ({ text: word, start, end })),
    fault: inner.fault,
    at: inner.fault === undefined ? -1 : place(inner.at),
  };
}

function split(text: string, escapes: boolean, rules: ScriptRules): Split {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && blank.test(text[at]!)) at++;
    if (at >= text.length) return { pieces, fault: undefined, at: -1 };
    const start = at;
    const word: Collector = { text: '', origins: [] };
    const read = readWord(text, start, word, escapes, rules);
    if (read.fault !== undefined) return { pieces: [], fault: read.fault, at: read.at };
    at = read.at;
    pieces.push({ text: word.text, start, end: at, origins: word.origins });
  }
}

interface WordEnd {
  /** Behind the word, or where the fault is. */
  readonly at: number;
  readonly fault: ScriptFault | undefined;
}

function readWord(
  text: string,
  start: number,
  word: Collector,
  escapes: boolean,
  rules: ScriptRules,
): WordEnd {
  let quote = '';
  let quotedAt = start;
  let at = start;
  while (at < text.length) {
    const character = text[at]!;
    if (character === '\\') {
      if (at + 1 === text.length) return { at, fault: 'trailing-escape' };
      at = readEscape(text, at, word, escapes, rules);
    } else if (character === quote) {
      quote = '';
      at++;
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      quotedAt = at++;
    } else if (quote === '' && blank.test(character)) {
      break;
    } else {
      collect(word, character, at++);
    }
  }
  return quote === '' ? { at, fault: undefined } : { at: quotedAt, fault: 'missing-quote' };
}

function collect(word: Collector, character: string, at: number): void {
  word.text += character;
  word.origins.push(at);
}

/** Reads the escape at `at`; returns the offset behind it. */
function readEscape(text: string, at: number, word: Collector, escapes: boolean, rules: ScriptRules): number {
  if (!escapes) {
    collect(word, '\\', at);
    collect(word, text[at + 1]!, at + 1);
    return at + 2;
  }
  const rest = text.slice(at + 1, at + 40);
  const hex = (rules.longHex ? /^x([0-9a-fA-F]+)/ : /^x([0-9a-fA-F]{1,2})/).exec(rest);
  if (hex !== null) {
    collect(word, String.fromCharCode(Number.parseInt(hex[1]!.slice(-2), 16)), at);
    return at + 1 + hex[0].length;
  }
  if (rest.length > 1 && rest[0] === 'c') {
    collect(word, String.fromCharCode(rest.charCodeAt(1) & 0x1f), at);
    return at + 3;
  }
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal !== null) {
    collect(word, String.fromCharCode(Number.parseInt(octal[0], 8) & 255), at);
    return at + 1 + octal[0].length;
  }
  collect(word, controls[rest[0]!] ?? rest[0]!, at);
  return at + 2;
}
