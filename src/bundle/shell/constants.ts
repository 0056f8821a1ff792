import type { ShellWord } from './script.ts';

/** Variables of a script that hold one text from beginning to end. */
export type Constants = ReadonlyMap<string, string>;

const assignment =
  /^[ \t]*(?:(?:export|readonly|local|declare|typeset)[ \t]+)?([A-Za-z_]\w*)=(?:"([^"$`\\\n]*)"|'([^'\n]*)'|([^\s"'$`\\;&|()<>#]*))[ \t]*(?:;?[ \t]*#.*|;)?$/gm;
/** Whatever gives a variable a value: an assignment anywhere, and commands that set the names behind them. */
const change = /\b([A-Za-z_]\w*)(?:\+?=|\+\+)/g;
const setter = /\b(?:read|for|select|getopts|mapfile|readarray|unset|printf)\b([^\n;]*)/g;

/**
 * `SVC=keepalived` on a line of its own, when nothing else gives the variable a value. The text is looked at as
 * lines: what is set in a branch that is not taken counts, as long as it is the only one.
 */
export function constantsOf(text: string): Constants {
  const found = new Map<string, string>();
  const assignments = text.includes('=') ? Array.from(text.matchAll(assignment)) : [];
  if (assignments.length === 0) return found;
  const changes = new Map<string, number>();
  for (const [, name] of text.matchAll(change)) changes.set(name!, (changes.get(name!) ?? 0) + 1);
  const set = new Set(Array.from(text.matchAll(setter)).flatMap(([, names]) => names!.split(/\W+/)));
  for (const [, name, double, single, bare] of assignments) {
    if (changes.get(name!) === 1 && !set.has(name!)) found.set(name!, double ?? single ?? bare ?? '');
  }
  return found;
}

const reference = /\$(?:(\w+)|\{(\w+)\})/g;

/** The words that a word stands for: its constants put in, and taken apart where the shell does so. */
export function expandConstants(word: ShellWord, constants: Constants): ShellWord[] {
  if (word.isLiteral || constants.size === 0 || !word.text.includes('$')) return [word];
  const text = word.text.replace(reference, (whole, bare, braced) => constants.get(bare ?? braced) ?? whole);
  if (text === word.text) return [word];
  const isLiteral = !/[$`]/.test(text);
  const isQuoted = /["']/.test(word.place.source.slice(word.place.span));
  const parts = isQuoted ? [text] : text.split(/[ \t]+/).filter((part) => part !== '');
  return parts.map((part) => ({ text: part, isLiteral, place: word.place }));
}
