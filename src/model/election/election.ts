import { compareAddresses } from '../../../grammar/values/address.ts';
import type { Cluster } from '../cluster.ts';
import type { SyncGroup, VrrpInstance } from '../instance.ts';
import type { NodeModel } from '../node.ts';
import type { RouterMember, VirtualRouter } from '../virtual-router.ts';
import type { Fault } from './faults.ts';
import { priorityUnder } from './standing.ts';

/** The instances of a node that change state together: a sync group, or one instance. */
interface Unit {
  readonly node: NodeModel;
  readonly members: readonly Seat[];
}

/** An instance in its virtual router. */
interface Seat extends RouterMember {
  readonly router: VirtualRouter;
}

/** Where an election comes to rest. */
export interface Outcome {
  /** False: it does not come to rest. */
  readonly isSteady: boolean;
  /** The nodes that are master of a router; of a healthy one there is one. */
  readonly mastersOf: (router: VirtualRouter) => readonly NodeModel[];
  /** For the next step. */
  readonly masters: ReadonlySet<unknown>;
}

/**
 * Who becomes master in a cluster (RFC 9568 section 6.4, keepalived vrrp/vrrp.c and vrrp_sync.c). Every node is taken
 * to hear every other one and to accept what it says: whether they do is for the rules that compare settings. Time
 * is only the order of timers, so a preempt_delay is over in the end.
 */
export class Election {
  private readonly units: readonly Unit[];
  private readonly seats = new Map<VirtualRouter, { readonly unit: Unit; readonly seat: Seat }[]>();

  constructor({ routers }: Pick<Cluster, 'routers'>) {
    this.units = unitsOf(routers);
    for (const unit of this.units) {
      for (const seat of unit.members) {
        const seats = this.seats.get(seat.router);
        if (seats === undefined) this.seats.set(seat.router, [{ unit, seat }]);
        else seats.push({ unit, seat });
      }
    }
  }

  /** All nodes start together. */
  start(faults: readonly Fault[] = []): Outcome {
    return this.settle(new Set(), faults);
  }

  /** What comes of an outcome when these faults, and no others, are there. */
  after({ masters }: Outcome, faults: readonly Fault[]): Outcome {
    return this.settle(masters, faults);
  }

  private settle(before: ReadonlySet<unknown>, faults: readonly Fault[]): Outcome {
    const priorities = new Map<VrrpInstance, number>();
    const fit = this.units.filter((unit) => {
      const own = unit.members.map((seat) => priorityUnder(seat, faults));
      for (const [at, { instance }] of unit.members.entries())
        if (own[at] !== undefined) priorities.set(instance, own[at]);
      // One member in FAULT state takes its group along (vrrp_sync.c: vrrp_sync_fault).
      return own.every((priority) => priority !== undefined);
    });
    const masters = new Set(fit.filter((unit) => before.has(unit)));
    const isSteady = this.run(fit, masters, (seat) => priorities.get(seat.instance)!);
    const mastersOf = (router: VirtualRouter) =>
      (this.seats.get(router) ?? []).filter(({ unit }) => masters.has(unit)).map(({ unit }) => unit.node);
    return { isSteady, masters, mastersOf };
  }

  private run(fit: readonly Unit[], masters: Set<Unit>, priority: (seat: Seat) => number): boolean {
    for (let round = 0; round < 4 * this.units.length + 8; round++) {
      const yielding = [...masters].filter((unit) => this.mustYield(unit, masters, priority));
      if (yielding.length > 0) {
        for (const unit of yielding) masters.delete(unit);
        continue;
      }
      const willing = fit.filter((unit) => !masters.has(unit) && this.mayRise(unit, masters, priority));
      if (willing.length === 0) return true;
      const timers = willing.map((unit) => downTimer(unit, priority));
      const first = Math.min(...timers);
      for (const [at, unit] of willing.entries()) if (timers[at] === first) masters.add(unit);
    }
    return false;
  }

  /** A master yields to a higher priority, or to an equal one from a higher address. */
  private mustYield(unit: Unit, masters: ReadonlySet<Unit>, priority: (seat: Seat) => number): boolean {
    return unit.members.some((seat) =>
      this.rivals(seat, masters).some((rival) => {
        const lead = priority(rival) - priority(seat);
        return lead > 0 || (lead === 0 && this.hasHigherAddress(rival, seat));
      }),
    );
  }

  /** A backup takes over where no master is good enough for it; a group, where this holds for all its members. */
  private mayRise(unit: Unit, masters: ReadonlySet<Unit>, priority: (seat: Seat) => number): boolean {
    return unit.members.every((seat) =>
      this.rivals(seat, masters).every(
        (rival) => !seat.instance.nopreempt.value && priority(rival) < priority(seat),
      ),
    );
  }

  private rivals({ router, node }: Seat, masters: ReadonlySet<Unit>): Seat[] {
    return (this.seats.get(router) ?? [])
      .filter(({ unit }) => unit.node !== node && masters.has(unit))
      .map(({ seat }) => seat);
  }

  /** By the source of the adverts; where none is known, by the order of the nodes, so that somebody yields. */
  private hasHigherAddress(one: Seat, other: Seat): boolean {
    const [a, b] = [one.instance.source.value, other.instance.source.value];
    if (a !== undefined && b !== undefined) return compareAddresses(a, b) > 0;
    return (
      one.router.members.findIndex(({ node }) => node === one.node) >
      one.router.members.findIndex(({ node }) => node === other.node)
    );
  }
}

function unitsOf(routers: readonly VirtualRouter[]): Unit[] {
  const units = new Map<SyncGroup | VrrpInstance, { node: NodeModel; members: Seat[] }>();
  for (const router of routers) {
    for (const { node, instance } of router.members) {
      const key = instance.syncGroup ?? instance;
      const unit = units.get(key) ?? { node, members: [] };
      unit.members.push({ node, instance, router });
      units.set(key, unit);
    }
  }
  return [...units.values()];
}

/** Seconds until a unit gives up waiting for a master (keepalived include/vrrp.h); a group goes by its slowest member. */
function downTimer({ members }: Unit, priority: (seat: Seat) => number): number {
  return Math.max(
    ...members.map((seat) => {
      const { advertInterval, downTimerAdverts, version } = seat.instance;
      const skew = ((256 - priority(seat)) / 256) * (version.value === 3 ? advertInterval.value : 1);
      return downTimerAdverts.value * advertInterval.value + skew;
    }),
  );
}
