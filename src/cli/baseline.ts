import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Baseline,
  type BaselineEntry,
  baselineText,
  type PlacedEntry,
  parseBaseline,
} from '../diagnostics/baseline.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Linter } from '../lint/engine.ts';
import type { LintResult, RuleSettings } from '../lint/request.ts';
import type { Rule, StaleEntry } from '../lint/rule.ts';
import { fingerprintsIn } from '../report/identity.ts';
import { shownPath } from '../report/report.ts';
import { maskSecrets } from '../report/secrets.ts';
import { codeOf, JobError, reasonOf } from './errors.ts';
import { writeOutputFile } from './output-file.ts';

/** What is left of a result when a baseline has been taken off. */
export interface Remainder {
  readonly result: LintResult;
  /** Number of findings that the baseline tolerates. */
  readonly tolerated: number;
  /** Entries that stand for nothing any more. */
  readonly stale: readonly StaleEntry[];
}

/** Takes the findings of a baseline off a result. Throws JobError when it cannot be read. */
export function withoutBaseline(result: LintResult, file: string, cwd: string): Remainder {
  const { source, entries } = load(file, cwd);
  const folder = dirname(source.path);
  const known = new Set(entries.map(({ fingerprint }) => fingerprint));
  const own = fingerprintsIn(result, result.diagnostics, folder);
  const diagnostics = result.diagnostics.filter((_, at) => !known.has(own[at]!));
  const found = new Set(own);
  const read = new Set(result.files.map(({ path }) => shownPath(path, folder)));
  const isStale = ({ file: about, fingerprint }: PlacedEntry): boolean =>
    !found.has(fingerprint) && (read.has(about) || !existsSync(resolve(folder, about)));
  return {
    result: { ...result, diagnostics },
    tolerated: result.diagnostics.length - diagnostics.length,
    stale: entries.filter(isStale).map((entry) => ({ entry, place: { source, span: entry.span } })),
  };
}

function load(file: string, cwd: string): Baseline {
  const path = resolve(cwd, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const hint = codeOf(error) === 'ENOENT' ? `; --write-baseline ${file} makes it` : '';
    throw new JobError(`${file}: ${reasonOf(error)}${hint}`);
  }
  const baseline = parseBaseline(path, text);
  if (typeof baseline === 'string') throw new JobError(`${file}: ${baseline}`);
  return baseline;
}

/** What the rules say of stale entries. --only narrows what is looked for in configurations, and leaves this alone. */
export function staleFindings(
  stale: readonly StaleEntry[],
  rules: readonly Rule[],
  settings: RuleSettings = {},
): Diagnostic[] {
  const { only: _only, ...rest } = settings;
  return new Linter({ rules, target: undefined, settings: rest }).staleEntries(stale);
}

/** Writes all findings of a result as a baseline; says how many. Throws JobError. */
export function writeBaseline(result: LintResult, file: string, cwd: string): number {
  const folder = dirname(resolve(cwd, file));
  const masking = maskSecrets(result.secrets);
  const fingerprints = fingerprintsIn(result, result.diagnostics, folder);
  const entries = result.diagnostics.map(({ rule, message, place }, at): BaselineEntry => {
    const about = shownPath(place.source.path, folder).replaceAll('\\', '/');
    return { file: about, rule, message: masking.prose(message), fingerprint: fingerprints[at]! };
  });
  writeOutputFile(file, cwd, baselineText(entries));
  return entries.length;
}
