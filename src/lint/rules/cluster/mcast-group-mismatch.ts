import { keywordOf } from '../../../../grammar/configuration.ts';
import { formatAddress } from '../../../../grammar/values/address.ts';
import type { RouterMember } from '../../../model/cluster.ts';
import { defineRule } from '../../rule.ts';
import { differenceIn, routerName } from './members.ts';
import { typeOn, worded } from './mismatch.ts';

const groupOf = ({ instance }: RouterMember) => instance.multicastGroup;
const textOf = (member: RouterMember) => formatAddress(groupOf(member).value);

const node = (globals: string, priority: number) => `${globals}vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const ownGroup = `global_defs {
    vrrp_mcast_group4 224.0.0.20
}

`;

/** Advertisements that go where the other node does not listen. */
export const clusterMcastGroupMismatch = defineRule({
  id: 'cluster/mcast-group-mismatch',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Nodes of a virtual router that send to different multicast groups',
    why: 'A node listens to its own group only, so none hears the other: both become master and hold the VIP.',
    references: [
      'RFC 9568 section 5.1.1.2',
      'keepalived core/global_parser.c: vrrp_mcast_group4_handler',
      'keepalived vrrp/vrrp_parser.c: vrrp_mcast_dst_ip_handler',
    ],
  },
  bad: [
    {
      caption: 'A group of its own for one node',
      at: 'lb2.conf:2:23',
      files: { 'lb1.conf': node('', 110), 'lb2.conf': node(ownGroup, 100) },
    },
  ],
  good: [
    { files: { 'lb1.conf': node('', 110), 'lb2.conf': node('', 100) } },
    { files: { 'lb1.conf': node(ownGroup, 110), 'lb2.conf': node(ownGroup, 100) } },
  ],
  on: {
    router: (router, _cluster, context) => {
      const members = router.members.filter(({ instance }) => !instance.unicast);
      const difference = differenceIn(members, textOf);
      if (difference === undefined) return;
      const { reference, deviants } = difference;
      const statement = groupOf(deviants[0]!).statement ?? groupOf(reference[0]!).statement;
      const keyword = statement === undefined ? 'mcast_dst_ip' : keywordOf(statement);
      context.report({
        ...worded({
          what: 'the multicast group',
          of: routerName(router),
          difference,
          known: groupOf,
          textOf,
        }),
        help: typeOn(`${keyword} ${textOf(reference[0]!)}`, deviants),
      });
    },
  },
});
