import { interfaceFiles, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import type { HostAddress, VirtualAddress } from '../../../model/addresses.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { relatedBeside } from '../cluster/members.ts';

const owner = 255;

/** Somebody's own address, and who says so. */
interface Claim {
  readonly node: string;
  readonly how: string;
  readonly place: HostAddress['place'];
}

interface Claims {
  readonly byText: ReadonlyMap<string, readonly Claim[]>;
  /** Texts of the VIPs that the node holds at times. */
  readonly held: ReadonlySet<string>;
}

const claimsByNode = new WeakMap<NodeModel, Claims>();

function claimsOf(node: NodeModel): Claims {
  let claims = claimsByNode.get(node);
  if (claims === undefined) {
    claims = collectClaims(node);
    claimsByNode.set(node, claims);
  }
  return claims;
}

function collectClaims(node: NodeModel): Claims {
  const held = new Set(node.instances.flatMap((instance) => heldBy(instance).map(({ text }) => text)));
  const byText = new Map<string, Claim[]>();
  const add = (text: string, claim: Claim) => {
    const known = byText.get(text);
    if (known === undefined) byText.set(text, [claim]);
    else known.push(claim);
  };
  for (const one of node.addresses) {
    const { text, how, place } = one;
    // keepalived adds static addresses itself; another rule compares them.
    if (how !== 'static_ipaddress' && !isForAnotherRule(one, held))
      add(text, { node: node.name, how, place });
  }
  for (const { text, place } of node.instances.flatMap((instance) => instance.unicastPeers))
    add(text, { node: 'a unicast peer', how: 'unicast_peer', place });
  return { byText, held };
}

/** What says that an address is permanently a host's own: the node itself, or another that lists it as peer. */
function claimsOn(text: string, node: NodeModel): readonly Claim[] {
  return claimsOf(node).byText.get(text) ?? [];
}

/**
 * On lo the address disturbs nobody: a director that is a real server of its own has it there. In an interface file of
 * a node that has the VIP, it is the file that is wrong, not the VIP: vip-also-static.
 */
function isForAnotherRule({ how, interface: device, text }: HostAddress, held: ReadonlySet<string>): boolean {
  if (device !== undefined && isLoopbackDevice(device)) return true;
  return held.has(text) && interfaceFiles.has(how);
}

function heldBy(instance: VrrpInstance): readonly VirtualAddress[] {
  return [...instance.vips, ...instance.excludedVips];
}

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
