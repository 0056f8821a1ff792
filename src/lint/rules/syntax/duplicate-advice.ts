import { keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { listed } from '../cluster/members.ts';
import { lineNumber } from './naming.ts';

/** Of several commands all were meant to run; of several values one. */
export function adviceFor(winner: Statement, losers: readonly Statement[]): string {
  const keyword = keywordOf(winner);
  const numbers = losers.map((loser) => lineNumber(placeOfLine(loser)));
  const lines = `${numbers.length === 1 ? 'line' : 'lines'} ${listed(numbers.map(String))}`;
  return winner.spec?.kind === 'script'
    ? `One ${keyword} that runs a script which calls them all, with the same arguments; remove those on ${lines}`
    : `Remove the ${keyword} on ${lines}`;
}
