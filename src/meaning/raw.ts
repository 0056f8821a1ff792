import { type Block, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { readCommand } from '../model/command.ts';

/** Words that the daemon takes for the same (lib/parser.c: check_true_false). */
const booleans: ReadonlyMap<string, string> = new Map([
  ['on', 'true'],
  ['yes', 'true'],
  ['off', 'false'],
  ['no', 'false'],
]);

/** What a statement says, without how it is written: quotes, blanks and the order of its block do not count. */
export function rawOf(statement: Statement, release: ReleaseName | undefined): string {
  if (statement.spec?.kind === 'script') return `${keywordOf(statement)} ${commandText(statement, release)}`;
  const words = statement.words.map(textOf);
  const line = words
    .map((word, at) => (at === 0 ? word : (booleans.get(word.toLowerCase()) ?? word)))
    .join(' ');
  const { block } = statement;
  return block === undefined ? line : `${line} { ${rawsOf(block, release).join('; ')} }`;
}

/** The program, its arguments and the user behind a statement. */
export function commandText(statement: Statement, release: ReleaseName | undefined): string {
  const command = readCommand(statement, release);
  if (command === undefined) return 'nothing';
  const owner = command.owner.map(({ text }) => text).join(' ');
  return `${JSON.stringify(command.argv.map(({ text }) => text))}${owner === '' ? '' : ` as ${owner}`}`;
}

/** The statements of a block. Entries of a list keep their order, keywords do not. */
export function rawsOf(
  block: Block | undefined,
  release: ReleaseName | undefined,
  without: ReadonlySet<string> = new Set(),
): string[] {
  const kept = (block?.statements ?? []).filter((one) => !without.has(keywordOf(one)));
  const raws = kept.map((statement) => rawOf(statement, release));
  return kept.some(({ spec }) => spec !== undefined) ? raws.sort() : raws;
}
