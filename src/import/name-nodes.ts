import { basename } from 'node:path/posix';
import type { NodeModel } from '../model/node.ts';

/** A router_id that may well be the host's name; examples everywhere have LVS_DEVEL and the like. */
const likely = /^(?!lvs|keepalived|router|vrrp|node$|master|backup)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/**
 * The names of hosts by their router_id, where the files have names that tell nothing of the host; undefined: the
 * names that the files gave are better.
 */
export function namesByRouterId(nodes: readonly NodeModel[]): string[] | undefined {
  const isInFolders =
    nodes.length > 1 && nodes.every(({ main }) => basename(main.path) === 'keepalived.conf');
  if (isInFolders) return undefined;
  const ids = nodes.map(({ globals }) => globals.routerId.value ?? '');
  const areNames = ids.every((id) => likely.test(id)) && new Set(ids).size === ids.length;
  return areNames ? ids : undefined;
}
