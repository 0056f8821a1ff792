import type { Statement } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import { readScriptLine, type ScriptWord } from '../../grammar/values/script-line.ts';
import { compareReleases, NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';

/** A word of a command as the program gets it: quotes and escapes taken off. */
export interface CommandWord {
  readonly text: string;
  /** As written, with its quotes. */
  readonly place: Place;
}

/** What a keyword such as script, notify_master or misc_path runs. */
export interface Command {
  readonly statement: Statement;
  /** The program and its arguments; never empty. */
  readonly argv: readonly [CommandWord, ...CommandWord[]];
  /** Behind the command: the user to run it as, and the group. */
  readonly owner: readonly CommandWord[];
}

/** Last release that takes escapes off twice (keepalived lib/parser.c: alloc_strvec_quoted). */
const escapesTwiceUntil = '2.3.1';

/** The command of a statement; undefined when there is none, or its quotes are so wrong that the daemon drops it. */
export function readCommand(statement: Statement, release: ReleaseName = NEWEST): Command | undefined {
  const { words, source } = statement;
  const first = words[1];
  if (first === undefined) return undefined;
  const last = words.at(-1)!;
  const start = first.startOffset;
  const isOld = compareReleases(release, escapesTwiceUntil) <= 0;
  const line = readScriptLine(source.text.slice(start, last.startOffset + last.image.length), {
    escapesTwice: isOld,
    longHex: isOld,
  });
  const placed = (word: ScriptWord): CommandWord => ({
    text: word.text,
    place: source.origin({ start: start + word.start, end: start + word.end }),
  });
  const [program, ...others] = line.argv.map(placed);
  if (program === undefined) return undefined;
  return { statement, argv: [program, ...others], owner: line.owner.map(placed) };
}

/** Every command below some statements, in reading order. */
export function commandsIn(statements: readonly Statement[], release?: ReleaseName): Command[] {
  const commands: Command[] = [];
  collect(statements, release, commands);
  return commands;
}

function collect(statements: readonly Statement[], release: ReleaseName | undefined, into: Command[]): void {
  for (const statement of statements) {
    if (statement.spec?.kind === 'script') {
      const command = readCommand(statement, release);
      if (command !== undefined) into.push(command);
    } else if (statement.block !== undefined) collect(statement.block.statements, release, into);
  }
}

/** The name of the program without its folder: `killall` of `/usr/bin/killall`. */
export function programOf({ argv }: Command): string {
  return argv[0].text.replace(/^.*\//, '');
}
