import { characterWidth } from './display-width.ts';
import { standIn } from './printable.ts';

const tabWidth = 4;

/** A line as it is shown: tabs expanded, every character visible. */
export interface ShownLine {
  readonly text: string;
  /** Display column, from 0, at which the character with that UTF-16 index begins; one entry more, for the end. */
  readonly columns: readonly number[];
}

export function showLine(text: string): ShownLine {
  const columns: number[] = [];
  let shown = '';
  let column = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    for (let unit = 0; unit < character.length; unit++) columns.push(column);
    const [visible, width] = cell(character, codePoint, column);
    shown += visible;
    column += width;
  }
  columns.push(column);
  return { text: shown, columns };
}

function cell(character: string, codePoint: number, column: number): [text: string, width: number] {
  if (codePoint >= 0x20 && codePoint < 0x7f) return [character, 1];
  if (codePoint === 9) {
    const width = tabWidth - (column % tabWidth);
    return [' '.repeat(width), width];
  }
  const replacement = standIn(codePoint);
  if (replacement !== undefined) return [replacement, replacement.length];
  return [character, characterWidth(codePoint)];
}

/**
 * The part of a shown text between two display columns, with `…` where something was cut off. A wide character
 * that stands across an edge becomes a space. The result is `to - from` columns wide, or less at the line's end.
 */
export function cutColumns(line: ShownLine, from: number, to: number): string {
  const total = line.columns.at(-1)!;
  if (from <= 0 && to >= total) return line.text;
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
