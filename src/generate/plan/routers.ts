import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import type { RouterAuth } from '../../topology/checks/auth.ts';
import {
  type Description,
  familiesOf,
  type NodeEntry,
  type RouterEntry,
} from '../../topology/description.ts';
import type { Cluster } from '../../topology/load.ts';
import type { TrackedInterfaceText, TrackedText } from '../../topology/schema.ts';
import { secondsOf } from '../../topology/schema-values.ts';
import { planPriorities } from './priorities.ts';
import { advertInterval, checkInterval, usualFailover } from './timers.ts';
import { allocateVrids } from './vrids.ts';

/** What is decided for a router as a whole, before its hosts. */
export interface RouterPlan {
  readonly entry: RouterEntry;
  readonly auth: RouterAuth;
  readonly vrid: number;
  readonly version: 2 | 3;
  readonly advertInterval: number;
  /** By node, in the order of preference. */
  readonly priorities: readonly number[];
  /** What a planned check costs; 0: a failure is a fault. */
  readonly weight: number;
  readonly checkInterval: number;
  /** The sync group it is in. */
  readonly group: string | undefined;
  /** Its planned checks are tracked by the group. */
  readonly tracksByGroup: boolean;
}

/** What is decided for a sync group. */
export interface GroupPlan {
  readonly name: string;
  readonly routers: readonly string[];
  readonly weight: number;
}

export interface RouterPlans {
  readonly routers: ReadonlyMap<string, RouterPlan>;
  readonly groups: ReadonlyMap<string, GroupPlan>;
}

export function planRouters({ description, auth }: Cluster): RouterPlans {
  const vrids = allocateVrids(description);
  const groupOf = new Map(
    [...description.syncGroups].flatMap(([name, group]) =>
      group.routers.map((router) => [router, name] as const),
    ),
  );
  const routers = new Map<string, RouterPlan>();
  for (const entry of description.routers.values()) {
    const group = groupOf.get(entry.name);
    const tracksByGroup = group !== undefined && canTrackByGroup(group, description);
    routers.set(entry.name, {
      ...numbersOf(entry, description, { group, tracksByGroup }),
      entry,
      auth: auth.get(entry.name)!,
      vrid: vrids.get(entry.name)!,
      group,
      tracksByGroup,
      ...timersOf(entry, auth.get(entry.name)!),
    });
  }
  const groups = new Map(
    [...description.syncGroups].map(([name, { routers: members }]) => [
      name,
      { name, routers: members, weight: groupWeight(members.map((member) => routers.get(member)!)) },
    ]),
  );
  return { routers, groups };
}

/**
 * Groups track since 2.0.0; before, a member's unweighted check takes the whole group along. With
 * sync_group_tracking_weight the members' own checks count.
 */
function canTrackByGroup(group: string, { syncGroups, routers, hosts }: Description): boolean {
  const { routers: members, tracking_weight: membersCount } = syncGroups.get(group)!;
  if (membersCount === true) return false;
  return members
    .flatMap((member) => routers.get(member)?.nodes ?? [])
    .every(({ host }) => compareReleases(hosts.get(host)!.release, '2.0.0') >= 0);
}

interface Membership {
  readonly group: string | undefined;
  readonly tracksByGroup: boolean;
}

function numbersOf(
  entry: RouterEntry,
  description: Description,
  { group, tracksByGroup }: Membership,
): Pick<RouterPlan, 'priorities' | 'weight'> {
  const fixed = entry.nodes.map(({ text }) => text.priority);
  const checks = Math.max(...entry.nodes.map((node) => plannedChecks(entry, node, description, group)));
  const { priorities, weight } = planPriorities(fixed, checks);
  return { priorities, weight: mustBeFault(entry, group, tracksByGroup) ? 0 : (weight ?? 0) };
}

/**
 * Where a lower priority would not move the VIP at once: without preemption a backup leaves even a weaker master
 * alone, with a delay it waits; an owner keeps 255; and before 2.0.0 the members of a sync group have no weights.
 */
function mustBeFault(entry: RouterEntry, group: string | undefined, tracksByGroup: boolean): boolean {
  if (entry.text.preempt === false || entry.text.preempt_delay !== undefined) return true;
  if (entry.nodes.some(({ text }) => text.nopreempt === true || text.priority === 255)) return true;
  return group !== undefined && !tracksByGroup;
}

/** The checks of a node whose weight is left to the plan, those of its group included. */
function plannedChecks(
  entry: RouterEntry,
  node: NodeEntry,
  { text, syncGroups, routers }: Description,
  group: string | undefined,
): number {
  const members =
    group === undefined ? [entry] : syncGroups.get(group)!.routers.map((name) => routers.get(name)!);
  const names = new Set<string>();
  const count = (list: readonly TrackedText[] | undefined) => {
    for (const one of list ?? []) {
      const name = typeof one === 'string' ? one : one.check;
      const isPlanned = typeof one === 'string' || one.weight === undefined;
      const check = text.checks?.[name];
      if (isPlanned && check !== undefined && check.weight === undefined && check.kind !== 'file')
        names.add(name);
    }
  };
  if (group !== undefined) count(syncGroups.get(group)!.track);
  for (const member of members) {
    count(member.text.track);
    count(member.nodes.find(({ host }) => host === node.host)?.text.track);
  }
  return names.size;
}

function groupWeight(members: readonly RouterPlan[]): number {
  return members.some(({ weight }) => weight === 0) ? 0 : Math.min(...members.map(({ weight }) => weight));
}

function timersOf(
  entry: RouterEntry,
  auth: RouterAuth,
): Pick<RouterPlan, 'version' | 'advertInterval' | 'checkInterval'> {
  const { failover, advert_interval: interval } = entry.text;
  const wished = failover === undefined ? undefined : secondsOf(failover)!;
  const version = versionOf(entry, auth, wished, interval === undefined ? undefined : secondsOf(interval)!);
  const lowest = Math.min(100, ...entry.nodes.flatMap(({ text }) => text.priority ?? []));
  return {
    version,
    advertInterval:
      interval === undefined
        ? wished === undefined
          ? 1
          : advertInterval(version, wished, lowest)
        : secondsOf(interval)!,
    checkInterval: checkInterval(wished ?? usualFailover),
  };
}

/** Version 3 unless there is a password, which it has not; IPv6 has no other. */
function versionOf(
  entry: RouterEntry,
  auth: RouterAuth,
  failover: number | undefined,
  interval: number | undefined,
): 2 | 3 {
  if (entry.text.version !== undefined) return entry.text.version;
  if (auth.kind === 'pass' || auth.kind === 'ah') return 2;
  const isLong = (failover ?? 0) > 160 || (interval ?? 0) > 40.95;
  return isLong && !familiesOf(entry).includes(6) ? 2 : 3;
}

/** The checks and interfaces of a router on one of its nodes. */
export function trackedOn(
  entry: RouterEntry,
  node: NodeEntry,
): { checks: readonly TrackedText[]; interfaces: readonly TrackedInterfaceText[] } {
  return {
    checks: [...(entry.text.track ?? []), ...(node.text.track ?? [])],
    interfaces: [...(entry.text.track_interfaces ?? []), ...(node.text.track_interfaces ?? [])],
  };
}
