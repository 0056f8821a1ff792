import type { ParsedScript } from 'unbash';
import type { SourceText } from '../../../grammar/source.ts';

/** A shell script, taken apart. */
export interface ShellScript {
  readonly source: SourceText;
  readonly tree: ParsedScript;
}
