import type { Statement } from '../../grammar/configuration.ts';
import type { NodeModel, SyncGroup, Tracked, VrrpInstance } from '../model/node.ts';
import type { TrackedInterfaceText, TrackedText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import type { Checks } from './checks.ts';

/** The track_* lists of an instance or a group. */
export interface TrackingDraft {
  readonly track: readonly TrackedText[];
  readonly interfaces: readonly TrackedInterfaceText[];
  /** Lists that went into it whole. */
  readonly taken: readonly Statement[];
  /** Entries that the daemon does not track. */
  readonly dropped: readonly Tracked[];
}

/** Reads the lists. Throws CannotExpress. */
export function readTracking(
  one: VrrpInstance | SyncGroup,
  node: NodeModel,
  host: string,
  checks: Checks,
): TrackingDraft {
  const block = one.statement.block!;
  const named = (keyword: string) => block.statements.filter(({ words }) => words[0]!.image === keyword);
  const kept = one.tracked.filter(({ dropped }) => dropped === undefined);
  const interfaces = kept.filter(({ kind }) => kind === 'interface');
  // Entries with reverse, or with more than a weight, stay as they are; then the whole list does.
  const isPlain = interfaces.every(({ reverse, statement }) => !reverse && statement.words.length <= 3);
  return {
    track: kept.flatMap((tracked) => trackedText(tracked, node, host, checks)),
    interfaces: isPlain ? interfaces.map(interfaceText) : [],
    taken: [
      ...['track_script', 'track_file', 'track_process'].flatMap(named),
      ...(isPlain ? named('track_interface') : []),
    ],
    dropped: one.tracked.filter(({ dropped }) => dropped !== undefined),
  };
}

function interfaceText({ name, weight }: Tracked): TrackedInterfaceText {
  return weight.value === 0 ? name : { interface: name, weight: weight.value };
}

function trackedText(tracked: Tracked, node: NodeModel, host: string, checks: Checks): TrackedText[] {
  const { kind, definition, weight, reverse, statement } = tracked;
  if (kind === 'interface' || kind === 'bfd') return [];
  if (definition === undefined) throw new CannotExpress('this entry has no definition', statement);
  const check = checks.nameOf(definition, node, host);
  const isUsual = weight.value === definition.weight.value && reverse === definition.reverse;
  if (isUsual) return [check];
  if (Math.abs(weight.value) > 253) throw new CannotExpress('a weight of more than 253', statement);
  return [{ check, weight: weight.value, ...(reverse ? { reverse } : {}) }];
}
