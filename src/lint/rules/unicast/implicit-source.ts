import { isLinkLocal } from '../../../../grammar/values/address.ts';
import type { HostAddress, NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed, placeOfKeyword } from '../cluster/members.ts';
import { sample } from '../vrrp/sample.ts';

/** What the host is known to have on the interface; what peers say of it names no interface. */
function knownAddresses({ family, interface: own }: VrrpInstance, node: NodeModel): HostAddress[] {
  const found = node.addresses.filter(
    ({ address, how, interface: device }) =>
      address.family === family &&
      device === own.value &&
      !how.startsWith('peer of') &&
      !isLinkLocal(address),
  );
  return [...new Map(found.map((one) => [one.text, one])).values()];
}

/** The one address that the other nodes send to; undefined when they are not at hand, or not agreed. */
function sentTo({ family }: VrrpInstance, node: NodeModel): string | undefined {
  const found = node.addresses.filter(
    ({ address, how }) => address.family === family && how.startsWith('peer of'),
  );
  const [first, ...others] = new Set(found.map(({ text }) => text));
  return others.length === 0 ? first : undefined;
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  const { family, name, source, unicast, unicastPeers } = instance;
  if (!unicast || source.value !== undefined) return;
  const known = knownAddresses(instance, node);
  const device = instance.interface.value ?? 'the interface';
  const isDeaf = family === 6 && unicastPeers.some(({ address }) => !isLinkLocal(address));
  // Link-local peers, or one IPv4 address on the card: what is taken is what is meant.
  if (!isDeaf && family === 6) return;
  const isUnclear = known.length > 1;
  const theirs = sentTo(instance, node);
  const example =
    theirs !== undefined
      ? `${theirs}, to which the peers send`
      : (known[0]?.text ?? `the address of ${device} that the peers send to`);
  context.report({
    place: placeOfKeyword(instance, 'unicast_peer'),
    severity: isDeaf ? 'error' : isUnclear ? 'warning' : 'info',
    message: isDeaf
      ? `vrrp_instance ${name} has IPv6 peers and no unicast_src_ip: keepalived takes the link-local address of ${device}`
      : isUnclear
        ? `vrrp_instance ${name} has peers and no unicast_src_ip, and ${device} has ${known.length} addresses: ${listed(known.slice(0, 3).map(({ text }) => text))}${known.length > 3 ? '...' : ''}`
        : `vrrp_instance ${name} has peers and no unicast_src_ip: keepalived takes the first address of ${device}`,
    ...(isDeaf
      ? {
          why: 'The peers send to the other address, where keepalived does not listen, and see a sender that is not in their list: each node believes to be alone, and all become master.',
        }
      : {}),
    label: 'without unicast_src_ip',
    help: `unicast_src_ip ${isDeaf && known[0] === undefined && theirs === undefined ? 'with the address that the peers list' : example}`,
  });
}

const peers = (list: readonly string[]) => ['unicast_peer {', ...list.map((peer) => `    ${peer}`), '}'];
const six = (lines: readonly string[]) => sample({ lines, vips: ['2001:db8::100/64'] });

/** Unicast from whatever address comes first. */
export const unicastImplicitSource = defineRule({
  id: 'unicast/implicit-source',
  severity: 'warning',
  scope: 'node',
  about: 'unicast',
  docs: {
    summary: 'unicast_peer without unicast_src_ip',
    why: 'keepalived sends from, and listens on, the first address of the interface. When the peers list another one, or the order changes, no node hears the other and all become master.',
    references: [
      'keepalived.conf(5): unicast_src_ip',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'acassen/keepalived#1419',
      'acassen/keepalived#1770',
    ],
  },
  bad: [
    {
      caption: 'The first IPv6 address of a card is its link-local one',
      at: '7:5',
      files: six(peers(['2001:db8::12'])),
    },
  ],
  good: [
    { files: six(['unicast_src_ip 2001:db8::11', ...peers(['2001:db8::12'])]) },
    { files: sample({ lines: ['unicast_src_ip 192.0.2.11', ...peers(['192.0.2.12'])] }) },
  ],
  on: { instance: check },
});
