import type { Problem } from './problems.ts';
import type { Place, SourceText } from './source.ts';
import type { Block } from './statement.ts';

export * from './statement.ts';

export interface Inclusion {
  /** The include line. */
  readonly place: Place;
  readonly pattern: string;
  /** Files that were read for it, in order. */
  readonly files: readonly string[];
}

/** Everything one node's configuration says, and everything that was wrong with the text. */
export interface Configuration {
  readonly root: Block;
  /** The main file first, then every included file, in reading order. */
  readonly sources: readonly SourceText[];
  readonly inclusions: readonly Inclusion[];
  /** Every id that an `@id` condition names. */
  readonly conditionIds: readonly string[];
  readonly problems: readonly Problem[];
}
