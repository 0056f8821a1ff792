import type {
  NodeModel,
  Tracked,
  TrackedDefinition,
  TrackedKind,
  VrrpInstance,
} from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';

/** Kinds of tracking that refer to a definition by its name. */
export type DefinedKind = Exclude<TrackedKind, 'interface'>;

/** The block that defines, and the list that refers to it, by kind. */
export const definedBy: Readonly<Record<DefinedKind, string>> = {
  script: 'vrrp_script',
  file: 'track_file',
  process: 'vrrp_track_process',
  bfd: 'bfd_instance',
};

export const trackedIn: Readonly<Record<TrackedKind, string>> = {
  script: 'track_script',
  file: 'track_file',
  process: 'track_process',
  bfd: 'track_bfd',
  interface: 'track_interface',
};

/** An entry of a track_* list and the block it stands in. */
export interface Reference {
  readonly tracked: Tracked;
  /** `vrrp_instance VI_1`, `vrrp_sync_group G1`. */
  readonly owner: string;
}

/** Every entry of every track_* list of a node. */
export function referencesOf(node: NodeModel): Reference[] {
  return [
    ...node.instances.flatMap((instance) =>
      instance.tracked.map((tracked) => ({ tracked, owner: `vrrp_instance ${instance.name}` })),
    ),
    ...node.syncGroups.flatMap((group) =>
      group.tracked.map((tracked) => ({ tracked, owner: `vrrp_sync_group ${group.name}` })),
    ),
  ];
}

/** Everything a node defines that can be tracked. */
export function definitionsOf(node: NodeModel) {
  return [...node.scripts, ...node.trackFiles, ...node.trackProcesses, ...node.bfdInstances];
}

/** Whether a part of the configuration was not read, so that what seems to be missing may be there. */
export function isIncomplete(node: NodeModel): boolean {
  return node.configuration.problems.some((problem) => problem.kind === 'missing-include');
}

/** The instances that go by a definition: through a list of their own, or of their sync group. */
export function trackersOf(node: NodeModel, definition: TrackedDefinition): VrrpInstance[] {
  return node.instances.filter((instance) => entriesFor(instance, definition).length > 0);
}

/** The entries by which an instance tracks a definition; those that the daemon drops are not among them. */
export function entriesFor(instance: VrrpInstance, definition: TrackedDefinition): Tracked[] {
  return trackedEntries(instance).filter(
    (entry) => entry.dropped === undefined && entry.definition === definition,
  );
}
