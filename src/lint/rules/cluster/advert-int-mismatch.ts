import type { RouterMember } from '../../../model/cluster.ts';
import { defineRule } from '../../rule.ts';
import { differenceIn, routerName, seconds } from './members.ts';
import { alignment, typeOn, worded } from './mismatch.ts';

const intervalOf = ({ instance }: RouterMember) => instance.advertInterval;

const node = (version: number, interval: string, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority ${priority}
    version ${version}
    advert_int ${interval}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Intervals that make nodes refuse each other. */
export const clusterAdvertIntMismatch = defineRule({
  id: 'cluster/advert-int-mismatch',
  severity: 'error',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'Nodes of a virtual router with different advert_int',
    why: 'VRRPv2 drops every advertisement whose interval is not its own, so no node hears the other: both become master and hold the VIP.',
    references: ['RFC 3768 section 7.1', 'RFC 9568 section 6.1', 'keepalived vrrp/vrrp.c: vrrp_check_packet'],
  },
  bad: [
    {
      caption: 'Tuned on one node only',
      at: 'lb2.conf:7:16',
      files: { 'lb1.conf': node(2, '1', 110), 'lb2.conf': node(2, '2', 100) },
    },
    {
      caption: 'VRRPv3 takes the interval of the master: a warning',
      at: 'lb2.conf:7:16',
      files: { 'lb1.conf': node(3, '1', 110), 'lb2.conf': node(3, '0.5', 100) },
    },
  ],
  good: [{ files: { 'lb1.conf': node(2, '1', 110), 'lb2.conf': node(2, '1', 100) } }],
  on: {
    router: (router, _cluster, context) => {
      const { members } = router;
      const version = members[0]!.instance.version.value;
      // Nodes of different versions do not hear each other whatever the interval.
      if (members.some(({ instance }) => instance.version.value !== version)) return;
      const difference = differenceIn(members, (member) => intervalOf(member).value);
      if (difference === undefined) return;
      const right = String(intervalOf(difference.reference[0]!).value);
      context.report({
        ...worded({
          what: 'advert_int',
          of: routerName(router),
          difference,
          known: intervalOf,
          textOf: (member) => seconds(intervalOf(member).value),
        }),
        ...(version === 2
          ? {}
          : {
              severity: 'warning',
              why: 'VRRPv3 goes by the interval of the master, so the time a failover takes depends on which node is master; in the first election, before any node has heard another, the shorter interval wins whatever the priorities.',
            }),
        help: typeOn(`advert_int ${right}`, difference.deviants),
        ...alignment({ difference, known: intervalOf }, right),
      });
    },
  },
});
