import { nearest } from '../../grammar/did-you-mean.ts';
import { type Severity, severities } from '../diagnostics/diagnostic.ts';
import type { HostFacts } from '../lint/request.ts';
import { type FormatName, formats, isFormatName } from '../report/formats.ts';
import { type ColorMode, colorMode } from './color.ts';
import type { Arguments } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './errors.ts';
import type { Fixing } from './fixing.ts';

/** A report to be written. */
export interface ReportOutput {
  readonly format: FormatName;
  /** Undefined: standard output. */
  readonly file: string | undefined;
}

export interface BaselineSettings {
  /** Undefined: the one that hacfg.yaml names. */
  readonly file: string | undefined;
  readonly isOff: boolean;
  readonly write: string | undefined;
  readonly reportStale: boolean;
}

/** The options of `hacfg lint`, judged; only rule ids are still as the user wrote them. */
export interface LintSettings {
  readonly paths: readonly string[];
  /** At least one; at most one of them goes to standard output. */
  readonly outputs: readonly ReportOutput[];
  readonly quiet: boolean;
  /** Undefined: nothing is to be fixed. */
  readonly fixing: Fixing | undefined;
  readonly baseline: BaselineSettings;
  readonly color: ColorMode;
  /** Undefined: what hacfg.yaml says, or warning. */
  readonly failLevel: Severity | undefined;
  readonly maxWarnings: number | undefined;
  readonly exitZero: boolean;
  readonly stdinFilename: string;
  readonly keepalivedVersion: string | undefined;
  readonly configId: string | undefined;
  readonly projectFile: string | undefined;
  readonly facts: readonly HostFacts[];
  /** The paths are the files of a change. */
  readonly peers: boolean;
  readonly staged: boolean;
  readonly local: boolean;
}

/** Judges the options. Throws UsageError. */
export function lintSettings(args: Arguments): LintSettings {
  const { positionals, values, lists, flags } = args;
  if (values['stdin-filename'] !== undefined && !positionals.includes('-')) {
    throw usage('--stdin-filename names the text from standard input: it needs - as a path');
  }
  const staged = flags.has('staged');
  if (staged && positionals.includes('-')) throw usage('--staged reads what git has: it goes with no -');
  if (staged && ['fix', 'unsafe-fixes', 'diff'].some((flag) => flags.has(flag)))
    throw usage('--staged changes nothing: mend the files with --fix alone, then git add them');
  return {
    paths: positionals.length === 0 && !staged ? ['.'] : positionals,
    outputs: reportOutputs(lists.format ?? ['pretty'], values['output-file']),
    quiet: flags.has('quiet'),
    fixing: fixing(flags),
    baseline: baselineSettings(args),
    color: colorMode(args, 'lint'),
    failLevel: values['fail-level'] === undefined ? undefined : failLevel(values['fail-level']),
    maxWarnings: values['max-warnings'] === undefined ? undefined : maxWarnings(values['max-warnings']),
    exitZero: flags.has('exit-zero'),
    stdinFilename: values['stdin-filename'] ?? '<stdin>',
    keepalivedVersion:
      values['keepalived-version'] === undefined ? undefined : release(values['keepalived-version']),
    configId: values['config-id'],
    projectFile: values.project,
    facts: (lists.facts ?? []).map(hostFacts),
    peers: flags.has('peers') || staged,
    staged,
    local: flags.has('local'),
  };
}

function fixing(flags: ReadonlySet<string>): Fixing | undefined {
  const unsafe = flags.has('unsafe-fixes');
  if (flags.has('diff')) return { mode: 'diff', unsafe };
  if (flags.has('fix')) return { mode: 'write', unsafe };
  if (unsafe)
    throw usage('--unsafe-fixes says which fixes: it needs --fix to make them or --diff to see them');
  return undefined;
}

function baselineSettings({ values, flags }: Arguments): BaselineSettings {
  const file = values.baseline;
  const write = values['write-baseline'];
  const isOff = flags.has('no-baseline');
  if (isOff && file !== undefined) throw usage('--baseline and --no-baseline contradict each other');
  if (write !== undefined && ['fix', 'diff'].some((flag) => flags.has(flag)))
    throw usage('--write-baseline lists what is wrong now: run it after --fix, not together with it');
  return { file, isOff, write, reportStale: flags.has('report-stale-baseline') };
}

function usage(message: string): UsageError {
  return new UsageError(message, 'lint');
}

/** `--format`, as often as it was given, and the `--output-file` that stands for standard output. */
function reportOutputs(texts: readonly string[], outputFile: string | undefined): ReportOutput[] {
  const outputs = texts.map(reportOutput);
  const nameless = outputs.filter(({ file }) => file === undefined);
  const [first, second] = nameless;
  if (first !== undefined && second !== undefined) {
    throw usage(
      `only one report can go to ${outputFile ?? 'standard output'}: write --format ${second.format}=FILE`,
    );
  }
  if (first === undefined && outputFile !== undefined)
    throw usage('--output-file is for a --format without a file of its own');
  const named = outputs.map(({ format, file }) => ({ format, file: file ?? outputFile }));
  const twice = named.find(({ file }, at) => named.findIndex((other) => other.file === file) !== at);
  if (twice !== undefined) throw usage(`two reports cannot go to one file: ${twice.file}`);
  return named;
}

function reportOutput(text: string): ReportOutput {
  const equals = text.indexOf('=');
  if (equals === -1) return { format: formatName(text), file: undefined };
  const format = formatName(text.slice(0, equals));
  if (equals === text.length - 1) throw usage(`--format ${format}= names no file`);
  return { format, file: text.slice(equals + 1) };
}

function formatName(name: string): FormatName {
  if (isFormatName(name)) return name;
  const known = Object.keys(formats);
  const near = nearest(name, known);
  throw usage(
    `unknown format ${name}${near.length > 0 ? didYouMean(near) : `; there are ${known.join(', ')}`}`,
  );
}

function failLevel(name: string): Severity {
  const level = severities.find((severity) => severity === name);
  if (level === undefined) throw usage(`--fail-level takes ${severities.join(', ')}, not ${name}`);
  return level;
}

function maxWarnings(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw usage(`--max-warnings takes a number, not ${text}`);
  return Number(text);
}

function release(text: string): string {
  if (!/^v?\d+(?:\.\d+){0,2}$/.test(text))
    throw usage(`--keepalived-version takes a release such as 2.2.7, not ${text}`);
  return text.replace(/^v/, '');
}

function hostFacts(text: string): HostFacts {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) throw usage(`--facts takes HOST=FILE, not ${text}`);
  return { host: text.slice(0, equals), file: text.slice(equals + 1) };
}
