import { formats } from '../report/formats.ts';
import type { OptionTable } from './command.ts';

/** Options of `hacfg lint`. */
export const lintOptions = {
  format: {
    type: 'list',
    alias: 'f',
    describe: `Form of the report; FORM=FILE writes it to a file. Repeatable. Forms: ${Object.entries(formats)
      .map(([name, { summary }]) => `${name} (${summary})`)
      .join('; ')}`,
    shownDefault: 'pretty',
    group: 'Output:',
  },
  'output-file': {
    type: 'value',
    alias: 'o',
    describe: 'Write the report to a file (the one without a file of its own)',
    group: 'Output:',
  },
  quiet: {
    type: 'flag',
    alias: 'q',
    describe: 'Show errors only; the exit code stays the same',
    group: 'Output:',
  },

  fix: {
    type: 'flag',
    describe:
      'Mend what has a safe fix: one that is clearly meant. With - the mended text goes to standard output',
    group: 'Fixes:',
  },
  'unsafe-fixes': {
    type: 'flag',
    describe: 'With --fix or --diff: apply proposals too. Look at the result',
    group: 'Fixes:',
  },
  diff: {
    type: 'flag',
    describe:
      'Change nothing: show as a diff what --fix would; exit with 1 when there is something to change',
    group: 'Fixes:',
  },

  'fail-level': {
    type: 'value',
    describe: 'Lowest severity that makes the exit code 1: error, warning or info',
    shownDefault: 'warning',
    group: 'Exit code:',
  },
  'max-warnings': {
    type: 'value',
    describe: 'Tolerate up to so many warnings; more of them make the exit code 1, whatever the fail level',
    group: 'Exit code:',
  },
  'exit-zero': {
    type: 'flag',
    describe: 'Exit with 0 whatever is found (not when the job fails)',
    group: 'Exit code:',
  },

  rule: {
    type: 'list',
    describe:
      'ID=off|info|warning|error: set the severity of a rule; vrrp/* stands for a whole group. Repeatable',
    group: 'Rules:',
  },
  only: {
    type: 'list',
    describe: 'Run these rules only: ids or groups, separated by commas. Repeatable',
    group: 'Rules:',
  },
  ignore: { type: 'list', describe: 'Leave these rules out. Repeatable', group: 'Rules:' },

  peers: {
    type: 'flag',
    describe:
      'The paths are the files of a change: read their peers along (those of hacfg.yaml, and what lies where a peer would), report what has a part in the change, pass over files of other kinds',
    group: 'What to read:',
  },
  staged: {
    type: 'flag',
    describe:
      'Read what git has staged instead of the working tree; without paths, what the next commit changes. Implies --peers',
    group: 'What to read:',
  },
  'report-unused-disables': {
    type: 'flag',
    describe: 'Report suppression comments that silence nothing (rule suppression/unused)',
    group: 'Suppressions:',
  },
  'require-reasons': {
    type: 'flag',
    describe: 'Report suppression comments without a reason: # hacfg-disable-line RULE -- reason',
    group: 'Suppressions:',
  },

  baseline: {
    type: 'value',
    describe: 'Do not report the findings that this file lists, whatever line they are on by now',
    group: 'Baseline:',
  },
  'no-baseline': {
    type: 'flag',
    describe: 'Report everything, whatever baseline hacfg.yaml names',
    group: 'Baseline:',
  },
  'write-baseline': {
    type: 'value',
    describe: 'Write all findings to this file, as a baseline to start from, and exit with 0',
    group: 'Baseline:',
  },
  'report-stale-baseline': {
    type: 'flag',
    describe: 'Report entries of the baseline that stand for nothing any more',
    group: 'Baseline:',
  },

  'keepalived-version': {
    type: 'value',
    describe: 'The keepalived release that will read the files, for example 2.2.7',
    shownDefault: 'the newest',
    group: 'What the files are for:',
  },
  'config-id': {
    type: 'value',
    describe: 'The config-id that @ conditions are judged by, as in keepalived -i',
    shownDefault: 'the name of the host',
    group: 'What the files are for:',
  },
  project: {
    type: 'value',
    describe: 'The hacfg.yaml that describes the cluster',
    shownDefault: 'the one beside the files',
    group: 'What the files are for:',
  },
  facts: {
    type: 'list',
    describe: 'HOST=FILE: the addresses of a host, as "ip -j addr" prints them. Repeatable',
    group: 'What the files are for:',
  },
  local: {
    type: 'flag',
    describe:
      'The file is for this machine: also check interfaces, script files, users and addresses against it',
    group: 'What the files are for:',
  },
  'stdin-filename': {
    type: 'value',
    describe: 'Name for the text from standard input, when a path is -',
    group: 'What the files are for:',
  },
} as const satisfies OptionTable;
