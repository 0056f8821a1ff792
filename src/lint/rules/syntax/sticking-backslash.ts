import { keywordOf, placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { inBlock, isSecret } from './naming.ts';
import { isTypedSlot, slotOf } from './slots.ts';

/** A `\` alone behind what a keyword reads, as a shell would want it to go on with the next line. */
export function isLonelyBackslash(statement: Statement, surplus: readonly Word[]): boolean {
  return surplus.length === 1 && surplus[0]!.image === '\\' && surplus[0] === statement.words.at(-1);
}

/**
 * The daemon takes away the blanks in front of a `\` that ends a line, and so the `\` becomes a part of the word
 * before it (keepalived lib/parser.c: decomment).
 */
export function stickingBackslash(statement: Statement): Omit<Finding, 'place'> {
  const { words } = statement;
  const index = words.length - 2;
  const keyword = keywordOf(statement);
  const isTyped = index === 0 || isTypedSlot(slotOf(statement, index));
  const read = isSecret(statement) ? 'the value with a \\ behind it' : `"${textOf(words[index]!)}\\"`;
  const edits = [{ place: afterWord(statement, index), text: '' }];
  return {
    severity: isTyped ? 'error' : 'warning',
    message: `the \\ at the end of ${keyword} ${inBlock(statement.parent)} sticks to the word before it: keepalived reads ${read}`,
    why: 'Only the lines of a $NAME= definition go on behind a \\. Elsewhere keepalived removes the blanks in front of it and takes it for a part of the value.',
    help: isSecret(statement)
      ? 'Remove the \\'
      : words
          .slice(0, -1)
          .map(({ image }) => image)
          .join(' '),
    label: 'continues nothing',
    ...(edits[0]!.place.source === statement.source
      ? { fixes: [{ title: 'Remove the \\', safety: 'unsafe' as const, edits }] }
      : {}),
  };
}

/** The blanks and the `\`. */
function afterWord(statement: Statement, index: number) {
  const { source, span } = placeOf(statement, statement.words[index]!);
  const last = placeOf(statement, statement.words.at(-1)!);
  return { source, span: { start: span.end, end: last.span.end } };
}
