import type { DirectRule, FirewalldService, FirewalldZone, RichRule } from './firewalld.ts';
import { allOf, inNet, type Match, negate, type Packet, protocolNumber } from './packet.ts';

/** What the files of a host say of its firewalld. */
export interface Firewalld {
  readonly zones: readonly FirewalldZone[];
  readonly services: readonly FirewalldService[];
  readonly direct: readonly DirectRule[];
  /** DefaultZone= of firewalld.conf; undefined: not said, then it is `public`. */
  readonly defaultZone: string | undefined;
  /** Zones that interface files name, by interface. */
  readonly zoneOfInterface: ReadonlyMap<string, string>;
}

export const STOCK_DEFAULT_ZONE = 'public';

/** The zones that firewalld brings along (firewalld.zones(5)). */
const stockZones: ReadonlySet<string> = new Set([
  'block',
  'dmz',
  'drop',
  'external',
  'home',
  'internal',
  'public',
  'trusted',
  'work',
  'nm-shared',
]);

/** The zone that judges a packet; undefined when the files do not tell, or the zone is not among them. */
export function zoneFor(firewalld: Firewalld, packet: Packet): FirewalldZone | undefined {
  const { zones } = firewalld;
  // A zone for the sender comes before the zone of the interface.
  for (const zone of zones) {
    for (const net of zone.sources) {
      const match = net === undefined ? 'maybe' : inNet(packet.sources, net);
      if (match === 'yes') return zone;
      if (match === 'maybe') return undefined;
    }
  }
  const own = packet.interface;
  const bound = zones.find((zone) => own !== undefined && zone.interfaces.includes(own));
  if (bound !== undefined) return bound;
  const named = own === undefined ? undefined : firewalld.zoneOfInterface.get(own);
  if (named !== undefined) return zones.find(({ name }) => name === named);
  const wanted = firewalld.defaultZone ?? STOCK_DEFAULT_ZONE;
  const standard = zones.find(({ name }) => name === wanted);
  if (standard !== undefined) return standard;
  // Kept without its folders, a zone file may have any name: the only one there is must be the one in force.
  const [only] = zones;
  const isOnly = zones.length === 1 && !stockZones.has(only!.name) && only!.interfaces.length === 0;
  return isOnly && firewalld.defaultZone === undefined ? only : undefined;
}

/** Whether a zone lets a packet in; `maybe` when that depends on what the files do not tell. */
export function zoneAccepts(zone: FirewalldZone, packet: Packet, firewalld: Firewalld): Match {
  const direct = firewalld.direct.some((rule) => directMayAccept(rule, packet));
  if (direct) return 'maybe';
  const rich = richVerdict(zone, packet, firewalld);
  if (rich !== undefined) return rich;
  if (zone.target === 'ACCEPT' || zone.name === 'trusted') return 'yes';
  if (zone.protocols.some((name) => isProtocol(name, packet))) return 'yes';
  return servicesAccept(zone.services, packet, firewalld);
}

function isProtocol(name: string, packet: Packet): boolean {
  const number = protocolNumber(name);
  return number === packet.protocol || number === 0;
}

function servicesAccept(names: readonly string[], packet: Packet, firewalld: Firewalld): Match {
  const matches = names.map((name) => serviceAccepts(name, packet, firewalld, 0));
  return matches.includes('yes') ? 'yes' : matches.includes('maybe') ? 'maybe' : 'no';
}

function serviceAccepts(name: string, packet: Packet, firewalld: Firewalld, depth: number): Match {
  // The service of that name of a newer firewalld, or one of somebody's own that is not at hand.
  if (/vrrp|keepalived|\bha\b|cluster|high-availability/i.test(name)) return 'maybe';
  const service = firewalld.services.find((one) => one.name === name);
  if (service === undefined || depth > 8) return 'no';
  if (service.protocols.some((one) => isProtocol(one, packet))) return 'yes';
  const inner = service.includes.map((one) => serviceAccepts(one, packet, firewalld, depth + 1));
  return inner.includes('yes') ? 'yes' : inner.includes('maybe') ? 'maybe' : 'no';
}

/** What the rich rules decide; undefined: none of them is about the packet. */
function richVerdict(zone: FirewalldZone, packet: Packet, firewalld: Firewalld): Match | undefined {
  const refusesFirst = (rule: RichRule) => (rule.action === 'accept' ? 1 : 0);
  const rules = [...zone.rules].sort(
    (one, other) => one.priority - other.priority || refusesFirst(one) - refusesFirst(other),
  );
  let mayAccept = false;
  for (const rule of rules) {
    const match = richMatches(rule, packet, firewalld);
    if (match === 'no' || rule.action === undefined || rule.action === 'mark') continue;
    if (rule.action === 'accept') {
      if (match === 'yes') return 'yes';
      mayAccept = true;
    } else if (match === 'yes') return mayAccept ? 'maybe' : 'no';
  }
  return mayAccept ? 'maybe' : undefined;
}

function richMatches(rule: RichRule, packet: Packet, firewalld: Firewalld): Match {
  const ends: Match[] = [
    rule.family === undefined || rule.family === (packet.family === 4 ? 'ipv4' : 'ipv6') ? 'yes' : 'no',
    endMatches(rule.source, packet.sources),
    endMatches(rule.destination, packet.destination === undefined ? [] : [packet.destination]),
  ];
  const { element } = rule;
  if (element?.kind === 'protocol') ends.push(isProtocol(element.value, packet) ? 'yes' : 'no');
  else if (element?.kind === 'service') ends.push(serviceAccepts(element.value, packet, firewalld, 0));
  else if (element !== undefined) ends.push('no');
  return allOf(ends);
}

function endMatches(end: RichRule['source'], candidates: Packet['sources']): Match {
  if (end === undefined) return 'yes';
  return negate(end.net === undefined ? 'maybe' : inNet(candidates, end.net), end.negated);
}

/** A direct rule that accepts and does not plainly speak of something else. */
function directMayAccept(rule: DirectRule, packet: Packet): boolean {
  if (!/\bACCEPT\b/.test(rule.args) || rule.family !== (packet.family === 4 ? 'ipv4' : 'ipv6')) return false;
  const protocol = /(?:-p|--proto(?:col)?)\s+(\S+)/.exec(rule.args)?.[1];
  const number = protocol === undefined ? 0 : protocolNumber(protocol);
  return number === undefined || number === 0 || number === packet.protocol;
}
