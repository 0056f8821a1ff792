import type { FixOptions, FixOutcome } from '../lint/fix.ts';
import type { LintRequest, LintResult } from '../lint/request.ts';
import type { Rule } from '../lint/rule.ts';

/** A stream of text that leaves the program. */
export interface Output {
  readonly isTTY: boolean;
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
  /** Hands everything on before it returns. A reader that has gone away is no error; throws OutputError otherwise. */
  write(text: string | Uint8Array): void;
}

/** The part of the program that knows keepalived, behind the command line. */
export interface Engine {
  lint(request: LintRequest): Promise<LintResult>;
  fix(request: LintRequest, options: FixOptions): Promise<FixOutcome>;
  rules(): Promise<readonly Rule[]>;
}

/** Everything a run gets from outside; tests bring their own. */
export interface Io {
  /** Without the names of the interpreter and the program. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All bytes of standard input. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Default: the real one. */
  readonly engine?: Engine;
}
