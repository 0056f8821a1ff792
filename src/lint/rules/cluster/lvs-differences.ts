import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, RealServer, VirtualServer } from '../../../model/node.ts';
import { listed } from './members.ts';
import { foreignServers, type SharedService, serverKey } from './services.ts';

/** A difference in words, with a place on every node that has a part in it. */
export interface Difference {
  readonly text: string;
  readonly related: readonly Related[];
}

/** `lb1 and lb2`. */
export const names = (nodes: readonly NodeModel[]) => listed(nodes.map(({ name }) => name));

/** The settings of a service itself. */
const settings: readonly (readonly [
  string,
  (service: VirtualServer) => VirtualServer['scheduler' | 'forwarding' | 'persistenceTimeout'],
])[] = [
  ['lb_algo', (service) => service.scheduler],
  ['lb_kind', (service) => service.forwarding],
  ['persistence_timeout', (service) => service.persistenceTimeout],
];

/** Settings of a service that its nodes do not share. */
export function settingsOf(on: SharedService['on']): Difference[] {
  return settings.flatMap(([keyword, read]) => {
    const values = [...on].map(([node, service]) => ({ node, service, known: read(service) }));
    const shown = ({ value }: { value: unknown }) => (value === undefined ? 'off' : String(value));
    if (new Set(values.map(({ known }) => shown(known))).size < 2) return [];
    return {
      text: `${keyword} is ${listed(values.map(({ node, known }) => `${shown(known)} on ${node.name}`))}`,
      related: values.map(({ node, service, known }) => ({
        place: known.place ?? service.place,
        message: `${node.name}: ${shown(known)}`,
      })),
    };
  });
}

/** The real servers of a service on each of its nodes. */
export type Servers = ReadonlyMap<NodeModel, ReadonlyMap<string, RealServer>>;

/** Those of each node, without the directors themselves. */
export function serversOf(shared: SharedService): Servers {
  return new Map(
    [...foreignServers(shared)].map(([node, servers]) => [
      node,
      new Map(servers.map((server) => [serverKey(server), server])),
    ]),
  );
}

/** A server on the nodes that have it. */
type Having = readonly { readonly node: NodeModel; readonly server: RealServer }[];

/** What the nodes say of each server that all of them have: where `describe` makes different things of it. */
export function differingServers(
  servers: Servers,
  describe: (server: RealServer) => string | number,
  what: string,
): Difference[] {
  const [first, ...others] = [...servers.values()];
  const differs = (key: string, server: RealServer): boolean => {
    const own = describe(server);
    return others.some((other) => other.has(key) && describe(other.get(key)!) !== own);
  };
  // Nearly always all nodes say the same of nearly all servers: nothing is made for those.
  const keys = [...first!].flatMap(([key, server]) => (differs(key, server) ? key : []));
  return keys.flatMap((key): Difference[] => {
    const having = havingOf(key, servers);
    if (having.length < servers.size) return [];
    return [
      {
        text: `${what} of real_server ${key} is ${listed(having.map(({ node, server }) => `${describe(server)} on ${node.name}`))}`,
        related: having.map(({ node, server }) => ({
          place: server.place,
          message: `${node.name}: ${describe(server)}`,
        })),
      },
    ];
  });
}

/** Real servers that only some of the nodes have. */
export function missingServers(servers: Servers): Difference[] {
  const all = [...servers.values()];
  const keys = new Set(
    all.flatMap((own) => [...own.keys()].filter((key) => !all.every((other) => other.has(key)))),
  );
  return [...keys].map((key): Difference => {
    const having = havingOf(key, servers);
    return {
      text: `real_server ${key} is only on ${names(having.map(({ node }) => node))}`,
      related: having.map(({ node, server }) => ({ place: server.place, message: `only on ${node.name}` })),
    };
  });
}

function havingOf(key: string, servers: Servers): Having {
  return [...servers].flatMap(([node, own]) => (own.has(key) ? [{ node, server: own.get(key)! }] : []));
}

/** The kinds of checks of a real server. */
export function checksOf({ checkers }: RealServer): string {
  if (checkers.length < 2) return checkers[0]?.type ?? 'none';
  return checkers
    .map(({ type }) => type)
    .sort()
    .join(' and ');
}
