import { addressBits } from '../../../../grammar/values/address.ts';
import { inSubnet } from '../../../../grammar/values/subnet.ts';
import type { HostFiles } from '../../../bundle/host-file.ts';
import { commandsOf, scriptsMention } from '../../../bundle/host-state.ts';
import { type InterfaceAddress, isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { addressesOf } from '../../../bundle/interface-files.ts';
import type { NodeModel, VirtualServer } from '../../../model/node.ts';
import type { RealServerHost } from '../../../model/real-servers.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type DirectlyServed, directlyServed } from '../sysctl/served.ts';
import { loopbackVipExamples } from './loopback-vip-examples.ts';

/** Interfaces of the host that may hold the VIP without telling anybody. */
function isQuiet({ interface: name }: InterfaceAddress): boolean {
  return name === undefined || isLoopbackDevice(name) || /^tunl\d|^ip6tnl\d/.test(name);
}

/** Packets that are redirected need no address of their own. */
const otherWays = /REDIRECT|TPROXY|tproxy|redirect to|ip(?:6)? route add local/;

function check(host: RealServerHost, context: RuleContext): void {
  // A director that serves itself gets the VIP from keepalived.
  if (host.node !== undefined || scriptsMention(host.files, otherWays)) return;
  const written = addressesOf(host.files);
  const all = [...written, ...commandsOf(host.files).flatMap(({ addresses }) => addresses)];
  const seen = new Set<string>();
  for (const served of directlyServed(host)) {
    if (seen.has(served.vip)) continue;
    seen.add(served.vip);
    const own = all.filter(({ text }) => text === served.vip);
    const loud = own.find((one) => !isQuiet(one));
    const wide = own.find((one) => isQuiet(one) && one.prefix !== addressBits(one.address.family));
    if (loud !== undefined) reportLoud(host, served, loud, context);
    else if (wide !== undefined) reportWide(host.name, served.served.service, wide, context);
    else if (own.length === 0) reportMissing(host, served, written, context);
  }
}

function relatedTo({ served }: DirectlyServed) {
  return [{ place: served.service.place, message: `the VIP of the service on ${served.node.name}` }];
}

/** What lies beside a director's file may be meant for its real servers, or the director is one itself. */
function checkDirector(files: HostFiles, node: NodeModel, context: RuleContext): void {
  const direct = node.virtualServers.filter(({ forwarding }) => forwarding.value !== 'NAT');
  for (const own of addressesOf(files)) {
    const isWide = own.prefix !== undefined && own.prefix !== addressBits(own.address.family);
    const service = direct.find(({ target }) => target.kind === 'address' && target.text === own.text);
    if (service !== undefined && isWide && own.interface !== undefined && isQuiet(own))
      reportWide(node.name, service, own, context);
  }
}

/** With a net on lo, everything in it is the host itself. */
function reportWide(host: string, service: VirtualServer, vip: InterfaceAddress, context: RuleContext): void {
  const bits = addressBits(vip.address.family);
  const isMissing = vip.prefix === undefined;
  const mask = vip.how === 'ifcfg' ? 'NETMASK=255.255.255.255' : `${vip.text}/${bits}`;
  context.report({
    place: vip.prefixPlace ?? vip.place,
    ...(isMissing ? { severity: 'warning' } : {}),
    message: isMissing
      ? `The VIP ${vip.text} on ${vip.interface} of ${host} has no netmask; it must be /${bits}`
      : `The VIP ${vip.text} on ${vip.interface} of ${host} has the prefix length ${vip.prefix}; it must be ${bits}`,
    why: isMissing
      ? 'Without a netmask that of the address class is taken: the host takes a whole network for itself, and its answers to clients there never leave it.'
      : `All of ${vip.text}/${vip.prefix} becomes local to ${host}: its answers to clients in that network never leave it.`,
    label: `only /${bits} on ${vip.interface}`,
    help: mask,
    related: [{ place: service.place, message: 'the VIP of the service' }],
    fixes: fixMask(vip, bits),
  });
}

function fixMask({ prefixPlace, address }: InterfaceAddress, bits: number) {
  if (prefixPlace === undefined) return [];
  const isDotted = prefixPlace.source.slice(prefixPlace.span).includes('.');
  const text = isDotted && address.family === 4 ? '255.255.255.255' : String(bits);
  return [{ title: `Make it /${bits}`, safety: 'unsafe' as const, edits: [{ place: prefixPlace, text }] }];
}

/** On a card of the LAN the VIP is announced and answered for. */
function reportLoud(
  host: RealServerHost,
  served: DirectlyServed,
  vip: InterfaceAddress,
  context: RuleContext,
): void {
  context.report({
    place: vip.place,
    message: `The VIP ${vip.text} is on ${vip.interface} of the real server ${host.name}; it must be on lo`,
    why: `${host.name} and the director have the same address on the network: clients reach one or the other by chance, past the director.`,
    label: 'the director has this address on the network',
    help: `${vip.text}/${addressBits(vip.address.family)} on lo`,
    related: relatedTo(served),
  });
}

/** Another address in the place of the VIP is a mistake; without one, the files at hand may not be all. */
function reportMissing(
  host: RealServerHost,
  served: DirectlyServed,
  written: readonly InterfaceAddress[],
  context: RuleContext,
): void {
  const { target } = served.served.service;
  if (target.kind !== 'address') return;
  const vips = new Set(directlyServed(host).map(({ vip }) => vip));
  const others = written.filter((one) => isQuiet(one) && one.interface !== undefined && !vips.has(one.text));
  const near = others.find(({ address }) =>
    inSubnet(address, target.address, address.family === 4 ? 24 : 64),
  );
  if (near === undefined) return;
  context.report({
    place: near.place,
    message: `${near.interface} of ${host.name} has ${near.text}, and the service it is a real server of has the VIP ${target.text}`,
    why: `${host.name} drops the packets for ${target.text} that the director hands to it, because it does not have the address: connections time out.`,
    label: `not ${target.text}`,
    help: `${target.text}/${addressBits(target.address.family)}`,
    related: relatedTo(served),
    fixes: [
      {
        title: `Change it to ${target.text}`,
        safety: 'unsafe',
        edits: [{ place: near.place, text: target.text }],
      },
    ],
  });
}

/** The VIP on real servers. */
export const ifcfgLoopbackVip = defineRule({
  id: 'ifcfg/loopback-vip',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A real server behind DR or TUN that has the VIP in the wrong way',
    why: 'Packets arrive with the VIP as their destination, so the host needs it on lo, and with all bits of the prefix: a shorter one makes a whole network local.',
    references: ['LVS-HOWTO, LVS-DR', 'acassen/keepalived#2450', 'ip-address(8)'],
  },
  ...loopbackVipExamples,
  on: { realServer: check, files: checkDirector },
});
