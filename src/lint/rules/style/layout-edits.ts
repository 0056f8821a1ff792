import type { SourceText, Span } from '../../../../grammar/source.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import { indentOf, type Layout, type Line } from './lines.ts';

/** Something about the layout of a file, and how often it is there. */
export interface Untidiness {
  readonly kind: 'indentation' | 'brace' | 'trailing-blank' | 'last-line';
  /** Where each of them is; never empty. */
  readonly spans: readonly Span[];
  readonly edits: readonly Edit[];
}

const usualStep = '    ';

/** Everything untidy about a file. `isClear`: it is known which block each line is in. */
export function untidiness(layout: Layout, isClear: boolean): Untidiness[] {
  const braces = isClear ? untidyBraces(layout) : [];
  const isTouched = (span: Span) =>
    braces.some(({ edits }) => edits.some((edit) => overlap(edit.place.span, span)));
  const rest = [
    ...(isClear ? indentation(layout) : []),
    ...ofPattern(layout.source, 'trailing-blank', /[ \t]+(?=\r?(?:\n|$))/g),
    // An edit cannot end a line with LF alone where the first line still ends in CR LF.
    ...(layout.source.text.includes('\r\n') ? [] : lastLine(layout.source)),
  ];
  // A brace that moves up takes the end of its line along.
  return [
    ...braces,
    ...rest.map((one) => ({ ...one, edits: one.edits.filter(({ place }) => !isTouched(place.span)) })),
  ];
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** In a definition a `\` at the end of a line joins it with the next: what stands behind it stays. */
function ofPattern(source: SourceText, kind: Untidiness['kind'], pattern: RegExp): Untidiness[] {
  const spans = [...source.text.matchAll(pattern)].flatMap(({ index, 0: text }) =>
    source.text[index - 1] === '\\' ? [] : [{ start: index, end: index + text.length }],
  );
  if (spans.length === 0) return [];
  return [{ kind, spans, edits: spans.map((span) => ({ place: { source, span }, text: '' })) }];
}

function lastLine(source: SourceText): Untidiness[] {
  const end = source.text.length;
  if (end === 0 || /[\n\\]$/.test(source.text)) return [];
  const span = { start: end, end };
  return [{ kind: 'last-line', spans: [span], edits: [{ place: { source, span }, text: '\n' }] }];
}

/** Braces glued to a word, and those on a line of their own that belong to the line above. */
function untidyBraces({ source, braces }: Layout): Untidiness[] {
  const { text } = source;
  const edits: Edit[] = [];
  for (const { at, wordEnd } of braces) {
    const between = text.slice(wordEnd, at);
    const isBelow = /^\s*\n\s*$/.test(between);
    const isAlone = /^[ \t]*(?:[#!].*)?\r?$/.test(text.slice(at + 1, source.lineEnd(at)));
    if (between === '' || (isBelow && isAlone)) {
      edits.push({ place: { source, span: { start: wordEnd, end: at + 1 } }, text: ' {' });
    }
    if (/[^\s}]/.test(text[at + 1] ?? ' ')) {
      edits.push({ place: { source, span: { start: at + 1, end: at + 1 } }, text: ' ' });
    }
  }
  return edits.length === 0 ? [] : [{ kind: 'brace', spans: edits.map(({ place }) => place.span), edits }];
}

/** Lines that are not as deep as the others of their block, or no deeper than the block. */
function indentation(layout: Layout): Untidiness[] {
  const { source } = layout;
  const lines = [...layout.lines.values()].sort((one, other) => one.start - other.start);
  const usual = usualIndents(lines, source);
  const untidy = lines.filter((line) => !isTidy(line, usual, source));
  if (untidy.length === 0) return [];
  const spans = untidy.map(({ start, first }) => ({
    start: start === first ? first : start,
    end: first + 1,
  }));
  return [{ kind: 'indentation', spans, edits: indented(lines, layout, stepOf(lines, source)) }];
}

function isTidy(line: Line, usual: ReadonlyMap<Line | undefined, string>, source: SourceText): boolean {
  const indent = indentOf(line, source);
  const around = line.owner === undefined ? undefined : indentOf(line.owner, source);
  if (line.isClose) return indent === around;
  if (indent !== usual.get(line.owner)) return false;
  return around === undefined || (indent.startsWith(around) && indent !== around);
}

/** The indentation that most lines of each block have. */
function usualIndents(lines: readonly Line[], source: SourceText): ReadonlyMap<Line | undefined, string> {
  const counts = new Map<Line | undefined, Map<string, number>>();
  for (const line of lines) {
    if (line.isClose) continue;
    const known = counts.get(line.owner) ?? new Map<string, number>();
    const indent = indentOf(line, source);
    known.set(indent, (known.get(indent) ?? 0) + 1);
    counts.set(line.owner, known);
  }
  return new Map([...counts].map(([owner, known]) => [owner, mostFrequent(known)]));
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** What this file puts in front of a line for each block around it. */
function stepOf(lines: readonly Line[], source: SourceText): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    if (line.isClose || line.owner === undefined) continue;
    const [inner, outer] = [indentOf(line, source), indentOf(line.owner, source)];
    const step = inner.startsWith(outer) ? inner.slice(outer.length) : '';
    if (/^(?:\t| {2,8})$/.test(step)) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return counts.size === 0 ? usualStep : mostFrequent(counts);
}

/** Indents the whole file anew, its comments with the lines they stand at. */
function indented(lines: readonly Line[], layout: Layout, step: string): Edit[] {
  const { source } = layout;
  const edits: Edit[] = [];
  const put = (start: number, end: number, depth: number) => {
    const text = step.repeat(depth);
    if (source.text.slice(start, end) !== text) edits.push({ place: { source, span: { start, end } }, text });
  };
  let from = 0;
  for (const [index, line] of lines.entries()) {
    for (const comment of commentsBetween(source, from, line.start)) {
      const neighbour = neighbourOf(comment, lines[index - 1], line, source);
      if (neighbour !== undefined) put(comment.start, comment.end, depthBeside(neighbour));
    }
    put(line.start, line.first, line.depth);
    from = source.lineEnd(line.first) + 1;
  }
  return edits;
}

function depthBeside({ depth, isClose }: Line): number {
  return isClose ? depth + 1 : depth;
}

/** The line that a comment is as deep as: the next, else the last. */
function neighbourOf(
  comment: Span,
  last: Line | undefined,
  next: Line,
  source: SourceText,
): Line | undefined {
  const indent = source.slice(comment);
  return [next, last].find((line) => line !== undefined && indentOf(line, source) === indent);
}

/** The blanks in front of the lines that are nothing but a comment. */
function* commentsBetween(source: SourceText, from: number, to: number): Generator<Span> {
  for (let start = from; start < to; start = source.lineEnd(start) + 1) {
    const line = source.text.slice(start, source.lineEnd(start));
    const blanks = /^[ \t]*(?=[#!])/.exec(line)?.[0];
    const isContinuation = start > 1 && /\\\r?\n$/.test(source.text.slice(Math.max(0, start - 3), start));
    if (blanks !== undefined && !isContinuation) yield { start, end: start + blanks.length };
  }
}
