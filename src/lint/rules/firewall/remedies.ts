import { formatAddress } from '../../../../grammar/values/address.ts';
import type { Barrier } from '../../../bundle/firewall/host-firewall.ts';
import { AH, type Packet, VRRP } from '../../../bundle/firewall/packet.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';

const names = { [VRRP]: 'vrrp', [AH]: 'ah' } as const;

/** What to write, or to type, to let advertisements in. */
export function helpFor(barrier: Barrier, packet: Packet): string {
  const name = names[packet.protocol];
  if (barrier.kind === 'firewalld')
    return `<protocol value="${name}"/> in the zone; or firewall-cmd --permanent --zone=${barrier.zone.name} --add-protocol=${name}`;
  return barrier.kind === 'ufw' ? ufwFor(packet) : ruleFor(barrier.kind, packet);
}

/** What to tell ufw; its tool knows vrrp since 0.36.2, its files have always taken it. */
function ufwFor({ family, protocol, multicast, sources }: Packet): string {
  const group = family === 4 ? '224.0.0.18' : 'ff02::12';
  const [peer] = sources;
  const from = peer === undefined ? 'any' : formatAddress(peer);
  const chain = `ufw${family === 6 ? '6' : ''}-before-input`;
  return `ufw allow proto ${names[protocol]} from ${from} to ${multicast ? group : 'any'}; or -A ${chain} -p ${names[protocol]} -j ACCEPT in /etc/ufw/before${family === 6 ? '6' : ''}.rules`;
}

/** The rule to write, for multicast to the group, else from anybody. */
function ruleFor(kind: 'nftables' | 'iptables', { family, protocol, multicast }: Packet): string {
  const group = family === 4 ? '224.0.0.18' : 'ff02::12';
  if (kind === 'iptables')
    return `-A INPUT -p ${names[protocol]}${multicast ? ` -d ${group}` : ''} -j ACCEPT`;
  const to = multicast ? `${family === 4 ? 'ip' : 'ip6'} daddr ${group} ` : '';
  return `meta l4proto ${names[protocol]} ${to}accept`;
}

/** The rule in front of the one that drops them, or the element of the zone. */
export function fixFor(barrier: Barrier, packet: Packet): Fix[] {
  if (barrier.kind === 'ufw') return [];
  if (barrier.kind !== 'firewalld') {
    if (barrier.rule === undefined) return [];
    const { source, span } = barrier.place;
    const at = source.lineStarts[source.lineIndex(span.start)]!;
    const indent = source.text.slice(at, span.start);
    if (/\S/.test(indent)) return [];
    const text = `${indent}${ruleFor(barrier.kind, packet)}\n`;
    return [
      {
        title: 'Let it in before',
        safety: 'unsafe',
        edits: [{ place: source.origin({ start: at, end: at }), text }],
      },
    ];
  }
  const { zone } = barrier;
  if (zone.source.text.slice(zone.end, zone.end + 2) !== '</') return [];
  const place = zone.source.origin({ start: zone.end, end: zone.end });
  const text = `  <protocol value="${names[packet.protocol]}"/>\n`;
  return [{ title: `Let protocol ${names[packet.protocol]} in`, safety: 'unsafe', edits: [{ place, text }] }];
}
