import type { Place, SourceText } from '../../grammar/source.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A place to underline. */
export interface Annotation {
  readonly source: SourceText;
  /** UTF-16 offsets, within the text. */
  readonly start: number;
  readonly end: number;
  /** Lines of the first and the last character, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly label: string;
  readonly primary: boolean;
}

/** Annotations of one file that are near enough to be shown in one piece. */
export interface Frame {
  readonly source: SourceText;
  /** By position; never empty. */
  readonly annotations: readonly Annotation[];
}

/** Lines between two annotated lines that are shown to keep them in one frame. */
const nearLines = 4;

/** A finding with many related places, the lines a missing brace turns around, shows the first of them. */
const shownRelated = 4;

export interface Frames {
  /** The frame of the finding itself first; then the others of its file, then the other files, as they came. */
  readonly frames: readonly Frame[];
  /** Related places that are left out. */
  readonly omitted: readonly Place[];
}

/** Arranges the places of a finding into frames. */
export function arrangeFrames(diagnostic: Diagnostic): Frames {
  const related = diagnostic.related.slice(0, shownRelated);
  const annotations = [
    annotate(diagnostic.place, diagnostic.label ?? '', true),
    ...related.map(({ place, message }) => annotate(place, message, false)),
  ];
  const frames = [...bySource(annotations).values()].flatMap(splitDistant);
  const own = frames.findIndex((frame) => frame.annotations.some(({ primary }) => primary));
  return {
    frames: [frames[own]!, ...frames.slice(0, own), ...frames.slice(own + 1)],
    omitted: diagnostic.related.slice(shownRelated).map(({ place }) => place),
  };
}

function annotate({ source, span }: Place, label: string, primary: boolean): Annotation {
  const start = Math.min(Math.max(span.start, 0), source.text.length);
  const end = Math.min(Math.max(span.end, start), source.text.length);
  return {
    source,
    start,
    end,
    firstLine: source.lineIndex(start) + 1,
    lastLine: source.lineIndex(Math.max(start, end - 1)) + 1,
    label,
    primary,
  };
}

function bySource(annotations: readonly Annotation[]): Map<SourceText, Annotation[]> {
  const groups = new Map<SourceText, Annotation[]>();
  for (const annotation of annotations) {
    const group = groups.get(annotation.source);
    if (group === undefined) groups.set(annotation.source, [annotation]);
    else group.push(annotation);
  }
  return groups;
}

function splitDistant(annotations: readonly Annotation[]): Frame[] {
  const sorted = annotations.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const groups: Annotation[][] = [];
  let lastLine = Number.NEGATIVE_INFINITY;
  for (const annotation of sorted) {
    if (annotation.firstLine - lastLine > nearLines) groups.push([annotation]);
    else groups.at(-1)!.push(annotation);
    lastLine = Math.max(lastLine, annotation.lastLine);
  }
  return groups.map((group) => ({ source: group[0]!.source, annotations: group }));
}
