import { displayWidth } from './display-width.ts';
import type { Paint } from './paint.ts';
import { characterStart, cutColumns, type ShownLine, showLine } from './shown-line.ts';
import { wrapText } from './wrap.ts';

/** A stretch of one line to underline: UTF-16 indexes into the line, `end` exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly primary: boolean;
  /** Empty when nothing is to be said here. */
  readonly label: string;
}

/** A mark in display columns. */
interface Stroke {
  readonly from: number;
  readonly to: number;
  readonly primary: boolean;
  readonly label: string;
}

type Pen = (text: string) => string;

/** How the marks of a frame are drawn: the finding's own in the colour of its severity. */
export interface Pens {
  readonly primary: Pen;
  readonly related: Pen;
}

/** Narrowest column of text worth breaking a label into. */
const narrowestLabel = 28;

/**
 * One line of a frame: the text, cut to `width` columns around its marks, and below it the rows that underline
 * and explain them.
 */
export function renderMarkedLine(text: string, marks: readonly Mark[], width: number, pens: Pens): string[] {
  if (marks.length === 0) return [renderUnmarkedLine(text, width)];
  // Only what is within reach of the marks is looked at: a line of megabytes costs no more than a short one.
  const reach = width * 2;
  const focus = focusOf(marks).start;
  const offset = focus > reach ? characterStart(text, focus - reach) : 0;
  const line = showLine(text.slice(offset, characterStart(text, focus + reach * 2)));
  const strokes = marks.map((mark) => strokeOf(mark, offset, line));
  const window = windowAround(line.width, focusOf(strokes), width, offset > 0);
  for (let at = 0; at < strokes.length; at++) strokes[at] = clip(strokes[at]!, window);
  const shown = cutColumns(line, window.from, window.to).trimEnd();
  return strokes.length === 1
    ? underline(shown, strokes[0]!, width, pens)
    : underlineAll(shown, strokes, width, pens);
}

/** A line without marks: its beginning. */
function renderUnmarkedLine(text: string, width: number): string {
  const near = text.slice(0, characterStart(text, width * 4));
  return cutColumns(showLine(near), 0, width).trimEnd();
}

export function pensFor(paint: Paint, primary: Pen): Pens {
  return { primary, related: paint.related };
}

function focusOf<T extends { readonly primary: boolean }>(marks: readonly T[]): T {
  for (let at = 0; at < marks.length; at++) if (marks[at]!.primary) return marks[at]!;
  return marks[0]!;
}

function strokeOf(mark: Mark, offset: number, line: ShownLine): Stroke {
  const from = line.columnAt(mark.start - offset);
  const to = Math.max(line.columnAt(mark.end - offset), from + 1);
  return { from, to, primary: mark.primary, label: mark.label };
}

interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Which columns are shown: from the left edge if the marks fit, else with a third of the room before them; more,
 * when the line ends before the room does.
 */
function windowAround(total: number, focus: Stroke, width: number, cutBefore: boolean): Window {
  if (total <= width && !cutBefore) return { from: 0, to: width };
  const label = displayWidth(focus.label) + 1;
  const needed = focus.to + (label <= width / 2 ? label : 0);
  if (needed <= width && !cutBefore) return { from: 0, to: width };
  const before = Math.max(Math.floor((width - (focus.to - focus.from)) / 3), 1);
  const wanted = Math.max(Math.min(focus.from - before, total - width), needed - width);
  const from = Math.max(Math.min(wanted, focus.from - 1), cutBefore ? 1 : 0);
  return { from, to: from + width };
}

/** What is seen of a stroke, in columns of the window: a column at least. */
function clip(stroke: Stroke, { from, to }: Window): Stroke {
  if (from === 0 && stroke.to <= to) return stroke;
  const start = Math.min(Math.max(stroke.from, from), to - 1);
  const end = Math.max(Math.min(stroke.to, to), start + 1);
  return { from: start - from, to: end - from, primary: stroke.primary, label: stroke.label };
}

/** As underlineAll(), for the one mark that nearly every line has. */
function underline(shown: string, stroke: Stroke, width: number, pens: Pens): string[] {
  const pen = penOf(stroke, pens);
  const row = ' '.repeat(stroke.from) + pen(signOf(stroke).repeat(stroke.to - stroke.from));
  if (stroke.label === '') return [shown, row];
  if (fitsBeside(stroke.label, stroke.to, width)) return [shown, `${row} ${pen(stroke.label)}`];
  const rows = [shown, row];
  addBelow([stroke], 0, width, pens, rows);
  return rows;
}

/** The row of strokes and the labels: the last one beside it if it has room there, the others below. */
function underlineAll(shown: string, strokes: readonly Stroke[], width: number, pens: Pens): string[] {
  const row = drawRow(strokes);
  const painted = paintRow(row, pens);
  const labelled = strokes.filter(({ label }) => label !== '').sort(fromTheRight);
  const last = labelled[0];
  const beside = last !== undefined && last.to === row.length && fitsBeside(last.label, last.to, width);
  const rows = [shown, beside ? `${painted} ${penOf(last, pens)(last.label)}` : painted];
  for (let at = beside ? 1 : 0; at < labelled.length; at++) addBelow(labelled, at, width, pens, rows);
  return rows;
}

function fromTheRight(a: Stroke, b: Stroke): number {
  return b.from - a.from || a.to - b.to;
}

function fitsBeside(label: string, column: number, width: number): boolean {
  return column + 1 + displayWidth(label) <= width;
}

function penOf(stroke: Stroke, pens: Pens): Pen {
  return stroke.primary ? pens.primary : pens.related;
}

function signOf({ primary }: Stroke): '^' | '-' {
  return primary ? '^' : '-';
}

/** The row of `^^^^` and `----`; the finding's own marks lie on top. */
function drawRow(strokes: readonly Stroke[]): string {
  let row = '';
  for (const stroke of strokes) if (!stroke.primary) row = drawStroke(row, stroke);
  for (const stroke of strokes) if (stroke.primary) row = drawStroke(row, stroke);
  return row;
}

function drawStroke(row: string, stroke: Stroke): string {
  const { from, to } = stroke;
  return row.slice(0, from).padEnd(from) + signOf(stroke).repeat(to - from) + row.slice(to);
}

/** Runs of the same sign that meet are painted as one. */
function paintRow(row: string, pens: Pens): string {
  return row.replace(/\^+|-+/g, (run) => (run.startsWith('^') ? pens.primary(run) : pens.related(run)));
}

/** A label on rows of its own, below the start of its mark; `│` leads on to marks whose labels come later. */
function addBelow(labelled: readonly Stroke[], at: number, width: number, pens: Pens, rows: string[]): void {
  const stroke = labelled[at]!;
  const wanted = Math.min(displayWidth(stroke.label), narrowestLabel);
  const indent = Math.max(Math.min(stroke.from, width - wanted), 0);
  const lines = wrapText(stroke.label, Math.max(width - indent, narrowestLabel));
  const lead = connectors(labelled, at + 1, indent, pens);
  const pen = penOf(stroke, pens);
  for (let line = 0; line < lines.length; line++) rows.push(lead + pen(lines[line]!));
}

/** What stands before a label: of all later strokes that begin at one column, the last gives the colour. */
function connectors(strokes: readonly Stroke[], later: number, indent: number, pens: Pens): string {
  let lead = '';
  let column = 0;
  for (let at = strokes.length - 1; at >= later; at--) {
    const stroke = strokes[at]!;
    if (stroke.from < column || stroke.from >= indent - 1) continue;
    lead += ' '.repeat(stroke.from - column) + penOf(stroke, pens)('│');
    column = stroke.from + 1;
  }
  return lead + ' '.repeat(indent - column);
}
