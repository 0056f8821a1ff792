import { countBySeverity, type Renderer } from './report.ts';
import { type ShownFinding, shownFindings } from './shown-finding.ts';

/** The contract of `--format json`, version 1: see docs/json.md and schema/findings.schema.json. */
export interface JsonReport {
  readonly version: 1;
  readonly summary: JsonSummary;
  readonly diagnostics: readonly ShownFinding[];
}

export interface JsonSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** The findings for programs, as one JSON document. */
export const renderJson: Renderer = (report, options) => {
  const counts = countBySeverity(report.diagnostics);
  const document: JsonReport = {
    version: 1,
    summary: {
      files: report.files.length,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
    },
    diagnostics: shownFindings(report, options),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
