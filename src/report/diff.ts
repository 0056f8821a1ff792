import { structuredPatch } from 'diff';
import type { Place, SourceText } from '../../grammar/source.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';
import { shownPath } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';

/** A file and what it is to become. */
export interface TextChange {
  readonly source: SourceText;
  readonly text: string;
}

export interface DiffOptions {
  /** Paths are shown relative to it. */
  readonly cwd: string;
  readonly paint: Paint;
  /** Words that must not be shown. */
  readonly secrets: readonly Place[];
  /** For a terminal: control characters are made visible rather than obeyed. */
  readonly isTerminal: boolean;
}

/** Lines of context around a change. */
const CONTEXT = 3;

/**
 * Changes as a unified diff. Secrets are masked, as everywhere: a diff with stars in it is for reading, and does not
 * apply.
 */
export function renderDiff(changes: readonly TextChange[], options: DiffOptions): string {
  const masking = maskSecrets(options.secrets);
  return changes.map((change) => renderChange(change, masking, options)).join('');
}

function renderChange({ source, text }: TextChange, masking: Masking, options: DiffOptions): string {
  const { paint, cwd, isTerminal } = options;
  const name = shownPath(source.path, cwd);
  const patch = structuredPatch(name, name, source.text, text, '', '', { context: CONTEXT });
  const rows = [paint.strong(`--- ${name}`), paint.strong(`+++ ${name}`)];
  for (const hunk of patch.hunks) {
    const { oldStart, oldLines, newStart, newLines } = hunk;
    rows.push(paint.location(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`));
    let line = oldStart;
    for (const row of hunk.lines) {
      const sign = row[0]!;
      // What is in the file is masked by what was found there, the rest by what it looks like.
      const isOld = sign === ' ' || sign === '-';
      const masked = isOld ? maskLine(source, line, masking) : masking.configuration(row.slice(1));
      if (isOld) line++;
      rows.push(renderRow(sign, sign === '\\' ? row.slice(1) : masked, paint, isTerminal));
    }
  }
  return rows.map((row) => `${row}\n`).join('');
}

function maskLine(source: SourceText, line: number, masking: Masking): string {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  return masking.lineText(source, { start, end: source.lineEnd(start) });
}

function renderRow(sign: string, text: string, paint: Paint, isTerminal: boolean): string {
  const row = sign + (isTerminal ? visible(text) : text);
  if (sign === '+') return paint.added(row);
  return sign === '-' ? paint.removed(row) : row;
}

function visible(text: string): string {
  return text
    .replace(/\r$/, '')
    .split('\t')
    .map((part) => printable(part))
    .join('\t');
}
