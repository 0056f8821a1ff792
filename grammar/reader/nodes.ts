import type { Block, Statement, Word } from '../configuration.ts';
import { isOfHost } from '../preprocess/definitions.ts';
import type { Place, SourceText } from '../source.ts';
import type { KeywordSpec } from '../vocabulary/types.ts';

/** A statement while the reader still learns of the block behind it. */
export class ReadStatement implements Statement {
  readonly words: readonly Word[];
  readonly source: SourceText;
  readonly parent: ReadBlock;
  readonly spec: KeywordSpec | undefined;
  block: ReadBlock | undefined = undefined;

  constructor(words: readonly Word[], source: SourceText, parent: ReadBlock, spec: KeywordSpec | undefined) {
    this.words = words;
    this.source = source;
    this.parent = parent;
    this.spec = spec;
  }

  /** Whether the running host alone knows a part of it. */
  get isOpen(): boolean {
    return this.words.some(({ image }) => isOfHost(image));
  }
}

/** How the lines of a block are read. */
export type BlockMode =
  | 'keywords' // each line is a keyword of the table `path`
  | 'entries' // each line is an entry of a list
  | 'unknown'; // nobody knows

export class ReadBlock implements Block {
  readonly path: string;
  readonly owner: ReadStatement | undefined;
  readonly mode: BlockMode;
  readonly open: number;
  statements: ReadStatement[];
  close: Place | undefined = undefined;
  /** The block around; undefined for the top level. */
  readonly outer: ReadBlock | undefined;

  /** With `sameLevel` the lines count as lines of the block around, `outer`. */
  constructor(
    path: string,
    mode: BlockMode,
    open: number,
    owner: ReadStatement | undefined,
    outer: ReadBlock | undefined,
    sameLevel = false,
  ) {
    this.path = path;
    this.mode = mode;
    this.open = open;
    this.owner = owner;
    this.outer = outer;
    this.statements = sameLevel && outer !== undefined ? outer.statements : [];
  }

  /** The block is complete: gives back the room that its growing list had in reserve. */
  trim(): void {
    if (this.statements !== this.outer?.statements) this.statements = this.statements.slice();
  }
}

/** Path of the table or list behind `keyword` in the block `path`. */
export function pathBelow(path: string, keyword: string): string {
  return path === '/' ? keyword : `${path}/${keyword}`;
}
