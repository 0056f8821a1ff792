import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
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
