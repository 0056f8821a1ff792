/** Lines of a `verbatim` value: a text is cut at its newlines, and the one at its end makes no line. */
export function verbatimLines(value: string | readonly string[] | undefined): string[] {
  if (value === undefined) return [];
  const lines = typeof value === 'string' ? value.replace(/\n+$/, '').split('\n') : value;
  return lines.map((line) => line.replace(/\s+$/, ''));
}

/**
 * What is wrong with the braces of lines that are to stand inside a block: one that closes what the lines did not
 * open, or one that stays open. Braces in comments and between double quotes do not count.
 */
export function unbalancedBraces(lines: readonly string[]): string | undefined {
  let depth = 0;
  for (const line of lines) {
    const code = line.replace(/"[^"]*"?|[#!].*$/g, (piece) => (piece.startsWith('"') ? '""' : ''));
    for (const [character] of code.matchAll(/[{}]/g)) {
      depth += character === '{' ? 1 : -1;
      if (depth < 0) return 'closes a block that it did not open: remove the }';
    }
  }
  return depth === 0 ? undefined : 'leaves a block open: a } is missing';
}
