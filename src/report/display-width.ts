import { wideRanges } from './wide-ranges.ts';
import { zeroWidthRanges } from './zero-width-ranges.ts';

/** Escape sequences for colours and links: they take no room. */
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Columns, 0 to 2, that one character takes on a terminal. */
export function characterWidth(codePoint: number): number {
  if (codePoint < 0x300) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) ? 0 : 1;
  // Most of what is not Latin: Chinese characters.
  if (codePoint >= 0x4e00 && codePoint <= 0x9fff) return 2;
  if (isInRanges(codePoint, zeroWidthRanges)) return 0;
  return isInRanges(codePoint, wideRanges) ? 2 : 1;
}

const plainText = /^[ -~]*$/;

/** Whether a text is printable ASCII, one column for each character: nearly all that is measured and shown. */
export function isPlain(text: string): boolean {
  return plainText.test(text);
}

/** Columns that a text without line breaks takes on a terminal. Colour sequences count nothing, a tab nothing either. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  const shown = text.replace(escapeSequence, '');
  for (let at = 0; at < shown.length; ) {
    const codePoint = shown.codePointAt(at)!;
    width += characterWidth(codePoint);
    at += codePoint > 0xffff ? 2 : 1;
  }
  return width;
}

/** Searches by halves a list of first and last code points in turn. */
function isInRanges(codePoint: number, ranges: readonly number[]): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < ranges[middle * 2]!) high = middle - 1;
    else if (codePoint > ranges[middle * 2 + 1]!) low = middle + 1;
    else return true;
  }
  return false;
}
