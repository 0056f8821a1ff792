import type { Word } from '../configuration.ts';

const ESCAPE = /\\[#!]/;

export function hasEscape(word: Word): boolean {
  return word.image.charCodeAt(0) !== 34 && ESCAPE.test(word.image);
}

/**
 * What is left of words with `\#` or `\!`. The daemon strips comments twice: the first time the escape becomes
 * a plain character, the second time that character starts a comment. Only global_defs is read in the first
 * pass (keepalived lib/parser.c, decomment and read_line).
 */
export function resolveEscapes(words: readonly Word[], readOnce: boolean): Word[] {
  const resolved: Word[] = [];
  for (const word of words) {
    if (!hasEscape(word)) {
      resolved.push(word);
      continue;
    }
    if (readOnce) {
      resolved.push({ ...word, image: word.image.replaceAll(/\\([#!])/g, '$1') });
      continue;
    }
    const left = word.image.slice(0, word.image.search(ESCAPE));
    if (left !== '') resolved.push({ ...word, image: left });
    break;
  }
  return resolved;
}
