import { type Statement, textOf } from '../../grammar/configuration.ts';
import { isOfHost } from '../../grammar/preprocess/definitions.ts';

/** Whether a statement holds a value that the running host alone knows, such as `${_ENV NAME}`. */
export function isOpenStatement({ words }: Statement): boolean {
  return words.some((word) => isOfHost(textOf(word)));
}

/** Whether a statement does, or one below it. */
export function holdsOpen(statement: Statement): boolean {
  return isOpenStatement(statement) || (statement.block?.statements.some(holdsOpen) ?? false);
}
