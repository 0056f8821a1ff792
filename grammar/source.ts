/** A piece of one file: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Line and column as people count them, both from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A span that knows its file: what a finding points at. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

/**
 * The text of one file and what is needed to find one's way in it. Everything downstream works on
 * offsets; lines and columns are derived here on demand.
 */
export class SourceText {
  readonly path: string;
  readonly text: string;
  private lineStartsCache: readonly number[] | undefined;
  /** The line that was asked for last: the next question is mostly about the same. */
  private lastLine = 0;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /**
   * Where the characters of this text were written. For a file that is the file itself; for text that came
   * out of a definition or a loop it is the place in the file that gave rise to it.
   */
  origin(span: Span): Place {
    return { source: this, span };
  }

  /** Whether every character of a span was written in a file as it is here, one behind the other. */
  isCopied(_span: Span): boolean {
    return true;
  }

  /** Whether the text came out of a definition or a loop. */
  get isExpanded(): boolean {
    return false;
  }

  /** Offsets at which lines begin. Only `\n` ends a line, as for the daemon's fgets(). */
  get lineStarts(): readonly number[] {
    this.lineStartsCache ??= findLineStarts(this.text);
    return this.lineStartsCache;
  }

  position(offset: number): Position {
    const line = this.lineIndex(offset);
    return { line: line + 1, column: offset - this.lineStarts[line]! + 1 };
  }

  /** Number of the line, from 0, that holds `offset`. */
  lineIndex(offset: number): number {
    const starts = this.lineStarts;
    const last = this.lastLine;
    if (offset >= starts[last]! && offset < (starts[last + 1] ?? Number.POSITIVE_INFINITY)) return last;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.lastLine = low;
    return low;
  }

  /** Span of a line, counted from 1, without its line end. */
  lineSpan(line: number): Span {
    const starts = this.lineStarts;
    const start = starts[line - 1] ?? this.text.length;
    const next = starts[line];
    let end = next === undefined ? this.text.length : next - 1;
    while (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return { start, end };
  }

  /** Offset just behind the last character of the physical line that holds `offset`, before its `\n`. */
  lineEnd(offset: number): number {
    const newline = this.text.indexOf('\n', offset);
    return newline === -1 ? this.text.length : newline;
  }

  slice(span: Span): string {
    return this.text.slice(span.start, span.end);
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
