import { type Statement, spanOf, textOf } from '../../grammar/configuration.ts';
import type { SyncGroup, SyncMember, Tracked, VrrpInstance } from './instance.ts';
import { byDefault, corrected, type Known } from './known.ts';
import { flag } from './readings.ts';
import { ownerPriority } from './settle.ts';
import { entriesOf, StatementIndex } from './statements.ts';
import { readTracked, type TrackingContext } from './tracked.ts';

/** A group whose members are still to be found; `finish` fills it in once the instances are there. */
export interface SyncGroupDraft {
  readonly group: SyncGroup;
  finish(instances: ReadonlyMap<string, VrrpInstance>, context: TrackingContext): void;
}

/** The vrrp_sync_group blocks the daemon accepts: the first of each name. */
export function draftSyncGroups(statements: readonly Statement[]): SyncGroupDraft[] {
  const names = new Set<string>();
  return statements.flatMap((statement) => {
    const name = statement.words[1];
    if (name === undefined || statement.words.length > 2 || names.has(textOf(name))) return [];
    names.add(textOf(name));
    return draft(statement, textOf(name));
  });
}

/** Which group each instance belongs to: the first that lists it. */
export function groupsByMember(drafts: readonly SyncGroupDraft[]): ReadonlyMap<string, SyncGroup> {
  const groups = new Map<string, SyncGroup>();
  for (const { group } of drafts) {
    for (const word of memberWords(group.statement)) {
      const name = textOf(word.word);
      if (!groups.has(name)) groups.set(name, group);
    }
  }
  return groups;
}

function draft(statement: Statement, name: string): SyncGroupDraft {
  const index = new StatementIndex([statement.block]);
  const members: SyncMember[] = [];
  const instances: VrrpInstance[] = [];
  const tracked: Tracked[] = [];
  const group: SyncGroup = {
    name,
    statement,
    members,
    instances,
    trackingWeight: trackingWeight(index),
    tracked,
    last: (keyword) => index.last(keyword),
  };
  return {
    group,
    finish(byName, context) {
      members.push(...readMembers(group, byName));
      for (const member of members) {
        if (member.dropped === undefined && member.instance !== undefined) instances.push(member.instance);
      }
      tracked.push(...readGroupTracked(index, group, context));
    },
  };
}

function trackingWeight(index: StatementIndex): Known<boolean> {
  const current = flag(index.all('sync_group_tracking_weight'));
  return current.value ? current : flag(index.all('global_tracking'));
}

interface MemberWord {
  readonly statement: Statement;
  readonly word: Statement['words'][number];
}

/** The list is flat: any number of names on a line. A second `group` block is not read. */
function memberWords(statement: Statement): MemberWord[] {
  const list = new StatementIndex([statement.block]).first('group');
  if (list === undefined) return [];
  return entriesOf([list]).flatMap((entry) => entry.words.map((word) => ({ statement: entry, word })));
}

function readMembers(group: SyncGroup, byName: ReadonlyMap<string, VrrpInstance>): SyncMember[] {
  const seen = new Set<string>();
  return memberWords(group.statement).map(({ statement, word }) => {
    const name = textOf(word);
    const instance = byName.get(name);
    const dropped = reasonToDrop(name, instance, group, seen);
    seen.add(name);
    return { name, statement, word, place: statement.source.origin(spanOf(word)), instance, dropped };
  });
}

function reasonToDrop(
  name: string,
  instance: VrrpInstance | undefined,
  group: SyncGroup,
  seen: ReadonlySet<string>,
): SyncMember['dropped'] {
  if (instance === undefined) return 'unknown';
  if (seen.has(name)) return 'repeated';
  return instance.syncGroup === group ? undefined : 'other-group';
}

/** With an owner among the members every weight of the group becomes 0 (keepalived vrrp.c: sync_group_tracking_init). */
function readGroupTracked(index: StatementIndex, group: SyncGroup, context: TrackingContext): Tracked[] {
  const tracker = {
    statement: group.statement,
    interface: undefined,
    owner: false,
    weightless: false,
    group,
  };
  const tracked = readTracked(index, tracker, context);
  if (!group.instances.some((instance) => instance.priority.value === ownerPriority)) return tracked;
  return tracked.map((one) => (one.weight.value === 0 ? one : { ...one, weight: weightless(one.weight) }));
}

function weightless(weight: Known<number>): Known<number> {
  return weight.statement === undefined ? byDefault(0) : corrected(0, weight);
}
