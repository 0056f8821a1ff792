/**
 * Whether a text holds one of some words, written here in lower case. A cheap question to ask before a pattern that
 * takes letters of either case: to compile one costs more than to look through a file for a few words.
 */
export function mentions(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word));
}
