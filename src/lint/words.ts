import {
  isQuoted,
  keywordOf,
  placeOf,
  type Statement,
  textOf,
  type Word,
} from '../../grammar/configuration.ts';
import { commentStart } from '../../grammar/definition-text.ts';
import { isOfHost } from '../../grammar/preprocess/definitions.ts';
import type { Place } from '../../grammar/source.ts';

/*
 * How a word looks when it is wrong for a reason of its own: a semicolon of another language, a placeholder nobody
 * filled in, a character out of a word processor. Rules of several groups meet such words; the one that is about
 * the look reports them, and the others ask here and keep silent.
 */

/** Blanks of Unicode that the daemon takes for ordinary characters. */
const SPACES = '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** Characters of no width: byte order mark, soft hyphen, zero width space... */
const INVISIBLE = '\\u00ad\\u200b-\\u200f\\u2060\\ufeff';
const QUOTES = '\\u2018-\\u201f';
const DASHES = '\\u2010-\\u2015\\u2212';
/** Letters, digits and punctuation as wide as an ideograph. */
const FULL_WIDTH = '\\u3001\\u3002\\uff01-\\uff5e';

const typographic = new RegExp(`[${SPACES}${INVISIBLE}${QUOTES}${DASHES}${FULL_WIDTH}]`);

/** What a typographic character is, by what it was mistaken for. */
export type TypographicKind = 'space' | 'invisible' | 'quote' | 'dash' | 'full-width';

const kinds: readonly (readonly [TypographicKind, RegExp])[] = [
  ['space', new RegExp(`[${SPACES}]`)],
  ['invisible', new RegExp(`[${INVISIBLE}]`)],
  ['quote', new RegExp(`[${QUOTES}]`)],
  ['dash', new RegExp(`[${DASHES}]`)],
];

/** Whether a text holds a character that looks like one of ASCII, or like nothing, and is another. */
export function hasTypographicCharacter(text: string): boolean {
  return typographic.test(text);
}

/** Offset of the first such character; -1 when there is none. */
export function typographicIndex(text: string): number {
  return text.search(typographic);
}

export function kindOfTypographic(character: string): TypographicKind {
  return kinds.find(([, pattern]) => pattern.test(character))?.[0] ?? 'full-width';
}

/** The character of ASCII that was meant; empty for one that is not seen. */
export function asciiFor(character: string): string {
  const code = character.charCodeAt(0);
  switch (kindOfTypographic(character)) {
    case 'space':
      return ' ';
    case 'invisible':
      return '';
    case 'quote':
      return code >= 0x201c ? '"' : "'";
    case 'dash':
      return '-';
    case 'full-width':
      return code === 0x3001 ? ',' : code === 0x3002 ? '.' : String.fromCharCode(code - 0xfee0);
  }
}

const everyTypographic = new RegExp(typographic.source, 'g');

/** The text with every typographic character replaced by the one that was meant. */
export function toAscii(text: string): string {
  return text.replace(everyTypographic, asciiFor);
}

/** `100;` and `eth0,`, and `=` or `:` alone: punctuation of another language, outside quotes. */
export function isTerminated(word: Word): boolean {
  const { image } = word;
  const last = image.charCodeAt(image.length - 1);
  // ; , = :
  if (last === 59 || last === 44) return image.length > 1 && !isQuoted(word);
  return image.length === 1 && (last === 61 || last === 58);
}

/** `192.0.2.1,192.0.2.2`: several entries of a list in one word, or one with a comma before or behind it. */
export function isCommaList(word: Word): boolean {
  return !isQuoted(word) && word.image.length > 1 && word.image.includes(',');
}

/** `{{ x }}`, `{% x %}`, `<%= x %>`: the braces of a template, which open and close blocks here. */
const templateBraces = /\{\{|\}\}|\{%|%\}|<%|%>/;
/** One number of an address, or what stands for it: `x`, `1xx`, `y`, `***`. */
const crossedNumber = '(?:\\d{1,3}|[\\dxX]{1,4}|[wWyYzZnN]{1,3}|[*]{1,3}|[?]{1,3})';
/** Addresses of which some, or all, numbers are crossed out, and prefix lengths. */
const crossedOut = [
  // X.X.X.10, 192.0.x.y, 10.xx.1xx.xxx, 192.0.2.*
  `(?<![\\w.])(?=[\\d.]*[wWxXyYzZnN*?])(?:${crossedNumber}\\.){3}${crossedNumber}(?![\\w.*?])`,
  // a.b.c.d, aaa.bbb.ccc.ddd
  '(?<![\\w.])[aA]{1,3}\\.[bB]{1,3}\\.[cC]{1,3}\\.[dD]{1,3}(?![\\w.])',
  // 2001:db8::x, 2001:db8:xxxx::1
  '(?<![\\w:])(?=[\\da-fA-F:]*[xX])(?:[\\da-fA-FxX]{0,4}:){2,7}[\\da-fA-FxX]{0,4}(?![\\w:.])',
  // 192.0.2.100/xx
  '(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}/[xX]{1,3}(?![\\w.])',
].join('|');

/** Words that stand for a value: `<VIP>`, `CHANGE_ME`, `X.X.X.10`, `%VIP%`, `@VIP@`, `__VIP__`, `YOUR_VIP`. */
const placeholder = new RegExp(
  [
    '<\\w[\\w.-]*>',
    '\\bCHANGE_?(?:ME|THIS)|\\bREPLACE_?(?:ME|THIS)\\b|\\b(?:REPLACE|YOUR)_[A-Z]',
    '%[A-Z][A-Z0-9_]*%|@[A-Z][A-Z0-9_]*@|\\b__[A-Za-z]\\w*__\\b',
    crossedOut,
    '\\b(?:[xX]{1,3}\\.){2,3}',
  ].join('|'),
);
/** Those that are hardly ever meant as they stand, even where any text may stand. */
const plainPlaceholder =
  /<[A-Z][A-Z0-9_]+>|^<\w[\w.-]{2,}>$|\bCHANGE_?(?:ME|THIS)|\bREPLACE_?(?:ME\b|THIS\b|WITH_[A-Z])|\bYOUR_[A-Z]/;

/** Whether a word is what is left of a template: a placeholder, or braces of one. */
export function isTemplateResidue(text: string): boolean {
  return templateBraces.test(text) || placeholder.test(text);
}

/** Whether even free text - a password, a name - is hardly meant to read like this. */
export function isPlainPlaceholder(text: string): boolean {
  return templateBraces.test(text) || plainPlaceholder.test(text);
}

/** `$NAME` and `${NAME...}` that are left when the definitions of the file are replaced; `pa$word` and `$$` hold a plain `$`. */
const leftReference = /\$\{[A-Za-z_]|^\$[A-Za-z_]|(?<!\$)\$[A-Z_][A-Z0-9_]+(?!\w)/;

/** Whether it is not known what a text will read: a part of it is of the host, or filled in before the daemon reads it. */
export function isOpen(text: string): boolean {
  return isOfHost(text) || leftReference.test(text) || isTemplateResidue(text);
}

/** Offset of template braces outside quotes and comments on a line; -1 when there are none. */
export function templateBracesIn(line: string): number {
  if (!templateBraces.test(line)) return -1;
  // A template's own comment, {# ... #}, is cut by the daemon like any other.
  const code = line.slice(0, commentStart(line));
  const at = code.replaceAll(/"[^"]*"/g, (quoted) => ' '.repeat(quoted.length)).search(templateBraces);
  // `}}` alone closes two blocks on one line.
  return at !== -1 && /\{\{|\{%|<%/.test(code.slice(at)) ? at : -1;
}

/** Whether the line of a place holds template braces: whatever is wrong with it, that is why. */
export function isOnTemplateLine(place: Place): boolean {
  return templateBracesIn(lineOf(place)) !== -1;
}

/** The physical line a place begins on, without its line end. */
export function lineOf(place: Place): string {
  const { source, span } = place;
  const start = source.text.lastIndexOf('\n', span.start - 1) + 1;
  return source.text.slice(span.start === 0 ? 0 : start, source.lineEnd(span.start));
}

/** Whether a comment begins inside the word, as in `eth0#uplink`: what is left of it is not what was meant. */
export function isCutByComment(statement: Statement, word: Word): boolean {
  if (isQuoted(word)) return false;
  const next = statement.source.text.charCodeAt(word.startOffset + word.image.length);
  return next === 35 || next === 33;
}

/** Whether a statement's line begins with something that was meant as a comment: `//`, `/*`, `--`. */
export function looksLikeComment(statement: Statement): boolean {
  return isCommentMark(textOf(statement.words[0]!));
}

/** `//`, `/*` and `--` start no comment. */
export function isCommentMark(text: string): boolean {
  return /^(?:\/\/|\/\*|\*\/|--+$|;)/.test(text);
}

/** `<<<<<<<`, `=======`, `>>>>>>>`, `|||||||`: a merge that was not finished. */
export function isConflictMark(statement: Statement): boolean {
  return /^(?:<{7}|={7}|>{7}|\|{7})$/.test(keywordOf(statement));
}

/**
 * Id of the syntax rule that speaks of a word which the daemon refuses, when its look tells why; undefined for a value
 * like any other, which is for the rules about values.
 */
export function syntaxRuleFor(statement: Statement, word: Word): string | undefined {
  const { words } = statement;
  const index = words.indexOf(word);
  if (words.slice(0, index + 1).some((before) => before.image.startsWith('//'))) return 'syntax/extra-tokens';
  const text = textOf(word);
  if (hasTypographicCharacter(text)) return 'syntax/typographic-characters';
  if (isTemplateResidue(text) || /\$\{?[A-Za-z_]/.test(text) || isOnTemplateLine(placeOf(statement, word))) {
    return 'syntax/template-residue';
  }
  if (isQuoted(word)) return undefined;
  if (isCutByComment(statement, word)) return 'syntax/comment-char-in-value';
  if (statement.spec === undefined && isCommaList(word)) return 'syntax/comma-separated-list';
  const isSign = word.image.length === 1;
  return isTerminated(word) && (!isSign || index === 1) ? 'syntax/value-terminator' : undefined;
}
