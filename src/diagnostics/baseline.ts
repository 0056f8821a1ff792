import { SourceText, type Span } from '../../grammar/source.ts';

/** A finding that is tolerated, as a baseline keeps it. */
export interface BaselineEntry {
  /** From the folder of the baseline. */
  readonly file: string;
  readonly rule: string;
  readonly message: string;
  readonly fingerprint: string;
}

/** An entry and its place in the file. */
export interface PlacedEntry extends BaselineEntry {
  readonly span: Span;
}

export interface Baseline {
  readonly source: SourceText;
  readonly entries: readonly PlacedEntry[];
}

const VERSION = 1;

/** The file for some findings: sorted, an entry a line, so that a change of it reads well. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const rows = entries
    .toSorted((a, b) => compare(sortKey(a), sortKey(b)))
    .map(({ file, rule, message, fingerprint }) => JSON.stringify({ file, rule, message, fingerprint }));
  const list = rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${row}`).join(',\n')}\n  ]`;
  return `{\n  "version": ${VERSION},\n  "findings": ${list}\n}\n`;
}

function sortKey({ file, rule, message, fingerprint }: BaselineEntry): string {
  return [file, rule, message, fingerprint].join('\0');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Reads the text of a baseline; a string says what is wrong with it. */
export function parseBaseline(path: string, text: string): Baseline | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return 'is not JSON; write it anew with --write-baseline';
  }
  if (!isObject(value) || !Array.isArray(value.findings)) {
    return 'is no baseline: it has no findings; write it anew with --write-baseline';
  }
  if (value.version !== VERSION) {
    return `is a baseline of version ${String(value.version)}, and this hacfg reads version ${VERSION}`;
  }
  if (!value.findings.every(isEntry)) {
    return 'has an entry without file, rule, message and fingerprint; write it anew with --write-baseline';
  }
  const source = new SourceText(path, text);
  return { source, entries: value.findings.map((entry) => ({ ...entry, span: spanOf(entry, text) })) };
}

/** The line of an entry; the whole text when somebody has formatted it out of recognition. */
function spanOf({ fingerprint }: BaselineEntry, text: string): Span {
  const at = text.indexOf(fingerprint);
  const start = text.lastIndexOf('\n', at) + 1;
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  const row = text.slice(start, end);
  const indent = row.length - row.trimStart().length;
  return { start: start + indent, end: start + row.trimEnd().replace(/,$/, '').length };
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isObject(value) &&
    [value.file, value.rule, value.message, value.fingerprint].every((part) => typeof part === 'string')
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
