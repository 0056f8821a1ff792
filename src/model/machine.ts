/** One step of a path, from `/` down, links not followed. */
export interface PathStep {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly uid: number;
  readonly gid: number;
  /** The permission bits, set-user-id and sticky included. */
  readonly mode: number;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The machine a configuration is to run on, as far as it can be looked at. Nothing here is guessed: undefined means
 * that it could not be found out.
 */
export interface Machine {
  /** Names of its network interfaces; undefined: unknown. */
  readonly interfaces: readonly string[] | undefined;
  /** Addresses in their one form; undefined: unknown. */
  readonly addresses: readonly string[] | undefined;
  /** `missing` when the machine has no such user, undefined when it cannot tell. */
  readonly user: (name: string) => Account | 'missing' | undefined;
  /** The number of a group. */
  readonly group: (name: string) => number | 'missing' | undefined;
  /** Every step of an absolute path, up to the first that is not there. */
  readonly steps: (path: string) => readonly PathStep[];
  /** The path without links; undefined when it leads nowhere. */
  readonly realPath: (path: string) => string | undefined;
}

/** A machine that bears a name, by which its file is known among several. */
export interface LocalMachine {
  readonly hostName: string;
  readonly machine: Machine;
}
