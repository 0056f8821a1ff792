import { type Severity, severities } from '../../diagnostics/diagnostic.ts';
import type { LintRequest, LintResult, RuleSettings, Trouble } from '../../lint/request.ts';
import type { LocalMachine } from '../../model/machine.ts';
import { formats } from '../../report/formats.ts';
import { printable } from '../../report/printable.ts';
import { countBySeverity, shownPath } from '../../report/report.ts';
import { paintFor } from '../color.ts';
import type { Arguments, Command } from '../command.ts';
import { engine as realEngine } from '../engine.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Fixing, fixHint, fixSummary, showChanges, writeChanges } from '../fixing.ts';
import type { Io } from '../io.ts';
import { lintOptions } from '../lint-options.ts';
import { type LintSettings, lintSettings, type ReportOutput } from '../lint-settings.ts';
import { writeOutputFile } from '../output-file.ts';
import { mentionsRules, ruleSettings } from '../rule-ids.ts';
import { version } from '../version.ts';

const defaultColumns = 100;

/** `hacfg lint`: the main job. */
export const lint: Command = {
  options: lintOptions,
  positional: {
    name: 'paths',
    describe:
      'Files and folders; - for standard input. Files that serve the same virtual router are compared',
    shownDefault: '.',
  },
  examples: [
    { command: '$0 lint', does: 'every configuration below this folder' },
    { command: '$0 lint web1.conf web2.conf', does: 'a pair, each file and both together' },
    { command: '$0 lint --keepalived-version 1.3.5 .', does: 'as CentOS 7 will read it' },
    { command: '$0 lint --rule style/*=off --max-warnings 3 .', does: 'with rules of your own' },
    {
      command: 'ssh lb1 cat /etc/keepalived/keepalived.conf | $0 lint - --stdin-filename lb1.conf',
      does: 'what runs over there',
    },
    { command: '$0 lint --staged', does: 'what the next commit changes, against its peers' },
    { command: '$0 lint -f pretty -f sarif=hacfg.sarif .', does: 'for people, and for code scanning' },
  ],
  epilogue:
    'Exit codes: 0 nothing at or above the fail level, 1 findings, 2 the job could not be done: a wrong option, a missing or unreadable file. 2 also when there were findings in the other files.',
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const settings = lintSettings(args);
  const engine = io.engine ?? realEngine;
  const rules = mentionsRules(args) ? ruleSettings(args, await engine.rules()) : undefined;
  const asked = await request(settings, rules, io);
  if (settings.fixing !== undefined) return runFixing(asked, settings.fixing, settings, io);
  const result = await engine.lint(asked);
  await reportAll(result, settings, io);
  if (settings.outputs.some(isForPeople)) io.stdout.write(fixHint(result));
  return finish(result, result.troubles, settings, io);
}

async function runFixing(
  asked: LintRequest,
  fixing: Fixing,
  settings: LintSettings,
  io: Io,
): Promise<number> {
  const outcome = await (io.engine ?? realEngine).fix(asked, { unsafe: fixing.unsafe });
  const { result, changes } = outcome;
  if (fixing.mode === 'diff') {
    await showChanges(outcome, settings.color, io);
    io.stderr.write(fixSummary(outcome, fixing, io));
    const code = complain(result, result.troubles, settings, io);
    return code === exitCodes.clean && changes.length > 0 && !settings.exitZero ? exitCodes.findings : code;
  }
  const troubles = writeChanges(outcome, asked.stdin?.bytes, io);
  if (troubles.length > 0) return complain(result, [...result.troubles, ...troubles], settings, io);
  // Where the text goes, a report would be taken for a part of it.
  const rest = asked.stdin === undefined ? io : { ...io, stdout: io.stderr };
  await reportAll(result, settings, rest);
  (settings.outputs.some(isForPeople) ? rest.stdout : io.stderr).write(fixSummary(outcome, fixing, io));
  return finish(result, result.troubles, settings, io);
}

function isForPeople({ format, file }: ReportOutput): boolean {
  return format === 'pretty' && file === undefined;
}

async function reportAll(result: LintResult, settings: LintSettings, io: Io): Promise<void> {
  for (const output of settings.outputs) await report(result, output, settings, io);
}

/** Says what went wrong. The exit code is that of a job done, when nothing did. */
function complain(result: LintResult, troubles: readonly Trouble[], settings: LintSettings, io: Io): number {
  const all = [...troubles, ...nothingFound(settings, result)];
  for (const { path, message } of all) io.stderr.write(`hacfg: ${troubleLine(path, message, io)}\n`);
  return all.length > 0 ? exitCodes.failed : exitCodes.clean;
}

function finish(result: LintResult, troubles: readonly Trouble[], settings: LintSettings, io: Io): number {
  const code = complain(result, troubles, settings, io);
  if (code !== exitCodes.clean) return code;
  return settings.exitZero || !isFailing(result, settings) ? exitCodes.clean : exitCodes.findings;
}

async function request(
  settings: LintSettings,
  rules: RuleSettings | undefined,
  io: Io,
): Promise<LintRequest> {
  const { paths, stdinFilename, keepalivedVersion, configId, projectFile, facts, peers, staged } = settings;
  return {
    paths: paths.filter((path) => path !== '-'),
    cwd: io.cwd,
    ...(paths.includes('-') ? { stdin: { filename: stdinFilename, bytes: await io.stdin() } } : {}),
    ...(keepalivedVersion === undefined ? {} : { keepalivedVersion }),
    ...(configId === undefined ? {} : { configId }),
    ...(projectFile === undefined ? {} : { projectFile }),
    ...(facts.length === 0 ? {} : { facts }),
    ...(settings.local ? { local: await thisMachine() } : {}),
    ...(rules === undefined ? {} : { rules }),
    ...(peers ? { peers } : {}),
    ...(staged ? { staged } : {}),
  };
}

async function thisMachine(): Promise<LocalMachine> {
  const { localMachine } = await import('../../project/local.ts');
  return localMachine();
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

/** Silence about a folder without configurations would read like a clean bill of health. */
function nothingFound({ paths, peers }: LintSettings, { files, troubles }: LintResult): Trouble[] {
  // A change that has nothing to do with keepalived is nothing to complain about.
  if (files.length > 0 || troubles.length > 0 || peers) return [];
  return [{ path: '', message: `no keepalived configuration found in ${paths.join(', ')}` }];
}

function troubleLine(path: string, message: string, io: Io): string {
  return printable(path === '' ? message : `${shownPath(path, io.cwd)}: ${message}`);
}

function isFailing({ diagnostics }: LintResult, { failLevel, maxWarnings }: LintSettings): boolean {
  const counts = countBySeverity(diagnostics);
  const fails = (severity: Severity): boolean =>
    severities.indexOf(severity) <= severities.indexOf(failLevel);
  const tolerated = maxWarnings ?? (fails('warning') ? 0 : Number.POSITIVE_INFINITY);
  return counts.error > 0 || counts.warning > tolerated || (fails('info') && counts.info > 0);
}
