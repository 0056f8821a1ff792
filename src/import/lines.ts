import type { Statement } from '../../grammar/configuration.ts';
import { asWritten } from '../../grammar/preprocess/definitions.ts';

/** A statement as lines of keepalived.conf, with all that is below it; includes and definitions are written out. */
export function linesOf(statement: Statement, indent = ''): string[] {
  const line = indent + statement.words.map(({ image }) => asWritten(image)).join(' ');
  if (statement.block === undefined) return [line];
  const inner = statement.block.statements.flatMap((one) => linesOf(one, `${indent}    `));
  return [`${line} {`, ...inner, `${indent}}`];
}
