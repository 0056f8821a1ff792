import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { bonusOf, effective, healthyTotal, lossOf } from '../../../model/election/priority.ts';
import type { Tracked } from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';
import type { RuleContext } from '../../rule.ts';
import { placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { describeWeight, placeOfWeight } from '../vrrp/weighted-checks.ts';
import { healthy } from './shortfalls.ts';

/** Checks that count for nothing yet, because they are defined below the instance that tracks them. */
function laterEntries({ instance }: RouterMember): Tracked[] {
  return trackedEntries(instance).filter(
    (entry) => entry.dropped === 'defined-later' && entry.weight.value !== 0 && entry.kind !== 'file',
  );
}

function bonusesOf(entries: readonly Tracked[]): number {
  return entries.reduce((sum, entry) => sum + bonusOf(entry), 0);
}

/**
 * What script/weight-too-small will find once the definitions are moved up: whoever repairs the order is to repair
 * the weight in one go.
 */
export function reportLater({ routers }: Cluster, context: RuleContext): void {
  for (const router of routers.filter(({ members }) => members.length > 1)) {
    const [master, heir] = [...router.members].sort((one, other) => healthy(other) - healthy(one));
    if (master === undefined || heir === undefined || healthy(master) === healthy(heir)) continue;
    if (heir.instance.nopreempt.value) continue;
    for (const entry of laterEntries(master)) reportEntry(entry, { router, master, heir }, context);
  }
}

interface Rivals {
  readonly router: VirtualRouter;
  readonly master: RouterMember;
  readonly heir: RouterMember;
}

function reportEntry(entry: Tracked, { router, master, heir }: Rivals, context: RuleContext): void {
  const total = healthyTotal(master) + bonusesOf(laterEntries(master));
  const left = effective(master, total - lossOf(entry));
  const heirHas = effective(heir, healthyTotal(heir) + bonusesOf(laterEntries(heir)));
  if (left < heirHas) return;
  const place = placeOfWeight(entry);
  const distance = healthy(master) - healthy(heir);
  const isBonus = bonusOf(entry) > 0;
  context.report({
    place,
    severity: 'warning',
    message: `${describeWeight(entry)} will be too small for ${routerName(router)} once it is defined above the instance: when it fails, ${master.node.name} is left with ${left}, not below ${heir.node.name}’s ${heirHas}`,
    label: `takes ${lossOf(entry)} of ${total}`,
    help: `weight ${isBonus ? '' : '-'}${distance + 1}, or ${isBonus ? 'more' : 'lower'}, on all nodes; or priorities closer together`,
    related: relatedBeside(place, [
      {
        place: placeIn(master.instance, master.instance.priority),
        message: `${master.node.name}: ${healthy(master)}`,
      },
      {
        place: placeIn(heir.instance, heir.instance.priority),
        message: `${heir.node.name}: ${healthy(heir)}`,
      },
    ]),
  });
}
