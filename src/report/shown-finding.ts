import type { Place, Position } from '../../grammar/source.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { type Report, type ReportOptions, shown, shownPath } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';

export interface ShownRange {
  readonly start: Position;
  readonly end: Position;
}

export interface ShownRelated {
  readonly file: string;
  readonly range: ShownRange;
  readonly message: string;
}

/** A finding as programs get it: secrets masked, paths as people know them, lines and columns from 1. */
export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: ShownRange;
  readonly related: readonly ShownRelated[];
  readonly why: string | null;
  readonly help: string | null;
  readonly url: string;
  readonly fixable: 'safe' | 'unsafe' | null;
}

/** The findings that are to be shown, in the order of the report. */
export function shownFindings(report: Report, options: ReportOptions): ShownFinding[] {
  const masking = maskSecrets(report.secrets);
  return shown(report, options).map((diagnostic) => showFinding(diagnostic, masking, options.cwd));
}

/** One finding; `masking` is that of the whole report. */
export function showFinding(diagnostic: Diagnostic, masking: Masking, cwd: string): ShownFinding {
  return {
    rule: diagnostic.rule,
    severity: diagnostic.severity,
    message: masking.prose(diagnostic.message),
    file: shownPath(diagnostic.place.source.path, cwd),
    range: rangeOf(diagnostic.place),
    related: diagnostic.related.map(({ place, message }) => ({
      file: shownPath(place.source.path, cwd),
      range: rangeOf(place),
      message: masking.prose(message),
    })),
    why: diagnostic.why === undefined ? null : masking.prose(diagnostic.why),
    help: diagnostic.help === undefined ? null : masking.prose(diagnostic.help),
    url: diagnostic.url,
    fixable: fixability(diagnostic),
  };
}

export function rangeOf({ source, span }: Place): ShownRange {
  return { start: source.position(span.start), end: source.position(span.end) };
}

/**
 * The whole of a finding as plain text: what is wrong, where else, why and what to do, a paragraph a line. For
 * formats that have one field for all of it.
 */
export function proseOf({ message, related, why, help }: ShownFinding): string {
  const elsewhere = related.map(
    ({ file, range, message: text }) => `${file}:${range.start.line}:${range.start.column}: ${text}`,
  );
  return [message, ...elsewhere, why, help].filter((part) => part !== null).join('\n');
}

/** Findings by file, files in the order of their first finding. */
export function byFile(findings: readonly ShownFinding[]): Map<string, ShownFinding[]> {
  const files = new Map<string, ShownFinding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }
  return files;
}

function fixability({ fixes }: Diagnostic): 'safe' | 'unsafe' | null {
  if (fixes.length === 0) return null;
  return fixes.some((fix) => fix.safety === 'safe') ? 'safe' : 'unsafe';
}
