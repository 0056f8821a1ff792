import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { SourceText } from '../../../../grammar/source.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';

/** The edit that takes a statement without a block out, with its line when nothing else stands on it. */
export function removeStatement(statement: Statement): Edit | undefined {
  const first = placeOf(statement);
  const last = placeOf(statement, statement.words.at(-1)!);
  const { source } = first;
  const isWritten = source.slice(first.span) === statement.words[0]!.image;
  if (statement.block !== undefined || last.source !== source || !isWritten) return undefined;
  const lineStart = source.text.lastIndexOf('\n', first.span.start - 1) + 1;
  const lineEnd = source.lineEnd(last.span.end);
  const isAlone =
    source.text.slice(lineStart, first.span.start).trim() === '' &&
    source.text.slice(last.span.end, lineEnd).trim() === '';
  const span = isAlone
    ? { start: lineStart, end: Math.min(lineEnd + 1, source.text.length) }
    : { start: first.span.start, end: last.span.end };
  return { place: { source, span }, text: '' };
}

/** White space in front of the line a statement stands on. */
export function indentOf(statement: Statement): string {
  const { source, span } = placeOf(statement);
  const lineStart = source.text.lastIndexOf('\n', span.start - 1) + 1;
  return /^[ \t]*/.exec(source.text.slice(lineStart, span.start))![0];
}

/**
 * The edit that puts lines behind a statement without a block, as deep as it; undefined when something else stands
 * behind it on its line, or it came out of a definition.
 */
export function insertAfter(statement: Statement, lines: readonly string[]): Edit | undefined {
  const { source, span } = placeOf(statement, statement.words.at(-1)!);
  const isWritten = source.slice(span) === statement.words.at(-1)!.image;
  const end = lineEndOf(source, span.end);
  if (!isWritten || !/^\s*(?:[#!].*)?$/.test(source.text.slice(span.end, end))) return undefined;
  const indent = indentOf(statement);
  return {
    place: { source, span: { start: end, end } },
    text: lines.map((line) => `\n${indent}${line}`).join(''),
  };
}

/** The end of a line without a carriage return. */
function lineEndOf(source: SourceText, offset: number): number {
  const end = source.lineEnd(offset);
  return source.text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
