/** A file to read as some node's main configuration. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** The user named it, rather than a folder that holds it. */
  readonly explicit: boolean;
  /** False: it is read along as a possible peer of what was asked for. Default: true. */
  readonly requested?: boolean;
}

/** Where the daemon's folder is in the tree of a host. */
export const daemonFolder = '/etc/keepalived/';

/** The folder that stands for `/` on the file's host: `web1` for `web1/etc/keepalived/keepalived.conf`. */
export function treeRootOf(path: string): string | undefined {
  const at = path.replaceAll('\\', '/').lastIndexOf(daemonFolder);
  // At the root of the machine itself every path means what it says.
  return at > 0 ? path.slice(0, at) : undefined;
}
