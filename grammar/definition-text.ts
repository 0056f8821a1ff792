const START = /\$([A-Za-z_][A-Za-z0-9_]*)=[ \t]*/y;

/** One line of a definition's value, with its place in the text it was read from. */
export interface DefinitionLine {
  readonly text: string;
  readonly offset: number;
}

export interface DefinitionText {
  readonly name: string;
  readonly lines: readonly DefinitionLine[];
  /** Written with a trailing `\`: the value is lines of configuration, not a piece of one. */
  readonly multiLine: boolean;
}

/**
 * Length of `line` without its comment: up to the first `#` or `!` outside double quotes
 * (keepalived lib/parser.c, decomment). A backslash protects the character behind it.
 */
export function commentStart(line: string, from = 0): number {
  let quoted = false;
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) quoted = !quoted;
    else if (!quoted && (code === 35 || code === 33)) return at;
  }
  return line.length;
}

/** Offset of the double quote that `line` opens and does not close; -1: none. */
export function openQuote(line: string): number {
  let quote = -1;
  const end = commentStart(line);
  for (let at = 0; at < end; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) quote = quote === -1 ? at : -1;
  }
  return quote;
}

/** `line` without comment and trailing blanks. */
export function withoutComment(line: string): string {
  return line.slice(0, commentStart(line)).replace(/[ \t\r]+$/, '');
}

/**
 * Whether a `\\` that ends a comment continues the definition, as it did before 2.4: there the comment went, and
 * the backslash stayed.
 */
export type Dialect = 'before-2.4' | 'since-2.4';

/** A line of a definition without its comment: what it says, and whether another line follows. */
function readLine(line: string, dialect: Dialect): { text: string; continues: boolean } {
  const code = withoutComment(line);
  if (code.endsWith('\\')) return { text: code.slice(0, -1), continues: true };
  const hasComment = commentStart(line) < line.length;
  return { text: code, continues: dialect === 'before-2.4' && hasComment && /\\\r*$/.test(line) };
}

/** Token pattern: `$NAME=` at `offset` with the rest of its line, and further lines while they end in `\`. */
export function matchDefinition(text: string, offset: number, dialect: Dialect): [string] | null {
  START.lastIndex = offset;
  if (!START.test(text)) return null;
  let lineStart = offset;
  for (;;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const { continues } = readLine(text.slice(lineStart, lineEnd), dialect);
    if (!continues || newline === -1 || newline + 1 >= text.length) return [text.slice(offset, lineEnd)];
    lineStart = newline + 1;
  }
}

/** Name and value of a definition token that begins at `offset`. */
export function parseDefinition(image: string, offset: number, dialect: Dialect): DefinitionText {
  START.lastIndex = 0;
  const name = START.exec(image)![1]!;
  let lineStart = START.lastIndex;
  const lines: DefinitionLine[] = [];
  let multiLine = false;
  for (;;) {
    const newline = image.indexOf('\n', lineStart);
    const written = image.slice(lineStart, newline === -1 ? image.length : newline);
    const { text, continues } = readLine(written, dialect);
    const indent = text.length - text.trimStart().length;
    multiLine ||= continues;
    lines.push({ text: text.trim(), offset: offset + lineStart + indent });
    if (newline === -1) return { name, lines: withoutEmptyStart(lines), multiLine };
    lineStart = newline + 1;
  }
}

/** `$NAME= \` says nothing on its first line: the value begins with the second. */
function withoutEmptyStart(lines: readonly DefinitionLine[]): readonly DefinitionLine[] {
  return lines.length > 1 && lines[0]!.text === '' ? lines.slice(1) : lines;
}
