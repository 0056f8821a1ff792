import type { Description } from '../../topology/description.ts';
import { directorsByService } from '../../topology/directors.ts';
import type { RealServerText, ServiceText } from '../../topology/schema.ts';

/** A service with the hosts that balance it. */
export interface Balanced {
  readonly name: string;
  readonly service: ServiceText;
  readonly directors: readonly string[];
}

/** A service that a host is a real server of. */
export interface Served extends Balanced {
  readonly forward: 'dr' | 'nat' | 'tun';
}

/** Who balances and who serves, read out of the description once: each host asks for its own. */
export class ServicesByHost {
  private readonly balanced = new Map<string, Balanced[]>();
  private readonly served = new Map<string, Served[]>();

  constructor(description: Description) {
    const directorsOf = directorsByService(description);
    for (const [name, service] of description.services) {
      const directors = directorsOf.get(name)!;
      const one = { name, service, directors: [...directors] };
      for (const director of directors) add(this.balanced, director, one);
      for (const [host, server] of hostsServing(service))
        add(this.served, host, { ...one, forward: forwardOf(server, service) });
    }
  }

  /** The services that a host is a director of, in the order of hacfg.yaml. */
  balancedBy(host: string): readonly Balanced[] {
    return this.balanced.get(host) ?? [];
  }

  /** The services that a host is a real server of, in the order of hacfg.yaml. */
  servedBy(host: string): readonly Served[] {
    return this.served.get(host) ?? [];
  }
}

function add<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/** Each host once: the first entry tells how packets come to it. */
function hostsServing(service: ServiceText): Map<string, RealServerText> {
  const found = new Map<string, RealServerText>();
  for (const server of service.real_servers) {
    const host = typeof server === 'string' ? server : 'host' in server ? server.host : undefined;
    if (host !== undefined && !found.has(host)) found.set(host, server);
  }
  return found;
}

export function forwardOf(server: RealServerText, service: ServiceText): 'dr' | 'nat' | 'tun' {
  const own = typeof server === 'string' ? undefined : server.forward;
  return own ?? service.forward ?? 'dr';
}
