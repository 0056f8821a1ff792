import { compareReleases, keywordSpec, type ReleaseName } from '../../../grammar/vocabulary/index.ts';
import type { Description, HostEntry, RouterEntry } from '../description.ts';
import { directorsByService } from '../directors.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { CheckText, ServerCheckText, ServiceText } from '../schema.ts';
import { checkList, portsOf } from './services.ts';

/** Keys of hacfg.yaml and the keywords that they become; keepalived has to know those. */
type Keywords = Readonly<Record<string, string>>;

const routerKeywords: Keywords = {
  multicast_group: 'mcast_dst_ip',
  vmac: 'use_vmac',
  check_unicast_source: 'check_unicast_src',
};

const scriptKeywords: Keywords = {
  timeout: 'timeout',
  user: 'user',
  init_fail: 'init_fail',
  reverse: 'weight',
};

const serviceKeywords: Keywords = { one_packet: 'ops', smtp_alert: 'smtp_alert', hysteresis: 'hysteresis' };

const checkerBlocks: Readonly<Record<Exclude<ServerCheckText['kind'], 'none'>, string>> = {
  tcp: 'TCP_CHECK',
  http: 'HTTP_GET',
  https: 'SSL_GET',
  smtp: 'SMTP_CHECK',
  dns: 'DNS_CHECK',
  ping: 'PING_CHECK',
  udp: 'UDP_CHECK',
  command: 'MISC_CHECK',
  file: 'FILE_CHECK',
};

/** `retry` is not among those of web checks: it had another name before. */
const checkerKeywords: Keywords = {
  delay_before_retry: 'delay_before_retry',
  interval: 'delay_loop',
  address: 'connect_ip',
  bind: 'bindto',
  virtualhost: 'virtualhost',
  sni: 'enable_sni',
  helo: 'helo_name',
  payload: 'payload',
  require_reply: 'require_reply',
  dynamic: 'misc_dynamic',
  user: 'user',
};

/** First release that takes a real server without a port; before the other one, port 0 means none. */
const portlessSince: ReleaseName = '2.0.15';
const portZeroUntil: ReleaseName = '2.0.7';

/** What hacfg.yaml asks for that the keepalived of a host does not have yet. */
export function checkReleases(description: Description, report: Report): void {
  const releases = new Releases(description, report);
  for (const router of description.routers.values()) releases.router(router);
  for (const [name, check] of Object.entries(description.text.checks ?? {})) releases.script(name, check);
  for (const [name, service] of description.services) releases.service(name, service);
}

interface Wish {
  readonly path: YamlPath;
  /** As people call it: `interval of a check of service web`. */
  readonly name: string;
  readonly hosts: readonly HostEntry[];
}

class Releases {
  private readonly description: Description;
  private readonly report: Report;
  private readonly directors: ReadonlyMap<string, ReadonlySet<string>>;
  /** The hosts that are nodes of a router, in the order of hacfg.yaml. */
  private readonly vrrpHosts: readonly HostEntry[];

  constructor(description: Description, report: Report) {
    this.description = description;
    this.report = report;
    this.directors = directorsByService(description);
    const members = [...description.routers.values()].flatMap(({ nodes }) => nodes.map(({ host }) => host));
    const names = new Set(members);
    this.vrrpHosts = [...description.hosts.values()].filter((host) => names.has(host.name));
  }

  router({ name, text, path, nodes }: RouterEntry): void {
    const hosts = this.hostsOf(nodes.map(({ host }) => host));
    const own = this.description.text.routers?.[name] ?? {};
    this.keys(text, routerKeywords, 'vrrp_instance', {
      path,
      name: `router ${name}`,
      hosts,
      fallback: (key) => (key in own ? undefined : ['defaults', 'router', key]),
    });
    const field = 'transport' in own ? [...path, 'transport'] : ['defaults', 'router', 'transport'];
    if (text.transport === 'unicast')
      this.keyword('vrrp_instance', 'unicast_peer', {
        path: field,
        name: `transport of router ${name}`,
        hosts,
      });
  }

  script(name: string, check: CheckText): void {
    const hosts = this.vrrpHosts;
    const path: YamlPath = ['checks', name];
    if (check.kind === 'file') {
      const oldest = keywordSpec('/', 'vrrp_track_file')!.since;
      this.since(oldest, { path, name: `check ${name} of kind file`, hosts });
    } else if (check.kind !== 'verbatim') {
      this.keys(check, scriptKeywords, 'vrrp_script', { path, name: `check ${name}`, hosts });
    }
  }

  service(name: string, service: ServiceText): void {
    const path: YamlPath = ['services', name];
    const hosts = this.hostsOf([...this.directors.get(name)!]);
    this.keys(service, serviceKeywords, 'virtual_server', { path, name: `service ${name}`, hosts });
    for (const [at, flag] of (service.scheduler_flags ?? []).entries())
      this.keyword('virtual_server', flag, {
        path: [...path, 'scheduler_flags', at],
        name: `${flag} of service ${name}`,
        hosts,
      });
    const where = { name: `a check of service ${name}`, hosts };
    this.checkers(service.check, { ...where, path: [...path, 'check'] });
    for (const [at, server] of service.real_servers.entries()) {
      if (typeof server === 'object')
        this.checkers(server.check, { ...where, path: [...path, 'real_servers', at, 'check'] });
    }
    this.portless(name, service, hosts);
  }

  private checkers(checks: ServiceText['check'], wish: Wish): void {
    for (const [at, check] of checkList(checks).entries()) {
      if (check.kind === 'none') continue;
      const path = Array.isArray(checks) ? [...wish.path, at] : wish.path;
      const block = checkerBlocks[check.kind];
      const name = `kind ${check.kind} of ${wish.name}`;
      const isKnown = this.keyword('virtual_server/real_server', block, {
        ...wish,
        name,
        path: [...path, 'kind'],
      });
      if (isKnown)
        this.keys(check, checkerKeywords, `virtual_server/real_server/${block}`, { ...wish, path });
    }
  }

  /** A real server of a mark or a group has the port that a packet has; DR and TUN do not change that of a mark. */
  private portless(name: string, service: ServiceText, hosts: readonly HostEntry[]): void {
    const ports = portsOf(service);
    const isOpen = service.fwmark !== undefined || (service.group === true && ports.length > 1);
    const every = service.real_servers.every(
      (server) => typeof server === 'object' && server.port !== undefined,
    );
    if (!isOpen || every || (service.fwmark !== undefined && ports.length === 1)) return;
    const isTranslated = service.real_servers.some(
      (server) => ((typeof server === 'object' && server.forward) || (service.forward ?? 'dr')) === 'nat',
    );
    if (service.fwmark !== undefined && ports.length > 0 && !isTranslated) return;
    this.since(portlessSince, {
      path: ['services', name],
      name: `service ${name}, whose real servers have no one port,`,
      hosts: hosts.filter(({ release }) => compareReleases(release, portZeroUntil) >= 0),
    });
  }

  private keys(
    text: object,
    keywords: Keywords,
    block: string,
    wish: Wish & { readonly fallback?: (key: string) => YamlPath | undefined },
  ): void {
    for (const [key, value] of Object.entries(text)) {
      const keyword = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
      if (keyword === undefined || value === undefined || value === false) continue;
      const path = wish.fallback?.(key) ?? [...wish.path, key];
      this.keyword(block, keyword, { ...wish, path, name: `${key} of ${wish.name}` });
    }
  }

  private keyword(block: string, keyword: string, wish: Wish): boolean {
    const spec = keywordSpec(block, keyword);
    return spec === undefined || this.since(spec.since, wish);
  }

  private since(release: ReleaseName, { path, name, hosts }: Wish): boolean {
    const old = hosts.find((host) => compareReleases(host.release, release) < 0);
    if (old === undefined) return true;
    this.report({
      path,
      kind: 'release',
      message: `${name} needs keepalived ${release}, and ${old.name} has ${old.release}`,
    });
    return false;
  }

  private hostsOf(names: readonly string[]): HostEntry[] {
    return names.flatMap((name) => this.description.hosts.get(name) ?? []);
  }
}
