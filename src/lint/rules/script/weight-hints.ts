import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { bonusOf, effective, lossOf, weightedEntries } from '../../../model/election/priority.ts';
import type { Tracked } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { byPlace, describeWeight, lonelyRouters, placeOfWeight } from '../vrrp/weighted-checks.ts';
import { commentedSettings } from './comments.ts';
import { healthy } from './shortfalls.ts';
import { referencesOf } from './tracking.ts';

/*
 * What script/weight-too-small can say without being sure: of one node whose peer is not at hand, and of a check that
 * is only there as a comment.
 */

/** The priority by default, which the other node has as a rule. */
const USUAL_PRIORITY = 100;
/** Weights from here on were hardly written without a look at the priorities. */
const CONSIDERED = 10;

interface Small {
  readonly entry: Tracked;
  readonly member: RouterMember;
  readonly left: number;
}

function smallIn(router: VirtualRouter): Small[] {
  const [member] = router.members;
  if (member === undefined || member.instance.nopreempt.value) return [];
  const { value } = member.instance.priority;
  return weightedEntries(member).flatMap((entry) => {
    const left = effective(member, value + bonusOf(entry) - lossOf(entry));
    const isSmall = lossOf(entry) < CONSIDERED && value - USUAL_PRIORITY > lossOf(entry) && value < 255;
    return isSmall ? [{ entry, member, left }] : [];
  });
}

/** Nodes that came alone: most likely the other one has priority 100. */
export function reportLonely(clusters: readonly Cluster[], context: RuleContext): void {
  const small = lonelyRouters(clusters).flatMap(smallIn);
  for (const [first] of byPlace(small, ({ entry }) => placeOfWeight(entry))) {
    const { entry, member, left } = first!;
    const { name, priority } = member.instance;
    const place = placeOfWeight(entry);
    context.report({
      place,
      severity: 'warning',
      message: `${describeWeight(entry)} is small for priority ${priority.value} of vrrp_instance ${name}: when it fails, ${left} are left, more than the usual ${USUAL_PRIORITY} of a backup`,
      label: `takes ${lossOf(entry)}`,
      help: `weight -${priority.value - USUAL_PRIORITY + 1} or lower, or a weight larger than the difference to the other node; name both files and hacfg says which`,
      related: relatedBeside(place, [
        { place: placeIn(member.instance, priority), message: `priority ${priority.value}` },
      ]),
    });
  }
}

/** The weight in a check that was commented out, held against the priorities as they are. */
export function reportCommented({ routers }: Cluster, context: RuleContext): void {
  for (const router of routers.filter(({ members }) => members.length > 1)) {
    const [master, heir] = [...router.members].sort((one, other) => healthy(other) - healthy(one));
    if (master === undefined || heir === undefined || healthy(master) === healthy(heir)) continue;
    if (master.node.scripts.length > 0 || referencesOf(master.node).length > 0) continue;
    const weight = commentedSettings(master.node, 'vrrp_script').find(({ keyword }) => keyword === 'weight');
    const loss = Math.abs(Number(weight?.value));
    const left = effective(master, healthy(master) - loss);
    if (weight === undefined || !(loss > 0) || left < healthy(heir)) continue;
    context.report({
      place: weight.place,
      severity: 'info',
      message: `weight ${weight.value} of the vrrp_script that is commented out would be too small for ${routerName(router)}: ${master.node.name} would be left with ${left}, not below ${heir.node.name}’s ${healthy(heir)}`,
      why: 'With the check enabled as it stands, the VIP would stay on the node whose service is down.',
      label: `takes ${loss} of ${healthy(master)}`,
      help: `weight -${healthy(master) - healthy(heir) + 1} or lower, once it is enabled`,
      related: relatedBeside(weight.place, [
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
}
