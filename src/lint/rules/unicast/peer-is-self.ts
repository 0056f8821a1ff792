import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import { formatAddress } from '../../../../grammar/values/address.ts';
import type { Edit, Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, UnicastPeer, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** What says that an address is the node's own; its peers do not count: they may mean another. */
function ownedBy(peer: UnicastPeer, instance: VrrpInstance, node: NodeModel): Related | undefined {
  const { value, statement, place } = instance.source;
  if (value !== undefined && formatAddress(value) === peer.text) {
    const how = statement === undefined ? 'source' : keywordOf(statement);
    return { place: place ?? instance.place, message: `${how} of this node` };
  }
  const known = node.addresses.find(
    ({ text, how }) => text === peer.text && !how.startsWith('peer of') && !how.endsWith('_src_ip'),
  );
  return known === undefined
    ? undefined
    : { place: known.place ?? peer.place, message: `an address of ${node.name}: ${known.how}` };
}

/** Takes the line of the entry out, when nothing else is on it. */
function removal(place: Place): Edit[] {
  const { source, span } = place;
  const line = source.lineSpan(source.lineIndex(span.start) + 1);
  const end = source.text.indexOf('\n', line.end);
  if (source.slice(line).trim() !== source.slice(span) || end === -1) return [];
  return [{ place: { source, span: { start: line.start, end: end + 1 } }, text: '' }];
}

function check(instance: VrrpInstance, node: NodeModel, context: RuleContext): void {
  for (const peer of instance.unicastPeers) {
    const owned = ownedBy(peer, instance, node);
    if (owned === undefined) continue;
    // Without its last peer the instance would go back to multicast.
    const edits = instance.unicastPeers.length > 1 ? removal(peer.place) : [];
    context.report({
      place: peer.place,
      message: `unicast_peer of vrrp_instance ${instance.name} lists ${peer.text}, an address of this node`,
      label: 'its own address',
      help:
        instance.unicastPeers.length > 1
          ? `Remove ${peer.text} from unicast_peer`
          : `Write the address of the other node in the place of ${peer.text}`,
      related: owned.place === peer.place ? [] : [owned],
      ...(edits.length === 0
        ? {}
        : { fixes: [{ title: `Remove ${peer.text}`, safety: 'safe' as const, edits }] }),
    });
  }
}

const node = (peers: string) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    unicast_src_ip 192.0.2.11
    unicast_peer {
${peers}    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** A node that is its own peer. */
export const unicastPeerIsSelf = defineRule({
  id: 'unicast/peer-is-self',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  about: 'unicast',
  docs: {
    summary: 'A node that lists its own address as unicast peer',
    why: 'The node sends its advertisements to itself as well, and logs with each of them that somebody uses its address and priority.',
    references: [
      'keepalived vrrp/vrrp.c: vrrp_state_master_rx',
      'acassen/keepalived#2283',
      'acassen/keepalived#2643',
    ],
  },
  bad: [
    {
      caption: 'One list for all nodes',
      at: '9:9',
      files: node('        192.0.2.11\n        192.0.2.12\n'),
    },
  ],
  good: [{ files: node('        192.0.2.12\n') }],
  on: { instance: check },
});
