import { type Place, SourceText, type Span } from '../source.ts';

/** A run of characters of an expanded text and where it came from. */
interface Segment {
  /** Offset in the expanded text. */
  readonly at: number;
  readonly from: SourceText;
  readonly span: Span;
  /** Copied character by character; else the whole segment stands for the whole span. */
  readonly copied: boolean;
  /** Where the span was written, once somebody asked: texts nest, and asking each time would double at each level. */
  origin?: Place;
}

/** Text that came out of definitions or loops, and can tell for every character which place gave rise to it. */
export class ExpandedText extends SourceText {
  private readonly segments: readonly Segment[];

  constructor(path: string, text: string, segments: readonly Segment[]) {
    super(path, text);
    this.segments = segments;
  }

  override origin(span: Span): Place {
    const first = this.originOf(span.start);
    if (span.end - span.start <= 1) return first;
    const last = this.originOf(Math.max(span.start, span.end - 1));
    if (first.source !== last.source || last.span.end < first.span.start) return first;
    return { source: first.source, span: { start: first.span.start, end: last.span.end } };
  }

  override isCopied(span: Span): boolean {
    let next: number | undefined;
    for (const [index, segment] of this.segments.entries()) {
      const end = this.segments[index + 1]?.at ?? this.text.length;
      const [from, to] = [Math.max(span.start, segment.at), Math.min(span.end, end)];
      if (from >= to) continue;
      const start = segment.span.start + from - segment.at;
      const part = { start, end: start + to - from };
      if (!segment.copied || (next !== undefined && next !== start) || !segment.from.isCopied(part))
        return false;
      next = part.end;
    }
    return true;
  }

  override get isExpanded(): boolean {
    return true;
  }

  /** Place of one character: of itself where it was copied, of the use where it was substituted. */
  private originOf(offset: number): Place {
    const segment = this.segments.findLast((candidate) => candidate.at <= offset) ?? this.segments[0]!;
    if (!segment.copied) {
      segment.origin ??= segment.from.origin(segment.span);
      return segment.origin;
    }
    const start = Math.min(segment.span.start + offset - segment.at, segment.span.end);
    return segment.from.origin({ start, end: Math.min(start + 1, segment.span.end) });
  }
}

/** Collects an expanded text piece by piece. */
export class ExpandedTextBuilder {
  private readonly pieces: string[] = [];
  private readonly segments: Segment[] = [];
  private length = 0;

  copy(from: SourceText, span: Span): void {
    this.add(from.slice(span), { at: this.length, from, span, copied: true });
  }

  substitute(text: string, from: SourceText, span: Span): void {
    this.add(text, { at: this.length, from, span, copied: false });
  }

  get size(): number {
    return this.length;
  }

  build(path: string): ExpandedText {
    return new ExpandedText(path, this.pieces.join(''), this.segments);
  }

  private add(text: string, segment: Segment): void {
    this.pieces.push(text);
    this.segments.push(segment);
    this.length += text.length;
  }
}
