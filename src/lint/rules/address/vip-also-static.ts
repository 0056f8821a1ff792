import type { HostFiles } from '../../../bundle/host-file.ts';
import { type InterfaceAddress, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { startingAddressesOf } from '../../../bundle/interface-files.ts';
import { contentOf } from '../../../bundle/parsers.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** A director that is a real server of its own has the VIP on lo, where it disturbs nobody. */
function isOnNetwork({ interface: name }: InterfaceAddress): boolean {
  return name === undefined || !isLoopbackDevice(name);
}

/** What /etc/rc.local adds when the host comes up. */
function bootAddressesOf(files: HostFiles): InterfaceAddress[] {
  const commands = files.ofKind('rc.local').flatMap((file) => contentOf(file)?.addresses ?? []);
  return commands.map((address) => ({ ...address, how: '/etc/rc.local' }));
}

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const written = [...startingAddressesOf(files), ...bootAddressesOf(files)].filter(isOnNetwork);
  for (const instance of node.instances) {
    for (const vip of [...instance.vips, ...instance.excludedVips]) {
      for (const own of written.filter(({ text }) => text === vip.text)) {
        const device = own.interface ?? 'an interface';
        context.report({
          place: own.place,
          message: `${own.how} gives ${own.text} to ${device} of ${node.name}, where it is a VIP of vrrp_instance ${instance.name}`,
          why: 'The address is there whoever is master, so that two hosts answer for it. keepalived takes it away when it starts, and the network service puts it back.',
          label: 'only keepalived may set a VIP',
          help: `Take ${own.text} out of this file; keepalived adds it on the master`,
          related: [{ place: vip.place, message: `the VIP of ${instance.name}` }],
          fixes: removalOf(own),
        });
      }
    }
  }
}

/** Takes the lines of a further address out of an ifcfg file: IPADDR1, PREFIX1, NETMASK1. */
function removalOf({ how, place, text }: InterfaceAddress): Fix[] {
  const { source } = place;
  const line = source.slice(source.lineSpan(source.position(place.span.start).line));
  const number = /^IPADDR(\d+)=/.exec(line)?.[1];
  if (how !== 'ifcfg' || number === undefined) return [];
  const lines = new RegExp(`^(?:IPADDR|PREFIX|NETMASK|GATEWAY)${number}=.*(?:\\n|$)`, 'gm');
  const edits = Array.from(source.text.matchAll(lines), (match) => ({
    place: source.origin({ start: match.index, end: match.index + match[0].length }),
    text: '',
  }));
  return [{ title: `Remove ${text} from ${how}`, safety: 'unsafe', edits }];
}

const conf = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const own = 'DEVICE=eth0\nBOOTPROTO=none\nIPADDR=192.0.2.11\nPREFIX=24\n';
const file = 'lb1/etc/sysconfig/network-scripts/ifcfg-eth0';

/** VIPs that the operating system sets as well. */
export const addressVipAlsoStatic = defineRule({
  id: 'address/vip-also-static',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A VIP that the network files of a director set as well',
    why: 'The address is there whoever is master, so that two hosts answer for it. keepalived takes it away when it starts, and the network service puts it back.',
    references: ['acassen/keepalived#2091', 'keepalived vrrp/vrrp.c: vrrp_restore_interfaces_startup'],
  },
  bad: [
    {
      caption: 'A second address of the card',
      at: `${file}:5:9`,
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [file]: `${own}IPADDR1=192.0.2.100\nPREFIX1=24\n`,
      },
    },
    {
      caption: 'netplan',
      at: 'lb1/etc/netplan/50-lan.yaml:4:34',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/netplan/50-lan.yaml':
          'network:\n  ethernets:\n    eth0:\n      addresses: [192.0.2.11/24, 192.0.2.100/24]\n',
      },
    },
    {
      caption: 'Added at boot',
      at: 'lb1/etc/rc.local:2:13',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/rc.local': '#!/bin/sh\nip addr add 192.0.2.100/24 dev eth0\n',
      },
    },
  ],
  good: [
    { files: { 'lb1/etc/keepalived/keepalived.conf': conf, [file]: own } },
    {
      caption: 'On lo of a director that is a real server, too',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [file]: own,
        'lb1/etc/sysconfig/network-scripts/ifcfg-lo:0': 'DEVICE=lo:0\nIPADDR=192.0.2.100\nPREFIX=32\n',
      },
    },
  ],
  on: { files: check },
});
