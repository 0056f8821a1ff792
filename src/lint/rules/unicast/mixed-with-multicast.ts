import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { differenceIn, hosts, placeOfKeyword, relatedBeside, routerName } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';

/** The list of peers; of a node without peers whatever remains of it, or the name of the instance. */
function placeOfPeers({ node, instance }: RouterMember): Related {
  return {
    place: placeOfKeyword(instance, 'unicast_peer'),
    message: instance.unicast ? `${node.name} sends to its peers only` : `${node.name} has no unicast peer`,
  };
}

function check(router: VirtualRouter, context: RuleContext): void {
  const difference = differenceIn(router.members, ({ instance }) => String(instance.unicast));
  if (difference === undefined) return;
  const unicast = router.members.filter(({ instance }) => instance.unicast);
  const multicast = router.members.filter(({ instance }) => !instance.unicast);
  const { place } = placeOfPeers(difference.deviants[0]!);
  const isUnicast = difference.deviants[0]!.instance.unicast;
  context.report({
    place,
    message: `${routerName(router)} is unicast on ${hosts(unicast)} and multicast on ${hosts(multicast)}`,
    label: isUnicast ? 'unicast' : 'no unicast_peer: multicast',
    help: `On ${hosts(multicast)} unicast_src_ip with the node’s own address, and unicast_peer with those of the others; or no unicast_peer anywhere`,
    related: relatedBeside(place, [...difference.deviants, ...difference.reference].map(placeOfPeers)),
  });
}

const peers = (own: string, other: string) => [
  `unicast_src_ip ${own}`,
  'unicast_peer {',
  `    ${other}`,
  '}',
];

/** Nodes that do not use the same way to reach each other. */
export const unicastMixedWithMulticast = defineRule({
  id: 'unicast/mixed-with-multicast',
  severity: 'error',
  scope: 'cluster',
  about: 'unicast',
  docs: {
    summary: 'One node sends by unicast, another one by multicast',
    why: 'Each drops what comes the other way, so none hears the other: both become master and hold the VIP.',
    references: [
      'keepalived.conf(5): unicast_peer',
      'keepalived vrrp/vrrp.c: vrrp_check_packet',
      'acassen/keepalived#1994',
      'acassen/keepalived#2458',
    ],
  },
  bad: [
    {
      caption: 'Only one node was changed to unicast',
      at: 'lb2.conf:1:15',
      files: {
        'lb1.conf': sample({ priority: 110, lines: peers('192.0.2.11', '192.0.2.12') }),
        'lb2.conf': sample({ priority: 100 }),
      },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': sample({ priority: 110, lines: peers('192.0.2.11', '192.0.2.12') }),
        'lb2.conf': sample({ priority: 100, lines: peers('192.0.2.12', '192.0.2.11') }),
      },
    },
  ],
  on: { router: (router, _cluster, context) => check(router, context) },
});
