import type { BundledHost, HostFiles } from '../bundle/host-file.ts';
import type { HostAddress } from './addresses.ts';
import type { RealServer, VirtualServer } from './lvs.ts';
import type { NodeModel } from './node.ts';

/** A host whose files are at hand, with or without a keepalived of its own. */
export interface Host extends BundledHost {
  readonly addresses: readonly HostAddress[];
}

/** A service that a host answers for behind a director. */
export interface ServedService {
  /** The director. */
  readonly node: NodeModel;
  readonly service: VirtualServer;
  /** The entry that is this host; undefined when it is not known which of them it is. */
  readonly realServer: RealServer | undefined;
  /**
   * How we know. address: an address of the host is the real_server's; folder: the host's folder is called after it;
   * vip: the host has the service's address; name: the host's files are called those of a real server.
   */
  readonly by: 'address' | 'folder' | 'vip' | 'name';
}

/** A host that is a real server of some service. */
export interface RealServerHost {
  readonly name: string;
  readonly files: HostFiles;
  readonly addresses: readonly HostAddress[];
  /** The node, when it runs keepalived as well. */
  readonly node: NodeModel | undefined;
  /** Never empty. */
  readonly services: readonly ServedService[];
}

/** Names under which the files of any real server are kept. */
const roleName = /^(?:real[-_]?server|rs|backend)[-_]?\d*$/i;

/** Which of some hosts, and of the nodes themselves, are real servers of the services of the nodes. */
export function findRealServers(nodes: readonly NodeModel[], hosts: readonly Host[]): RealServerHost[] {
  const offered = new OfferedServices(nodes);
  if (offered.isEmpty) return [];
  const own = nodes
    .filter((node) => !node.files.isEmpty)
    .map((node) => ({
      name: node.name,
      files: node.files,
      addresses: node.addresses,
      node,
      services: offered.servedBy(node.addresses).filter(({ by }) => by === 'address'),
    }));
  const others = hosts.map(({ name, files, addresses }) => ({
    name,
    files,
    addresses,
    node: undefined,
    services: offered.servedBy(addresses, name),
  }));
  return [...own, ...others].filter((host) => host.services.length > 0);
}

interface Offered {
  readonly node: NodeModel;
  readonly service: VirtualServer;
}

/** The services of all directors, found by the addresses in them: there may be many of them, and many hosts. */
class OfferedServices {
  private readonly all: readonly Offered[];
  /** Positions in `all` by the address of a real server, or of the service itself. */
  private readonly byAddress = new Map<string, Set<number>>();

  constructor(nodes: readonly NodeModel[]) {
    this.all = nodes.flatMap((node) => node.virtualServers.map((service) => ({ node, service })));
    for (const [at, { service }] of this.all.entries()) {
      for (const { text } of service.realServers) this.enter(text, at);
      if (service.target.kind === 'address') this.enter(service.target.text, at);
    }
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** In the order of the directors and their services. */
  servedBy(addresses: readonly HostAddress[], name = ''): ServedService[] {
    const texts = new Set(addresses.map((address) => address.text));
    const candidates = roleName.test(name)
      ? this.all
      : [...new Set([...texts, name].flatMap((text) => [...(this.byAddress.get(text) ?? [])]))]
          .sort((one, other) => one - other)
          .map((at) => this.all[at]!);
    return candidates.flatMap(({ node, service }) => match(node, service, texts, name) ?? []);
  }

  private enter(text: string, at: number): void {
    const known = this.byAddress.get(text);
    if (known === undefined) this.byAddress.set(text, new Set([at]));
    else known.add(at);
  }
}

function match(
  node: NodeModel,
  service: VirtualServer,
  addresses: ReadonlySet<string>,
  name: string,
): ServedService | undefined {
  const { realServers, target } = service;
  const byAddress = realServers.find((server) => addresses.has(server.text));
  if (byAddress !== undefined) return { node, service, realServer: byAddress, by: 'address' };
  const byFolder = realServers.find((server) => server.text === name);
  if (byFolder !== undefined) return { node, service, realServer: byFolder, by: 'folder' };
  if (target.kind === 'address' && addresses.has(target.text)) {
    return { node, service, realServer: undefined, by: 'vip' };
  }
  return roleName.test(name) && realServers.length > 0
    ? { node, service, realServer: undefined, by: 'name' }
    : undefined;
}
