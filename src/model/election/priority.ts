import type { Tracked } from '../instance.ts';
import { trackedEntries } from '../tracked-entries.ts';
import type { RouterMember as Member } from '../virtual-router.ts';

/** The part of a member that priorities depend on. */
type RouterMember = Pick<Member, 'instance'>;

const ownerPriority = 255;

/**
 * What tracking makes of the priority of a member (keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority): the
 * base and the sum of the weights, within 1..254. An owner keeps 255.
 */
export function effective(member: RouterMember, total: number): number {
  const base = member.instance.priority.value;
  return base === ownerPriority ? base : Math.max(1, Math.min(254, total));
}

/**
 * Entries that change the priority of a member: its own and those of its sync group. What a file says is not
 * known, so files are left out; weight 0 means FAULT and changes no priority.
 */
export function weightedEntries({ instance }: RouterMember): Tracked[] {
  return trackedEntries(instance).filter(
    (entry) => entry.dropped === undefined && entry.weight.value !== 0 && entry.kind !== 'file',
  );
}

/** What an entry adds while all is well: a positive weight is a bonus, a negative one a penalty for later. */
export function bonusOf({ weight, reverse }: Tracked): number {
  const signed = reverse ? -weight.value : weight.value;
  return Math.max(0, signed);
}

/** Points that are lost when the check of an entry turns bad. */
export function lossOf({ weight }: Tracked): number {
  return Math.abs(weight.value);
}

/** The sum for a member of which every check is well. */
export function healthyTotal(member: RouterMember): number {
  const bonuses = weightedEntries(member).map(bonusOf);
  return bonuses.reduce((sum, bonus) => sum + bonus, member.instance.priority.value);
}
