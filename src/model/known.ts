import { placeOf, type Statement, type Word } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';

/**
 * Why a value is what it is. written: the statement says so; inherited: global_defs or the definition says so;
 * corrected: the statement says something else and the daemon goes on with `value`; default: nobody said anything.
 */
export type Origin = 'written' | 'inherited' | 'corrected' | 'default';

/** A resolved value that a rule can point at. */
export class Known<T> {
  readonly value: T;
  /** The statement that decided; undefined for a default. */
  readonly statement: Statement | undefined;
  /** The word of it that holds the value; undefined for flags and defaults. */
  readonly word: Word | undefined;
  readonly origin: Origin;

  constructor(value: T, origin: Origin, statement?: Statement, word?: Word) {
    this.value = value;
    this.origin = origin;
    this.statement = statement;
    this.word = word;
  }

  /** Where the value stands (for a flag: the keyword); undefined for a default. */
  get place(): Place | undefined {
    return this.statement === undefined
      ? undefined
      : placeOf(this.statement, this.word ?? this.statement.words[0]);
  }

  /** Whether anybody wrote a statement for it, whatever became of it. */
  get isWritten(): boolean {
    return this.origin === 'written' || this.origin === 'corrected';
  }
}

export function written<T>(value: T, statement: Statement, word?: Word): Known<T> {
  return new Known(value, 'written', statement, word);
}

export function byDefault<T>(value: T): Known<T> {
  return new Known(value, 'default');
}

/** The same statement, with the value the daemon puts in the place of what it says. */
export function corrected<T>(value: T, from: Known<unknown>): Known<T> {
  return new Known(value, from.statement === undefined ? 'default' : 'corrected', from.statement, from.word);
}

/** A value taken over from a wider block: global_defs for an instance, a definition for its use. */
export function inherited<T>(from: Known<T>): Known<T> {
  return from.statement === undefined ? from : new Known(from.value, 'inherited', from.statement, from.word);
}
