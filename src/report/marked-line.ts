import { displayWidth } from './display-width.ts';
import type { Paint } from './paint.ts';
import { cutColumns, type ShownLine, showLine } from './shown-line.ts';
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
  const near = nearText(text, marks, width);
  const line = showLine(near.text);
  const strokes = marks.map((mark) => strokeOf(mark, near.offset, line));
  const window = windowAround(line.width, strokes, width, near.offset > 0);
  const drawn = strokes.map((stroke) => clip(stroke, window.from, window.to));
  const shownText = cutColumns(line, window.from, window.to).trimEnd();
  return marks.length === 0 ? [shownText] : [shownText, ...underlines(drawn, width, pens)];
}

export function pensFor(paint: Paint, primary: Pen): Pens {
  return { primary, related: paint.related };
}

/** The text within reach of the marks, so that a line of megabytes costs no more than a short one. */
function nearText(text: string, marks: readonly Mark[], width: number): { text: string; offset: number } {
  const reach = width * 2;
  const first = focusOf(marks)?.start ?? 0;
  const offset = first > reach ? characterStart(text, first - reach) : 0;
  return { text: text.slice(offset, characterStart(text, first + reach * 2)), offset };
}

/** Moves an index that falls between the halves of a surrogate pair to the first half. */
function characterStart(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

function focusOf<T extends { readonly primary: boolean }>(marks: readonly T[]): T | undefined {
  return marks.find(({ primary }) => primary) ?? marks[0];
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
function windowAround(total: number, strokes: readonly Stroke[], width: number, cutBefore: boolean): Window {
  const focus = focusOf(strokes);
  if (focus === undefined || (total <= width && !cutBefore)) return { from: 0, to: width };
  const label = displayWidth(focus.label) + 1;
  const needed = focus.to + (label <= width / 2 ? label : 0);
  if (needed <= width && !cutBefore) return { from: 0, to: width };
  const before = Math.max(Math.floor((width - (focus.to - focus.from)) / 3), 1);
  const wanted = Math.max(Math.min(focus.from - before, total - width), needed - width);
  const from = Math.max(Math.min(wanted, focus.from - 1), cutBefore ? 1 : 0);
  return { from, to: from + width };
}

function clip(stroke: Stroke, from: number, to: number): Stroke {
  const start = Math.min(Math.max(stroke.from, from), to - 1);
  const end = Math.max(Math.min(stroke.to, to), start + 1);
  return { ...stroke, from: start - from, to: end - from };
}

function underlines(strokes: readonly Stroke[], width: number, pens: Pens): string[] {
  const labelled = strokes.filter(({ label }) => label !== '').sort((a, b) => b.from - a.from || a.to - b.to);
  const row = drawRow(strokes, pens);
  const end = Math.max(...strokes.map(({ to }) => to));
  const [last, ...others] = labelled;
  if (last === undefined) return [row];
  const beside = last.to === end && end + 1 + displayWidth(last.label) <= width;
  const first = beside ? `${row} ${penOf(last, pens)(last.label)}` : row;
  return [
    first,
    ...(beside ? others : labelled).flatMap((stroke, at, rest) =>
      below(stroke, rest.slice(at + 1), width, pens),
    ),
  ];
}

function penOf(stroke: Stroke, pens: Pens): Pen {
  return stroke.primary ? pens.primary : pens.related;
}

/** The row of `^^^^` and `----`; the finding's own marks lie on top. */
function drawRow(strokes: readonly Stroke[], pens: Pens): string {
  const edges = [...new Set(strokes.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let row = '';
  let column = 0;
  let before: Kind = 'none';
  // Runs of the same kind that meet are painted as one.
  for (const edge of edges) {
    const kind = kindAt(strokes, edge);
    if (kind === before) continue;
    row += paintRun(before, edge - column, pens);
    [column, before] = [edge, kind];
  }
  return row;
}

type Kind = 'primary' | 'related' | 'none';

function kindAt(strokes: readonly Stroke[], column: number): Kind {
  let kind: Kind = 'none';
  for (const { from, to, primary } of strokes) {
    if (column < from || column >= to) continue;
    if (primary) return 'primary';
    kind = 'related';
  }
  return kind;
}

function paintRun(kind: Kind, length: number, pens: Pens): string {
  if (kind === 'none') return ' '.repeat(length);
  return kind === 'primary' ? pens.primary('^'.repeat(length)) : pens.related('-'.repeat(length));
}

/** A label on rows of its own, below the start of its mark; `│` leads on to marks whose labels come later. */
function below(stroke: Stroke, later: readonly Stroke[], width: number, pens: Pens): string[] {
  const wanted = Math.min(displayWidth(stroke.label), narrowestLabel);
  const indent = Math.max(Math.min(stroke.from, width - wanted), 0);
  const rows = wrapText(stroke.label, Math.max(width - indent, narrowestLabel));
  const lead = connectors(later, indent, pens);
  return rows.map((row) => lead + penOf(stroke, pens)(row));
}

function connectors(later: readonly Stroke[], indent: number, pens: Pens): string {
  const at = new Map(later.filter(({ from }) => from < indent - 1).map((stroke) => [stroke.from, stroke]));
  let lead = '';
  for (let column = 0; column < indent; column++) {
    const stroke = at.get(column);
    lead += stroke === undefined ? ' ' : penOf(stroke, pens)('│');
  }
  return lead;
}
