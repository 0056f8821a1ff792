import type { Statement } from '../../grammar/configuration.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { readCommand } from '../model/command.ts';

/**
 * A command as hacfg.yaml has it: words set apart by blanks, between double quotes in keepalived.conf. Undefined:
 * its words need quotes of their own, or it runs as a user of its own.
 */
export function plainCommand(
  statement: Statement | undefined,
  release: ReleaseName | undefined,
): string | undefined {
  const command = statement === undefined ? undefined : readCommand(statement, release);
  if (command === undefined || command.owner.length > 0) return undefined;
  const words = command.argv.map(({ text }) => text);
  const isPlain = words.every((word) => /^[^\s"'\\$\x00-\x1f\x7f]+$/.test(word));
  const text = words.join(' ');
  return isPlain && text.length <= 900 ? text : undefined;
}
