import type { SourceText } from '../../grammar/source.ts';
import type { Edit, Fix } from '../diagnostics/diagnostic.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { shownPath } from './report.ts';
import type { Masking } from './secrets.ts';
import { cutColumns, showLine } from './shown-line.ts';

/** More changed lines than this are not shown: the fix is better looked at as a diff of the file. */
const mostLines = 8;

interface Change {
  readonly source: SourceText;
  readonly sign: '-' | '+';
  readonly line: number;
  readonly text: string;
}

/** What a preview needs besides the fix. */
export interface PreviewStyle {
  readonly paint: Paint;
  readonly masking: Masking;
  readonly cwd: string;
  readonly gutter: number;
  readonly columns: number;
}

/**
 * The lines that a fix takes away and puts in, or nothing when they are too many to show.
 *
 * @param own the file of the finding; lines of other files are shown under their name
 */
export function previewFix(fix: Fix, own: SourceText, style: PreviewStyle): string[] {
  const changes = clusters(fix.edits, own).flatMap((edits) => changesOf(edits, style.masking));
  if (changes.length > mostLines) return [];
  return changes.flatMap((change, at) => {
    const { source } = change;
    const named = source !== (changes[at - 1]?.source ?? own);
    return [...(named ? [renderName(source, style)] : []), renderChange(change, style)];
  });
}

function renderName(source: SourceText, { paint, gutter, cwd }: PreviewStyle): string {
  return `${' '.repeat(gutter)} ${paint.location(printable(shownPath(source.path, cwd)))}`;
}

function renderChange({ sign, line, text }: Change, { paint, gutter, columns }: PreviewStyle): string {
  const stroke = sign === '-' ? paint.removed : paint.added;
  const shown = cutColumns(showLine(text), 0, columns - gutter - 3).trimEnd();
  return `${paint.quiet(String(line).padStart(gutter))} ${stroke(`${sign} ${shown}`.trimEnd())}`;
}

/** Edits that touch the same or neighbouring lines of a file, by position; those in the finding's file first. */
function clusters(edits: readonly Edit[], own: SourceText): Edit[][] {
  const files = [...new Set([own, ...edits.map(({ place }) => place.source)])];
  const rank = ({ place }: Edit): number => files.indexOf(place.source);
  const sorted = edits.toSorted((a, b) => rank(a) - rank(b) || a.place.span.start - b.place.span.start);
  const groups: Edit[][] = [];
  let last: Edit | undefined;
  for (const edit of sorted) {
    if (last !== undefined && touches(last, edit)) groups.at(-1)!.push(edit);
    else groups.push([edit]);
    last = edit;
  }
  return groups;
}

function touches(last: Edit, edit: Edit): boolean {
  const { source } = edit.place;
  if (last.place.source !== source) return false;
  return source.lineIndex(edit.place.span.start) - source.lineIndex(last.place.span.end) <= 1;
}

function changesOf(edits: readonly Edit[], masking: Masking): Change[] {
  const { source } = edits[0]!.place;
  const start = source.lineStarts[source.lineIndex(edits[0]!.place.span.start)]!;
  const end = regionEnd(source, edits.at(-1)!);
  const before = masking.lineText(source, { start, end });
  const after = edits.reduceRight(
    (text, { place: { span }, text: put }) =>
      text.slice(0, span.start - start) + masking.configuration(put) + text.slice(span.end - start),
    before,
  );
  const firstLine = source.lineIndex(start) + 1;
  return difference(splitLines(before), splitLines(after)).map(({ sign, line, text }) => ({
    source,
    sign,
    line: firstLine + line,
    text,
  }));
}

/** Behind the last touched line, with its line end when an edit takes that away. */
function regionEnd(source: SourceText, { place: { span } }: Edit): number {
  const last = Math.max(span.start, span.end - 1);
  return Math.max(source.lineEnd(last), span.end);
}

function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (text.endsWith('\n')) lines.pop();
  return lines;
}

/** Lines that differ, without those that are alike at both ends; counted from 0. */
function difference(before: readonly string[], after: readonly string[]): Omit<Change, 'source'>[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const changes = (sign: '-' | '+', lines: readonly string[]): Omit<Change, 'source'>[] =>
    lines.slice(head, lines.length - tail).map((text, at) => ({ sign, line: head + at, text }));
  return [...changes('-', before), ...changes('+', after)];
}
