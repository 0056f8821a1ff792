import type { VirtualAddress } from '../../../model/addresses.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { relatedBeside } from '../cluster/members.ts';
import { type Claim, claimsOf, claimsOn, heldBy } from './claims.ts';

const owner = 255;

function describe({ node, how }: Claim): string {
  if (how === 'unicast_peer') return `the address of ${node}`;
  return /_src_ip$/.test(how)
    ? `the address that ${node} sends from (${how})`
    : `the address of ${node} (${how})`;
}

function report(
  vip: VirtualAddress,
  instance: VrrpInstance,
  claims: readonly Claim[],
  context: RuleContext,
): void {
  const [first] = claims;
  const isOwner = instance.priority.value === owner;
  context.report({
    place: vip.place,
    ...(isOwner ? { severity: 'warning' } : {}),
    message: `VIP ${vip.text} of vrrp_instance ${instance.name} is ${describe(first!)}`,
    why: isOwner
      ? `An address owner may do so, but the address cannot fail over cleanly: ${first!.node} keeps it for as long as it runs, and nothing reaches the host itself once another node holds it.`
      : `At its start keepalived takes a VIP that is already there for a left-over and removes it: with the same prefix length ${first!.node} loses its own address, with another one two hosts have it after a failover.`,
    label: 'a VIP belongs to no host',
    help: 'Choose an address that no host has, and write it in virtual_ipaddress on all nodes',
    related: relatedBeside(
      vip.place,
      claims.flatMap(({ node, how, place }) =>
        place === undefined ? [] : { place, message: describe({ node, how, place }) },
      ),
    ),
  });
}

/** Within one node: what it says of itself and of its peers. */
function checkNode(node: NodeModel, context: RuleContext): void {
  const seen = new Set<string>();
  for (const instance of node.instances) {
    for (const vip of heldBy(instance)) {
      if (seen.has(vip.text)) continue;
      const claims = claimsOn(vip.text, node);
      if (claims.length === 0) continue;
      seen.add(vip.text);
      report(vip, instance, claims, context);
    }
  }
}

/** What the other nodes know: a VIP that is somebody's address, and who else claims one that a node claims itself. */
function checkCluster({ nodes }: Cluster, context: RuleContext): void {
  const claims = (text: string, of: readonly NodeModel[]) => of.flatMap((node) => claimsOn(text, node));
  const reported = new Set<string>();
  for (const node of nodes) {
    for (const instance of node.instances) {
      for (const vip of heldBy(instance)) {
        const own = claimsOn(vip.text, node);
        const others = claims(
          vip.text,
          nodes.filter((other) => other !== node),
        );
        if (others.length === 0) continue;
        if (own.length > 0) report(vip, instance, [...own, ...others], context);
        else if (!reported.has(vip.text) && !isKnownToAHolder(vip.text, nodes)) {
          reported.add(vip.text);
          report(vip, instance, others, context);
        }
      }
    }
  }
}

/** A node that holds the VIP claims it as its own address, too: there it is found without the others. */
function isKnownToAHolder(text: string, nodes: readonly NodeModel[]): boolean {
  return nodes.some((node) => claimsOn(text, node).length > 0 && claimsOf(node).held.has(text));
}

const node = (vip: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    mcast_src_ip 192.0.2.11
    virtual_ipaddress {
        ${vip}
    }
}
`;

/** A virtual address that a host has of its own. */
export const addressVipIsHostIp = defineRule({
  id: 'address/vip-is-host-ip',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A VIP that is the permanent address of a node',
    why: 'At its start keepalived takes a VIP that is already there for a left-over and removes it: the host loses its own address. With another prefix length it stays, and two hosts have it after a failover.',
    references: [
      'RFC 9568 section 1.7',
      'keepalived vrrp/vrrp.c: vrrp_restore_interfaces_startup',
      'acassen/keepalived#2091',
      'acassen/keepalived#2219',
    ],
  },
  bad: [{ caption: 'The address the node sends from', at: '9:9', files: node('192.0.2.11/24') }],
  good: [{ files: node('192.0.2.100/24') }],
  on: { node: checkNode, cluster: checkCluster },
});
