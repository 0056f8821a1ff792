import type { ValueFault } from '../problems.ts';
import type { ArgumentSpec, ReleaseName } from '../vocabulary/types.ts';

/** What is wrong with a word; offsets are in its text, without quotes. */
export interface WordFault {
  readonly fault: ValueFault;
  readonly start: number;
  readonly end: number;
  /** The value the running daemon goes on with, when the word alone decides it. */
  readonly used?: string | undefined;
  /** What was probably meant. */
  readonly suggestion?: string | undefined;
}

/** What about the reading of a word its ArgumentSpec does not say. */
export interface WordReading {
  /** Decimal places that are kept. */
  readonly places: number;
  /**
   * Outside of a configuration test the leading digits of `7q` are used with a warning, when they are in range
   * (`ignore_error` in keepalived lib/parser.c).
   */
  readonly lenient: boolean;
  /** A port of zeros stands for no port. */
  readonly zeroPort: boolean;
  readonly release: ReleaseName;
}

export type WordCheck = (text: string, argument: ArgumentSpec, reading: WordReading) => WordFault | undefined;

/** A fault of the whole word. */
export function wholeWord(text: string, fault: ValueFault, more: Partial<WordFault> = {}): WordFault {
  return { fault, start: 0, end: text.length, ...more };
}
