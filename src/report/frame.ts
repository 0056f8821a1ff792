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
}

/** Lines shown before the first annotated line of the finding's own frame. */
const contextLines = 2;

/** Rows of one frame; `opening` is the corner before its location. */
export function renderFrame(frame: Frame, opening: '┌─' | '├─', style: FrameStyle): string[] {
  const { paint } = style;
  const rows = [`${' '.repeat(style.gutter)} ${paint.quiet(opening)} ${location(frame, style)}`];
  let before: number | undefined;
  for (const line of linesOf(frame)) {
    if (before !== undefined && line > before + 1)
      rows.push(`${' '.repeat(style.gutter)} ${paint.quiet('┆')}`);
    rows.push(...renderLine(frame, line, style));
    before = line;
  }
  return rows;
}

/** Width of the column of line numbers that fits all frames of a finding. */
export function gutterWidth(frames: readonly Frame[]): number {
  const last = Math.max(...frames.flatMap(({ annotations }) => annotations.map(({ lastLine }) => lastLine)));
  return Math.max(2, String(last).length);
}

/** An empty gutter, for rows that belong to no line. */
export function emptyGutter(style: Pick<FrameStyle, 'gutter' | 'paint'>): string {
  return `${' '.repeat(style.gutter)} ${style.paint.quiet('│')}`;
}

function location(frame: Frame, { paint, cwd }: FrameStyle): string {
  const shown = frame.annotations.find(({ primary }) => primary) ?? frame.annotations[0]!;
  const { line, column } = shown.source.position(shown.start);
  return paint.location(`${printable(shownPath(shown.source.path, cwd))}:${line}:${column}`);
}

function renderLine(frame: Frame, line: number, style: FrameStyle): string[] {
  const span = frame.source.lineSpan(line);
  const text = style.masking.lineText(frame.source, span);
  const marks = marksOf(frame, line, span.start, text);
  const number = style.paint.quiet(`${String(line).padStart(style.gutter)} │`);
  const [shown, ...below] = renderMarkedLine(text, marks, style.columns - style.gutter - 3, style.pens);
  const blank = emptyGutter(style);
  return [shown === '' ? number : `${number} ${shown}`, ...below.map((row) => `${blank} ${row}`)];
}

/** Numbers of the lines to show, ascending. Of an annotation over many lines, the first and the last. */
function linesOf(frame: Frame): number[] {
  const lines = new Set<number>();
  for (const { firstLine, lastLine } of frame.annotations) lines.add(firstLine).add(lastLine);
  const sorted = [...lines].sort((a, b) => a - b);
  const shown = isOwn(frame) ? contextBefore(frame, sorted[0]!) : [];
  for (const line of sorted) {
    const before = shown.at(-1);
    const gap = before === undefined ? 0 : line - before - 1;
    // A gap of a line or two costs no more than the sign for an omission, and reads better.
    if (gap <= 2) for (let number = line - gap; number < line; number++) shown.push(number);
    shown.push(line);
  }
  return shown;
}

function isOwn(frame: Frame): boolean {
  return frame.annotations.some(({ primary }) => primary);
}

function contextBefore({ source }: Frame, line: number): number[] {
  const numbers: number[] = [];
  for (let number = Math.max(1, line - contextLines); number < line; number++) {
    const { start, end } = source.lineSpan(number);
    const blank = source.text.slice(start, Math.min(end, start + 200)).trim() === '';
    if (!blank || numbers.length > 0) numbers.push(number);
  }
  return numbers;
}

function marksOf(frame: Frame, line: number, lineStart: number, text: string): Mark[] {
  return frame.annotations.flatMap((annotation) => {
    const { firstLine, lastLine } = annotation;
    if (line !== firstLine && line !== lastLine) return [];
    return [markOf(annotation, line, lineStart, text)];
  });
}

function markOf(annotation: Annotation, line: number, lineStart: number, text: string): Mark {
  const { firstLine, lastLine, primary, label } = annotation;
  const indent = text.length - text.trimStart().length;
  return {
    start: line === firstLine ? Math.min(annotation.start - lineStart, text.length) : indent,
    end: line === lastLine ? Math.min(annotation.end - lineStart, text.length) : text.trimEnd().length,
    primary,
    label: line === lastLine ? label : '',
  };
}
