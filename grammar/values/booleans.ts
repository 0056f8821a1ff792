/** true, on, yes, false, off, no: exactly, in lower case (keepalived lib/parser.c: check_true_false). */
const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['off', false],
  ['no', false],
]);

/** The booleans the daemon knows, in the order to list them in. */
export const booleanWords: readonly string[] = [...words.keys()];

export function readBoolean(text: string): boolean | undefined {
  return words.get(text);
}

const nearMisses: ReadonlyMap<string, string> = new Map([
  ['1', 'true'],
  ['0', 'false'],
  ['y', 'yes'],
  ['n', 'no'],
  ['enable', 'true'],
  ['enabled', 'true'],
  ['disable', 'false'],
  ['disabled', 'false'],
]);

/** The boolean that was meant by a word the daemon does not take: `True`, `1`, `yes;`. */
export function booleanMeant(text: string): string | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[;,]+$/, '');
  return words.has(word) ? word : nearMisses.get(word);
}
