import { isAbsolute, normalize, relative, sep } from 'node:path';
import type { Place, SourceText } from '../../grammar/source.ts';
import { atLeast, type Diagnostic, type Severity } from '../diagnostics/diagnostic.ts';
import type { Paint } from './paint.ts';

/** What there is to report: the part of a lint result that is for people and programs to read. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceText[];
  /** Words that must not be shown. */
  readonly secrets: readonly Place[];
}

/** What a report may say of a rule beside its findings. A rule object is one. */
export interface RuleFacts {
  readonly id: string;
  readonly severity: Severity;
  readonly docs: { readonly summary: string; readonly why: string };
}

export interface ReportOptions {
  /** Paths are shown relative to it. */
  readonly cwd: string;
  /** Width to wrap to; code frames are cut to it. */
  readonly columns: number;
  readonly paint: Paint;
  /** Findings below this severity are counted and not shown. */
  readonly level: Severity;
  /** Every rule, for formats with a table of them. */
  readonly rules: readonly RuleFacts[];
  /** This program's release. */
  readonly version: string;
}

/** A report format: pure, the whole text at once, ending in a newline unless empty. */
export type Renderer = (report: Report, options: ReportOptions) => string;

export type Counts = Readonly<Record<Severity, number>>;

export function countBySeverity(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const diagnostic of diagnostics) counts[diagnostic.severity]++;
  return counts;
}

/** The findings that are to be shown. */
export function shown(report: Report, options: ReportOptions): readonly Diagnostic[] {
  return report.diagnostics.filter((diagnostic) => atLeast(diagnostic.severity, options.level));
}

/** A path as people know it: relative to the working directory when it lies in it. */
export function shownPath(path: string, cwd: string): string {
  // Nearly every path is one of these, and is asked for with every finding.
  if (sep === '/' && isStraight(path) && isStraight(cwd))
    return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
  if (!isAbsolute(path)) return path === '' ? path : normalize(path);
  const fromHere = relative(cwd, path);
  return fromHere === '' || fromHere === '..' || /^\.\.[/\\]/.test(fromHere) || isAbsolute(fromHere)
    ? path
    : fromHere;
}

/** Whether a path is absolute, below the root, and surely what normalize() makes of it. */
function isStraight(path: string): boolean {
  return path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}
