import type { Block, Statement, Word } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';

/** Calls `visit` for every statement of a block and of the blocks inside it, in reading order. */
export function eachStatement(block: Block, visit: (statement: Statement) => void): void {
  const { statements } = block;
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at]!;
    visit(statement);
    // A block whose braces the daemon ignores has its lines in the list of the block around.
    if (statement.block !== undefined && statement.block.statements !== statements) {
      eachStatement(statement.block, visit);
    }
  }
}

/** Whether one of the node's files holds one of the texts: what decides if its statements are looked at. */
export function mentions(node: NodeModel, ...texts: readonly string[]): boolean {
  return node.configuration.sources.some((source) => texts.some((text) => source.text.includes(text)));
}

const refused = new WeakMap<NodeModel['configuration'], ReadonlySet<Word>>();

/** The words that the daemon refuses as arguments or parts of entries; others are taken, for better or worse. */
export function refusedWords(node: NodeModel): ReadonlySet<Word> {
  const { configuration } = node;
  let words = refused.get(configuration);
  if (words === undefined) {
    const found = new Set<Word>();
    for (const problem of configuration.problems) {
      if (problem.kind === 'bad-argument' || problem.kind === 'bad-entry') found.add(problem.word);
    }
    words = found;
    refused.set(configuration, words);
  }
  return words;
}
