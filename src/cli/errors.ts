export { codeOf, reasonOf } from '../project/system-errors.ts';

/** The job could not be done, and the user can do something about it: shown as one line, exit code 2. */
export class JobError extends Error {}

/** The command line makes no sense. */
export class UsageError extends JobError {
  /** The command whose help explains what would; undefined: the program's own. */
  readonly command: string | undefined;

  constructor(message: string, command?: string) {
    super(message);
    this.command = command;
  }
}

/** Text could not be handed on. */
export class OutputError extends JobError {}
