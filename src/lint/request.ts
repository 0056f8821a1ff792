import type { Place, SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { LocalMachine } from '../model/machine.ts';
import type { Disk } from '../project/disk.ts';
import type { ParsedTopology } from '../project/topology.ts';

/** Which rules run and how much they weigh. Ids are full rule ids, already checked against the registry. */
export interface RuleSettings {
  /** Run these and no others. */
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
  /** Overrides a rule's own severity; wins over a severity that a finding brings along. */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  /** Rules that are off by themselves, and are wanted. */
  readonly optional?: readonly string[];
}

/** What `ip -j addr` printed on a host, kept in a file. */
export interface HostFacts {
  readonly host: string;
  readonly file: string;
}

/** One run of the linter. */
export interface LintRequest {
  /** Files and folders as the user named them, relative to `cwd` or absolute. */
  readonly paths: readonly string[];
  /** Text that came through standard input, and the name it is to be known by. */
  readonly stdin?: { readonly filename: string; readonly bytes: Uint8Array };
  readonly cwd: string;
  /** The release to judge by, as the user wrote it: `2.2.7`, `2.2`. */
  readonly keepalivedVersion?: string;
  /** The config-id the daemon runs with (`keepalived -i`); default: the host's name. */
  readonly configId?: string;
  /** A hacfg.yaml named explicitly; otherwise it is looked for beside the files. */
  readonly projectFile?: string;
  /** The hacfg.yaml of this run, parsed already: none is looked for. */
  readonly topology?: ParsedTopology;
  readonly facts?: readonly HostFacts[];
  /** The machine that one of the files is for; undefined: what depends on a machine is not judged. */
  readonly local?: LocalMachine;
  readonly rules?: RuleSettings;
  /** Texts that stand for files as they are on the disk, by real path: what an editor or a fix has not saved. */
  readonly overrides?: ReadonlyMap<string, Uint8Array>;
  /** The paths are the files of a change: their peers are read along, and only what has a part in them is reported. */
  readonly peers?: boolean;
  /** What git has staged is read instead of the working tree; without paths, what the next commit changes. */
  readonly staged?: boolean;
  /** The file system to read from; default: the machine's. */
  readonly disk?: Disk;
}

/** A part of the job that could not be done: a missing or unreadable file, a bad hacfg.yaml. Exit code 2. */
export interface Trouble {
  readonly path: string;
  /** Without the path: "no such file". */
  readonly message: string;
}

/** What hacfg.yaml says of a run as a whole. The command line wins over it. */
export interface RunDefaults {
  readonly failLevel: Severity | undefined;
  readonly maxWarnings: number | undefined;
  /** Absolute. */
  readonly baseline: string | undefined;
}

export interface LintResult {
  /** Sorted by file and position, without duplicates. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read as a configuration. */
  readonly files: readonly SourceText[];
  readonly troubles: readonly Trouble[];
  /** Words that must not be shown: values of `auth_pass` and other secret keywords. */
  readonly secrets: readonly Place[];
  /** Of several hacfg.yaml the first counts. */
  readonly defaults?: RunDefaults | undefined;
}
