import type { Block, Statement, Word } from '../../../../grammar/configuration.ts';
import { commentStart } from '../../../../grammar/definition-text.ts';
import type { Problem } from '../../../../grammar/problems.ts';
import type { Place, SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';

/*
 * Rules about the look of words would have to look at every word of files that are right. Instead they search the
 * text for what could be wrong, which is as fast as reading memory, and visit only statements that hold a hit.
 */

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

/** Something to search for: the pattern, which is global, only where one of the needles is in the text. */
export interface Search {
  readonly needles: readonly string[];
  readonly pattern: RegExp;
}

/** Offsets, ascending, by file. */
type Hits = Map<SourceText, number[]>;

/** Offsets outside comments at which one of the patterns matches. */
function find(node: NodeModel, searches: readonly Search[]): Hits {
  const hits: Hits = new Map();
  for (const source of node.configuration.sources) {
    const offsets = searches.flatMap(({ needles, pattern }) =>
      needles.some((needle) => source.text.includes(needle)) ? outsideComments(source, pattern) : [],
    );
    if (offsets.length > 0)
      hits.set(
        source,
        offsets.sort((a, b) => a - b),
      );
  }
  return hits;
}

function outsideComments(source: SourceText, pattern: RegExp): number[] {
  const { text } = source;
  const offsets: number[] = [];
  let commentFrom = 0;
  let lineEnd = -1;
  for (const match of text.matchAll(pattern)) {
    if (match.index > lineEnd) {
      const start = text.lastIndexOf('\n', match.index - 1) + 1;
      lineEnd = source.lineEnd(match.index);
      commentFrom = start + commentStart(text.slice(start, lineEnd));
    }
    if (match.index < commentFrom) offsets.push(match.index);
  }
  return offsets;
}

/**
 * Calls `visit` for the statements in whose text one of the patterns matches, and for those that came out of
 * definitions and loops, whose text is in no file.
 */
export function eachStatementWith(
  node: NodeModel,
  searches: readonly Search[],
  visit: (statement: Statement) => void,
): void {
  const hits = find(node, searches);
  if (hits.size === 0) return;
  const files = new Set(node.configuration.sources);
  let source: SourceText | undefined;
  let offsets: readonly number[] = [];
  let next = 0;
  eachStatement(node.configuration.root, (statement) => {
    if (statement.source !== source) {
      source = statement.source;
      offsets = hits.get(source) ?? [];
      next = 0;
    }
    if (!files.has(statement.source)) {
      visit(statement);
      return;
    }
    const { words } = statement;
    const start = words[0]!.startOffset;
    while (next < offsets.length && offsets[next]! < start) next++;
    if (next === offsets.length) return;
    const last = words[words.length - 1]!;
    if (offsets[next]! < last.startOffset + last.image.length) visit(statement);
  });
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

const repeats = new WeakMap<NodeModel['configuration'], ReadonlySet<Problem>>();

/** Whether an earlier problem is of the same kind at the same place: lines of a loop are read many times. */
export function isRepeated(problem: Problem, node: NodeModel): boolean {
  const { configuration } = node;
  let found = repeats.get(configuration);
  if (found === undefined) {
    const seen = new Set<string>();
    const again = new Set<Problem>();
    for (const one of configuration.problems) {
      const { source, span } = one.place;
      const key = `${one.kind} ${span.start} ${span.end} ${source.path}`;
      if (seen.has(key)) again.add(one);
      seen.add(key);
    }
    found = again;
    repeats.set(configuration, found);
  }
  return found.has(problem);
}

/** Remembers places, so that a line of a loop is looked at once. */
export class Places {
  private readonly seen = new Set<string>();

  /** Whether the place is a new one. */
  add({ source, span }: Place): boolean {
    const key = `${span.start} ${span.end} ${source.path}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}
