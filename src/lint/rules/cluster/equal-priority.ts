import { formatAddress } from '../../../../grammar/values/address.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { effective, healthyTotal } from '../../../model/election/priority.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { groupedBy, hosts, listed, placeIn, relatedBeside, replacing, routerName } from './members.ts';

/** Far enough apart for timers to decide: a point is 1/256 s. */
const step = 10;
const highest = 254;

/** The member to keep its priority first: the only one that says MASTER, if there is one. */
function byPreference(equal: readonly RouterMember[]): readonly RouterMember[] {
  const masters = equal.filter(({ instance }) => instance.state.value === 'MASTER');
  const [preferred] = masters.length === 1 ? masters : equal;
  return [preferred!, ...equal.filter((member) => member !== preferred)];
}

/** Priorities that set the members apart, best first, clear of those of the others. */
function proposal(equal: readonly RouterMember[], router: VirtualRouter): Map<RouterMember, number> {
  const value = equal[0]!.instance.priority.value;
  const taken = new Set(router.members.map(({ instance }) => instance.priority.value));
  const lowest = value - step * (equal.length - 1);
  const proposed = new Map<RouterMember, number>();
  // Near the bottom there is no room below: go up instead.
  let next = lowest < 1 ? Math.min(highest, value + step * (equal.length - 1)) : Math.min(value, highest);
  for (const member of equal) {
    while (next !== value && taken.has(next) && next > 1) next--;
    proposed.set(member, next);
    next = Math.max(1, next - step);
  }
  return proposed;
}

/** The one source address all of them are said to send from. */
function sharedSource(equal: readonly RouterMember[]): string | undefined {
  const sources = equal.map(({ instance }) => instance.source.value);
  const [first] = sources;
  if (first === undefined) return undefined;
  const text = formatAddress(first);
  return sources.every((source) => source !== undefined && formatAddress(source) === text) ? text : undefined;
}

/** Whether the checks of the members make different numbers of the same priority, as long as all is well. */
function isSetApart(equal: readonly RouterMember[]): boolean {
  const healthy = new Set(equal.map((member) => effective(member, healthyTotal(member))));
  return healthy.size === equal.length;
}

function why(source: string | undefined, isStrongest: boolean): string | undefined {
  if (!isStrongest) {
    return 'When the stronger node fails, these take over at the same moment and all hold the VIP until the higher source address wins.';
  }
  if (source === undefined) return undefined;
  return `The higher source address is to decide between equals, but here all send from ${source}: nobody yields, and after a simultaneous start each node holds the VIP for good.`;
}

function report(group: readonly RouterMember[], router: VirtualRouter, context: RuleContext): void {
  const value = group[0]!.instance.priority.value;
  const isStrongest = router.members.every(({ instance }) => instance.priority.value <= value);
  const equal = byPreference(group);
  const proposed = proposal(equal, router);
  const source = sharedSource(group);
  const place = placeIn(equal[1]!.instance, equal[1]!.instance.priority);
  const related: Related[] = equal.map(({ node, instance }) => ({
    place: placeIn(instance, instance.priority),
    message: instance.priority.isWritten
      ? `${node.name}: ${value}`
      : `${node.name} states no priority: ${value} is used`,
  }));
  const changed = equal.filter((member) => proposed.get(member) !== value);
  const edits = changed.flatMap((member) =>
    replacing(member.instance.priority, String(proposed.get(member))),
  );
  const reason = why(source, isStrongest);
  const keepsBack = group.some(({ instance }) => instance.nopreempt.value);
  context.report({
    place,
    ...(isStrongest && source !== undefined ? { severity: 'error' } : {}),
    message: `${hosts(group)} have the same priority ${value} for ${routerName(router)}`,
    ...(reason === undefined ? {} : { why: reason }),
    label: equal[1]!.instance.priority.isWritten ? 'the same priority' : `no priority: ${value} is used`,
    help: `${listed(changed.map((member) => `priority ${proposed.get(member)} on ${member.node.name}`))}${
      keepsBack ? '; nopreempt alone keeps the VIP from moving back' : ''
    }`,
    related: relatedBeside(place, related),
    ...(edits.length === changed.length &&
    new Set(edits.map((edit) => edit.place.source)).size === edits.length
      ? { fixes: [{ title: 'Set the priorities apart', safety: 'unsafe' as const, edits }] }
      : {}),
  });
}

const node = (state: string, priority: number) => `vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Nodes whose priorities do not tell who is to be master. */
export const clusterEqualPriority = defineRule({
  id: 'cluster/equal-priority',
  severity: 'warning',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'Two nodes of a virtual router with the same priority',
    why: 'Nodes that start together become master together: both hold the VIP until the higher source address wins, and which node that is nobody chose. Neither state MASTER nor state BACKUP changes it.',
    references: [
      'RFC 9568 section 6.4.3',
      'keepalived vrrp/vrrp.c: vrrp_state_master_rx',
      'acassen/keepalived#1515',
      'acassen/keepalived#1810',
    ],
  },
  bad: [
    {
      caption: 'state BACKUP does not make a node the weaker one',
      at: 'lb2.conf:5:14',
      files: { 'lb1.conf': node('MASTER', 100), 'lb2.conf': node('BACKUP', 100) },
    },
  ],
  good: [{ files: { 'lb1.conf': node('BACKUP', 110), 'lb2.conf': node('BACKUP', 100) } }],
  on: {
    router: (router, _cluster, context) => {
      for (const group of groupedBy(router.members, ({ instance }) => instance.priority.value)) {
        if (group.length > 1 && !isSetApart(group)) report(group, router, context);
      }
    },
  },
});
