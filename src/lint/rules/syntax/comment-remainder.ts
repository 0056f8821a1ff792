import { keywordOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { CommentInsideWord } from '../../../../grammar/problems.ts';
import { checkWord } from '../../../../grammar/values/check-word.ts';
import { NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import { isSecret } from './naming.ts';
import { isTypedSlot, slotOf } from './slots.ts';
import { refusedWords } from './walk.ts';

/**
 * valid: what is left of the word is a value of its own; broken: it is none; enough: a password of which no more than
 * this is compared; text: who can tell.
 */
export type Remainder = 'valid' | 'broken' | 'enough' | 'text';

/** Bytes of a password that are compared (RFC 2338 section 5.3.10). */
const passBytes = 8;

/** What became of a word in which a comment begins. */
export function remainderOf(statement: Statement, index: number, node: NodeModel): Remainder {
  if (refusedWords(node).has(statement.words[index]!)) return 'broken';
  if (keywordOf(statement) === 'auth_pass' && Buffer.byteLength(textOf(statement.words[index]!)) >= passBytes)
    return 'enough';
  const slot = slotOf(statement, index);
  // Behind the value nothing is read anyway.
  if (slot === undefined && index > 0) return 'valid';
  if (slot === undefined || !isTypedSlot(slot)) return 'text';
  const release = node.release ?? NEWEST;
  const fault = checkWord(textOf(statement.words[index]!), slot, {
    places: 6,
    lenient: false,
    zeroPort: true,
    release,
  });
  return fault === undefined ? 'valid' : 'broken';
}

/** Why it does no harm. */
export const harmless = {
  valid: 'A # or ! begins a comment in the middle of a word, too; here the rest makes sense.',
  enough:
    'Both characters begin a comment anywhere outside double quotes. Here that makes no difference: no more of a password is compared.',
};

/** What is left of the value, for the message; never a password. */
export function restOf({ word, statement }: CommentInsideWord, remainder: Remainder): string {
  if (remainder === 'enough') return `the ${passBytes} bytes that count stand in front of it`;
  return isSecret(statement) ? 'only what stands in front of it counts' : `what is left is "${textOf(word)}"`;
}
