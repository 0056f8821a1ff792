import type { ClusterPlan, HostPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';

/** A file that is to stand on a host. */
export interface OutputFile {
  /** Absolute path on the host: `/etc/keepalived/keepalived.conf`. */
  readonly path: string;
  readonly text: string;
  /** Permissions: 0o644. */
  readonly mode: number;
  /** Default: root. */
  readonly owner?: string;
  readonly group?: string;
  /** Holds a password: never shown whole. */
  readonly secret?: true;
}

/** Writes one kind of file for a host; none when the host needs none. Pure: the same plan gives the same bytes. */
export type FileWriter = (
  host: HostPlan,
  templates: Templates,
  cluster: ClusterPlan,
) => readonly OutputFile[];

/**
 * Writes the `apply.sh` of a host, which stands beside the host's tree (`OUT/<host>/apply.sh`) and installs it.
 * `files` are all the files of the host, in the order of their paths.
 */
export type ApplyWriter = (
  host: HostPlan,
  files: readonly OutputFile[],
  templates: Templates,
  cluster: ClusterPlan,
) => string;
