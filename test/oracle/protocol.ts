/** What a sandbox is to hold: everything that the files to be judged take from their host. */
export interface Needs {
  readonly interfaces: readonly string[];
  readonly vrfs: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Programs by absolute path, or by name: then in a folder of the search path. */
  readonly programs: readonly string[];
  /** Files that are only looked for; their folders must be there. */
  readonly files: readonly string[];
}

/** First line to the process inside: how to furnish the sandbox. */
export interface Setup {
  readonly needs: Needs;
  /** Folders that hold the files to be judged, seen under the same path, with an overlay of their own. */
  readonly folders: readonly string[];
  readonly daemon: string;
  readonly secondsEach: number;
}

/** Every line after that: one file to judge. */
export interface Task {
  readonly id: number;
  readonly file: string;
  readonly configId: string;
}

/** How one run of the daemon ended. */
export interface Outcome {
  readonly id: number;
  readonly code: number | null;
  /** The signal that killed it. */
  readonly signal: string | null;
  /** It was stopped because its time was up. */
  readonly hung: boolean;
  /** What it printed, both streams. */
  readonly output: string;
}

/** First line back: the sandbox is furnished, or why it could not be. */
export type Furnished = { readonly ready: true } | { readonly ready: false; readonly why: string };
