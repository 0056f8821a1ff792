/**
 * The types of the library. This file is shipped as it is: it must import nothing.
 */

/**
 * error: the cluster does not do what the file says, or the daemon rejects it; warning: a likely mistake or a loss of
 * redundancy; info: good to know.
 */
export type Severity = 'error' | 'warning' | 'info';

/** Line and column, both from 1; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the first character to just behind the last. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Another place that belongs to a finding, often in another file. */
export interface Related {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** One finding; the same as an element of `diagnostics` in the JSON report. Passwords are masked in every text. */
export interface Finding {
  /** `group/name`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong. */
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  readonly related: readonly Related[];
  /** Why it matters: what the operator will see. */
  readonly why: string | null;
  /** What to do; may be several lines to type. */
  readonly help: string | null;
  /** The page of the rule. */
  readonly url: string;
  readonly fixable: 'safe' | 'unsafe' | null;
}

/** A part of the job that could not be done: a missing or unreadable file, a bad hacfg.yaml. */
export interface Trouble {
  /** May be empty. */
  readonly path: string;
  readonly message: string;
}

export interface LintReport {
  /** Sorted by file and position. */
  readonly findings: readonly Finding[];
  /** Every file that was read as a configuration, or beside one. */
  readonly files: readonly string[];
  readonly troubles: readonly Trouble[];
}

export interface LintOptions {
  /** The release that will read the files: `2.2.7`, `2.2`. Default: the newest. */
  readonly keepalivedVersion?: string;
  /** The config-id that `@` conditions are judged by (`keepalived -i`). Default: the host's name. */
  readonly configId?: string;
  /** Run these rules and no others: full ids. */
  readonly only?: readonly string[];
  /** Leave these rules out: full ids. */
  readonly ignore?: readonly string[];
  /** Severities of your own, by full id; `off` leaves a rule out. */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
}

export interface LintPathsOptions extends LintOptions {
  /** What paths are relative to. Default: the current folder. */
  readonly cwd?: string;
  /** A hacfg.yaml. Default: the one beside the files or above them. */
  readonly project?: string;
}

/** What is known of a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  /** node: looks at one configuration; cluster: compares several. */
  readonly scope: 'node' | 'cluster';
  readonly fixable: 'safe' | 'unsafe' | null;
  /** One line. */
  readonly summary: string;
  readonly why: string;
}

/**
 * Lints texts. Nothing is read from the disk, and nothing written.
 *
 * @param files by path, relative: `{ 'lb1/keepalived.conf': '...', 'lb2/keepalived.conf': '...' }`. Files of hosts that
 * serve the same virtual router are compared; a `hacfg.yaml` among them is used as the command line would; what
 * `include` names is looked for among them.
 * @throws TypeError for an unknown rule id or a path that leads out of the folder
 */
export type Lint = (
  files: Readonly<Record<string, string | Uint8Array>>,
  options?: LintOptions,
) => Promise<LintReport>;

/**
 * Lints files and folders, as `hacfg lint` does. Only reads.
 *
 * @throws TypeError for an unknown rule id
 */
export type LintPaths = (paths: readonly string[], options?: LintPathsOptions) => Promise<LintReport>;

/** Every rule, by id. */
export type Rules = () => Promise<readonly RuleInfo[]>;
