import type { Description, HostEntry, NodeEntry } from '../../topology/description.ts';
import type { TrackedInterfaceText, TrackedText } from '../../topology/schema.ts';
import { type GroupPlan, type RouterPlan, trackedOn } from './routers.ts';
import { type Definition, definitionOf, type Tracked } from './scripts.ts';
import type { TrackingPlan, TrackPlan } from './types.ts';

/** The definitions of one host, made as they are first tracked: the first router's weight is the definition's. */
export class Definitions {
  private readonly description: Description;
  private readonly host: HostEntry;
  private readonly made = new Map<string, { readonly definition: Definition; readonly planned: number }>();

  constructor(description: Description, host: HostEntry) {
    this.description = description;
    this.host = host;
  }

  /** In the order of hacfg.yaml. */
  all(): Definition[] {
    return Object.keys(this.description.text.checks ?? {}).flatMap(
      (name) => this.made.get(name)?.definition ?? [],
    );
  }

  /** Makes sure that a check is defined, without anybody tracking it: one of kind file that a service follows. */
  need(name: string): void {
    this.definition(name, { weight: 0, interval: 2 });
  }

  track(
    checks: readonly TrackedText[],
    interfaces: readonly TrackedInterfaceText[],
    tracked: Tracked,
    ownInterfaces: readonly (string | undefined)[],
  ): TrackingPlan {
    const plan = { scripts: [] as TrackPlan[], processes: [] as TrackPlan[], files: [] as TrackPlan[] };
    const seen = new Set<string>();
    for (const one of checks) {
      const text = typeof one === 'string' ? { check: one } : one;
      if (seen.has(text.check)) continue;
      seen.add(text.check);
      const { definition, planned } = this.definition(text.check, tracked);
      const isPlanned = this.description.text.checks?.[text.check]?.weight === undefined;
      const differs = isPlanned && definition.kind !== 'file' && planned !== tracked.weight;
      plan[listOf(definition)].push({
        name: text.check,
        weight: text.weight ?? (differs ? tracked.weight : undefined),
        reverse: text.reverse ?? false,
      });
    }
    return { ...plan, interfaces: trackInterfaces(interfaces, ownInterfaces) };
  }

  private definition(name: string, tracked: Tracked): { definition: Definition; planned: number } {
    let known = this.made.get(name);
    if (known === undefined) {
      const check = this.description.text.checks![name]!;
      known = { definition: definitionOf(name, check, this.host, tracked), planned: tracked.weight };
      this.made.set(name, known);
    }
    return known;
  }
}

function listOf(definition: Definition): 'scripts' | 'processes' | 'files' {
  if (definition.kind === 'process') return 'processes';
  return definition.kind === 'file' ? 'files' : 'scripts';
}

/** The interface of the instance is tracked anyway. */
function trackInterfaces(
  interfaces: readonly TrackedInterfaceText[],
  own: readonly (string | undefined)[],
): TrackPlan[] {
  const plans = new Map<string, TrackPlan>();
  for (const one of interfaces) {
    const text = typeof one === 'string' ? { interface: one } : one;
    if (own.includes(text.interface) || plans.has(text.interface)) continue;
    plans.set(text.interface, { name: text.interface, weight: text.weight, reverse: false });
  }
  return [...plans.values()];
}

/**
 * What a router tracks on a node itself. Checks are left to its sync group where that can track: weights of members
 * do not count there (keepalived vrrp_sync.c, vrrp.c: vrrp_complete_instance), and all move together anyway.
 */
export function instanceTracking(
  plan: RouterPlan,
  node: NodeEntry,
  definitions: Definitions,
  device: string | undefined,
): TrackingPlan {
  const { checks, interfaces } = trackedOn(plan.entry, node);
  const own = plan.tracksByGroup ? [] : checks;
  return definitions.track(own, interfaces, { weight: plan.weight, interval: plan.checkInterval }, [device]);
}

/** What a group tracks on a host: its own, and what its members leave to it. */
export function groupTracking(
  group: GroupPlan,
  members: readonly { readonly plan: RouterPlan; readonly node: NodeEntry }[],
  definitions: Definitions,
  description: Description,
): TrackingPlan {
  const text = description.syncGroups.get(group.name)!;
  const left = members
    .filter(({ plan }) => plan.tracksByGroup)
    .flatMap(({ plan, node }) => trackedOn(plan.entry, node).checks);
  const interval = Math.min(...members.map(({ plan }) => plan.checkInterval));
  return definitions.track(
    [...(text.track ?? []), ...left],
    text.track_interfaces ?? [],
    { weight: group.weight, interval },
    [],
  );
}
