import { characterWidth, displayWidth, isPlain } from './display-width.ts';

/** Closing punctuation that must not begin a line in Chinese and Japanese text. */
const neverFirst = new Set('、。，．：；？！）」』】》〉”’');

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and between wide characters, which are written
 * without spaces. A word that is longer than a line stays whole: it is a path or an address. `\n` always breaks.
 *
 * @param indent columns that every line but the first of a paragraph has less, because the caller will indent it
 */
export function wrapText(text: string, width: number, indent = 0): string[] {
  if (isPlain(text)) return wrapPlain(text, width, indent);
  return text
    .split('\n')
    .flatMap((paragraph) =>
      isPlain(paragraph) ? wrapPlain(paragraph, width, indent) : wrapParagraph(paragraph, width, indent),
    );
}

/** As wrapParagraph(), in a few searches instead of a look at every word: most of a report is plain text. */
function wrapPlain(paragraph: string, width: number, indent: number): string[] {
  const text = paragraph.trim();
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let start = 0;
  for (let limit = width; text.length - start > limit; limit = width - indent) {
    const space = text.lastIndexOf(' ', start + limit);
    const end = space > start ? space : text.indexOf(' ', start);
    if (end === -1) break;
    lines.push(text.slice(start, end).trimEnd());
    start = end;
    while (text[start] === ' ') start++;
  }
  lines.push(text.slice(start));
  return lines;
}

function wrapParagraph(paragraph: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { space, text } of pieces(paragraph)) {
    const room = displayWidth(text);
    const gap = line === '' ? 0 : space;
    const limit = lines.length === 0 ? width : width - indent;
    if (line !== '' && used + gap + room > limit) {
      lines.push(line);
      line = text;
      used = room;
    } else {
      line += ' '.repeat(gap) + text;
      used += gap + room;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** A piece that is never broken, and the number of spaces before it. */
interface Piece {
  readonly space: number;
  readonly text: string;
}

function pieces(paragraph: string): Piece[] {
  const found: Piece[] = [];
  let space = 0;
  for (const word of paragraph.split(' ')) {
    // Nothing stands between two spaces.
    if (word !== '') {
      addWord(word, space, found);
      space = 0;
    }
    space++;
  }
  return found;
}

function addWord(word: string, space: number, found: Piece[]): void {
  if (displayWidth(word) === word.length) {
    found.push({ space, text: word });
    return;
  }
  for (const [at, text] of breakable(word).entries()) found.push({ space: at === 0 ? space : 0, text });
}

/** A word with wide characters, in the pieces that it may be broken into. */
function breakable(word: string): string[] {
  const parts: string[] = [];
  let wideBefore = false;
  for (const character of word) {
    const width = characterWidth(character.codePointAt(0)!);
    const mayBreak = wideBefore || width === 2;
    if (parts.length > 0 && (!mayBreak || width === 0 || neverFirst.has(character)))
      parts[parts.length - 1] += character;
    else parts.push(character);
    if (width > 0) wideBefore = width === 2;
  }
  return parts;
}
