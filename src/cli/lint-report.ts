import { type Severity, severities } from '../diagnostics/diagnostic.ts';
import type { LintResult, Trouble } from '../lint/request.ts';
import { formats } from '../report/formats.ts';
import { printable } from '../report/printable.ts';
import { countBySeverity, shownPath } from '../report/report.ts';
import { paintFor } from './color.ts';
import { engine as realEngine } from './engine.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { LintSettings, ReportOutput } from './lint-settings.ts';
import { writeOutputFile } from './output-file.ts';
import { version } from './version.ts';

const defaultColumns = 100;

/** Writes every report that was asked for. */
export async function reportAll(result: LintResult, settings: LintSettings, io: Io): Promise<void> {
  for (const output of settings.outputs) await report(result, output, settings, io);
}

/** Whether somebody reads along: a report for people goes to standard output. */
export function isForPeople({ outputs }: LintSettings): boolean {
  return outputs.some(({ format, file }) => format === 'pretty' && file === undefined);
}

async function report(
  result: LintResult,
  { file, format }: ReportOutput,
  settings: LintSettings,
  io: Io,
): Promise<void> {
  const stream = file === undefined ? io.stdout : { isTTY: false, columns: undefined };
  const [render, paint, rules] = await Promise.all([
    formats[format].load(),
    paintFor(settings.color, io.env, stream),
    (io.engine ?? realEngine).rules(),
  ]);
  const text = render(result, {
    cwd: io.cwd,
    columns: Math.max(stream.columns ?? defaultColumns, 40),
    paint,
    level: settings.quiet ? 'error' : 'info',
    rules,
    version,
  });
  if (file === undefined) io.stdout.write(text);
  else writeOutputFile(file, io.cwd, text);
}

/** Says what went wrong. The exit code is that of a job done, when nothing did. */
export function complain(
  result: LintResult,
  troubles: readonly Trouble[],
  settings: LintSettings,
  io: Io,
): number {
  const all = [...troubles, ...nothingFound(settings, result)];
  for (const { path, message } of all) io.stderr.write(`hacfg: ${troubleLine(path, message, io)}\n`);
  return all.length > 0 ? exitCodes.failed : exitCodes.clean;
}

/** Says what went wrong, if anything did; the exit code of the whole run. */
export function finish(result: LintResult, settings: LintSettings, io: Io): number {
  const code = complain(result, result.troubles, settings, io);
  if (code !== exitCodes.clean) return code;
  return settings.exitZero || !isFailing(result, settings) ? exitCodes.clean : exitCodes.findings;
}

/** Silence about a folder without configurations would read like a clean bill of health. */
function nothingFound({ paths, peers }: LintSettings, { files, troubles }: LintResult): Trouble[] {
  // A change that has nothing to do with keepalived is nothing to complain about.
  if (files.length > 0 || troubles.length > 0 || peers) return [];
  return [{ path: '', message: `no keepalived configuration found in ${paths.join(', ')}` }];
}

function troubleLine(path: string, message: string, io: Io): string {
  return printable(path === '' ? message : `${shownPath(path, io.cwd)}: ${message}`);
}

function isFailing({ diagnostics, defaults }: LintResult, settings: LintSettings): boolean {
  const failLevel = settings.failLevel ?? defaults?.failLevel ?? 'warning';
  const maxWarnings = settings.maxWarnings ?? defaults?.maxWarnings;
  const counts = countBySeverity(diagnostics);
  const fails = (severity: Severity): boolean =>
    severities.indexOf(severity) <= severities.indexOf(failLevel);
  const tolerated = maxWarnings ?? (fails('warning') ? 0 : Number.POSITIVE_INFINITY);
  return counts.error > 0 || counts.warning > tolerated || (fails('info') && counts.info > 0);
}
