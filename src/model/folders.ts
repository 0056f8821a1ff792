import { splitByStem } from './host-stems.ts';
import type { Candidate } from './router-draft.ts';
import { groupBy } from './router-draft.ts';

/**
 * Private addresses and VRIDs repeat from site to site: when four or more nodes claim one address and their folders
 * divide them into groups of two or more (`paris/lb1`, `paris/lb2`, `oslo/lb1`, `oslo/lb2`), each group is taken for
 * itself. The deepest such division counts; without one, what the names of the hosts tell. Nodes that list each other
 * as unicast peers stay together.
 */
export function splitBySite(group: readonly Candidate[]): readonly (readonly Candidate[])[] {
  if (group.length < 4) return [group];
  const paths = group.map((candidate) => candidate.node.main.path.split('/').slice(0, -1));
  const deepest = Math.max(...paths.map((path) => path.length));
  for (let depth = deepest; depth > 0; depth--) {
    const positions = groupBy(group.keys(), (at) => paths[at]!.slice(0, depth).join('/'));
    const parts = [...positions.values()].map((part) => part.map((at) => group[at]!));
    const isDivision = parts.length > 1 && parts.every((part) => part.length > 1);
    if (isDivision) return anyPeerAcross(parts) ? [group] : parts;
  }
  const parts = splitByStem(group);
  return parts.length === 1 || anyPeerAcross(parts) ? [group] : parts;
}

/** Whether a node lists a node of another part as its unicast peer. */
function anyPeerAcross(parts: readonly (readonly Candidate[])[]): boolean {
  const partOf = new Map<string, number>();
  for (const [index, part] of parts.entries()) {
    for (const { instance } of part) {
      const source = instance.source.value;
      // The same address in two sites says nothing; the first of them stands for all.
      if (source !== undefined && !partOf.has(JSON.stringify(source)))
        partOf.set(JSON.stringify(source), index);
    }
  }
  const sourceCount = parts.flat().filter(({ instance }) => instance.source.value !== undefined).length;
  if (partOf.size < sourceCount) return false;
  return parts.some((part, index) =>
    part.some(({ instance }) =>
      instance.unicastPeers.some((peer) => (partOf.get(JSON.stringify(peer.address)) ?? index) !== index),
    ),
  );
}
