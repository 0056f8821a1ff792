import { isPlain } from './display-width.ts';

/**
 * What stands for a character that a terminal would obey instead of showing: pictures for control characters
 * (`␀`, `␛`), `<U+202E>` for those that reorder or hide text. Undefined for everything that may be shown as it is.
 */
export function standIn(codePoint: number): string | undefined {
  if (codePoint < 0x20) return String.fromCodePoint(0x2400 + codePoint);
  if (codePoint < 0x7f) return undefined;
  if (codePoint === 0x7f) return '␡';
  // Nearly all writing is here, and nothing that hides.
  if (codePoint > 0x206f && codePoint < 0xd800) return undefined;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\ufffd';
  if (isInvisible(codePoint)) return `<U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}>`;
  return undefined;
}

/** Text of a message on one line, every character visible; safe to write to a terminal. */
export function printable(text: string): string {
  if (isPlain(text)) return text;
  let shown = '';
  for (const character of text) shown += stand(character);
  return shown;
}

function stand(character: string): string {
  if (character === '\n' || character === '\t') return ' ';
  return standIn(character.codePointAt(0)!) ?? character;
}

/** First and last code point in turn: C1 controls, soft hyphen, direction marks and overrides, byte order mark, tags. */
const invisibleRanges: readonly number[] = [
  0x80, 0x9f, 0xad, 0xad, 0x61c, 0x61c, 0x200b, 0x200b, 0x200e, 0x200f, 0x2028, 0x202e, 0x2060, 0x206f,
  0xfeff, 0xfeff, 0xfff9, 0xfffb, 0xe0000, 0xe007f,
];

function isInvisible(codePoint: number): boolean {
  for (let at = 0; at < invisibleRanges.length; at += 2) {
    if (codePoint < invisibleRanges[at]!) return false;
    if (codePoint <= invisibleRanges[at + 1]!) return true;
  }
  return false;
}
