import type { Word } from '../configuration.ts';
import type { OptionFault } from './keyword-options.ts';

/** A fault in an entry of a list block. */
export interface EntryFault extends OptionFault {
  /** The whole entry is lost, not just the word. */
  readonly dropsEntry: boolean;
}

/** The words of an entry and the keyword of its block. */
export interface EntryWords {
  readonly words: readonly Word[];
  readonly keyword: string;
}

export function dropping(fault: OptionFault): EntryFault {
  return { ...fault, dropsEntry: true };
}

export function keeping(fault: OptionFault): EntryFault {
  return { ...fault, dropsEntry: false };
}
