import type { RouterMember, VirtualRouter } from '../../../model/cluster.ts';
import { defineRule } from '../../rule.ts';
import { differenceIn, listed } from './members.ts';
import { alignment, typeOn, worded } from './mismatch.ts';

const vridOf = ({ instance }: RouterMember) => instance.vrid;

/** The addresses that make the members one router. */
function sharedVips({ members }: VirtualRouter): string {
  const [first, ...others] = members.map(({ instance }) => instance.vips.map((vip) => vip.text));
  const shared = first!.filter((text) => others.some((list) => list.includes(text)));
  if (shared.length === 0) return members[0]!.instance.name;
  return listed(shared.length > 3 ? [...shared.slice(0, 2), `${shared.length - 2} more VIPs`] : shared);
}

const node = (vrid: number, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id ${vrid}
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** One VIP under several VRIDs. */
export const clusterVridMismatch = defineRule({
  id: 'cluster/vrid-mismatch',
  severity: 'error',
  scope: 'cluster',
  fix: 'unsafe',
  docs: {
    summary: 'Nodes that hold the same VIP under different virtual_router_id',
    why: 'A node listens only to its own VRID, so none hears the other: both become master and hold the VIP.',
    references: ['RFC 9568 section 5.2.3', 'keepalived vrrp/vrrp_scheduler.c: vrrp_dispatcher_read'],
  },
  bad: [
    {
      caption: 'Two nodes, one VIP, two virtual routers',
      at: 'lb2.conf:4:23',
      files: { 'lb1.conf': node(51, 110), 'lb2.conf': node(52, 100) },
    },
  ],
  good: [{ files: { 'lb1.conf': node(51, 110), 'lb2.conf': node(51, 100) } }],
  on: {
    router: (router, _cluster, context) => {
      // A node without a usable VRID is a finding of its own.
      const members = router.members.filter((member) => vridOf(member).value !== undefined);
      const difference = differenceIn(members, (member) => vridOf(member).value!);
      if (difference === undefined) return;
      const right = String(vridOf(difference.reference[0]!).value);
      context.report({
        ...worded({
          what: 'virtual_router_id',
          of: sharedVips(router),
          difference,
          known: vridOf,
          textOf: (member) => String(vridOf(member).value),
        }),
        help: typeOn(`virtual_router_id ${right}`, difference.deviants),
        ...alignment({ difference, known: vridOf }, right),
      });
    },
  },
});
