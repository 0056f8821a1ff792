import type { Cluster } from '../cluster.ts';
import type { NodeModel } from '../node.ts';
import { trackedEntries } from '../tracked-entries.ts';
import type { TrackedKind } from '../tracking.ts';

/** Something that fails: a node, or what it tracks. A script with `reverse` fails by succeeding. */
export type Fault =
  | { readonly kind: 'node'; readonly node: NodeModel }
  | { readonly kind: 'tracked'; readonly node: NodeModel; readonly what: TrackedKind; readonly name: string };

/** Everything in a cluster that may fail on its own: nodes, their interfaces, what they track. */
export function singleFaults({ nodes }: Cluster): Fault[] {
  return nodes.flatMap((node) => [{ kind: 'node', node } as const, ...trackedFaults(node)]);
}

function trackedFaults(node: NodeModel): Fault[] {
  const found = new Map<string, Fault>();
  const add = (what: TrackedKind, name: string) =>
    found.set(`${what} ${name}`, { kind: 'tracked', node, what, name });
  for (const instance of node.instances) {
    const { interface: own, dontTrackPrimary } = instance;
    if (own.value !== undefined && !dontTrackPrimary.value) add('interface', own.value);
    for (const entry of trackedEntries(instance))
      if (entry.dropped === undefined) add(entry.kind, entry.name);
  }
  return [...found.values()];
}

/** `lb1 dies`, `script check_nginx of lb1 fails`, `eth0 of lb1 is down`. */
export function faultText(fault: Fault): string {
  if (fault.kind === 'node') return `${fault.node.name} dies`;
  return fault.what === 'interface'
    ? `${fault.name} of ${fault.node.name} is down`
    : `${fault.what} ${fault.name} of ${fault.node.name} fails`;
}
