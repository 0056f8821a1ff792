import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';

/** Findings as one reads them, a line each. */
export function findingsOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ rule, severity, message, place }) => {
    const { line } = place.source.position(place.span.start);
    return `${severity} ${place.source.path.replace(/^.*\/out\//, '')}:${line} ${message} [${rule}]`;
  });
}
