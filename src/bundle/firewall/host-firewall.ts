import type { Place } from '../../../grammar/source.ts';
import type { HostFiles } from '../host-file.ts';
import { commandsOf } from '../host-state.ts';
import { contentOf } from '../parsers.ts';
import type { FirewalldFile, FirewalldZone } from './firewalld.ts';
import type { Packet } from './packet.ts';
import { type FilterRule, judge } from './ruleset.ts';
import { judgeUfw } from './ufw.ts';
import { type Firewalld, zoneAccepts, zoneFor } from './zones.ts';

/** A filter that lets no advertisement in. */
export type Barrier = { readonly place: Place } & (
  | { readonly kind: 'firewalld'; readonly zone: FirewalldZone }
  /** rule: what drops it; undefined: the policy of a chain. */
  | { readonly kind: 'nftables' | 'iptables' | 'ufw'; readonly rule: FilterRule | undefined }
);

export interface HostFirewall {
  readonly barriers: readonly Barrier[];
  /** Another filter of the host lets it in: which of the two is in force, the files do not tell. */
  readonly passesElsewhere: boolean;
}

/** What the filters in the files of a host make of a packet. Where it cannot be told, there is no barrier. */
export function judgeHost(files: HostFiles, packet: Packet): HostFirewall {
  if (commandsOf(files).some(({ allowsVrrp }) => allowsVrrp)) return { barriers: [], passesElsewhere: true };
  const barriers: Barrier[] = [];
  let passesElsewhere = false;
  for (const kind of ['nftables', 'iptables'] as const) {
    for (const file of files.ofKind(kind)) {
      const ruleset = contentOf(file);
      const found = ruleset === undefined ? undefined : judge(ruleset, packet);
      if (found?.verdict === 'dropped') barriers.push({ kind, place: found.by, rule: found.rule });
      if (found?.verdict === 'passes') passesElsewhere = true;
    }
  }
  const ufw = judgeUfw(files, packet);
  if (ufw?.verdict === 'dropped') barriers.push({ kind: 'ufw', place: ufw.by, rule: ufw.rule });
  if (ufw?.verdict === 'passes') passesElsewhere = true;
  const zone = judgeZone(files, packet);
  if (zone === 'passes') passesElsewhere = true;
  else if (zone !== undefined) barriers.push(zone);
  return { barriers, passesElsewhere };
}

function judgeZone(files: HostFiles, packet: Packet): Barrier | 'passes' | undefined {
  const contents = files.ofKind('firewalld').flatMap((file) => contentOf(file) ?? []);
  // A policy may let in what the zone does not.
  if (contents.some((one) => one.kind === 'policy' && one.toHost)) return undefined;
  const firewalld = together(contents, files);
  const zone = zoneFor(firewalld, packet);
  if (zone === undefined) return undefined;
  const match = zoneAccepts(zone, packet, firewalld);
  if (match === 'maybe') return undefined;
  if (match === 'yes') return 'passes';
  const { offset, text } = zone.tag;
  return { kind: 'firewalld', zone, place: zone.source.origin({ start: offset, end: offset + text.length }) };
}

function together(contents: readonly FirewalldFile[], files: HostFiles): Firewalld {
  const connections = [...files.ofKind('ifcfg'), ...files.ofKind('keyfile')].flatMap(
    (file) => contentOf(file) ?? [],
  );
  const settings = contents.find((one) => one.kind === 'settings');
  return {
    zones: contents.flatMap((one) => (one.kind === 'zone' ? one.zone : [])),
    services: contents.flatMap((one) => (one.kind === 'service' ? one.service : [])),
    direct: contents.flatMap((one) => (one.kind === 'direct' ? one.rules : [])),
    defaultZone: settings?.defaultZone,
    zoneOfInterface: new Map(
      connections.flatMap(({ device, zone }) => (zone === undefined ? [] : [[device, zone] as const])),
    ),
  };
}
