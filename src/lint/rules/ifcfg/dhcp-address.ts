import { formatAddress } from '../../../../grammar/values/address.ts';
import type { HostFiles } from '../../../bundle/host-file.ts';
import { type DynamicInterface, isForDevice, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { addressesOf, dynamicInterfacesOf } from '../../../bundle/interface-files.ts';
import type { Related, Severity } from '../../../diagnostics/diagnostic.ts';
import type { Family, NodeModel, RealServer } from '../../../model/node.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { service } from '../lvs/sample.ts';

/** Fixed addresses of a host, without those that move or stay inside. */
function fixedAddresses(files: HostFiles): string[] {
  return addressesOf(files)
    .filter(({ interface: name }) => name === undefined || !isLoopbackDevice(name))
    .map(({ text }) => text);
}

function isOf(dynamic: DynamicInterface, family: Family): boolean {
  return dynamic.family === undefined || dynamic.family === family;
}

/** Real servers are named by their addresses: the one of this host must not change. */
function checkServer(host: RealServerHost, context: RuleContext): void {
  const fixed = fixedAddresses(host.files);
  for (const { service: virtual, realServer, by, node } of host.services) {
    const servers = realServer === undefined ? virtual.realServers : [realServer];
    const [first] = servers;
    if (first === undefined || servers.some(({ text }) => fixed.includes(text))) continue;
    const dynamic = dynamicInterfacesOf(host.files).filter((one) => isOf(one, first.address.family));
    // With a fixed address on another card the real server may be meant by that.
    if (dynamic.length === 0 || fixed.length > 0) continue;
    const isGuess = by === 'name' && servers.length > 1;
    reportServer(
      { host, dynamic: dynamic[0]!, servers, director: node.name },
      isGuess ? 'info' : 'warning',
      context,
    );
  }
}

interface LeasedServer {
  readonly host: RealServerHost;
  readonly dynamic: DynamicInterface;
  readonly servers: readonly RealServer[];
  readonly director: string;
}

function reportServer(
  { host, dynamic, servers, director }: LeasedServer,
  severity: Severity,
  context: RuleContext,
): void {
  const [first] = servers;
  context.report({
    place: dynamic.place,
    severity,
    message: `${dynamic.interface ?? 'The card'} of ${host.name} gets its address by DHCP, and ${director} sends to ${servers.length === 1 ? first!.text : `real servers by fixed addresses, ${first!.text} among them`}`,
    why: 'A real_server is a fixed address. When the lease changes, the director sends connections to an address that nobody has, or that somebody else has.',
    label: 'a lease may change',
    help:
      dynamic.how === 'ifcfg'
        ? `BOOTPROTO=none, IPADDR=${first!.text} and PREFIX=24; or a reservation in the DHCP server`
        : `${first!.text} as a fixed address; or a reservation in the DHCP server`,
    related: servers
      .slice(0, 4)
      .map(({ place, text }): Related => ({ place, message: `${text} as a real server` })),
  });
}

/** Directors send from, and are known to their peers by, fixed addresses. */
function checkNode(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const fixed = fixedAddresses(files);
  for (const dynamic of dynamicInterfacesOf(files)) {
    for (const instance of node.instances) {
      const { source } = instance;
      const device = instance.interface.value;
      if (device === undefined || !isForDevice(dynamic.interface, device)) continue;
      if (!isOf(dynamic, instance.family)) continue;
      const learnt = node.learntAddresses.find((one) => one.interface === device);
      const text = source.value === undefined ? learnt?.text : formatAddress(source.value);
      const place = source.place ?? learnt?.place;
      if (text === undefined || place === undefined || fixed.includes(text)) continue;
      context.report({
        place: dynamic.place,
        message: `${device} of ${node.name} gets its address by DHCP, and ${instance.name} counts on ${text}`,
        why: 'When the lease changes, advertisements leave from an address the host no longer has, or peers send to an address that nobody has: both nodes become master.',
        label: 'a lease may change',
        help: `${text} as a fixed address of ${device}; or a reservation in the DHCP server`,
        related: [{ place, message: `${text} is written here` }],
      });
    }
  }
}

const director = service({
  settings: ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'],
  servers: ['192.0.2.21 80'],
});
const file = 'web1/etc/sysconfig/network-scripts/ifcfg-eth0';
const alias = {
  'web1/etc/sysconfig/network-scripts/ifcfg-lo:0': 'DEVICE=lo:0\nIPADDR=192.0.2.100\nPREFIX=32\n',
  'web1/etc/sysctl.d/90-lvs.conf': 'net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n',
};

/** Leases of hosts that others know by a fixed address. */
export const ifcfgDhcpAddress = defineRule({
  id: 'ifcfg/dhcp-address',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A node or real server that is named by its address and gets it by DHCP',
    why: 'real_server, unicast_peer and mcast_src_ip are fixed addresses. When a lease changes they point nowhere, or to somebody else.',
    references: ['keepalived.conf(5): real_server', 'RFC 2131 section 3.3'],
  },
  bad: [
    {
      at: `${file}:2:11`,
      files: {
        'lb1/etc/keepalived/keepalived.conf': director,
        [file]: 'DEVICE=eth0\nBOOTPROTO=dhcp\nONBOOT=yes\n',
        ...alias,
      },
    },
  ],
  good: [
    {
      files: {
        'lb1/etc/keepalived/keepalived.conf': director,
        [file]: 'DEVICE=eth0\nBOOTPROTO=none\nIPADDR=192.0.2.21\nPREFIX=24\nONBOOT=yes\n',
        ...alias,
      },
    },
  ],
  on: { realServer: checkServer, files: checkNode },
});
