import type { Io } from './io.ts';

/** An option of a command, by its long name. */
export interface OptionSpec {
  /** value: takes one, the last one given counts; list: takes one, may be repeated; flag: takes none. */
  readonly type: 'value' | 'list' | 'flag';
  /** Short name. */
  readonly alias?: string;
  readonly describe: string;
  /** Heading in the help. */
  readonly group?: string;
  /** Shown in the help; checked by the command. */
  readonly choices?: readonly string[];
  /** Default to show in the help; applied by the command. */
  readonly shownDefault?: string;
  readonly hidden?: boolean;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** A command line, read and not yet judged. Options that were not given are absent. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly flags: ReadonlySet<string>;
}

export interface CommandExample {
  readonly command: string;
  readonly does: string;
}

/** Arguments beside the options: any number, or at least one. */
export interface PositionalSpec {
  readonly name: string;
  readonly describe: string;
  readonly required?: true;
  /** Default to show in the help; applied by the command. */
  readonly shownDefault?: string;
  /** Words to complete; checked by the command. */
  readonly choices?: readonly string[];
}

/** A command in the list of commands, not loaded yet. */
export interface CommandEntry {
  /** For the list of commands. */
  readonly describe: string;
  /** The arguments beside the options, as yargs writes them. */
  readonly positional?: string;
  readonly load: () => Promise<Command>;
}

export type CommandTable = Readonly<Record<string, CommandEntry>>;

/** A command: one file in commands/, loaded when it is called for. */
export interface Command {
  readonly options: OptionTable;
  /** The arguments beside the options. Absent: none are taken. */
  readonly positional?: PositionalSpec;
  readonly examples: readonly CommandExample[];
  /** Last paragraph of the help. */
  readonly epilogue?: string;
  /**
   * Does the job; resolves to the exit code. Throws JobError.
   *
   * @param all every command, for one that speaks of all
   */
  run(args: Arguments, io: Io, all: CommandTable): Promise<number>;
}

/** Options that every command takes. */
export const commonOptions = {
  color: {
    type: 'value',
    describe: 'Colours: auto, always or never (NO_COLOR and FORCE_COLOR are obeyed)',
    choices: ['auto', 'always', 'never'],
    shownDefault: 'auto',
    group: 'Output:',
  },
  'no-color': { type: 'flag', describe: 'The same as --color=never', hidden: true },
} as const satisfies OptionTable;
