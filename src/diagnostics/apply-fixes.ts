import type { SourceText, Span } from '../../grammar/source.ts';
import type { Diagnostic, Edit, Fix } from './diagnostic.ts';

/** What may be fixed. */
export interface FixPolicy {
  /** Apply proposals too. */
  readonly unsafe: boolean;
  /** One name for every file: two texts of one name are the same file. */
  readonly fileOf: (source: SourceText) => string;
  /** Whether an edit may be made; a fix is made with all its edits or not at all. */
  readonly allows: (edit: Edit) => boolean;
}

/** The fixes of one pass: none of them touches what another one touches. */
export interface FixPlan {
  /** By file, in the order of the text. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  /** The findings they are for. */
  readonly fixed: readonly Diagnostic[];
  /** Number of findings whose fix has to wait for the next pass. */
  readonly postponed: number;
}

/**
 * Picks the fixes that can be made at once, first come, first served: one that overlaps an earlier one has to wait
 * until the text is read again. The same edit by two findings serves both.
 */
export function planFixes(diagnostics: readonly Diagnostic[], policy: FixPolicy): FixPlan {
  const edits = new Map<string, Edit[]>();
  const fixed: Diagnostic[] = [];
  let postponed = 0;
  for (const diagnostic of diagnostics) {
    const fix = fixOf(diagnostic, policy);
    if (fix === undefined) continue;
    const additions = additionsOf(fix, edits, policy);
    if (additions === undefined) {
      postponed++;
      continue;
    }
    for (const edit of additions) insert(edits, policy.fileOf(edit.place.source), edit);
    fixed.push(diagnostic);
  }
  return { edits, fixed, postponed };
}

/** The fix of a finding that may be made: a safe one before others. */
export function fixOf({ fixes }: Diagnostic, { unsafe, allows }: FixPolicy): Fix | undefined {
  const possible = fixes.filter(
    ({ safety, edits }) =>
      (unsafe || safety === 'safe') && edits.some(changesSomething) && edits.every(allows),
  );
  return possible.find(({ safety }) => safety === 'safe') ?? possible[0];
}

function changesSomething({ place, text }: Edit): boolean {
  return place.source.slice(place.span) !== text;
}

/** The edits of a fix that are not planned yet; undefined when one of them is in the way of a planned one. */
function additionsOf(
  fix: Fix,
  planned: ReadonlyMap<string, readonly Edit[]>,
  { fileOf }: FixPolicy,
): Edit[] | undefined {
  const additions: Edit[] = [];
  for (const edit of fix.edits) {
    const others = planned.get(fileOf(edit.place.source)) ?? [];
    if (others.some((other) => isSame(other, edit))) continue;
    const inTheWay = [...others, ...additions.filter((own) => own.place.source === edit.place.source)];
    if (inTheWay.some((other) => collide(other.place.span, edit.place.span))) return undefined;
    additions.push(edit);
  }
  return additions;
}

function isSame(a: Edit, b: Edit): boolean {
  const [x, y] = [a.place.span, b.place.span];
  return x.start === y.start && x.end === y.end && a.text === b.text;
}

/** Two spans that share a character; insertions also when they touch, since their order would be a guess. */
function collide(a: Span, b: Span): boolean {
  if (a.start === a.end || b.start === b.end) return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

function insert(edits: Map<string, Edit[]>, file: string, edit: Edit): void {
  const own = edits.get(file) ?? [];
  const at = own.findIndex((other) => other.place.span.start > edit.place.span.start);
  own.splice(at === -1 ? own.length : at, 0, edit);
  edits.set(file, own);
}

/**
 * The text with edits made that do not overlap, in the order of the text. New lines end as those of the text do.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const usesCrLf = endsWithCrLf(text);
  const pieces: string[] = [];
  let done = 0;
  for (const { place, text: put } of edits) {
    pieces.push(text.slice(done, place.span.start), usesCrLf ? put.replace(/\r?\n/g, '\r\n') : put);
    done = place.span.end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}

/** Whether the lines of a text end with carriage return and newline, going by its first line. */
function endsWithCrLf(text: string): boolean {
  const newline = text.indexOf('\n');
  return newline > 0 && text.charCodeAt(newline - 1) === 13;
}
