import { type Diagnostic, severities } from './diagnostic.ts';

/** Findings of one run: without duplicates, and in an order that does not depend on the order of the rules. */
export class DiagnosticSet {
  private readonly byKey = new Map<string, Diagnostic>();

  /** Adds a finding. When the same rule already said the same of the same place, the one that shows more stays. */
  add(diagnostic: Diagnostic): void {
    const { source, span } = diagnostic.place;
    const key = `${source.path}\n${span.start}\n${span.end}\n${diagnostic.rule}\n${diagnostic.message}`;
    const known = this.byKey.get(key);
    if (known === undefined || known.related.length < diagnostic.related.length)
      this.byKey.set(key, diagnostic);
  }

  addAll(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.add(diagnostic);
  }

  /** By file, place, severity, rule and message. */
  sorted(): Diagnostic[] {
    return [...this.byKey.values()].sort(compareDiagnostics);
  }
}

/** The order of a report; files in the order of their paths. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.place.source.path, b.place.source.path) ||
    a.place.span.start - b.place.span.start ||
    a.place.span.end - b.place.span.end ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** By code unit, so that the order is the same under every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
