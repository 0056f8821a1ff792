import { formatAddress, isLoopback, isMulticast, isUnspecified } from '../../grammar/values/address.ts';
import { inSubnet, lastAddress, networkAddress } from '../../grammar/values/subnet.ts';
import type { Family, HostAddress, IpAddress } from '../model/addresses.ts';
import type { NodeModel } from '../model/node.ts';
import type { HostText } from '../topology/schema.ts';

/** An address of a host on one of its interfaces. */
export interface OwnAddress {
  readonly address: IpAddress;
  readonly text: string;
  /** Undefined: nothing says it. */
  readonly prefix: number | undefined;
}

/** A host of hacfg.yaml and the node it is read from. */
export interface ImportedHost {
  readonly name: string;
  readonly node: NodeModel;
  /** By interface, that of the first instance first. On each the source of adverts first. */
  readonly interfaces: ReadonlyMap<string, readonly OwnAddress[]>;
}

/** The hosts of some nodes, with the addresses that are known to be theirs alone. */
export function importHosts(nodes: readonly NodeModel[], wishes?: readonly string[]): ImportedHost[] {
  const names = new Set<string>();
  const isTheirs = addressJudge(nodes);
  return nodes.map((node, at) => {
    const name = uniqueName(hostNameFor(wishes?.[at] ?? node.name), names);
    return { name, node, interfaces: interfacesOf(node, (one) => isTheirs(one, node)) };
  });
}

/** A name that can be a host's and a folder's. */
function hostNameFor(name: string): string {
  const clean = name
    .replace(/\.conf$/, '')
    .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return clean === '' ? 'host' : clean.slice(0, 60).replace(/[^\p{L}\p{N}]+$/u, '');
}

function uniqueName(wish: string, taken: Set<string>): string {
  let name = wish;
  for (let at = 2; taken.has(name); at++) name = `${wish}-${at}`;
  taken.add(name);
  return name;
}

/** An address that two hosts claim, that is a VIP, or that no host can have, is nobody's. */
function addressJudge(nodes: readonly NodeModel[]): (one: HostAddress, node: NodeModel) => boolean {
  const owners = new Map<string, Set<NodeModel>>();
  const vips = new Set<string>();
  for (const node of nodes) {
    for (const { text } of node.addresses) owners.set(text, (owners.get(text) ?? new Set()).add(node));
    for (const { vips: own, excludedVips } of node.instances)
      for (const { text } of [...own, ...excludedVips]) vips.add(text);
  }
  return ({ address, text, prefix }) =>
    owners.get(text)?.size === 1 &&
    !vips.has(text) &&
    !isMulticast(address) &&
    !isLoopback(address) &&
    !isUnspecified(address) &&
    !isEndOfSubnet(address, prefix);
}

function isEndOfSubnet(address: IpAddress, prefix: number | undefined): boolean {
  if (address.family === 6 || prefix === undefined || prefix >= 31) return false;
  const text = formatAddress(address);
  const ends = [networkAddress(address, prefix), lastAddress(address, prefix)];
  return ends.some((end) => formatAddress(end) === text);
}

function interfacesOf(node: NodeModel, isTheirs: (one: HostAddress) => boolean): ImportedHost['interfaces'] {
  const devices = new Set(node.instances.flatMap(({ interface: device }) => device.value ?? []));
  const usable = node.addresses.filter(isTheirs);
  for (const { interface: device } of usable)
    if (device !== undefined && device !== 'lo') devices.add(device);
  const [main] = devices;
  const taken = new Set<string>();
  return new Map(
    [...devices].map((device) => {
      const stated = usable.filter((one) => (one.interface ?? main) === device);
      const sources = node.instances
        .filter((one) => one.interface.value === device && one.source.value !== undefined)
        .map(({ source }) => formatAddress(source.value!));
      const own = [...stated].sort((a, b) => rank(a.text, sources) - rank(b.text, sources));
      return [device, unique(own, usable, taken)] as const;
    }),
  );
}

/** Sources in the order of the instances, then the others. */
function rank(text: string, sources: readonly string[]): number {
  const at = sources.indexOf(text);
  return at === -1 ? sources.length : at;
}

/** Each address once, with the length of its network where any claim has one. */
function unique(own: readonly HostAddress[], all: readonly HostAddress[], taken: Set<string>): OwnAddress[] {
  return own.flatMap(({ address, text }) => {
    if (taken.has(text)) return [];
    taken.add(text);
    const prefix = all.find((one) => one.text === text && one.prefix !== undefined)?.prefix;
    return { address, text, prefix };
  });
}

/** The address that hacfg gen takes for adverts of a family on an interface. */
export function sourceOn(
  { interfaces }: ImportedHost,
  device: string | undefined,
  family: Family,
): string | undefined {
  if (device === undefined) return undefined;
  return interfaces.get(device)?.find(({ address }) => address.family === family)?.text;
}

/** Whether an address is known to lie outside of every network of a host. */
export function isOutside({ interfaces }: ImportedHost, address: IpAddress): boolean {
  const same = [...interfaces.values()].flat().filter((own) => own.address.family === address.family);
  if (same.length === 0 || same.some(({ prefix }) => prefix === undefined)) return false;
  return !same.some((own) => inSubnet(address, own.address, own.prefix!));
}

/** `address` and `interface`, and `interfaces` where there are more. */
export function hostText({ interfaces }: ImportedHost): HostText {
  const [main, ...others] = [...interfaces];
  if (main === undefined) return {};
  const [device, addresses] = main;
  return {
    ...(addresses.length === 0 ? {} : { address: oneOrList(addresses.map(addressText)) }),
    interface: device,
    ...(others.length === 0
      ? {}
      : {
          interfaces: Object.fromEntries(
            others.map(([name, own]) => [name, own.length === 0 ? null : oneOrList(own.map(addressText))]),
          ),
        }),
  };
}

function addressText({ text, prefix }: OwnAddress): string {
  return prefix === undefined ? text : `${text}/${prefix}`;
}

function oneOrList(texts: readonly string[]): string | string[] {
  return texts.length === 1 ? texts[0]! : [...texts];
}
