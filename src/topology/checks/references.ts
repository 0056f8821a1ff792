import { nearest } from '../../../grammar/did-you-mean.ts';
import type { Description } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { TrackedText } from '../schema.ts';

/** Names that must be there: hosts, checks, routers. */
export function checkReferences(description: Description, report: Report): void {
  const { text, hosts, routers, services, syncGroups } = description;
  const known = {
    host: [...hosts.keys()],
    router: [...routers.keys()],
    check: Object.keys(text.checks ?? {}),
  };
  const need = (what: keyof typeof known, name: string, path: YamlPath, at: 'key' | 'value' = 'value') => {
    if (known[what].includes(name)) return;
    const near = nearest(name, known[what]);
    report({
      path,
      at,
      kind: 'unknown-reference',
      message: `no ${what} is called ${name}`,
      help:
        near.length > 0
          ? `Did you mean ${near.join(' or ')}?`
          : known[what].length === 0
            ? `There are none: ${what}s: is missing or empty.`
            : `There are ${known[what].slice(0, 20).join(', ')}.`,
    });
  };
  const tracked = (list: readonly TrackedText[] | undefined, path: YamlPath) => {
    for (const [at, one] of (list ?? []).entries()) {
      if (typeof one === 'string') need('check', one, [...path, at]);
      else need('check', one.check, [...path, at, 'check']);
    }
  };

  for (const router of routers.values()) {
    for (const { host, text: node, path } of router.nodes) {
      need('host', host, path);
      tracked(node.track, [...path, 'track']);
    }
    const { interface: device } = router.text;
    if (typeof device === 'object')
      for (const host of Object.keys(device)) need('host', host, [...router.path, 'interface', host], 'key');
    if (text.routers?.[router.name]?.track !== undefined) tracked(router.text.track, [...router.path, 'track']);
  }
  tracked(text.defaults?.router?.track, ['defaults', 'router', 'track']);
  for (const [name, group] of syncGroups) {
    for (const [at, router] of group.routers.entries()) need('router', router, ['sync_groups', name, 'routers', at]);
    tracked(group.track, ['sync_groups', name, 'track']);
  }
  for (const [name, service] of services) {
    const path: YamlPath = ['services', name];
    for (const [at, host] of (service.directors ?? []).entries()) need('host', host, [...path, 'directors', at]);
    for (const [at, server] of service.real_servers.entries()) {
      if (typeof server === 'string') need('host', server, [...path, 'real_servers', at]);
      else if ('host' in server) need('host', server.host, [...path, 'real_servers', at, 'host']);
    }
    const sorry = service.sorry_server;
    if (typeof sorry === 'string') need('host', sorry, [...path, 'sorry_server']);
    else if (sorry !== undefined && 'host' in sorry) need('host', sorry.host, [...path, 'sorry_server', 'host']);
  }
  const sync = text.global?.lvs_sync;
  if (typeof sync === 'object' && sync.router !== undefined)
    need('router', sync.router, ['global', 'lvs_sync', 'router']);
}
