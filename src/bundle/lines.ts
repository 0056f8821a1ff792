import type { Place, SourceText } from '../../grammar/source.ts';

/** A piece of a file's text that knows where it stands. */
export interface Piece {
  readonly text: string;
  /** Offset in the file. */
  readonly offset: number;
}

/** One physical line, without its line end. */
export interface TextLine extends Piece {
  /** Counted from 1. */
  readonly number: number;
}

/** The lines of a file; `\r\n` ends a line as `\n` does. */
export function linesOf(source: SourceText): TextLine[] {
  return source.lineStarts.map((offset, at) => {
    const span = source.lineSpan(at + 1);
    return { text: source.slice(span), offset, number: at + 1 };
  });
}

/** The piece without the blanks around it. */
export function trimmed({ text, offset }: Piece): Piece {
  const start = text.length - text.trimStart().length;
  return { text: text.trim(), offset: offset + start };
}

/** A part of a piece, by offsets within it. */
export function partOf(piece: Piece, start: number, end = piece.text.length): Piece {
  return { text: piece.text.slice(start, end), offset: piece.offset + start };
}

/** The non-empty pieces between separators. */
export function splitPiece(piece: Piece, separator: RegExp): Piece[] {
  const pattern = new RegExp(separator.source, `${separator.flags.replace('g', '')}g`);
  const parts: Piece[] = [];
  let from = 0;
  for (const match of piece.text.matchAll(pattern)) {
    if (match.index > from) parts.push(partOf(piece, from, match.index));
    from = match.index + match[0].length;
  }
  if (from < piece.text.length) parts.push(partOf(piece, from));
  return parts;
}

/** The blank-separated words of a piece. */
export function wordsOf(piece: Piece): Piece[] {
  return splitPiece(piece, /\s+/);
}

export function placeOfPiece(source: SourceText, { text, offset }: Piece): Place {
  return source.origin({ start: offset, end: offset + text.length });
}
