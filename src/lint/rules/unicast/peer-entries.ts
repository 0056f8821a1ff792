import { placeOfLine } from '../../../../grammar/configuration.ts';
import type { UnicastPeer, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';
import { isFrom, releaseOf } from '../vrrp/settings.ts';

const restOfLine = ({ statement }: UnicastPeer) =>
  statement.words
    .slice(1)
    .map(({ image }) => image)
    .join(' ');

/** The same address again: dropped from 2.3.3 on, sent to twice before. */
function checkRepeated(instance: VrrpInstance, context: RuleContext): void {
  const seen = new Map<string, UnicastPeer>();
  const isDropped = isFrom(context, '2.3.3');
  for (const peer of [...instance.unicastPeers, ...instance.droppedPeers]) {
    if (peer.dropped === 'wrong-family') continue;
    const earlier = seen.get(peer.text);
    if (earlier === undefined) {
      seen.set(peer.text, peer);
      continue;
    }
    const rest = restOfLine(peer);
    context.report({
      place: peer.place,
      message: `unicast_peer of vrrp_instance ${instance.name} lists ${peer.text} twice`,
      why: isDropped
        ? `keepalived drops the second entry${rest === '' ? '' : `, and with it ${rest}`}.`
        : 'keepalived sends every advertisement to that node twice. From 2.3.3 on it drops the second entry.',
      label: isDropped ? 'dropped' : 'again',
      help: `Write ${peer.text} once`,
      related: [{ place: earlier.place, message: 'the first' }],
    });
  }
}

/** Limits that nothing can meet, or that the release does not read. */
function checkLimits(instance: VrrpInstance, context: RuleContext): void {
  if (!isFrom(context, '2.1.0')) {
    for (const peer of instance.unicastPeers) reportUnread(peer, instance, context);
    return;
  }
  for (const { place, statement, text, minTtl, maxTtl } of instance.unicastPeers) {
    if (minTtl === undefined || maxTtl === undefined || minTtl <= maxTtl) continue;
    context.report({
      place,
      severity: 'error',
      message: `peer ${text} of vrrp_instance ${instance.name} has min_ttl ${minTtl} above max_ttl ${maxTtl}`,
      why: 'No packet has such a TTL: every advertisement of that node is dropped, and both become master.',
      label: 'never heard',
      help: `${statement.words[0]!.image} min_ttl ${maxTtl} max_ttl ${minTtl}`,
    });
  }
}

/** Releases before 2.1.0 take the first word and pass over the rest. */
function reportUnread(peer: UnicastPeer, { name }: VrrpInstance, context: RuleContext): void {
  const rest = restOfLine(peer);
  if (rest === '') return;
  context.report({
    place: placeOfLine(peer.statement),
    message: `keepalived ${releaseOf(context)} does not read ${rest} behind peer ${peer.text} of vrrp_instance ${name}`,
    why: 'Limits of the TTL came with 2.1.0. Earlier releases take the address and do not mention the rest.',
    label: 'only the address is read',
  });
}

/** A peer of the other family. */
function checkFamily(instance: VrrpInstance, context: RuleContext): void {
  for (const peer of instance.droppedPeers) {
    if (peer.dropped !== 'wrong-family') continue;
    context.report({
      place: peer.place,
      severity: 'error',
      message: `peer ${peer.text} is IPv${peer.address.family}, but vrrp_instance ${instance.name} is IPv${instance.family}`,
      why: 'keepalived drops the peer: it is neither sent to nor, with check_unicast_src, listened to.',
      label: 'dropped',
      help: `Write the IPv${instance.family} address of that node`,
    });
  }
}

const node = (peers: readonly string[]) =>
  sample({
    lines: ['unicast_src_ip 192.0.2.11', 'unicast_peer {', ...peers.map((peer) => `    ${peer}`), '}'],
  });

/** Entries of unicast_peer that do not count, or count against everything. */
export const unicastPeerEntries = defineRule({
  id: 'unicast/peer-entries',
  severity: 'warning',
  scope: 'node',
  about: 'unicast',
  docs: {
    summary: 'A unicast peer that is listed twice, is of the wrong family, or has limits that nothing meets',
    why: 'The list of peers is not what it seems to be.',
    references: ['keepalived vrrp/vrrp_data.c: alloc_vrrp_unicast_peer'],
  },
  bad: [
    { caption: 'Twice the same node', at: '10:9', files: node(['192.0.2.12', '192.0.2.12']) },
    { caption: 'Swapped limits', at: '9:9', files: node(['192.0.2.12 min_ttl 255 max_ttl 250']) },
    { caption: 'The other family', at: '10:9', files: node(['192.0.2.12', '2001:db8::12']) },
  ],
  good: [{ files: node(['192.0.2.12 min_ttl 250 max_ttl 255', '192.0.2.13']) }],
  on: {
    instance: (instance, _node, context) => {
      checkRepeated(instance, context);
      checkLimits(instance, context);
      checkFamily(instance, context);
    },
  },
});
