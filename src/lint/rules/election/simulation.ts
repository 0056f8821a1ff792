import type { Place } from '../../../../grammar/source.ts';
import type { Cluster, RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { Election, type Outcome } from '../../../model/election/election.ts';
import { type Fault, faultText, singleFaults } from '../../../model/election/faults.ts';
import { isHurtBy, priorityUnder } from '../../../model/election/standing.ts';
import type { NodeModel } from '../../../model/node.ts';
import { trackedEntries } from '../../../model/tracked-entries.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, listed, placeIn, relatedBeside, routerName } from '../cluster/members.ts';
import { placeOfWeight } from '../vrrp/weighted-checks.ts';
import { weightedSample } from '../vrrp/weighted-sample.ts';

/** Larger clusters are not played through: the number of failures grows with that of the routers. */
const mostRouters = 100;

function memberOf({ members }: VirtualRouter, node: NodeModel): RouterMember | undefined {
  return members.find((member) => member.node === node);
}

/** What is wrong with a router after a failure; undefined: one sound node holds its VIPs. */
function badEnd(router: VirtualRouter, fault: Fault, before: Outcome, after: Outcome): string | undefined {
  const name = routerName(router);
  if (!after.isSteady) return `${name} never comes to rest`;
  const masters = after.mastersOf(router);
  if (masters.length > 1)
    return `${name} has ${masters.length} masters: ${listed(masters.map((one) => one.name))}`;
  const [master] = masters;
  if (master === undefined)
    return before.mastersOf(router).length === 0 ? undefined : `nobody becomes master of ${name}`;
  const member = memberOf(router, master)!;
  return fault.node === master && isHurtBy(member, [fault])
    ? `${master.name} stays master of ${name}`
    : undefined;
}

/** Where the strength of the failure is written: the weight, else the entry, else the priority. */
function placeOf(fault: Fault, member: RouterMember): Place {
  const { instance } = member;
  const entry =
    fault.kind === 'tracked'
      ? trackedEntries(instance).find(({ kind, name }) => kind === fault.what && name === fault.name)
      : undefined;
  return entry === undefined ? placeIn(instance, instance.priority) : placeOfWeight(entry);
}

function report(router: VirtualRouter, fault: Fault, end: string, context: RuleContext): void {
  const member = memberOf(router, fault.node) ?? router.members[0]!;
  const place = placeOf(fault, member);
  const others = router.members.filter((one) => one !== member);
  const left = (one: RouterMember) => priorityUnder(one, [fault]) ?? 'nothing';
  context.report({
    place,
    message: `when ${faultText(fault)}, ${end}`,
    label: `leaves ${member.node.name} with ${left(member)}`,
    help: `Priorities and weights such that ${hosts(others)} ${others.length === 1 ? 'is' : 'are'} above ${member.node.name} then`,
    related: relatedBeside(
      place,
      router.members.map((one) => ({
        place: placeIn(one.instance, one.instance.priority),
        message: `${one.node.name}: ${priorityUnder(one, []) ?? 'FAULT'}, then ${left(one)}`,
      })),
    ),
  });
}

/** Lets every single thing fail that can, and the nodes elect. */
function check(cluster: Cluster, context: RuleContext): void {
  const routers = cluster.routers.filter(({ members }) => members.length > 1);
  if (routers.length === 0 || cluster.routers.length > mostRouters) return;
  const election = new Election(cluster);
  const before = election.start();
  if (!before.isSteady) return;
  for (const fault of singleFaults(cluster)) {
    const after = election.after(before, [fault]);
    for (const router of routers) {
      const end = badEnd(router, fault, before, after);
      if (end !== undefined) report(router, fault, end, context);
    }
  }
}

/** Every single failure that ends badly, played through. */
export const electionSimulation = defineRule({
  id: 'election/simulation',
  severity: 'error',
  scope: 'cluster',
  isOptional: true,
  docs: {
    summary:
      'A single failure that moves no VIP, or makes two masters (on request: --rule election/simulation=error)',
    why: 'Each node, interface, script, process and file fails in turn, and the nodes elect: after this one clients reach a broken node, none, or two. The cause mostly has a finding of its own; this one shows the end, and the numbers.',
    references: [
      'RFC 9568 section 6.4',
      'keepalived vrrp/vrrp_track.c: vrrp_set_effective_priority',
      'keepalived vrrp/vrrp_sync.c: vrrp_sync_can_goto_master',
    ],
  },
  bad: [
    {
      caption: 'lb1 keeps the VIP although its check fails: 145 is more than 100',
      at: 'lb1.conf:6:12',
      files: {
        'lb1.conf': weightedSample(-5, { priority: 150 }),
        'lb2.conf': weightedSample(-5, { priority: 100 }),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': weightedSample(-60, { priority: 150 }),
        'lb2.conf': weightedSample(-60, { priority: 100 }),
      },
    },
  ],
  on: { cluster: check },
});
