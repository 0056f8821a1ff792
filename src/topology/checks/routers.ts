import { formatAddress, isLinkLocal, isMulticast } from '../../../grammar/values/address.ts';
import { networkAddress } from '../../../grammar/values/subnet.ts';
import {
  type Addressed,
  type Description,
  familiesOf,
  type HostEntry,
  holds,
  interfaceOf,
  type NodeEntry,
  type RouterEntry,
  sourceOf,
  type VipEntry,
} from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';

/** Virtual routers: their nodes, VIPs and VRIDs. */
export function checkRouters(description: Description, report: Report): void {
  const vips = new Map<string, { router: RouterEntry; vip: VipEntry }>();
  const owners = ownersOf(description);
  for (const router of description.routers.values()) {
    checkNodes(router, description, report);
    if (router.vips.length === 0) {
      report({
        path: [...router.path, 'vips'],
        kind: 'empty',
        message: `router ${router.name} has no VIP`,
        help: 'vips: [192.0.2.100/24]',
      });
    }
    for (const vip of router.vips) {
      checkVipTwice(vip, router, vips, report);
      checkVip(vip, router, description, owners, report);
    }
    checkPreemption(router, report);
    checkNetwork(router, description, report);
  }
  checkVrids(description, report);
  checkSyncGroups(description, report);
}

function checkNodes(router: RouterEntry, { hosts }: Description, report: Report): void {
  const seen = new Map<string, NodeEntry>();
  const priorities = new Map<number, NodeEntry>();
  for (const node of router.nodes) {
    const before = seen.get(node.host);
    if (before !== undefined) {
      report({
        path: node.path,
        kind: 'duplicate',
        message: `${node.host} is twice among the nodes of router ${router.name}`,
        related: [{ path: before.path, message: 'first here' }],
      });
    }
    seen.set(node.host, node);
    const { priority } = node.text;
    const equal = priority === undefined ? undefined : priorities.get(priority);
    if (priority !== undefined && equal !== undefined && node.host !== equal.host) {
      report({
        path: [...node.path, 'priority'],
        kind: 'equal-priority',
        message: `${node.host} has the priority ${priority} of ${equal.host} in router ${router.name}`,
        why: 'Nothing decides then which of them is master.',
        related: [{ path: [...equal.path, 'priority'], message: `${equal.host} has it` }],
      });
    }
    if (priority !== undefined) priorities.set(priority, node);
    const host = hosts.get(node.host);
    if (host !== undefined && interfacesAreMissing(router, node, host)) {
      report({
        path: node.path,
        kind: 'no-interface',
        message: `nothing says which interface of ${node.host} router ${router.name} is on`,
        help: `Give host ${node.host} an interface: interface: eth0`,
      });
    }
  }
}

function interfacesAreMissing(router: RouterEntry, node: NodeEntry, host: HostEntry): boolean {
  return familiesOf(router).some((family) => interfaceOf(router, node, host, family) === undefined);
}

function checkVipTwice(
  vip: VipEntry,
  router: RouterEntry,
  vips: Map<string, { router: RouterEntry; vip: VipEntry }>,
  report: Report,
): void {
  const known = vips.get(vip.text);
  vips.set(vip.text, known ?? { router, vip });
  if (known === undefined || isLinkLocal(vip.address)) return;
  report({
    path: vip.path,
    kind: 'duplicate-vip',
    message: `VIP ${vip.text} of router ${router.name} is ${known.router === router ? 'listed twice' : `a VIP of router ${known.router.name}, too`}`,
    related: [{ path: known.vip.path, message: 'first here' }],
  });
}

interface Owner {
  readonly host: HostEntry;
  readonly address: Addressed;
}

/** Whose each address is; of several hosts the first. */
function ownersOf({ hosts }: Description): Map<string, Owner> {
  const owners = [...hosts.values()].flatMap((host) =>
    host.addresses.map((address) => [address.text, { host, address }] as const),
  );
  return new Map(owners.reverse());
}

function checkVip(
  vip: VipEntry,
  router: RouterEntry,
  { hosts }: Description,
  owners: ReadonlyMap<string, Owner>,
  report: Report,
): void {
  const owner = owners.get(vip.text);
  if (owner !== undefined) {
    report({
      path: vip.path,
      kind: 'vip-is-host-address',
      message: `VIP ${vip.text} of router ${router.name} is ${owner.host.name}’s own address`,
      why: 'The address would go away from its host with the first failover; a VIP belongs to no host.',
      help: 'Take an address of the subnet that no host has.',
      related: [{ path: owner.address.path, message: `${owner.host.name} has it` }],
    });
    return;
  }
  if (isMulticast(vip.address)) {
    report({ path: vip.path, kind: 'bad-value', message: `VIP ${vip.text} is a multicast address` });
    return;
  }
  if (vip.outside || isLinkLocal(vip.address)) return;
  const nodes = router.nodes.flatMap(({ host }) => hosts.get(host) ?? []);
  const outside = nodes.find((host) => isOutside(vip, host));
  if (outside === undefined) return;
  const subnets = outside.addresses
    .filter(({ family }) => family === vip.family)
    .map(({ text, prefix }) => `${text}/${prefix}`);
  report({
    path: vip.path,
    kind: 'outside-subnet',
    message: `VIP ${vip.text} of router ${router.name} is in no subnet of ${outside.name}: ${subnets.join(', ')}`,
    why: 'Nobody on those networks asks for the address there, so nobody reaches it.',
    help: `If it is routed to the hosts, say so: { address: ${vip.text}/${vip.prefix ?? (vip.family === 4 ? 32 : 128)}, outside: true }`,
  });
}

/** Only what is known counts: a host whose addresses have prefixes. */
function isOutside(vip: Addressed, host: HostEntry): boolean {
  const same = host.addresses.filter(({ family }) => family === vip.family);
  if (same.length === 0 || same.some(({ prefix }) => prefix === undefined)) return false;
  return !same.some((own) => holds(own, vip.address));
}

function checkPreemption(router: RouterEntry, report: Report): void {
  const { preempt, preempt_delay: delay } = router.text;
  if (preempt === false && delay !== undefined) {
    report({
      path: [...router.path, 'preempt_delay'],
      kind: 'contradiction',
      message: `preempt_delay of router ${router.name} has no effect: preempt is false`,
    });
  }
  for (const { host, text, path } of router.nodes) {
    if (text.state === 'MASTER' && (preempt === false || text.nopreempt === true)) {
      report({
        path: [...path, 'state'],
        kind: 'contradiction',
        message: `state MASTER of ${host} in router ${router.name} undoes preempt: false`,
        help: 'Leave state out.',
      });
    }
  }
}

/** Multicast reaches one segment; unicast needs addresses. */
function checkNetwork(router: RouterEntry, { hosts }: Description, report: Report): void {
  const { transport, multicast_group: group } = router.text;
  if (group !== undefined && transport === 'unicast') {
    report({
      path: [...router.path, 'multicast_group'],
      kind: 'contradiction',
      message: `multicast_group of router ${router.name} has no effect with transport unicast`,
    });
  }
  for (const family of familiesOf(router)) {
    const members = router.nodes.flatMap((node) => {
      const host = hosts.get(node.host);
      if (host === undefined) return [];
      const device = interfaceOf(router, node, host, family);
      return { node, host, source: sourceOf(host, device, family), device };
    });
    if (transport === 'unicast') {
      for (const { node, host, source, device } of members) {
        if (source !== undefined || node.text.verbatim !== undefined) continue;
        report({
          path: node.path,
          kind: 'no-address',
          message: `${host.name} has no IPv${family} address${device === undefined ? '' : ` on ${device}`}, which transport unicast of router ${router.name} needs`,
          help: 'Give the host its address: address: 192.0.2.11/24',
        });
      }
      continue;
    }
    const [first, ...others] = members.filter(({ source }) => source?.prefix !== undefined);
    const far = others.find(({ source }) => !holds(first!.source!, source!.address));
    if (far === undefined) continue;
    report({
      path: far.node.path,
      kind: 'other-subnet',
      message: `${far.host.name} (${far.source!.text}) and ${first!.host.name} (${first!.source!.text}/${first!.source!.prefix}) of router ${router.name} are on different subnets`,
      why: 'Multicast adverts stay on one network: both would be master.',
      help: 'Name the interface on the common network, or use transport: unicast',
      related: [{ path: first!.source!.path, message: first!.host.name }],
    });
  }
}

/** A VRID names one virtual router on a network. */
function checkVrids({ routers, hosts }: Description, report: Report): void {
  const seen = new Map<string, RouterEntry>();
  for (const router of routers.values()) {
    const { vrid } = router.text;
    if (vrid === undefined) continue;
    const path: YamlPath = [...router.path, 'vrid'];
    for (const network of networksOf(router, hosts)) {
      const key = `${vrid} ${network}`;
      const other = seen.get(key);
      seen.set(key, other ?? router);
      if (other === undefined || other === router) continue;
      report({
        path,
        kind: 'duplicate-vrid',
        message: `routers ${other.name} and ${router.name} have the vrid ${vrid} on one network`,
        why: 'Each refuses the adverts of the other, or takes them for its own.',
        help: 'Leave vrid out, and a free one is allocated.',
        related: [{ path: [...other.path, 'vrid'], message: other.name }],
      });
      break;
    }
  }
}

/** The networks a router is on, as far as hosts and interfaces tell: one key for each. */
export function networksOf(router: RouterEntry, hosts: ReadonlyMap<string, HostEntry>): Set<string> {
  const networks = new Set<string>();
  for (const family of familiesOf(router)) {
    for (const node of router.nodes) {
      const host = hosts.get(node.host);
      const device = host === undefined ? undefined : interfaceOf(router, node, host, family);
      networks.add(`${family} ${node.host} ${device ?? ''}`);
      const source = host === undefined ? undefined : sourceOf(host, device, family);
      if (source?.prefix === undefined) continue;
      const network = formatAddress(networkAddress(source.address, source.prefix));
      networks.add(`${network}/${source.prefix}`);
    }
  }
  return networks;
}

function checkSyncGroups({ routers, syncGroups }: Description, report: Report): void {
  const taken = new Map<string, { group: string; path: YamlPath }>();
  for (const [group, { routers: members }] of syncGroups) {
    const [first] = members;
    const order = routers.get(first!)?.nodes.map(({ host }) => host);
    for (const [at, member] of members.entries()) {
      const path: YamlPath = ['sync_groups', group, 'routers', at];
      const before = taken.get(member);
      taken.set(member, { group, path });
      if (before !== undefined) {
        report({
          path,
          kind: 'duplicate',
          message: `router ${member} is in sync group ${before.group} ${before.group === group ? 'twice' : 'already'}`,
          related: [{ path: before.path, message: 'first here' }],
        });
      }
      const own = routers.get(member)?.nodes.map(({ host }) => host);
      if (own === undefined || order === undefined || own.join('\n') === order.join('\n')) continue;
      report({
        path,
        kind: 'crossed-group',
        message: `routers ${first} and ${member} of sync group ${group} prefer different hosts: ${order.join(', ')} and ${own.join(', ')}`,
        why: 'A group is master only where all its members want to be: with crossed preferences none moves as planned.',
        help: `nodes: [${order.join(', ')}] for both`,
      });
    }
  }
}
