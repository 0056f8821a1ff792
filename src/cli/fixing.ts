import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileChange, FixOutcome } from '../lint/fix.ts';
import type { LintResult, Trouble } from '../lint/request.ts';
import { replaceFiles } from '../project/replace-files.ts';
import { shownPath } from '../report/report.ts';
import { type ColorMode, colorLevel, paintFor } from './color.ts';
import type { Io } from './io.ts';

/** What `--fix`, `--unsafe-fixes` and `--diff` ask for. */
export interface Fixing {
  /** write: change the files; diff: show what would change. */
  readonly mode: 'write' | 'diff';
  readonly unsafe: boolean;
}

/**
 * Writes the changes: files in their places, the text of standard input to standard output.
 *
 * @returns what went wrong; nothing: all is done
 */
export function writeChanges({ changes }: FixOutcome, stdin: Uint8Array | undefined, io: Io): Trouble[] {
  const troubles = replaceFiles(changes.filter((change) => !change.isStdin));
  if (troubles.length > 0) return troubles;
  const own = changes.find((change) => change.isStdin);
  if (stdin !== undefined) io.stdout.write(own?.after ?? stdin);
  return [];
}

/** Shows what would change as a unified diff on standard output. */
export async function showChanges({ changes, before }: FixOutcome, color: ColorMode, io: Io): Promise<void> {
  if (changes.length === 0) return;
  const { renderDiff } = await import('../report/diff.ts');
  io.stdout.write(
    renderDiff(changes, {
      cwd: io.cwd,
      paint: await paintFor(color, io.env, io.stdout),
      secrets: before.secrets,
      isTerminal: io.stdout.isTTY || colorLevel(color, io.env, io.stdout) > 0,
    }),
  );
}

/** `fixed 3 findings in web1.conf: 2 x script/tracked-twice, value/state-invalid`, and what is left for another run. */
export function fixSummary(outcome: FixOutcome, { mode, unsafe }: Fixing, io: Io): string {
  const { fixed, changes, unfinished, result } = outcome;
  const done = mode === 'write' ? 'fixed' : 'would fix';
  const what = `${done} ${plural(fixed.length, 'finding')}`;
  const rows = [
    fixed.length === 0
      ? `nothing ${mode === 'write' ? 'fixed' : 'to fix'}`
      : `${what} in ${namesOf(changes, io.cwd)}: ${rulesOf(fixed)}`,
  ];
  const proposals = unsafe ? 0 : countFixable(result.diagnostics).unsafe;
  if (proposals > 0) rows.push(`${proposalsText(proposals)}: look at them with --unsafe-fixes --diff`);
  if (unfinished) rows.push('fixes keep changing the same lines, and were stopped: the rest is for you');
  return rows.map((row) => `${row}\n`).join('');
}

/** A line below a report that says which findings hacfg could mend itself; empty when there are none. */
export function fixHint({ diagnostics }: LintResult): string {
  const { safe, unsafe } = countFixable(diagnostics);
  const parts = [
    ...(safe === 0 ? [] : [`${safe} can be fixed with --fix`]),
    ...(unsafe === 0 ? [] : [`${proposalsText(unsafe)} (--fix --unsafe-fixes)`]),
  ];
  return parts.length === 0 ? '' : `  ${parts.join('; ')}. --diff shows what would change\n`;
}

function proposalsText(count: number): string {
  return count === 1 ? '1 more has a fix that is a proposal' : `${count} more have fixes that are proposals`;
}

function countFixable(diagnostics: readonly Diagnostic[]): { safe: number; unsafe: number } {
  let [safe, unsafe] = [0, 0];
  for (const { fixes } of diagnostics) {
    if (fixes.some((fix) => fix.safety === 'safe')) safe++;
    else if (fixes.length > 0) unsafe++;
  }
  return { safe, unsafe };
}

function namesOf(changes: readonly FileChange[], cwd: string): string {
  return changes.length > 3
    ? `${changes.length} files`
    : changes.map(({ source }) => shownPath(source.path, cwd)).join(', ');
}

function rulesOf(fixed: readonly Diagnostic[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of fixed) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]) => (count === 1 ? rule : `${count} x ${rule}`))
    .join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
