import { wideRanges } from './wide-ranges.ts';

/** Combining marks, joiners and the Hangul vowels and finals that are drawn into the syllable before them. */
const zeroWidth = /^(?:\p{Mn}|\p{Me}|\u200c|\u200d|[\u1160-\u11ff])$/u;

/** Escape sequences for colours and links: they take no room. */
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Columns, 0 to 2, that one character takes on a terminal. */
export function characterWidth(codePoint: number): number {
  if (codePoint < 0x300) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) ? 0 : 1;
  if (zeroWidth.test(String.fromCodePoint(codePoint))) return 0;
  return isWide(codePoint) ? 2 : 1;
}

/** Columns that a text without line breaks takes on a terminal. Colour sequences count nothing, a tab nothing either. */
export function displayWidth(text: string): number {
  // Plain printable ASCII is nearly everything that is measured.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text.replace(escapeSequence, ''))
    width += characterWidth(character.codePointAt(0)!);
  return width;
}

function isWide(codePoint: number): boolean {
  if (codePoint < wideRanges[0]!) return false;
  let low = 0;
  let high = wideRanges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < wideRanges[middle * 2]!) high = middle - 1;
    else if (codePoint > wideRanges[middle * 2 + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}
