import { keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { listed } from '../cluster/members.ts';
import { inBlock, lineNumber } from './naming.ts';

/** Of several commands all were meant to run; of several values one. */
export function adviceFor(winner: Statement, losers: readonly Statement[]): string {
  const keyword = keywordOf(winner);
  const numbers = losers.map((loser) => lineNumber(placeOfLine(loser)));
  const lines = `${numbers.length === 1 ? 'line' : 'lines'} ${listed(numbers.map(String))}`;
  return winner.spec?.kind === 'script'
    ? `One ${keyword} that runs a script which calls them all, with the same arguments; remove ${losers.length === 1 ? 'the one' : 'those'} on ${lines}`
    : `Remove the ${keyword} on ${lines}`;
}

export function timesOf({ length }: readonly Statement[]): string {
  return length === 2 ? 'twice' : `${length} times`;
}

/** Values that are odd, and used all the same. */
const isUsed: ReadonlySet<string> = new Set(['cut-address', 'too-many-decimals']);

/** Whether the daemon does not take the value of a line as it stands. */
export function isRefused(statement: Statement, { configuration }: NodeModel): boolean {
  return configuration.problems.some(
    (problem) =>
      problem.kind === 'bad-argument' &&
      problem.statement === statement &&
      !isUsed.has(problem.fault) &&
      problem.used !== problem.value,
  );
}

/** The value that would count cannot be used: for some keywords the other holds then, for some a default. */
export function refusedFinding(winner: Statement, all: readonly Statement[]): Finding {
  const keyword = keywordOf(winner);
  const place = placeOfLine(winner);
  return {
    place,
    message: `${keyword} stands ${timesOf(all)} ${inBlock(winner.parent)}, and the value on line ${lineNumber(place)} cannot be used`,
    why: 'Whether another line holds then, or a default, depends on the keyword.',
    help: `Keep one line with ${keyword}, and the right value in it`,
    label: 'cannot be used',
    related: all
      .filter((statement) => statement !== winner)
      .map((statement) => ({ place: placeOfLine(statement), message: 'here too' })),
  };
}
