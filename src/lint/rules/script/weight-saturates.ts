import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { bonusOf, healthyTotal, weightedEntries } from '../../../model/election/priority.ts';
import type { Tracked, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { placeIn, relatedBeside } from '../cluster/members.ts';
import { placeOfWeight } from '../vrrp/weighted-checks.ts';
import { tracked } from './sample.ts';

const OWNER = 255;
/** What no weight raises a priority above. */
const HIGHEST = 254;

function isAbove(instance: VrrpInstance): boolean {
  return instance.priority.value !== OWNER && healthyTotal({ instance }) > HIGHEST;
}

function bonuses(instance: VrrpInstance): Tracked[] {
  return weightedEntries({ instance }).filter((entry) => bonusOf(entry) > 0);
}

/** `others`: members of the router that end up with as much although they were to differ. */
function report(instance: VrrpInstance, others: readonly RouterMember[], context: RuleContext): void {
  const { name, priority } = instance;
  const total = healthyTotal({ instance });
  const place = placeIn(instance, priority);
  const added = bonuses(instance);
  context.report({
    place,
    ...(others.length === 0
      ? {}
      : {
          severity: 'error' as const,
          why: `keepalived cuts the sum at ${HIGHEST} on each node, so they end up equal: the highest address decides who is master, not the priorities.`,
        }),
    message: `priority ${priority.value} of vrrp_instance ${name} and its weights (${added.map((one) => `+${bonusOf(one)}`).join(' ')}) make ${total}, more than the ${HIGHEST} that keepalived goes up to`,
    label: `${HIGHEST} while all is well`,
    help: `priority ${Math.max(1, priority.value - (total - HIGHEST))} or lower, and less on the other nodes by as much`,
    related: relatedBeside(place, [
      ...others.map((other) => ({
        place: placeIn(other.instance, other.instance.priority),
        message: `${other.node.name}: ${healthyTotal(other)}, cut to ${HIGHEST} as well`,
      })),
      ...added.map((entry) => ({
        place: placeOfWeight(entry),
        message: `adds ${bonusOf(entry)}`,
      })),
    ]),
  });
}

/** Nodes that were to differ and end up equal. */
function checkRouter({ members }: VirtualRouter, context: RuleContext): void {
  const high = members.filter(({ instance }) => isAbove(instance));
  for (const { instance } of high) {
    const total = healthyTotal({ instance });
    const others = high.filter((other) => healthyTotal(other) !== total);
    if (others.length > 0) report(instance, others, context);
  }
}

const node = (priority: number) =>
  tracked({ check: ['interval 2', 'fall 2', 'rise 2', 'weight 20'], priority });

/** Weights that are cut. */
export const scriptWeightSaturates = defineRule({
  id: 'script/weight-saturates',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Priority and weights that add up to more than 254',
    why: 'keepalived cuts the sum at 254: part of the weight is lost when the check fails, and nodes that were to differ may become equal.',
    references: ['keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority', 'RFC 9568 section 5.2.4'],
  },
  bad: [
    { caption: '250 and 20 make 254', at: '18:14', files: node(250) },
    {
      caption: 'Equal against their will',
      at: 'lb1.conf:18:14',
      files: { 'lb1.conf': node(250), 'lb2.conf': node(240) },
    },
  ],
  good: [{ files: node(150) }],
  on: {
    instance: (instance, _node, context) => {
      // Said again, with the other nodes, where they are known.
      if (isAbove(instance)) report(instance, [], context);
    },
    router: (router, _cluster, context) => checkRouter(router, context),
  },
});
