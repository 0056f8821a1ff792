import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hosts, listed, placeIn, placeOfKeyword, relatedBeside, routerName } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';
import { type Gap, gapsIn, isMutual, textOf } from './gaps.ts';

const priorityOf = ({ instance }: RouterMember) => instance.priority.value;

/** What is to be added, by node. */
function additions(gaps: readonly Gap[]): Map<RouterMember, RouterMember[]> {
  const missing = new Map<RouterMember, RouterMember[]>();
  for (const { from, to } of gaps) missing.set(from, [...(missing.get(from) ?? []), to]);
  return missing;
}

/** Whether the master itself is not heard by somebody: then it does not take a failure. */
function why(gaps: readonly Gap[], router: VirtualRouter): string {
  const best = Math.max(...router.members.map(priorityOf));
  const now = gaps.find(({ from, to }) => priorityOf(from) === best && priorityOf(to) < best);
  if (now !== undefined) {
    return `${now.to.node.name} never hears the master ${now.from.node.name} and becomes master as well: two nodes hold the VIP from the start.`;
  }
  const { from, to } = gaps[0]!;
  return `It goes well while a node that both hear is master. When that fails, ${from.node.name} and ${to.node.name} take over without hearing each other: both hold the VIP.`;
}

function report(gaps: readonly Gap[], router: VirtualRouter, context: RuleContext): void {
  const missing = additions(gaps);
  const [first] = missing.keys();
  const place = placeOfKeyword(first!.instance, 'unicast_peer');
  // Each pair is two gaps; one says enough.
  const pairs = gaps.filter(({ from, to }) => router.members.indexOf(from) < router.members.indexOf(to));
  const related: Related[] = [...missing].flatMap(([member, lacking]) => [
    {
      place: placeOfKeyword(member.instance, 'unicast_peer'),
      message: `${member.node.name} does not send to ${hosts(lacking)}`,
    },
    {
      place: placeIn(member.instance, member.instance.source),
      message: `${member.node.name} is ${textOf(member)}`,
    },
  ]);
  context.report({
    place,
    message: `unicast_peer for ${routerName(router)} leaves out ${listed(pairs.map(({ from, to }) => `${from.node.name} and ${to.node.name}`))}: they do not send to each other`,
    why: why(gaps, router),
    label: `without ${missing.get(first!)!.map(textOf).join(', ')}`,
    help: listed(
      [...missing].map(
        ([member, lacking]) => `${lacking.map(textOf).join(' ')} in unicast_peer on ${member.node.name}`,
      ),
    ),
    related: relatedBeside(place, related),
  });
}

const node = (own: number, peers: readonly number[], priority: number) =>
  sample({
    priority,
    lines: [
      `unicast_src_ip 192.0.2.${own}`,
      'unicast_peer {',
      ...peers.map((peer) => `    192.0.2.${peer}`),
      '}',
    ],
  });

/** Three or more nodes of which some pairs do not talk. */
export const unicastIncompleteMesh = defineRule({
  id: 'unicast/incomplete-mesh',
  severity: 'error',
  scope: 'cluster',
  concludesFromAbsence: true,
  about: 'unicast',
  docs: {
    summary: 'Three or more unicast nodes of which two do not list each other',
    why: 'The two hear a third node, but not each other. When that one fails, both become master and hold the VIP.',
    references: ['keepalived.conf(5): unicast_peer', 'acassen/keepalived#143', 'acassen/keepalived#1810'],
  },
  bad: [
    {
      caption: 'lb2 and lb3 know of lb1 only',
      at: 'lb2.conf:8:5',
      files: {
        'lb1.conf': node(11, [12, 13], 120),
        'lb2.conf': node(12, [11], 110),
        'lb3.conf': node(13, [11], 100),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': node(11, [12, 13], 120),
        'lb2.conf': node(12, [11, 13], 110),
        'lb3.conf': node(13, [11, 12], 100),
      },
    },
  ],
  on: {
    router: (router, _cluster, context) => {
      if (router.members.length < 3) return;
      const all = gapsIn(router);
      const gaps = all.filter((gap) => isMutual(gap, all));
      if (gaps.length > 0) report(gaps, router, context);
    },
  },
});
