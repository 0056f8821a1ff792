import type { VirtualRouter } from '../../../model/cluster.ts';
import { type VridCollision, vridCollisions } from '../../../model/collisions.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { listedBriefly, someOf } from '../vrrp/settings.ts';
import { hosts, placeIn, relatedBeside } from './members.ts';

/** `WEB of web1 and web2`. */
function nameOf({ members }: VirtualRouter): string {
  return `${members[0]!.instance.name} of ${hosts(members)}`;
}

/** VRIDs that nothing here uses, from the one in question upwards: the first is what to type. */
function freeVrid({ vrid, routers }: VridCollision, used: ReadonlySet<number>): number | undefined {
  const taken = new Set([...used, ...routers.flatMap((router) => router.vrid ?? [])]);
  for (let step = 1; step < 255; step++) {
    const candidate = ((vrid + step - 1) % 255) + 1;
    if (!taken.has(candidate)) return candidate;
  }
  return undefined;
}

function report(collision: VridCollision, used: ReadonlySet<number>, context: RuleContext): void {
  const { vrid, routers, evidence, network } = collision;
  const [, second] = routers;
  const [member] = second!.members;
  const place = placeIn(member!.instance, member!.instance.vrid);
  const free = freeVrid(collision, used);
  const isKnown = evidence === 'bundle';
  context.report({
    place,
    ...(isKnown ? {} : { severity: 'warning' }),
    message: `virtual_router_id ${vrid} is used by ${routers.length === 2 ? 'two' : routers.length} clusters in ${network}: ${listedBriefly(routers.map(nameOf))}`,
    label: `VRID ${vrid} is taken by ${nameOf(routers[0]!)}`,
    help: `${free === undefined ? 'A virtual_router_id of its own' : `virtual_router_id ${free}`} on ${hosts(second!.members)}${isKnown ? '' : `, unless the clusters are in networks of their own that both are called ${network}`}`,
    related: relatedBeside(
      place,
      someOf(
        routers.flatMap((router) =>
          router.members.map(({ node, instance }) => ({
            place: placeIn(instance, instance.vrid),
            message: `${instance.name} of ${node.name}`,
          })),
        ),
      ),
    ),
  });
}

const cluster = (name: string, vip: string, vrid = 51) => sample({ name, vrid, vips: [vip] });

/** Clusters that hear each other under one VRID. */
export const clusterVridCollision = defineRule({
  id: 'cluster/vrid-collision',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Two clusters in one network with the same virtual_router_id',
    why: 'The nodes take each other’s advertisements for those of their own virtual router. Up to 2.2.8 they refuse them, fill the log and lose the beat: the VIP jumps. Later releases accept them: the weaker cluster gives its VIP up to the stronger one, which does not have it.',
    references: [
      'RFC 9568 section 5.2.3',
      'keepalived vrrp/vrrp.c: vrrp_check_packet',
      'acassen/keepalived#2444',
      'rcbops/chef-cookbooks#379',
    ],
  },
  bad: [
    {
      caption: 'Both kept the number of the sample',
      at: 'db1.conf:4:23',
      files: { 'web1.conf': cluster('WEB', '192.0.2.100/24'), 'db1.conf': cluster('DB', '192.0.2.200/24') },
    },
  ],
  good: [
    {
      files: {
        'web1.conf': cluster('WEB', '192.0.2.100/24'),
        'db1.conf': cluster('DB', '192.0.2.200/24', 52),
      },
    },
    {
      caption: 'Another network',
      files: {
        'web1.conf': cluster('WEB', '192.0.2.100/24'),
        'db1.conf': cluster('DB', '198.51.100.200/24'),
      },
    },
    {
      caption: 'IPv4 and IPv6 have VRIDs of their own',
      files: { 'web1.conf': cluster('WEB', '192.0.2.100/24'), 'db1.conf': cluster('DB', '2001:db8::200/64') },
    },
  ],
  on: {
    run: (clusters, context) => {
      if (clusters.length < 2) return;
      const vrids = clusters.flatMap(({ routers }) => routers.flatMap(({ vrid }) => vrid ?? []));
      const used = new Set(vrids);
      for (const collision of vridCollisions(clusters)) report(collision, used, context);
    },
  },
});
