import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { ScriptUse } from '../../../model/node.ts';

export interface Sleep {
  readonly command: ShellCommand;
  readonly seconds: number;
}

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** How long a `sleep` takes; undefined for other commands, and for a variable. */
export function sleepOf({ program, args }: ShellCommand): number | undefined {
  if (program !== 'sleep' || args.length === 0) return undefined;
  const parts = args.map(({ text }) => /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text));
  if (parts.some((part) => part === null)) return undefined;
  return parts.reduce((sum, part) => sum + Number(part![1]) * units[part![2]!]!, 0);
}

/** The longest single pause of a script. */
export function longestSleep({ commands }: ScriptUse): Sleep | undefined {
  let longest: Sleep | undefined;
  for (const command of commands) {
    const seconds = command.isBackground ? undefined : sleepOf(command);
    if (seconds !== undefined && seconds > (longest?.seconds ?? 0)) longest = { command, seconds };
  }
  return longest;
}
