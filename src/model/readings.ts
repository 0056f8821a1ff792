import { type Statement, textOf, type Word } from '../../grammar/configuration.ts';
import { readBoolean } from '../../grammar/values/booleans.ts';
import { interfaceNameFault } from '../../grammar/values/interface-name.ts';
import { byDefault, Known, written } from './known.ts';
import { decimalIn, unsignedIn } from './statements.ts';

/**
 * How the daemon settles a keyword that may stand several times: each function takes the statements in reading
 * order. A statement it ignores leaves the value before it in force; when nothing usable is left the last refused
 * statement is remembered (origin `corrected`), so that a rule can point at it.
 */
export function lastUsable<T, D>(
  statements: readonly Statement[],
  read: (word: Word | undefined, statement: Statement) => T | undefined,
  fallback: D,
): Known<T | D> {
  for (let at = statements.length - 1; at >= 0; at--) {
    const statement = statements[at]!;
    const value = read(statement.words[1], statement);
    if (value !== undefined) return written(value, statement, statement.words[1]);
  }
  const refused = statements.at(-1);
  return refused === undefined
    ? byDefault(fallback)
    : new Known<T | D>(fallback, 'corrected', refused, refused.words[1]);
}

/** The last statement decides even when its value is refused: then `fallback` takes its place. */
export function lastOrDefault<T>(
  statements: readonly Statement[],
  read: (word: Word | undefined) => T | undefined,
  fallback: T,
): Known<T> {
  return lastUsable(statements.slice(-1), read, fallback);
}

/** The first usable statement decides: keywords whose repetition the daemon ignores. */
export function firstUsable<T, D>(
  statements: readonly Statement[],
  read: (word: Word | undefined) => T | undefined,
  fallback: D,
): Known<T | D> {
  const usable = statements.find((statement) => read(statement.words[1]) !== undefined);
  return lastUsable(usable === undefined ? statements : [usable], read, fallback);
}

export const unsigned = (min: number, max: number) => (word: Word | undefined) => unsignedIn(word, min, max);
export const decimal = (min: number, max: number) => (word: Word | undefined) => decimalIn(word, min, max);
export const text = (word: Word | undefined) => (word === undefined ? undefined : textOf(word));

/** One of the words given, spelt exactly so. */
export function oneOf<T extends string>(...choices: readonly T[]): (word: Word | undefined) => T | undefined {
  return (word) => choices.find((choice) => word !== undefined && textOf(word) === choice);
}

/** A name a network interface can have. */
export function interfaceName(word: Word | undefined): string | undefined {
  const name = text(word);
  return name === undefined || interfaceNameFault(name) !== undefined ? undefined : name;
}

/** A keyword whose mere presence counts; words behind it are ignored. */
export function flag(statements: readonly Statement[]): Known<boolean> {
  const last = statements.at(-1);
  return last === undefined ? byDefault(false) : written(true, last);
}

/** Of two opposite flags the last one counts (`accept`, `no_accept`); undefined when neither is there. */
export function lastOfTwo(
  on: readonly Statement[],
  off: readonly Statement[],
  order: readonly Statement[],
): Known<boolean> | undefined {
  const lastOn = on.at(-1);
  const lastOff = off.at(-1);
  if (lastOn === undefined && lastOff === undefined) return undefined;
  const onWins =
    lastOff === undefined || (lastOn !== undefined && order.indexOf(lastOn) > order.indexOf(lastOff));
  return onWins ? written(true, lastOn!) : written(false, lastOff!);
}

/** A boolean that may stand bare, which means true; undefined when nothing usable is written. */
export function boolean(statements: readonly Statement[]): Known<boolean> | undefined {
  const known = lastUsable(
    statements,
    (word) => (word === undefined ? true : readBoolean(textOf(word))),
    undefined,
  );
  return known.value === undefined
    ? undefined
    : new Known(known.value, known.origin, known.statement, known.word);
}
