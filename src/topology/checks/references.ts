import { nearest } from '../../../grammar/did-you-mean.ts';
import type { Description, RouterEntry } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { ServiceText, TrackedText } from '../schema.ts';

/** Names that must be there: hosts, checks, routers. */
export function checkReferences(description: Description, report: Report): void {
  new References(description, report).check();
}

type Kind = 'host' | 'router' | 'check';

class References {
  private readonly description: Description;
  private readonly report: Report;
  private readonly known: Readonly<Record<Kind, readonly string[]>>;

  constructor(description: Description, report: Report) {
    this.description = description;
    this.report = report;
    this.known = {
      host: [...description.hosts.keys()],
      router: [...description.routers.keys()],
      check: Object.keys(description.text.checks ?? {}),
    };
  }

  check(): void {
    const { text, routers, services, syncGroups } = this.description;
    for (const router of routers.values()) this.router(router);
    this.tracked(text.defaults?.router?.track, ['defaults', 'router', 'track']);
    for (const [name, group] of syncGroups) {
      const path: YamlPath = ['sync_groups', name];
      for (const [at, router] of group.routers.entries())
        this.need('router', router, [...path, 'routers', at]);
      this.tracked(group.track, [...path, 'track']);
    }
    for (const [name, service] of services) this.service(service, ['services', name]);
    const sync = text.global?.lvs_sync;
    if (typeof sync === 'object' && sync.router !== undefined)
      this.need('router', sync.router, ['global', 'lvs_sync', 'router']);
  }

  private router(router: RouterEntry): void {
    for (const { host, text: node, path } of router.nodes) {
      this.need('host', host, path);
      this.tracked(node.track, [...path, 'track']);
    }
    const { interface: device } = router.text;
    if (typeof device === 'object')
      for (const host of Object.keys(device))
        this.need('host', host, [...router.path, 'interface', host], 'key');
    const isOwn = this.description.text.routers?.[router.name]?.track !== undefined;
    if (isOwn) this.tracked(router.text.track, [...router.path, 'track']);
  }

  private service(service: ServiceText, path: YamlPath): void {
    for (const [at, host] of (service.directors ?? []).entries())
      this.need('host', host, [...path, 'directors', at]);
    for (const [at, server] of service.real_servers.entries())
      this.server(server, [...path, 'real_servers', at]);
    if (service.sorry_server !== undefined) this.server(service.sorry_server, [...path, 'sorry_server']);
  }

  private server(
    server: string | { readonly host: string } | { readonly address: string },
    path: YamlPath,
  ): void {
    if (typeof server === 'string') this.need('host', server, path);
    else if ('host' in server) this.need('host', server.host, [...path, 'host']);
  }

  private tracked(list: readonly TrackedText[] | undefined, path: YamlPath): void {
    for (const [at, one] of (list ?? []).entries()) {
      if (typeof one === 'string') this.need('check', one, [...path, at]);
      else this.need('check', one.check, [...path, at, 'check']);
    }
  }

  private need(kind: Kind, name: string, path: YamlPath, at: 'key' | 'value' = 'value'): void {
    const known = this.known[kind];
    if (known.includes(name)) return;
    const near = nearest(name, known);
    const listed =
      known.length === 0 ? `${kind}s names none.` : `There are ${known.slice(0, 20).join(', ')}.`;
    this.report({
      path,
      at,
      kind: 'unknown-reference',
      message: `no ${kind} is called ${name}`,
      help: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : listed,
    });
  }
}
