/** Priorities of the nodes of a router, in the order of preference, and what a failed check costs. */
export interface Priorities {
  readonly priorities: readonly number[];
  /** Negative; undefined: there is no room for a weight, a failed check has to be a fault. */
  readonly weight: number | undefined;
}

/** Highest priority of a node that does not own the addresses (RFC 9568 section 5.2.4). */
const highest = 254;

/** Distances between neighbours, the best first: version 2 has 4 ms a point, and 40 ms tell two timers apart. */
const steps = [10, 5, 2, 1] as const;

/** Where the last node starts. */
const bases = [100, 150, 200] as const;

/**
 * Numbers for which one failed check moves the VIP: it costs more than the distance between the first and the last
 * node, so that a node with a failed check stands behind every node without. No effective priority reaches the ends
 * of the scale, where keepalived cuts it off (vrrp_track.c: vrrp_set_effective_priority), and no two are equal
 * however many checks fail where.
 *
 * @param fixed priorities that hacfg.yaml gives, by node
 * @param checks the number of weighted checks of one node
 */
export function planPriorities(fixed: readonly (number | undefined)[], checks: number): Priorities {
  if (fixed.every((priority) => priority === undefined)) return free(fixed.length, checks);
  const priorities = filledUp(fixed);
  const gap = Math.max(...priorities) - Math.min(...priorities);
  const cost = gap + Math.max(10, Math.ceil(gap / 10));
  const fits = !priorities.includes(255) && Math.min(...priorities) - cost * checks >= 1;
  if (fits && cost <= 253) return { priorities, weight: -cost };
  const smallest = gap + 1;
  const fitsBarely =
    !priorities.includes(255) && smallest <= 253 && Math.min(...priorities) - smallest * checks >= 1;
  return { priorities, weight: fitsBarely ? -smallest : undefined };
}

function free(nodes: number, checks: number): Priorities {
  for (const step of steps) {
    const gap = step * (nodes - 1);
    const cost = gap + step;
    for (const base of [...bases, highest - gap]) {
      if (base < 1 || base + gap > highest || base - cost * checks < 1) continue;
      return { priorities: descending(nodes, base, step), weight: -cost };
    }
  }
  const step = Math.max(1, Math.min(10, Math.floor((highest - 1) / Math.max(1, nodes - 1))));
  return {
    priorities: descending(nodes, Math.min(100, highest - step * (nodes - 1)), step),
    weight: undefined,
  };
}

function descending(nodes: number, base: number, step: number): number[] {
  return Array.from({ length: nodes }, (_, at) => base + step * (nodes - 1 - at));
}

/** Nodes without a priority of their own get one that keeps the order, as far as there is room. */
function filledUp(fixed: readonly (number | undefined)[]): number[] {
  const taken = new Set(fixed.filter((priority) => priority !== undefined));
  const result: number[] = [];
  for (const [at, priority] of fixed.entries()) {
    if (priority !== undefined) {
      result.push(priority);
      continue;
    }
    const next = fixed.slice(at + 1).find((one) => one !== undefined);
    const before = result.at(-1) ?? Math.min(highest, (next ?? 90) + 20);
    const wish = next === undefined ? before - 10 : Math.floor((before + next) / 2);
    const value = nearestFree(Math.min(highest, Math.max(1, wish)), taken);
    taken.add(value);
    result.push(value);
  }
  return result;
}

function nearestFree(wish: number, taken: ReadonlySet<number>): number {
  for (let distance = 0; distance < 255; distance++) {
    if (wish - distance >= 1 && !taken.has(wish - distance)) return wish - distance;
    if (wish + distance <= highest && !taken.has(wish + distance)) return wish + distance;
  }
  return wish;
}
