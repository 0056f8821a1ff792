import type { Place, SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Related } from '../diagnostics/diagnostic.ts';

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
  /** The one whose place the frame names: that of the finding itself if it is among them, else the first. */
  readonly head: Annotation;
}

/** Lines between two annotated lines that are shown to keep them in one frame. */
const nearLines = 4;

/** A finding with many related places, the lines a missing brace turns around, shows the first of them. */
const shownRelated = 4;

export interface Frames {
  /** The frame of the finding itself first; then the others of its file, then the other files, as they came. */
  readonly frames: readonly Frame[];
  /** Related places that are left out. */
  readonly omitted: readonly Related[];
}

/** Arranges the places of a finding into frames. */
export function arrangeFrames({ place, label, related }: Diagnostic): Frames {
  const own = annotate(place, label ?? '', true);
  if (related.length === 0) return { frames: [frameOf([own])], omitted: related };
  const files = [[own]];
  for (let at = 0; at < related.length && at < shownRelated; at++) {
    const other = related[at]!;
    addToFile(annotate(other.place, other.message, false), files);
  }
  const frames: Frame[] = [];
  for (let at = 0; at < files.length; at++) addFrames(files[at]!, frames);
  return { frames, omitted: related.slice(shownRelated) };
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

function addToFile(annotation: Annotation, files: Annotation[][]): void {
  for (let at = 0; at < files.length; at++) {
    const file = files[at]!;
    if (file[0]!.source === annotation.source) {
      insert(annotation, file);
      return;
    }
  }
  files.push([annotation]);
}

/** Keeps the order of the text; what is at one place stays as it came. */
function insert(annotation: Annotation, file: Annotation[]): void {
  let at = file.length;
  while (at > 0 && isBefore(annotation, file[at - 1]!)) at--;
  file.splice(at, 0, annotation);
}

function isBefore(a: Annotation, b: Annotation): boolean {
  return a.start < b.start || (a.start === b.start && a.end < b.end);
}

/** The file of the finding is the first: so what its own frame is put in front of are frames of that file. */
function addFrames(file: readonly Annotation[], frames: Frame[]): void {
  const groups = splitDistant(file);
  for (let at = 0; at < groups.length; at++) {
    const frame = frameOf(groups[at]!);
    if (frame.head.primary) frames.unshift(frame);
    else frames.push(frame);
  }
}

function splitDistant(sorted: readonly Annotation[]): Annotation[][] {
  const groups = [[sorted[0]!]];
  let { lastLine } = sorted[0]!;
  for (let at = 1; at < sorted.length; at++) {
    const annotation = sorted[at]!;
    if (annotation.firstLine - lastLine > nearLines) groups.push([annotation]);
    else groups.at(-1)!.push(annotation);
    lastLine = Math.max(lastLine, annotation.lastLine);
  }
  return groups;
}

function frameOf(annotations: readonly Annotation[]): Frame {
  let head = annotations[0]!;
  for (let at = 1; at < annotations.length; at++) if (annotations[at]!.primary) head = annotations[at]!;
  return { source: head.source, annotations, head };
}
