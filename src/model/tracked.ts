import { type Statement, spanOf, textOf, type Word } from '../../grammar/configuration.ts';
import type { Definitions } from './definitions.ts';
import type { DropReason, SyncGroup, Tracked } from './instance.ts';
import { byDefault, corrected, inherited, Known, written } from './known.ts';
import { entriesOf, integerIn, type StatementIndex } from './statements.ts';
import type { TrackedDefinition, TrackedKind } from './tracking.ts';

interface ListKind {
  readonly keyword: string;
  readonly kind: TrackedKind;
  /** Weights the daemon reads, and the one it makes of a larger one. */
  readonly readLimit: number;
  readonly limit: number;
}

/** The track_* lists (keepalived vrrp_track.c: alloc_track_if, alloc_track_script...). */
const lists: readonly ListKind[] = [
  { keyword: 'track_script', kind: 'script', readLimit: 254, limit: 253 },
  { keyword: 'track_interface', kind: 'interface', readLimit: 254, limit: 253 },
  { keyword: 'track_file', kind: 'file', readLimit: 254, limit: 254 },
  { keyword: 'track_process', kind: 'process', readLimit: 254, limit: 254 },
  { keyword: 'track_bfd', kind: 'bfd', readLimit: 253, limit: 253 },
];

/** Who tracks: what the reasons to drop an entry depend on. */
export interface Tracker {
  /** The top-level block the lists stand in. */
  readonly statement: Statement;
  /** The instance's own interface. */
  readonly interface: string | undefined;
  /** Priority 255. */
  readonly owner: boolean;
  /** A member of a sync group without sync_group_tracking_weight. */
  readonly weightless: boolean;
  readonly group: SyncGroup | undefined;
}

export interface TrackingContext {
  readonly definitions: Definitions;
  /** Entries the reader found faulty enough to be lost. */
  readonly lostEntries: ReadonlySet<Statement>;
}

/** Reads all track_* lists of an instance or a sync group. */
export function readTracked(index: StatementIndex, tracker: Tracker, context: TrackingContext): Tracked[] {
  return lists.flatMap((list) => {
    const seen = new Set<string>();
    return entriesOf(index.all(list.keyword)).map((entry) => {
      const tracked = readEntry(entry, list, tracker, context, seen);
      if (tracked.dropped === undefined) seen.add(tracked.name);
      return tracked;
    });
  });
}

function readEntry(
  entry: Statement,
  list: ListKind,
  tracker: Tracker,
  context: TrackingContext,
  seen: ReadonlySet<string>,
): Tracked {
  const nameWord = entry.words[0]!;
  const name = textOf(nameWord);
  const definition = list.kind === 'interface' ? undefined : context.definitions.find(list.kind, name);
  const weight = weightFor(tracker, list, weightOf(entry, list, definition));
  const base = {
    kind: list.kind,
    name,
    statement: entry,
    place: entry.source.origin(spanOf(nameWord)),
    definition,
    weight,
    reverse: isReverse(entry, definition),
    group: tracker.group,
  };
  return { ...base, dropped: reasonToDrop(base, tracker, context, seen) };
}

/** The word behind `weight` in an entry. */
function weightWord(entry: Statement): Word | undefined {
  return entry.words[1] !== undefined && textOf(entry.words[1]) === 'weight' ? entry.words[2] : undefined;
}

function weightOf(
  entry: Statement,
  list: ListKind,
  definition: TrackedDefinition | undefined,
): Known<number> {
  const general =
    definition === undefined ? byDefault(list.kind === 'file' ? 1 : 0) : inherited(definition.weight);
  const word = weightWord(entry);
  if (word === undefined) return general;
  const own = integerIn(word, -list.readLimit, list.readLimit);
  if (own === undefined) return new Known(general.value, 'corrected', entry, word);
  const clamped = Math.max(-list.limit, Math.min(list.limit, own));
  return clamped === own ? written(own, entry, word) : new Known(clamped, 'corrected', entry, word);
}

/**
 * Where weights do not count, in a member of a sync group or with priority 255, a file with weight 1 gets weight 0
 * instead of being dropped: 1 is the default, and the daemon does not know who wrote it.
 */
function weightFor(tracker: Tracker, list: ListKind, weight: Known<number>): Known<number> {
  const isLost = (tracker.weightless || tracker.owner) && list.kind === 'file' && weight.value === 1;
  return isLost ? corrected(0, weight) : weight;
}

function isReverse(entry: Statement, definition: TrackedDefinition | undefined): boolean {
  const option = weightWord(entry) === undefined ? undefined : entry.words[3];
  if (option === undefined) return definition?.reverse ?? false;
  return textOf(option) === 'reverse';
}

const droppedWithWeight: ReadonlySet<TrackedKind> = new Set(['script', 'bfd', 'file']);

function reasonToDrop(
  entry: Omit<Tracked, 'dropped'>,
  tracker: Tracker,
  { definitions, lostEntries }: TrackingContext,
  seen: ReadonlySet<string>,
): DropReason | undefined {
  if (lostEntries.has(entry.statement)) return 'bad-entry';
  if (entry.kind === 'interface') {
    if (entry.name === tracker.interface) return 'own-interface';
  } else if (entry.definition === undefined) return 'undefined';
  else if (!definitions.standsBefore(entry.definition, tracker.statement)) return 'defined-later';
  if (seen.has(entry.name)) return 'repeated';
  if (entry.weight.value === 0) return undefined;
  if (tracker.owner) return 'owner';
  // A weighted interface is announced as ignored but was handed to the interface before that (election.md, [R]).
  return tracker.weightless && droppedWithWeight.has(entry.kind) ? 'sync-group-member' : undefined;
}
