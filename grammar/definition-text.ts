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

/** `line` without comment and trailing blanks. */
export function withoutComment(line: string): string {
  return line.slice(0, commentStart(line)).replace(/[ \t\r]+$/, '');
}

/** Token pattern: `$NAME=` at `offset` with the rest of its line, and further lines while they end in `\`. */
export function matchDefinition(text: string, offset: number): [string] | null {
  START.lastIndex = offset;
  if (!START.test(text)) return null;
  let lineStart = offset;
  for (;;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const continues = withoutComment(text.slice(lineStart, lineEnd)).endsWith('\\');
    if (!continues || newline === -1 || newline + 1 >= text.length) return [text.slice(offset, lineEnd)];
    lineStart = newline + 1;
  }
}

/** Name and value of a definition token that begins at `offset`. */
export function parseDefinition(image: string, offset: number): DefinitionText {
  START.lastIndex = 0;
  const name = START.exec(image)![1]!;
  let lineStart = START.lastIndex;
  const lines: DefinitionLine[] = [];
  let multiLine = false;
  for (;;) {
    const newline = image.indexOf('\n', lineStart);
    const line = withoutComment(image.slice(lineStart, newline === -1 ? image.length : newline));
    const indent = line.length - line.trimStart().length;
    const continued = line.endsWith('\\');
    multiLine ||= continued;
    const text = (continued ? line.slice(0, -1) : line).trim();
    lines.push({ text, offset: offset + lineStart + indent });
    if (newline === -1) return { name, lines: withoutEmptyStart(lines), multiLine };
    lineStart = newline + 1;
  }
}

/** `$NAME= \` says nothing on its first line: the value begins with the second. */
function withoutEmptyStart(lines: readonly DefinitionLine[]): readonly DefinitionLine[] {
  return lines.length > 1 && lines[0]!.text === '' ? lines.slice(1) : lines;
}
