import type { Barrier } from '../../../bundle/firewall/host-firewall.ts';
import { judgeHost } from '../../../bundle/firewall/host-firewall.ts';
import { AH, type Packet, VRRP } from '../../../bundle/firewall/packet.ts';
import type { HostFiles } from '../../../bundle/host-file.ts';
import { addressesOf } from '../../../bundle/interface-files.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { fixFor, helpFor } from './remedies.ts';
import { vrrpNotAllowedExamples } from './vrrp-not-allowed-examples.ts';

/** The advertisement that an instance must be able to hear. */
function packetFor(instance: VrrpInstance, files: HostFiles): Packet {
  const { family, unicast } = instance;
  const own = addressesOf(files).find(
    (one) => one.interface === instance.interface.value && one.address.family === family,
  );
  return {
    family,
    protocol: instance.authentication.type.value === 'AH' ? AH : VRRP,
    // With a virtual MAC it may come in by either of two cards.
    interface: instance.vmac.value ? undefined : instance.interface.value,
    sources: instance.unicastPeers.map(({ address }) => address),
    destination: unicast ? (instance.source.value ?? own?.address) : instance.multicastGroup.value,
    multicast: !unicast,
    established: false,
  };
}

function check(files: HostFiles, node: NodeModel, context: RuleContext): void {
  for (const instance of node.instances) {
    const packet = packetFor(instance, files);
    const { barriers, passesElsewhere } = judgeHost(files, packet);
    // Once it has sent to a peer itself, a node hears that peer through a filter that keeps state.
    const heals = packet.multicast ? [] : judgeHost(files, { ...packet, established: true }).barriers;
    for (const barrier of barriers) {
      const isSure =
        !passesElsewhere && (packet.multicast || heals.some(({ place }) => isAt(place, barrier)));
      report(barrier, { instance, node, packet, isSure }, context);
    }
  }
}

function isAt(place: Barrier['place'], { place: other }: Barrier): boolean {
  return place.source === other.source && place.span.start === other.span.start;
}

interface Unheard {
  readonly instance: VrrpInstance;
  readonly node: NodeModel;
  readonly packet: Packet;
  readonly isSure: boolean;
}

function report(barrier: Barrier, { instance, node, packet, isSure }: Unheard, context: RuleContext): void {
  const way = packet.multicast ? 'to the multicast group' : 'from its peers';
  const what = packet.protocol === AH ? 'authentication headers (IP protocol 51)' : 'VRRP (IP protocol 112)';
  context.report({
    place: barrier.place,
    ...(isSure ? {} : { severity: 'warning' }),
    message: `${subjectOf(barrier, node)} not let in ${what} ${way}, which vrrp_instance ${instance.name} needs`,
    why: isSure
      ? `${node.name} sends advertisements and hears none: it is master whoever else is, and both nodes hold the VIP.`
      : `${node.name} does not hear the other node when it starts, and becomes master beside it.`,
    label: barrier.kind === 'firewalld' || barrier.rule === undefined ? 'no rule lets it in' : 'dropped here',
    help: helpFor(barrier, packet),
    related: [{ place: instance.place, message: `${instance.name} sends and listens ${way}` }],
    fixes: fixFor(barrier, packet),
  });
}

/** The filter and its verb, up to `not`. */
function subjectOf(barrier: Barrier, { name }: NodeModel): string {
  switch (barrier.kind) {
    case 'firewalld':
      return `The zone ${barrier.zone.name} of firewalld of ${name} does`;
    case 'nftables':
      return `The ruleset of nftables of ${name} does`;
    case 'iptables':
      return `The rules of iptables of ${name} do`;
    case 'ufw':
      return `ufw of ${name}, with its rules, does`;
  }
}

/** Filters that keep nodes from hearing each other. */
export const firewallVrrpNotAllowed = defineRule({
  id: 'firewall/vrrp-not-allowed',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A firewall that does not let advertisements in',
    why: 'A node that sends advertisements and hears none is master whoever else is: both nodes hold the VIP. This is the usual cause of a split brain.',
    references: [
      'RFC 9568 section 5.1.1.4',
      'RFC 4302',
      'acassen/keepalived#205',
      'acassen/keepalived#893',
      'firewalld.zone(5)',
    ],
  },
  ...vrrpNotAllowedExamples,
  on: { files: check },
});
