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
 * Adds the lines that a fix takes away and puts in, unless they are too many to show.
 *
 * @param own the file of the finding; lines of other files are shown under their name
 */
export function previewFix(fix: Fix, own: SourceText, style: PreviewStyle, rows: string[]): void {
  const groups = clusters(fix.edits, own);
  const changes: Change[] = [];
  for (let at = 0; at < groups.length; at++) addChanges(groups[at]!, style.masking, changes);
  if (changes.length > mostLines) return;
  let named = own;
  for (let at = 0; at < changes.length; at++) {
    const change = changes[at]!;
    if (change.source !== named) rows.push(renderName(change.source, style));
    named = change.source;
    rows.push(renderChange(change, style));
  }
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
  const sorted = inOrder(edits, own);
  const groups: Edit[][] = [];
  for (let at = 0; at < sorted.length; at++) {
    const edit = sorted[at]!;
    if (at > 0 && touches(sorted[at - 1]!, edit)) groups.at(-1)!.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function inOrder(edits: readonly Edit[], own: SourceText): readonly Edit[] {
  if (edits.length === 1) return edits;
  const files = [...new Set([own, ...edits.map(({ place }) => place.source)])];
  const rank = ({ place }: Edit): number => files.indexOf(place.source);
  return edits.toSorted((a, b) => rank(a) - rank(b) || a.place.span.start - b.place.span.start);
}

function touches(last: Edit, edit: Edit): boolean {
  const { source } = edit.place;
  if (last.place.source !== source) return false;
  return source.lineIndex(edit.place.span.start) - source.lineIndex(last.place.span.end) <= 1;
}

function addChanges(edits: readonly Edit[], masking: Masking, changes: Change[]): void {
  const { source } = edits[0]!.place;
  const firstIndex = source.lineIndex(edits[0]!.place.span.start);
  const start = source.lineStarts[firstIndex]!;
  const before = masking.lineText(source, { start, end: regionEnd(source, edits.at(-1)!) });
  let after = before;
  for (let at = edits.length - 1; at >= 0; at--) {
    const { place, text } = edits[at]!;
    const { span } = place;
    after = after.slice(0, span.start - start) + masking.configuration(text) + after.slice(span.end - start);
  }
  addDifference(source, firstIndex + 1, splitLines(before), splitLines(after), changes);
}

/** Behind the last touched line, with its line end when an edit takes that away. */
function regionEnd(source: SourceText, { place: { span } }: Edit): number {
  const last = Math.max(span.start, span.end - 1);
  return Math.max(source.lineEnd(last), span.end);
}

function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (text.endsWith('\n')) lines.pop();
  for (let at = 0; at < lines.length; at++)
    if (lines[at]!.endsWith('\r')) lines[at] = lines[at]!.slice(0, -1);
  return lines;
}

/** Adds the lines that differ, without those that are alike at both ends. */
function addDifference(
  source: SourceText,
  firstLine: number,
  before: readonly string[],
  after: readonly string[],
  changes: Change[],
): void {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  for (let at = head; at < before.length - tail; at++)
    changes.push({ source, sign: '-', line: firstLine + at, text: before[at]! });
  for (let at = head; at < after.length - tail; at++)
    changes.push({ source, sign: '+', line: firstLine + at, text: after[at]! });
}
