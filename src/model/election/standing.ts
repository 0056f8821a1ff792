import type { Tracked } from '../instance.ts';
import { trackedEntries } from '../tracked-entries.ts';
import type { RouterMember } from '../virtual-router.ts';
import type { Fault } from './faults.ts';
import { bonusOf, effective, lossOf } from './priority.ts';

/** What failures leave of an instance: its effective priority; undefined: it is in FAULT state, or its node is dead. */
export function priorityUnder(member: RouterMember, faults: readonly Fault[]): number | undefined {
  const { node, instance } = member;
  const own = faults.filter((fault) => fault.node === node);
  if (own.some(({ kind }) => kind === 'node')) return undefined;
  const isDown = (what: Tracked['kind'], name: string) =>
    own.some((fault) => fault.kind === 'tracked' && fault.what === what && fault.name === name);
  const device = instance.interface.value;
  if (device !== undefined && !instance.dontTrackPrimary.value && isDown('interface', device))
    return undefined;
  let total = instance.priority.value;
  for (const entry of trackedEntries(instance)) {
    if (entry.dropped !== undefined) continue;
    const points = pointsOf(entry, isDown(entry.kind, entry.name));
    if (points === undefined) return undefined;
    total += points;
  }
  return effective(member, total);
}

/** Whether failures take priority from a member, or all of it. */
export function isHurtBy(member: RouterMember, faults: readonly Fault[]): boolean {
  return priorityUnder(member, faults) !== priorityUnder(member, []);
}

/**
 * What a tracked object adds (keepalived vrrp/vrrp_track.c: process_script_update_priority and its like); undefined:
 * FAULT. A script with `reverse` is bad when it succeeds; a file, when its number is not 0, here 1.
 */
function pointsOf(entry: Tracked, isDown: boolean): number | undefined {
  const { kind, weight, reverse } = entry;
  if (weight.value === 0) return isDown ? undefined : 0;
  if (kind === 'file') return isDown ? weight.value * (reverse ? -1 : 1) : 0;
  const bonus = bonusOf(entry);
  return isDown ? bonus - lossOf(entry) : bonus;
}
