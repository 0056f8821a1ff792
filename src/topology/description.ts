import type { SourceText } from '../../grammar/source.ts';
import { type Family, formatAddress, type IpAddress } from '../../grammar/values/address.ts';
import { inSubnet, readPrefixedAddress } from '../../grammar/values/subnet.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { YamlNode } from '../bundle/yaml-tree.ts';
import { releaseMeant, releaseOfSystem } from '../project/releases.ts';
import { locate } from './locate.ts';
import type { YamlPath } from './problem.ts';
import type {
  HostText,
  NodeText,
  RouterText,
  ServiceText,
  SyncGroupText,
  TopologyText,
  VipText,
} from './schema.ts';
import { type System, systemOf } from './system.ts';

/** hacfg.yaml, valid by its schema, with what it says read out: hosts with their addresses, VIPs, nodes. */
export interface Description {
  readonly source: SourceText;
  readonly root: YamlNode | undefined;
  readonly text: TopologyText;
  readonly hosts: ReadonlyMap<string, HostEntry>;
  readonly routers: ReadonlyMap<string, RouterEntry>;
  readonly services: ReadonlyMap<string, ServiceText>;
  readonly syncGroups: ReadonlyMap<string, SyncGroupText>;
}

export interface Addressed {
  readonly address: IpAddress;
  readonly text: string;
  readonly family: Family;
  /** Undefined: none is written. */
  readonly prefix: number | undefined;
  readonly path: YamlPath;
}

export interface InterfaceEntry {
  readonly name: string;
  readonly addresses: readonly Addressed[];
}

export interface HostEntry {
  readonly name: string;
  readonly text: HostText;
  readonly path: YamlPath;
  /** The main one first. */
  readonly interfaces: readonly InterfaceEntry[];
  readonly addresses: readonly Addressed[];
  readonly release: ReleaseName;
  readonly system: System;
}

export interface NodeEntry {
  readonly host: string;
  readonly text: Exclude<NodeText, string>;
  readonly path: YamlPath;
}

export interface VipEntry extends Addressed {
  readonly device: string | undefined;
  readonly label: string | undefined;
  readonly excluded: boolean;
  readonly outside: boolean;
  readonly options: readonly string[];
}

export interface RouterEntry {
  readonly name: string;
  /** With the defaults filled in. */
  readonly text: RouterText;
  readonly path: YamlPath;
  readonly nodes: readonly NodeEntry[];
  readonly vips: readonly VipEntry[];
}

export function describe(source: SourceText, root: YamlNode | undefined, text: TopologyText): Description {
  const defaults = text.defaults ?? {};
  const usual = { transport: usualTransport(text), ...defaults.router };
  return {
    source,
    root,
    text,
    hosts: mapOf(text.hosts, (name, host) => hostEntry(name, host ?? {}, { source, root, text })),
    routers: mapOf(text.routers, (name, router) => routerEntry(name, { ...usual, ...router })),
    services: mapOf(text.services, (_name, service) => ({ ...defaults.service, ...service })),
    syncGroups: mapOf(text.sync_groups, (_name, group) => group),
  };
}

/** Networks of clouds and containers drop multicast, so that each node would be master. */
function usualTransport({ environment = 'other', multicast }: TopologyText): 'unicast' | undefined {
  return environment === 'other' || multicast === true ? undefined : 'unicast';
}

function mapOf<From, To>(
  record: Readonly<Record<string, From>> | undefined,
  convert: (name: string, value: From) => To,
): Map<string, To> {
  return new Map(Object.entries(record ?? {}).map(([name, value]) => [name, convert(name, value)]));
}

type Read = Pick<Description, 'source' | 'root' | 'text'>;

function hostEntry(name: string, host: HostText, read: Read): HostEntry {
  const path: YamlPath = ['hosts', name];
  const interfaces = interfacesOf(host, path, read.text.defaults?.interface);
  const os = host.os ?? read.text.defaults?.os;
  const system = systemOf(os);
  return {
    name,
    text: host,
    path,
    interfaces,
    addresses: interfaces.flatMap(({ addresses }) => addresses),
    release:
      writtenRelease([...path, 'keepalived'], host.keepalived, read) ??
      writtenRelease(['keepalived'], read.text.keepalived, read) ??
      (os === undefined ? undefined : releaseOfSystem(os)) ??
      NEWEST,
    system: { ...system, network: host.network ?? system.network },
  };
}

/** Unquoted, 2.2 is a number; what was written is in the text. */
export function writtenRelease(
  path: YamlPath,
  value: string | number | undefined,
  { source, root }: Pick<Description, 'source' | 'root'>,
): ReleaseName | undefined {
  if (value === undefined) return undefined;
  const { span } = locate(source, root, path, 'value');
  return releaseMeant(typeof value === 'string' ? value : source.slice(span).replace(/^["']|["']$/g, ''));
}

function interfacesOf(host: HostText, path: YamlPath, usual: string | undefined): InterfaceEntry[] {
  const own: Addressed[] = [
    ...list(host.address).map((text, at) =>
      addressed(text, [...path, 'address', ...(Array.isArray(host.address) ? [at] : [])]),
    ),
    ...(host.addresses ?? []).map((text, at) => addressed(text, [...path, 'addresses', at])),
  ];
  const further = Object.entries(host.interfaces ?? {}).map(([name, value]) => ({
    name,
    addresses: list(value ?? []).map((text, at) =>
      addressed(text, [...path, 'interfaces', name, ...(Array.isArray(value) ? [at] : [])]),
    ),
  }));
  const main = host.interface ?? (own.length > 0 || further.length === 0 ? usual : undefined);
  if (main === undefined) return own.length > 0 ? [{ name: '', addresses: own }, ...further] : further;
  const same = further.find(({ name }) => name === main);
  return [
    { name: main, addresses: [...own, ...(same?.addresses ?? [])] },
    ...further.filter(({ name }) => name !== main),
  ];
}

function list<Item>(value: Item | readonly Item[] | undefined): Item[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? [...value] : [value as Item];
}

export function addressed(text: string, path: YamlPath): Addressed {
  const { address, prefix, slash } = readPrefixedAddress(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return {
    address,
    text: formatAddress(address),
    family: address.family,
    prefix: slash === -1 ? undefined : prefix,
    path,
  };
}

function routerEntry(name: string, router: RouterText): RouterEntry {
  const path: YamlPath = ['routers', name];
  return {
    name,
    text: router,
    path,
    nodes: router.nodes.map((node, at) => {
      const text = typeof node === 'string' ? { host: node } : node;
      return { host: text.host, text, path: [...path, 'nodes', at] };
    }),
    vips: router.vips.map((vip, at) => vipEntry(vip, [...path, 'vips', at])),
  };
}

function vipEntry(vip: VipText, path: YamlPath): VipEntry {
  const text = typeof vip === 'string' ? { address: vip } : vip;
  return {
    ...addressed(text.address, path),
    device: text.interface,
    label: text.label,
    excluded: text.excluded ?? false,
    outside: text.outside ?? false,
    options: text.options ?? [],
  };
}

/** The address of a host on the subnet of another address, or undefined. */
export function addressBeside(host: HostEntry, other: IpAddress): Addressed | undefined {
  return host.addresses.find((own) => holds(own, other));
}

/** Whether `other` lies in the subnet of an address whose prefix is known. */
export function holds(own: Addressed, other: IpAddress): boolean {
  return own.prefix !== undefined && own.family === other.family && inSubnet(other, own.address, own.prefix);
}

/** The interface of a node of a router: as written, else the one on the subnet of a VIP, else the main one. */
export function interfaceOf(
  router: RouterEntry,
  node: NodeEntry,
  host: HostEntry,
  family: Family,
): string | undefined {
  const { interface: general } = router.text;
  const written = node.text.interface ?? (typeof general === 'string' ? general : general?.[node.host]);
  if (written !== undefined) return written;
  const vips = router.vips.filter((vip) => vip.device === undefined);
  const beside = [...vips.filter((vip) => vip.family === family), ...vips].flatMap((vip) =>
    host.interfaces.filter(({ addresses }) => addresses.some((own) => holds(own, vip.address))),
  );
  return (beside[0] ?? host.interfaces[0])?.name || undefined;
}

/** The address that a host sends adverts of a family from, on an interface. */
export function sourceOf(host: HostEntry, device: string | undefined, family: Family): Addressed | undefined {
  const own = host.interfaces.find(({ name }) => name === device || (device === undefined && name === ''));
  return own?.addresses.find((address) => address.family === family);
}

/** The families of a router's adverts: those of its VIPs; IPv4 when it has none. */
export function familiesOf(router: RouterEntry): Family[] {
  const carried = router.vips.filter((vip) => !vip.excluded);
  const families = ([4, 6] as const).filter((family) => carried.some((vip) => vip.family === family));
  return families.length > 0 ? families : [router.vips[0]?.family ?? 4];
}
