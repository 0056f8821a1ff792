import { characterWidth, isPlain } from './display-width.ts';
import { standIn } from './printable.ts';

const tabWidth = 4;

/** A line as it is shown: tabs expanded, every character visible. */
export interface ShownLine {
  readonly text: string;
  /** In display columns. */
  readonly width: number;
  /**
   * Display column, from 0, at which the character with that UTF-16 index begins; that of the nearest one for an index
   * outside of the line.
   */
  columnAt(index: number): number;
}

export function showLine(text: string): ShownLine {
  return isPlain(text) ? shown(text, text.length, (index) => index) : showCells(text);
}

function shown(text: string, last: number, columnOf: (index: number) => number): ShownLine {
  const columnAt = (index: number): number => columnOf(Math.min(Math.max(index, 0), last));
  return { text, width: columnAt(last), columnAt };
}

function showCells(text: string): ShownLine {
  const columns: number[] = [];
  let cells = '';
  let column = 0;
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at)!;
    const visible = codePoint === 9 ? tabAt(column) : standIn(codePoint);
    for (const end = at + (codePoint > 0xffff ? 2 : 1); at < end; at++) columns.push(column);
    cells += visible ?? String.fromCodePoint(codePoint);
    column += visible?.length ?? characterWidth(codePoint);
  }
  columns.push(column);
  return shown(cells, text.length, (index) => columns[index]!);
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
