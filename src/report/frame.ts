import type { SourceText } from '../../grammar/source.ts';
import type { Annotation, Frame } from './annotations.ts';
import { type Mark, type Pens, renderMarkedLine } from './marked-line.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { shownPath } from './report.ts';
import type { Masking } from './secrets.ts';

/** What drawing a frame needs besides the frame. */
export interface FrameStyle {
  readonly paint: Paint;
  readonly pens: Pens;
  readonly masking: Masking;
  readonly cwd: string;
  /** Columns for line numbers. */
  readonly gutter: number;
  readonly columns: number;
  /** As wide as the gutter: where there is no number. */
  readonly blank: string;
  /** The gutter of rows that belong to no line. */
  readonly border: string;
}

/** Lines shown before the first annotated line of the finding's own frame. */
const contextLines = 2;

/** A gap of a line or two costs no more than the sign for an omission, and reads better. */
const smallGap = 2;

/** Adds the rows of one frame; `opening` is the corner before its location. */
export function renderFrame(frame: Frame, opening: '┌─' | '├─', style: FrameStyle, rows: string[]): void {
  const { paint, blank } = style;
  rows.push(`${blank} ${paint.quiet(opening)} ${location(frame.head, style)}`);
  const lines = annotatedLines(frame);
  let next = frame.head.primary ? firstOfContext(frame.source, lines[0]!) : lines[0]!;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line - next > smallGap) {
      rows.push(`${blank} ${paint.quiet('┆')}`);
      next = line;
    }
    for (; next <= line; next++) renderLine(frame, next, style, rows);
  }
}

/** Width of the column of line numbers that fits all frames of a finding. */
export function gutterWidth(frames: readonly Frame[]): number {
  let last = 0;
  for (let at = 0; at < frames.length; at++) {
    const { annotations } = frames[at]!;
    for (let i = 0; i < annotations.length; i++) last = Math.max(last, annotations[i]!.lastLine);
  }
  return Math.max(2, String(last).length);
}

function location({ source, start }: Annotation, { paint, cwd }: FrameStyle): string {
  const { line, column } = source.position(start);
  return paint.location(`${printable(shownPath(source.path, cwd))}:${line}:${column}`);
}

function renderLine(frame: Frame, line: number, style: FrameStyle, rows: string[]): void {
  const span = frame.source.lineSpan(line);
  const text = style.masking.lineText(frame.source, span);
  const marks = marksOf(frame, line, span.start, text);
  const drawn = renderMarkedLine(text, marks, style.columns - style.gutter - 3, style.pens);
  const number = style.paint.quiet(`${String(line).padStart(style.gutter)} │`);
  rows.push(drawn[0] === '' ? number : `${number} ${drawn[0]!}`);
  for (let at = 1; at < drawn.length; at++) rows.push(`${style.border} ${drawn[at]!}`);
}

/** Numbers of the lines with annotations, ascending. Of an annotation over many lines, the first and the last. */
function annotatedLines({ annotations }: Frame): number[] {
  const lines = [annotations[0]!.firstLine];
  for (let at = 0; at < annotations.length; at++) {
    const { firstLine, lastLine } = annotations[at]!;
    addLine(firstLine, lines);
    addLine(lastLine, lines);
  }
  return lines;
}

function addLine(line: number, lines: number[]): void {
  let at = lines.length;
  while (at > 0 && lines[at - 1]! > line) at--;
  if (lines[at - 1] !== line) lines.splice(at, 0, line);
}

/** The line to begin with, so that the given one is seen where it stands; not with an empty one. */
function firstOfContext(source: SourceText, line: number): number {
  let first = Math.max(1, line - contextLines);
  while (first < line && isBlank(source, first)) first++;
  return first;
}

function isBlank(source: SourceText, line: number): boolean {
  const { start, end } = source.lineSpan(line);
  return source.text.slice(start, Math.min(end, start + 200)).trim() === '';
}

function marksOf({ annotations }: Frame, line: number, lineStart: number, text: string): Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < annotations.length; at++) {
    const annotation = annotations[at]!;
    const { firstLine, lastLine } = annotation;
    if (line === firstLine || line === lastLine) marks.push(markOf(annotation, line, lineStart, text));
  }
  return marks;
}

function markOf(annotation: Annotation, line: number, lineStart: number, text: string): Mark {
  const { firstLine, lastLine, start, end, primary, label } = annotation;
  return {
    start: line === firstLine ? Math.min(start - lineStart, text.length) : indentOf(text),
    end: line === lastLine ? Math.min(end - lineStart, text.length) : text.trimEnd().length,
    primary,
    label: line === lastLine ? label : '',
  };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
