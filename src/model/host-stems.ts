import type { Candidate } from './router-draft.ts';
import { groupBy, signatureOf } from './router-draft.ts';

/** Words of a host's name that tell a node from its peers, not a cluster from others. */
const roles =
  /^(?:keepalived|conf|master|backup|slave|primary|secondary|standby|active|passive|main|spare|node|host|server|[a-d])?\d*$/i;

/** What the names of the nodes of one cluster mostly have in common: `paris-lb` of `paris-lb1` and `paris-lb-backup`. */
export function stemOf(name: string): string {
  return name
    .split(/[-_.\s/]+/)
    .filter((word) => !roles.test(word))
    .map((word) => word.toLowerCase().replace(/\d+$/, ''))
    .join('-');
}

/**
 * Files of many clusters in one folder: private addresses and VRIDs repeat, and the names tell the clusters apart. A
 * division counts when two stems or more have several nodes, and when the nodes do not look like one cluster: there
 * no two have one priority, and all have one name for the instance and one password.
 */
export function splitByStem(group: readonly Candidate[]): readonly (readonly Candidate[])[] {
  if (group.length < 4) return [group];
  const parts = [...groupBy(group, ({ node }) => stemOf(node.name)).values()];
  if (parts.filter((part) => part.length > 1).length < 2) return [group];
  return looksLikeOne(parts) ? [group] : parts;
}

function looksLikeOne(parts: readonly (readonly Candidate[])[]): boolean {
  const signatures = new Set(parts.flat().map(({ instance }) => signatureOf(instance)));
  if (signatures.size > 1) return false;
  const taken = new Set<number>();
  for (const part of parts) {
    const own = new Set(part.map(({ instance }) => instance.priority.value));
    for (const priority of own) {
      if (taken.has(priority)) return false;
      taken.add(priority);
    }
  }
  return true;
}
