import { isQuoted, keywordOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import { listSpec } from '../../../../grammar/vocabulary/index.ts';
import type { ArgumentSpec, ArgumentType } from '../../../../grammar/vocabulary/types.ts';

/** Types that take any text: what stands there may be meant as it is. */
const freeTypes: ReadonlySet<ArgumentType> = new Set([
  'string',
  'path',
  'script',
  'quoted-string',
  'host',
  'hostname',
  'hmac-key',
  'other',
]);

/** What the word at `index` is read as; undefined for keywords, surplus words and words nobody knows. */
export function slotOf(statement: Statement, index: number): ArgumentSpec | undefined {
  const { spec } = statement;
  if (spec !== undefined) {
    if (index === 0) return undefined;
    return spec.args[index - 1] ?? (spec.args.at(-1)?.variadic ? spec.args.at(-1) : undefined);
  }
  const list = listSpec(statement.parent.owner?.spec?.list ?? '');
  if (list === undefined) return undefined;
  if (index === 0 || list.flat === true) return list.args[0];
  const before = textOf(statement.words[index - 1]!);
  return list.options.find((option) => option.option === before)?.args[0] ?? list.args[index];
}

/** Whether the slot takes an address, a number, an interface, one of some words: the daemon looks at it. */
export function isTypedSlot(slot: ArgumentSpec | undefined): boolean {
  return slot !== undefined && !freeTypes.has(slot.type);
}

/** Names of blocks and of what they refer to: free text, but something else has to match it. */
export function isNameSlot(statement: Statement, index: number): boolean {
  if (statement.spec !== undefined) {
    return index === 1 && (statement.spec.kind === 'block' || statement.spec.kind === 'list');
  }
  const list = listSpec(statement.parent.owner?.spec?.list ?? '');
  return list !== undefined && list.name !== 'email' && index === 0;
}

/** Commands follow word rules of their own: whatever their quotes hold is for the program to read. */
export function isCommand(statement: Statement): boolean {
  return statement.spec?.kind === 'script';
}

export function isQuotedCommand(statement: Statement, index: number): boolean {
  return index > 0 && isCommand(statement) && isQuoted(statement.words[index]!);
}

/** Whether the statement is an entry of a list block rather than a keyword. */
export function isEntry(statement: Statement): boolean {
  return statement.spec === undefined && statement.parent.owner?.spec?.kind === 'list';
}

/** `keyword` for statements, `entry` in lists: what a message calls it. */
export function nounOf(statement: Statement): string {
  return isEntry(statement) ? `an entry of ${keywordOf(statement.parent.owner!)}` : keywordOf(statement);
}
