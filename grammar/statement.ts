import type { IToken } from 'chevrotain';
import type { Place, SourceText, Span } from './source.ts';
import type { KeywordSpec } from './vocabulary/types.ts';

/**
 * A word as the daemon's splitter sees it: a lexer token, whose `image` is the text as written, quotes included.
 * Use `textOf()` for its value.
 */
export type Word = Pick<IToken, 'image' | 'startOffset' | 'endOffset' | 'tokenTypeIdx'>;

/** The value of a word: without its double quotes, if it had any. */
export function textOf(word: Word): string {
  const image = word.image;
  if (image.charCodeAt(0) !== 34) return image;
  return image.length > 1 && image.charCodeAt(image.length - 1) === 34 ? image.slice(1, -1) : image.slice(1);
}

export function isQuoted(word: Word): boolean {
  return word.image.charCodeAt(0) === 34;
}

export function spanOf(word: Word): Span {
  return { start: word.startOffset, end: word.startOffset + word.image.length };
}

/**
 * One logical line of the configuration as the daemon executes it: after includes, conditions, definitions
 * and loops, with the block it opened. The nodes form a tree that reaches across include files.
 */
export interface Statement {
  /** First word and arguments; never empty. */
  readonly words: readonly Word[];
  /** The text the words' offsets belong to; its `origin()` leads to the file. */
  readonly source: SourceText;
  readonly parent: Block;
  /** What the vocabulary knows of the keyword here; undefined for unknown keywords and for entries of a list. */
  readonly spec: KeywordSpec | undefined;
  /** The block behind the keyword: sub-keywords or, for a list keyword, entries. */
  readonly block: Block | undefined;
}

export interface Block {
  /**
   * Path of the keyword table in force: `/`, `vrrp_instance`, `virtual_server/real_server/TCP_CHECK`...
   * For a list block the path of the keyword; for a block nobody knows `?`.
   */
  readonly path: string;
  /** The statement that opened it; undefined for the top level. */
  readonly owner: Statement | undefined;
  /** In the order in which the daemon reads them. */
  readonly statements: readonly Statement[];
  /** Offset of `{` in the owner's source; -1 when it is missing. */
  readonly open: number;
  /** The closing brace; undefined when it is missing. */
  readonly close: Place | undefined;
}

export function keywordOf(statement: Statement): string {
  return textOf(statement.words[0]!);
}

/** Value of the n-th argument, from 1; undefined when it is not there. */
export function argumentOf(statement: Statement, index = 1): string | undefined {
  const word = statement.words[index];
  return word === undefined ? undefined : textOf(word);
}

/** Where a word of the statement was written. */
export function placeOf(statement: Statement, word: Word = statement.words[0]!): Place {
  return statement.source.origin(spanOf(word));
}

/** From the first word of the statement to its last. */
export function placeOfLine(statement: Statement): Place {
  const last = statement.words.at(-1)!;
  return statement.source.origin({ start: statement.words[0]!.startOffset, end: spanOf(last).end });
}

/** Statements of a block that begin with `keyword`. */
export function statementsNamed(block: Block | undefined, keyword: string): Statement[] {
  return block === undefined ? [] : block.statements.filter((statement) => keywordOf(statement) === keyword);
}

/** The statement that counts when a keyword stands several times: the last. */
export function lastNamed(block: Block | undefined, keyword: string): Statement | undefined {
  return block?.statements.findLast((statement) => keywordOf(statement) === keyword);
}
