import { isLinkLocal } from '../../../../grammar/values/address.ts';
import { interfaceFiles, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import type { HostAddress } from '../../../model/addresses.ts';
import type { Cluster } from '../../../model/cluster.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { relatedBeside } from '../cluster/members.ts';

/** A host, with or without keepalived. */
interface Owner {
  readonly name: string;
  readonly addresses: readonly HostAddress[];
}

/** Interfaces that have the same address on every host, and never leave it. */
const inside = /^(?:docker|br-|virbr|lxc|lxd|podman|cni|cali|flannel|veth|kube)/;

/** What says that an address is set on a host, other than keepalived's own files: those are compared elsewhere. */
function isSet({ how, interface: device, address, place }: HostAddress): boolean {
  if (place === undefined || !(interfaceFiles.has(how) || how === 'facts' || how === 'hacfg.yaml'))
    return false;
  if (device !== undefined && (isLoopbackDevice(device) || inside.test(device))) return false;
  // Of IPv4 it is made up anew when it is taken; of IPv6 it comes from the card, and a cloned host has the same.
  return !(address.family === 4 && isLinkLocal(address));
}

function vipsOf(nodes: readonly NodeModel[]): Set<string> {
  return new Set(
    nodes.flatMap(({ instances }) =>
      instances.flatMap(({ vips, excludedVips }) => [...vips, ...excludedVips].map(({ text }) => text)),
    ),
  );
}

function compare(owners: readonly Owner[], vips: ReadonlySet<string>, context: RuleContext): void {
  const known = new Map<string, { readonly owner: Owner; readonly one: HostAddress }>();
  for (const owner of owners) {
    for (const one of owner.addresses.filter(isSet)) {
      const first = known.get(one.text);
      if (first === undefined) known.set(one.text, { owner, one });
      else if (first.owner.name !== owner.name && !vips.has(one.text))
        report(one, owner, { place: first.one.place!, name: first.owner.name }, context);
    }
  }
}

function report(
  { text, place, how, address }: HostAddress,
  owner: Owner,
  first: { readonly place: NonNullable<HostAddress['place']>; readonly name: string },
  context: RuleContext,
): void {
  const isClone = isLinkLocal(address);
  context.report({
    place: place!,
    ...(isClone ? { severity: 'warning' } : {}),
    message: `${text} is an address of ${owner.name} (${how}), and of ${first.name} as well`,
    why: isClone
      ? 'Hosts that were cloned have the same identity and make the same link-local address of it. Neither can use it, and VRRP over IPv6 sends from it.'
      : 'Two hosts with one address take connections from each other, and drop packets that seem to come from themselves: advertisements among them.',
    label: 'two hosts have it',
    help: isClone
      ? 'A machine id and connection UUIDs of its own for each host'
      : 'An address of its own for each host',
    related: relatedBeside(place!, [{ place: first.place, message: `${first.name} has it, too` }]),
  });
}

function checkCluster({ nodes }: Cluster, context: RuleContext): void {
  compare(nodes, vipsOf(nodes), context);
}

/** Real servers against each other, and against the directors in front of them. */
function checkServers(hosts: readonly RealServerHost[], context: RuleContext): void {
  const directors = new Set(hosts.flatMap(({ services }) => services.map(({ node }) => node)));
  for (const director of directors) {
    const behind = hosts.filter(
      ({ node, services }) => node === undefined && services.some((one) => one.node === director),
    );
    compare([director, ...behind], vipsOf([director]), context);
  }
}

const conf = (source: string, priority: number) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    mcast_src_ip ${source}
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const file = (host: string) => `${host}/etc/sysconfig/network-scripts/ifcfg-eth1`;
const card = (address: string) => `DEVICE=eth1\nIPADDR=${address}\nPREFIX=24\n`;
const pair = {
  'lb1/etc/keepalived/keepalived.conf': conf('192.0.2.11', 150),
  'lb2/etc/keepalived/keepalived.conf': conf('192.0.2.12', 100),
};

/** One address on two hosts. */
export const addressDuplicateHostAddress = defineRule({
  id: 'address/duplicate-host-address',
  severity: 'error',
  scope: 'cluster',
  docs: {
    summary: 'Two hosts of a cluster with the same address of their own',
    why: 'Two hosts with one address take connections from each other, and drop packets that seem to come from themselves: advertisements among them.',
    references: ['RFC 5227', 'RFC 4862 section 5.4'],
  },
  bad: [
    {
      at: `${file('lb2')}:2:8`,
      files: { ...pair, [file('lb1')]: card('198.51.100.11'), [file('lb2')]: card('198.51.100.11') },
    },
  ],
  good: [{ files: { ...pair, [file('lb1')]: card('198.51.100.11'), [file('lb2')]: card('198.51.100.12') } }],
  on: { cluster: checkCluster, realServers: checkServers },
});
