import type { Place, Position } from '../../grammar/source.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import { countBySeverity, type Renderer, shown, shownPath } from './report.ts';
import { type Masking, maskSecrets } from './secrets.ts';

/** The contract of `--format json`, version 1: see docs/json.md and schema/findings.schema.json. */
export interface JsonReport {
  readonly version: 1;
  readonly summary: JsonSummary;
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

export interface JsonRelated {
  readonly file: string;
  readonly range: JsonRange;
  readonly message: string;
}

export interface JsonDiagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly related: readonly JsonRelated[];
  readonly why: string | null;
  readonly help: string | null;
  readonly url: string;
  readonly fixable: 'safe' | 'unsafe' | null;
}

/** The findings for programs, as one JSON document. */
export const renderJson: Renderer = (report, options) => {
  const masking = maskSecrets(report.secrets);
  const counts = countBySeverity(report.diagnostics);
  const document: JsonReport = {
    version: 1,
    summary: {
      files: report.files.length,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
    },
    diagnostics: shown(report, options).map((diagnostic) => asJson(diagnostic, masking, options.cwd)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};

function asJson(diagnostic: Diagnostic, masking: Masking, cwd: string): JsonDiagnostic {
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

function rangeOf({ source, span }: Place): JsonRange {
  return { start: source.position(span.start), end: source.position(span.end) };
}

function fixability({ fixes }: Diagnostic): 'safe' | 'unsafe' | null {
  if (fixes.length === 0) return null;
  return fixes.some((fix) => fix.safety === 'safe') ? 'safe' : 'unsafe';
}
