import type { Severity } from '../diagnostics/diagnostic.ts';
import { type ColorMode, colorMode } from './color.ts';
import type { Arguments, OptionTable } from './command.ts';
import { UsageError } from './errors.ts';

/** Options of `hacfg gen`. */
export const genOptions = {
  output: { type: 'value', alias: 'o', describe: 'Folder to write to, one folder a host', group: 'Output:' },
  check: {
    type: 'flag',
    describe: 'Write nothing; say what in the folder differs, and exit with 1 if anything does',
    group: 'Output:',
  },
  diff: { type: 'flag', describe: 'Write nothing; show what would change', group: 'Output:' },
  stdout: { type: 'flag', describe: 'Print the files, with secrets masked', group: 'Output:' },
  host: { type: 'list', describe: 'Only this host. Repeatable', group: 'Output:' },
  force: { type: 'flag', describe: 'Write over files that were changed by hand', group: 'Output:' },
  'fail-level': {
    type: 'value',
    describe: 'Refuse to write when hacfg lint finds this in the result: error, warning or info',
    choices: ['error', 'warning', 'info'],
    shownDefault: 'warning',
    group: 'Output:',
  },
} as const satisfies OptionTable;

export interface GenSettings {
  readonly file: string | undefined;
  readonly folder: string | undefined;
  readonly mode: 'write' | 'check' | 'diff' | 'stdout';
  readonly check: boolean;
  readonly hosts: readonly string[];
  readonly force: boolean;
  readonly failLevel: Severity;
  readonly color: ColorMode;
}

/** Judges the options. Throws UsageError. */
export function genSettings(args: Arguments): GenSettings {
  const { positionals, values, lists, flags } = args;
  const usage = (message: string) => new UsageError(message, 'gen');
  if (positionals.length > 1) throw usage('one hacfg.yaml at a time');
  if (flags.has('stdout') && (flags.has('check') || flags.has('diff')))
    throw usage('--stdout goes with neither --check nor --diff');
  const mode = flags.has('stdout')
    ? 'stdout'
    : flags.has('diff')
      ? 'diff'
      : flags.has('check')
        ? 'check'
        : 'write';
  if (mode !== 'stdout' && values.output === undefined)
    throw usage('no folder given: -o DIR, or --stdout to look at the files');
  const failLevel = values['fail-level'] ?? 'warning';
  if (failLevel !== 'error' && failLevel !== 'warning' && failLevel !== 'info')
    throw usage(`--fail-level takes error, warning or info, not ${failLevel}`);
  return {
    file: positionals[0],
    folder: values.output,
    mode,
    check: flags.has('check'),
    hosts: lists.host ?? [],
    force: flags.has('force'),
    failLevel,
    color: colorMode(args, 'gen'),
  };
}
