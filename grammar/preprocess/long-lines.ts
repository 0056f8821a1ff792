import type { SourceText, Span } from '../source.ts';

/** The daemon reads lines with fgets() into 1024 bytes: at most 1023 of text and line end at a time. */
const CHUNK = 1023;

/** A physical line that the daemon does not read as written. */
export interface OddLine {
  readonly kind: 'too-long' | 'nul';
  /** The whole line. */
  readonly span: Span;
  readonly bytes: number;
  /** Pieces that are read as lines of their own. */
  readonly pieces: readonly Span[];
}

/** Lines that are too long or hold a NUL; `keepsChunks`: before 2.4 the full chunks are read as lines, too. */
export function findOddLines(source: SourceText, keepsChunks: boolean): OddLine[] {
  const odd = findLongLines(source, keepsChunks);
  if (source.text.includes('\0')) odd.push(...findNulLines(source.text, keepsChunks));
  return odd.sort((a, b) => a.span.start - b.span.start);
}

function findLongLines({ text, lineStarts }: SourceText, keepsChunks: boolean): OddLine[] {
  const odd: OddLine[] = [];
  for (let index = 0; index < lineStarts.length; index++) {
    const start = lineStarts[index]!;
    const next = lineStarts[index + 1];
    const end = next === undefined ? text.length : next - 1;
    // A UTF-16 unit is at most three bytes: shorter lines cannot be too long.
    if (end - start < CHUNK / 3) continue;
    const line = longLine(text, { start, end }, keepsChunks);
    if (line !== undefined) odd.push(line);
  }
  return odd;
}

function findNulLines(text: string, keepsChunks: boolean): OddLine[] {
  const odd: OddLine[] = [];
  for (let nul = text.indexOf('\0'); nul !== -1; ) {
    const start = text.lastIndexOf('\n', nul) + 1;
    const newline = text.indexOf('\n', nul);
    const end = newline === -1 ? text.length : newline;
    const pieces = keepsChunks ? [{ start, end: nul }] : [];
    odd.push({ kind: 'nul', span: { start, end }, bytes: end - start, pieces });
    nul = text.indexOf('\0', end);
  }
  return odd;
}

function longLine(text: string, span: Span, keepsChunks: boolean): OddLine | undefined {
  const bytes = Buffer.byteLength(text.slice(span.start, span.end));
  if (bytes < CHUNK) return undefined;
  const chunks = cut(text, span);
  return { kind: 'too-long', span, bytes, pieces: keepsChunks ? chunks : chunks.slice(-1) };
}

/** Spans of at most CHUNK bytes; the last may be empty. */
function cut(text: string, span: Span): Span[] {
  const chunks: Span[] = [];
  let start = span.start;
  let bytes = 0;
  for (let at = span.start; at < span.end; at++) {
    const code = text.charCodeAt(at);
    const isHighSurrogate = code >= 0xd800 && code < 0xdc00;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : isHighSurrogate ? 4 : 3;
    if (isHighSurrogate) at++;
    if (bytes >= CHUNK) {
      chunks.push({ start, end: at + 1 });
      start = at + 1;
      bytes = 0;
    }
  }
  chunks.push({ start, end: span.end });
  return chunks;
}
