// Prints how hacfg and the daemon agree on every recorded verdict that is there.
// `npm run agreement -- language 2.2.7 --list` narrows it down and lists the differences.
// `--verdicts=FOLDER` takes verdicts recorded in FOLDER instead (see test/agreement/collections.ts: recordedIn).
//
// `npm run agreement -- --live [--count N] [--seed N] [--list] [NAME...]` asks the daemon that is installed (or
// HACFG_KEEPALIVED) about the files that are there, and about N generated ones of each kind. Needs root and Linux.
// `--record` writes down what it says of test/fixtures/releases, under its release.
import { parseArgs } from 'node:util';
import { type Collection, collections, recordedIn } from '../test/agreement/collections.ts';
import { type CaseResult, runCollection } from '../test/agreement/run.ts';
import { findDaemon } from '../test/oracle/daemon.ts';
import { recordAnswers } from '../test/oracle/record.ts';
import { reportLive } from '../test/oracle/report.ts';

/** Lines of one file that are listed; the rest is counted. */
const MAX_LINES = 8;

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    verdicts: { type: 'string' },
    live: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});
const { list, verdicts } = values;

function wanted({ name, release }: Collection): boolean {
  return words.every((word) => word === name || word === release);
}

function describe({ one, missed, falseErrors, accepted }: CaseResult): string {
  const where = (line: number | undefined) => (line === undefined ? '' : `line ${line}: `);
  const lines = [
    ...missed.map(({ line, text }) => `    missed  ${where(line)}${text}`),
    ...falseErrors.map(({ rule, place, message }) => {
      return `    false   ${where(place.source.position(place.span.start).line)}${message} [${rule}]`;
    }),
  ];
  return [
    `  ${one.id}${accepted === undefined ? '' : ` (accepted: ${accepted})`}`,
    ...lines.slice(0, MAX_LINES),
    ...(lines.length > MAX_LINES ? [`    and ${lines.length - MAX_LINES} more`] : []),
  ].join('\n');
}

function row(cells: readonly (string | number)[]): string {
  const [name, release, ...figures] = cells.map(String);
  return [name!.padEnd(10), release!.padEnd(8), ...figures.map((figure) => figure.padStart(12))].join('');
}

/** How one collection compares, as a line of the table; its differences are listed on the way. */
async function compared(collection: Collection): Promise<string> {
  const results = await runCollection(collection);
  const different = results.filter(({ agrees }) => !agrees);
  const open = different.filter(({ accepted }) => accepted === undefined);
  if (list && different.length > 0) {
    console.log(`${collection.name}, ${collection.release}`);
    for (const result of different) console.log(describe(result));
  }
  return row([
    collection.name,
    collection.release,
    results.length,
    `${((100 * (results.length - open.length)) / results.length).toFixed(1)} %`,
    open.filter(({ falseErrors }) => falseErrors.length > 0).length,
    open.filter(({ missed }) => missed.length > 0).length,
    different.length - open.length,
  ]);
}

async function reportRecorded(): Promise<void> {
  const rows = [row(['', 'release', 'files', 'agree', 'false alarms', 'misses', 'accepted'])];
  const all = verdicts === undefined ? collections() : recordedIn(verdicts);
  for (const collection of all.filter(wanted)) rows.push(await compared(collection));
  console.log(rows.length === 1 ? 'no recorded verdicts are there' : rows.join('\n'));
}

async function record(): Promise<void> {
  const daemon = findDaemon();
  if (typeof daemon === 'string') throw new Error(daemon);
  console.log(`${await recordAnswers(daemon)} answers of keepalived ${daemon.version}`);
}

if (values.record) await record();
else if (values.live) {
  const options = { only: words, count: Number(values.count), seed: Number(values.seed), list };
  await reportLive(options, (line) => console.log(line));
} else await reportRecorded();
