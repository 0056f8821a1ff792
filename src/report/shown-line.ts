import { characterWidth, isPlain } from './display-width.ts';
import { standIn } from './printable.ts';

const tabWidth = 4;

/** A line as it is shown: tabs expanded, every character visible. */
export class ShownLine {
  readonly text: string;
  /** In display columns. */
  readonly width: number;
  private readonly written: string;
  private readonly isPlain: boolean;

  constructor(written: string, text: string, width: number, isPlain: boolean) {
    this.written = written;
    this.text = text;
    this.width = width;
    this.isPlain = isPlain;
  }

  /**
   * Display column, from 0, at which the character with that UTF-16 index begins; that of the nearest one for an index
   * outside of the line.
   */
  columnAt(index: number): number {
    if (index <= 0) return 0;
    if (index >= this.written.length) return this.width;
    if (this.isPlain) return index;
    return showLine(this.written.slice(0, characterStart(this.written, index))).width;
  }
}

export function showLine(text: string): ShownLine {
  return isPlain(text) ? new ShownLine(text, text, text.length, true) : showCells(text);
}

/** Moves an index that falls between the halves of a surrogate pair to the first half. */
export function characterStart(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff && text.codePointAt(index - 1)! > 0xffff ? index - 1 : index;
}

function showCells(text: string): ShownLine {
  let shown = '';
  let done = 0;
  let column = 0;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const codePoint = text.codePointAt(at)!;
    next = at + (codePoint > 0xffff ? 2 : 1);
    // Most characters of such a line are plain all the same.
    if (codePoint >= 0x20 && codePoint < 0x7f) {
      column++;
      continue;
    }
    const instead = codePoint === 9 ? tabAt(column) : standIn(codePoint);
    column += instead?.length ?? characterWidth(codePoint);
    if (instead === undefined) continue;
    shown += text.slice(done, at) + instead;
    done = next;
  }
  return new ShownLine(text, shown + text.slice(done), column, false);
}

function tabAt(column: number): string {
  return ' '.repeat(tabWidth - (column % tabWidth));
}

/**
 * The part of a shown text between two display columns, with `…` where something was cut off. A wide character
 * that stands across an edge becomes a space. The result is `to - from` columns wide, or less at the line's end.
 */
export function cutColumns(line: ShownLine, from: number, to: number): string {
  const total = line.width;
  if (from <= 0 && to >= total) return line.text;
  if (isPlain(line.text)) return withEllipses(line.text.slice(Math.max(from, 0), to), from > 0, to < total);
  let shown = '';
  let column = 0;
  for (const character of line.text) {
    const width = widthOf(character);
    const [start, end] = [column, column + width];
    column = end;
    if (end <= from) continue;
    if (start >= to) break;
    shown += start < from || end > to ? ' '.repeat(Math.min(end, to) - Math.max(start, from)) : character;
  }
  return withEllipses(shown, from > 0, to < total);
}

function withEllipses(text: string, left: boolean, right: boolean): string {
  const characters = [...text];
  while (right && characters.length > 1 && widthOf(characters.at(-1)!) === 0) characters.pop();
  if (left) replaceEdge(characters, 0, true);
  if (right) replaceEdge(characters, characters.length - 1, false);
  return characters.join('');
}

/** Replaces one character by `…`, keeping the width. */
function replaceEdge(characters: string[], at: number, left: boolean): void {
  const old = characters[at];
  if (old === undefined) return;
  const fill = ' '.repeat(Math.max(0, widthOf(old) - 1));
  characters[at] = left ? `…${fill}` : `${fill}…`;
}

function widthOf(character: string): number {
  return characterWidth(character.codePointAt(0)!);
}
