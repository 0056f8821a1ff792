// Prints how hacfg and the daemon agree on every recorded verdict that is there.
// `npm run agreement -- language 2.2.7 --list` narrows it down and lists the differences.
import { type Collection, collections } from '../test/agreement/collections.ts';
import { type CaseResult, runCollection } from '../test/agreement/run.ts';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const list = process.argv.includes('--list');

function wanted({ name, release }: Collection): boolean {
  return words.every((word) => word === name || word === release);
}

function describe({ one, missed, falseErrors, accepted }: CaseResult): string {
  const where = (line: number | undefined) => (line === undefined ? '' : `line ${line}: `);
  return [
    `  ${one.id}${accepted === undefined ? '' : ` (accepted: ${accepted})`}`,
    ...missed.map(({ line, text }) => `    missed  ${where(line)}${text}`),
    ...falseErrors.map(({ rule, place, message }) => {
      return `    false   ${where(place.source.position(place.span.start).line)}${message} [${rule}]`;
    }),
  ].join('\n');
}

const rows: string[] = [];
for (const collection of collections().filter(wanted)) {
  const results = await runCollection(collection);
  const different = results.filter(({ agrees }) => !agrees);
  const open = different.filter(({ accepted }) => accepted === undefined);
  const percent = (100 * (results.length - open.length)) / results.length;
  const misses = open.filter(({ missed }) => missed.length > 0).length;
  const falseAlarms = open.filter(({ falseErrors }) => falseErrors.length > 0).length;
  rows.push(
    `${collection.name.padEnd(12)} ${collection.release.padEnd(7)} ${String(results.length).padStart(4)} files  ` +
      `${percent.toFixed(1).padStart(5)} %  ${misses} with misses, ${falseAlarms} with false alarms, ` +
      `${different.length - open.length} accepted differences`,
  );
  if (list) for (const result of different) console.log(describe(result));
}
console.log(rows.length === 0 ? 'no recorded verdicts are there' : rows.join('\n'));
