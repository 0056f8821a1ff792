import type { Place, SourceText } from '../../../grammar/source.ts';

/**
 * What runs a file. sh: a shell of POSIX, which may be dash; bash: a shell that knows what bash knows; none: a text
 * without `#!`, which the C library gives to sh, if anybody; other: another language; binary: a program.
 */
export type Language = 'sh' | 'bash' | 'none' | 'other' | 'binary';

export interface Shebang {
  /** The whole line, without its end. */
  readonly place: Place;
  /** The interpreter as written: `/bin/bash`; of `/usr/bin/env bash` too. */
  readonly interpreter: string;
  /** The name of what reads the script: `bash` in both. */
  readonly name: string;
  /** Options behind it: `-e`. */
  readonly options: readonly string[];
}

/** A word of a command. */
export interface ShellWord {
  /** Without its quotes; expansions stay as written. */
  readonly text: string;
  /** Whether the shell takes it as it stands: nothing in it is expanded but patterns. */
  readonly isLiteral: boolean;
  readonly place: Place;
}

/** One command that a script runs. */
export interface ShellCommand {
  /** The program without its folder, behind `sudo`, `exec`, `timeout 5` and the like; empty when it is a variable. */
  readonly program: string;
  readonly programPlace: Place;
  /** The program as written: `/usr/sbin/nginx`. */
  readonly path: string;
  readonly args: readonly ShellWord[];
  /** What stands in front of the program: `sudo`, `exec`, `timeout`... */
  readonly wrappers: readonly string[];
  /** From the first word to the last. */
  readonly place: Place;
  /** The commands of the pipe it is in, itself included, in their order. */
  readonly pipe: readonly ShellCommand[];
  /** In a function: its name. */
  readonly inFunction: string | undefined;
  /** Its status decides over other commands: behind `if`, `while`, `!`, before `&&` or `||`. */
  readonly isCondition: boolean;
  /** It stands in `$(...)`. */
  readonly isSubstituted: boolean;
  /** It runs beside the script: `&`. */
  readonly isBackground: boolean;
  /** Where its output and errors go, and where its input comes from. */
  readonly redirects: readonly ShellRedirect[];
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`... */
  readonly operator: string;
  readonly target: ShellWord;
}

/** Something that bash knows and sh need not. */
export interface Bashism {
  readonly place: Place;
  /** `[[ ... ]]`. */
  readonly what: string;
  /** What to write instead. */
  readonly instead: string;
}

/** Whether a script can end with status 0, and with another; both when it cannot be told. */
export interface Outcome {
  readonly canSucceed: boolean;
  readonly canFail: boolean;
}

/** A shell script, taken apart. Of what is no shell, all lists are empty and the outcome is open. */
export interface ShellScript {
  readonly source: SourceText;
  readonly language: Language;
  readonly shebang: Shebang | undefined;
  /** In the order of the text, those in functions and substitutions too. */
  readonly commands: readonly ShellCommand[];
  readonly bashisms: readonly Bashism[];
  readonly outcome: Outcome;
  /** Where and why the shell stops reading; empty when it understands all of it. */
  readonly errors: readonly { readonly place: Place; readonly message: string }[];
}
