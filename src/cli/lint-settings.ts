import { nearest } from '../../grammar/did-you-mean.ts';
import { type Severity, severities } from '../diagnostics/diagnostic.ts';
import type { HostFacts } from '../lint/request.ts';
import { type FormatName, formats, isFormatName } from '../report/formats.ts';
import { type ColorMode, colorMode } from './color.ts';
import type { Arguments } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './errors.ts';

/** The options of `hacfg lint`, judged; only rule ids are still as the user wrote them. */
export interface LintSettings {
  readonly paths: readonly string[];
  readonly format: FormatName;
  readonly outputFile: string | undefined;
  readonly quiet: boolean;
  readonly color: ColorMode;
  readonly failLevel: Severity;
  readonly maxWarnings: number | undefined;
  readonly exitZero: boolean;
  readonly stdinFilename: string;
  readonly keepalivedVersion: string | undefined;
  readonly configId: string | undefined;
  readonly projectFile: string | undefined;
  readonly facts: readonly HostFacts[];
}

/** Judges the options. Throws UsageError. */
export function lintSettings(args: Arguments): LintSettings {
  const { positionals, values, lists, flags } = args;
  if (values['stdin-filename'] !== undefined && !positionals.includes('-')) {
    throw usage('--stdin-filename names the text from standard input: it needs - as a path');
  }
  return {
    paths: positionals.length === 0 ? ['.'] : positionals,
    format: formatName(values.format ?? 'pretty'),
    outputFile: values['output-file'],
    quiet: flags.has('quiet'),
    color: colorMode(args, 'lint'),
    failLevel: failLevel(values['fail-level'] ?? 'warning'),
    maxWarnings: values['max-warnings'] === undefined ? undefined : maxWarnings(values['max-warnings']),
    exitZero: flags.has('exit-zero'),
    stdinFilename: values['stdin-filename'] ?? '<stdin>',
    keepalivedVersion:
      values['keepalived-version'] === undefined ? undefined : release(values['keepalived-version']),
    configId: values['config-id'],
    projectFile: values.project,
    facts: (lists.facts ?? []).map(hostFacts),
  };
}

function usage(message: string): UsageError {
  return new UsageError(message, 'lint');
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
