import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import {
  bonusOf,
  effective,
  healthyTotal,
  lossOf,
  weightedEntries,
} from '../../../model/election/priority.ts';
import type { Tracked } from '../../../model/node.ts';

/** Largest weight of a script, either way. */
const largest = 253;

/** A check of the master whose failure does not make anybody else master. */
export interface Shortfall {
  readonly entry: Tracked;
  readonly router: VirtualRouter;
  readonly master: RouterMember;
  readonly heir: RouterMember;
  /** Effective priority of the heir; of the master with the check failed. */
  readonly heirHas: number;
  readonly left: number;
  /** Points the check would have to take. */
  readonly needed: number;
  /** How many of the master's checks must fail together; undefined: not even all of them are enough. */
  readonly together: number | undefined;
}

/** Effective priority of a member of which every check is well. */
export function healthy(member: RouterMember): number {
  return effective(member, healthyTotal(member));
}

/** The strongest of some members; undefined when several are. */
function strongest(members: readonly RouterMember[]): RouterMember | undefined {
  const best = Math.max(...members.map(healthy));
  const found = members.filter((member) => healthy(member) === best);
  return found.length === 1 ? found[0] : undefined;
}

/** The fewest checks that, failing together, are enough; undefined when not even all of them are. */
function neededTogether(
  entries: readonly Tracked[],
  master: RouterMember,
  heirHas: number,
): number | undefined {
  let total = healthyTotal(master);
  const losses = entries.map(lossOf).sort((one, other) => other - one);
  for (const [at, loss] of losses.entries()) {
    total -= loss;
    if (effective(master, total) < heirHas) return at + 1;
  }
  return undefined;
}

/** The checks of the master of a router that are too light, one by one. */
export function shortfallsOf(router: VirtualRouter): Shortfall[] {
  const master = strongest(router.members);
  if (master === undefined) return [];
  // A node with nopreempt waits whatever the master advertises; another rule says so.
  const heirs = router.members.filter((member) => member !== master && !member.instance.nopreempt.value);
  if (heirs.length === 0) return [];
  const heir = heirs.reduce((best, member) => (healthy(member) > healthy(best) ? member : best));
  const heirHas = healthy(heir);
  const total = healthyTotal(master);
  const small = weightedEntries(master).filter(
    (entry) => effective(master, total - lossOf(entry)) >= heirHas,
  );
  const together = neededTogether(small, master, heirHas);
  return small.map((entry) => ({
    entry,
    router,
    master,
    heir,
    heirHas,
    left: effective(master, total - lossOf(entry)),
    needed: pointsNeeded(entry, master, heir),
    together,
  }));
}

/** Whether the heir makes the same check with a bonus too: a larger weight then raises both. */
function bonusOfHeir(entry: Tracked, heir: RouterMember): number {
  if (bonusOf(entry) === 0) return 0;
  const own = weightedEntries(heir).find((one) => one.kind === entry.kind && one.name === entry.name);
  return own === undefined ? 0 : bonusOf(own);
}

/** The smallest weight that is enough: as a bonus where both nodes have one, else as a penalty of the master. */
function pointsNeeded(entry: Tracked, master: RouterMember, heir: RouterMember): number {
  const left = healthyTotal(master) - bonusOf(entry);
  const shared = bonusOfHeir(entry, heir);
  return shared > 0
    ? effective(master, left) - (healthyTotal(heir) - shared) + 1
    : Math.max(1, left - healthy(heir) + 1);
}

/** The weight to write; undefined when none is large enough: priorities stay within 1 and 254. */
export function rightWeight({ entry, needed, master, heir, heirHas }: Shortfall): string | undefined {
  if (needed > largest) return undefined;
  if (bonusOfHeir(entry, heir) === 0) return heirHas > 1 ? `-${needed}` : undefined;
  return effective(master, healthyTotal(master) - bonusOf(entry)) < 254 ? String(needed) : undefined;
}
