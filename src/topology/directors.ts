import { vipsOf } from './checks/services.ts';
import type { Description } from './description.ts';

/** The hosts that balance each service, by its name: its `directors`, else the nodes of the routers that hold its VIPs. */
export function directorsByService({
  services,
  routers,
}: Pick<Description, 'services' | 'routers'>): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, string[]>();
  for (const { vips, nodes } of routers.values()) {
    const hosts = nodes.map(({ host }) => host);
    for (const { text } of vips) holders.set(text, [...(holders.get(text) ?? []), ...hosts]);
  }
  return new Map(
    [...services].map(([name, service]) => [
      name,
      new Set(service.directors ?? vipsOf(service).flatMap(({ text }) => holders.get(text) ?? [])),
    ]),
  );
}
