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
  const directors = nodes.filter((node) => node.virtualServers.length > 0);
  if (directors.length === 0) return [];
  const own = nodes
    .filter((node) => !node.files.isEmpty)
    .map((node) => ({
      name: node.name,
      files: node.files,
      addresses: node.addresses,
      node,
      services: servicesOf(directors, node.addresses, (found) => found.by === 'address'),
    }));
  const others = hosts.map(({ name, files, addresses }) => ({
    name,
    files,
    addresses,
    node: undefined,
    services: servicesOf(directors, addresses, () => true, name),
  }));
  return [...own, ...others].filter((host) => host.services.length > 0);
}

function servicesOf(
  directors: readonly NodeModel[],
  addresses: readonly HostAddress[],
  isWanted: (found: ServedService) => boolean,
  name = '',
): ServedService[] {
  const texts = new Set(addresses.map((address) => address.text));
  return directors.flatMap((node) =>
    node.virtualServers.flatMap((service) => {
      const found = match(node, service, texts, name);
      return found !== undefined && isWanted(found) ? found : [];
    }),
  );
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
