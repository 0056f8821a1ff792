import { nearest } from '../../../grammar/did-you-mean.ts';
import { canonicalAddress, type Family, familyOf, parseAddress } from '../../../grammar/values/address.ts';
import { addressBeside, type Description, type HostEntry } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';
import type { RealServerText, ServerCheckText, ServiceText } from '../schema.ts';

/** LVS services: what they listen on, and who serves. */
export function checkServices(description: Description, report: Report): void {
  const listeners = new Map<string, { name: string; path: YamlPath }>();
  const held = new Map(
    [...description.routers.values()].flatMap((router) =>
      router.vips.map((vip) => [vip.text, router.name] as const),
    ),
  );
  for (const [name, service] of description.services) {
    const path: YamlPath = ['services', name];
    checkListens(name, service, path, held, report);
    checkTwice(name, service, path, listeners, report);
    checkServers(name, service, path, description, report);
    checkChecks(service, path, description, report);
  }
}

interface ServiceVip {
  readonly text: string;
  /** The way to it in the service. */
  readonly key: YamlPath;
}

/** Everybody asks for them, about ten times a service; each address is read once. */
const knownVips = new WeakMap<ServiceText, readonly ServiceVip[]>();

/** The VIPs of a service; for one with a fwmark and none of its own, none. */
export function vipsOf(service: ServiceText): readonly ServiceVip[] {
  const known = knownVips.get(service);
  if (known !== undefined) return known;
  const vips = [
    ...(service.vip === undefined ? [] : [{ text: canonicalAddress(service.vip), key: ['vip'] }]),
    ...(service.vips ?? []).map((vip, at) => ({ text: canonicalAddress(vip), key: ['vips', at] })),
  ];
  knownVips.set(service, vips);
  return vips;
}

export function portsOf(service: ServiceText): number[] {
  return [...(service.port === undefined ? [] : [service.port]), ...(service.ports ?? [])];
}

/** @param held the VIPs of all routers */
function checkListens(
  name: string,
  service: ServiceText,
  path: YamlPath,
  held: ReadonlyMap<string, string>,
  report: Report,
): void {
  const vips = vipsOf(service);
  const ports = portsOf(service);
  if (vips.length === 0 && service.fwmark === undefined) {
    report({
      path,
      at: 'key',
      kind: 'missing-key',
      message: `service ${name} needs a vip`,
      help: 'vip: 192.0.2.100',
    });
  }
  if (ports.length === 0 && service.fwmark === undefined) {
    report({
      path,
      at: 'key',
      kind: 'missing-key',
      message: `service ${name} needs ports`,
      help: 'ports: [80]',
    });
  }
  if (vips.length === 0 && service.directors === undefined) {
    report({
      path,
      at: 'key',
      kind: 'missing-key',
      message: `service ${name} needs a vip or directors: nothing says which hosts balance it`,
    });
  }
  if (service.group === true && service.fwmark !== undefined) {
    report({
      path: [...path, 'group'],
      kind: 'contradiction',
      message: `service ${name} has a fwmark, which is one service already: group has no effect`,
    });
  }
  for (const { text, key } of vips) {
    if (held.has(text) || service.directors !== undefined) continue;
    const near = nearest(text, held.keys());
    report({
      path: [...path, ...key],
      kind: 'unknown-reference',
      message: `${text} of service ${name} is no VIP of a router`,
      help:
        near.length > 0
          ? `Did you mean ${near.join(' or ')}?`
          : held.size === 0
            ? 'Give it to a router: vips of routers.'
            : `The VIPs are ${[...held.keys()].slice(0, 10).join(', ')}.`,
    });
  }
}

function checkTwice(
  name: string,
  service: ServiceText,
  path: YamlPath,
  listeners: Map<string, { name: string; path: YamlPath }>,
  report: Report,
): void {
  const protocol = service.protocol ?? 'tcp';
  const on = `${[...(service.directors ?? [])].sort().join(',')}`;
  const keys =
    service.fwmark === undefined
      ? vipsOf(service).flatMap(({ text }) =>
          portsOf(service).map((port) => `${protocol} ${text} port ${port}`),
        )
      : [`fwmark ${service.fwmark}`];
  for (const key of keys) {
    const before = listeners.get(`${on} ${key}`);
    listeners.set(`${on} ${key}`, before ?? { name, path });
    if (before === undefined) continue;
    report({
      path,
      at: 'key',
      kind: 'duplicate',
      message: `service ${name} has ${key}${before.name === name ? ' twice' : `, and so has service ${before.name}`}`,
      related: before.name === name ? [] : [{ path: before.path, at: 'key', message: before.name }],
    });
  }
}

interface Server {
  readonly path: YamlPath;
  readonly text: Exclude<RealServerText, string>;
  readonly host: HostEntry | undefined;
}

function serversOf(service: ServiceText, path: YamlPath, { hosts }: Description): Server[] {
  return service.real_servers.map((server, at) => {
    const text = typeof server === 'string' ? { host: server } : server;
    return {
      path: [...path, 'real_servers', at],
      text,
      host: 'host' in text ? hosts.get(text.host) : undefined,
    };
  });
}

function checkServers(
  name: string,
  service: ServiceText,
  path: YamlPath,
  description: Description,
  report: Report,
): void {
  const seen = new Map<string, YamlPath>();
  const ports = portsOf(service);
  for (const server of serversOf(service, path, description)) {
    const { text } = server;
    const forward = text.forward ?? service.forward ?? 'dr';
    const key = `${'host' in text ? text.host : canonicalAddress(text.address)} ${text.port ?? ''}`;
    const before = seen.get(key);
    seen.set(key, before ?? server.path);
    if (before !== undefined) {
      report({
        path: server.path,
        kind: 'duplicate',
        message: `real server ${key.trim()} is twice in service ${name}`,
        related: [{ path: before, message: 'first here' }],
      });
    }
    if (text.port !== undefined && forward !== 'nat' && !ports.includes(text.port) && ports.length > 0) {
      report({
        path: [...server.path, 'port'],
        kind: 'port-differs',
        message: `port ${text.port} of real server ${key.split(' ')[0]} differs from port ${ports.join(', ')} of service ${name}, which forward: ${forward} cannot change`,
        help: 'forward: nat, or no port here',
      });
    }
    checkTestedPort(name, service, server, report);
    checkServerAddress(server, name, service, forward, report);
  }
}

/** A host that is not there is reported by its name already. */
function checkServerAddress(
  { text, host, path }: Server,
  name: string,
  service: ServiceText,
  forward: 'dr' | 'nat' | 'tun',
  report: Report,
): void {
  if ('host' in text && host === undefined) return;
  for (const family of familiesOfService(service)) {
    if (serverAddress(text, host, family, forward, service) !== undefined) continue;
    report({
      path,
      kind: 'no-address',
      message:
        'host' in text
          ? `${text.host} has no IPv${family} address, which service ${name} needs`
          : `real server ${text.address} is not of the family of service ${name}, IPv${family}`,
    });
  }
}

/** Checks that connect need a port; that of the service serves, where it has one. */
function checkTestedPort(name: string, service: ServiceText, { text, path }: Server, report: Report): void {
  if (service.fwmark === undefined || portsOf(service).length > 0 || text.port !== undefined) return;
  const own = text.check !== undefined;
  const checks = own
    ? checkList(text.check)
    : service.check === undefined
      ? usualChecks
      : checkList(service.check);
  const portless = checks.find((check) => needsPort(check) && !('port' in check && check.port !== undefined));
  if (portless === undefined) return;
  const servicePath: YamlPath = path.slice(0, 2);
  const isWritten = own || service.check !== undefined;
  report({
    path: !isWritten ? servicePath : [...(own ? path : servicePath), 'check'],
    at: isWritten ? 'value' : 'key',
    kind: 'missing-key',
    message: `the check of kind ${portless.kind} of service ${name} has no port: the service has a fwmark and no ports`,
    help: `ports: [80] of the service, or check: { kind: ${portless.kind}, port: 80 }`,
  });
}

const usualChecks: readonly ServerCheckText[] = [{ kind: 'tcp' }];

function needsPort({ kind }: ServerCheckText): boolean {
  return !['ping', 'command', 'file', 'none'].includes(kind);
}

/** The families of a service: those of its VIPs; of a bare fwmark, that of its servers. */
export function familiesOfService(service: ServiceText): Family[] {
  const vips = vipsOf(service);
  if (vips.length > 0) return [...new Set(vips.map(({ text }) => familyOf(text)))];
  const written = service.real_servers.flatMap((server) =>
    typeof server === 'object' && 'address' in server ? familyOf(server.address) : [],
  );
  return written.length > 0 ? [...new Set(written)] : [4];
}

/** The address a director reaches a real server at: beside the VIP, else the first of the family. */
export function serverAddress(
  server: Exclude<RealServerText, string>,
  host: HostEntry | undefined,
  family: Family,
  forward: 'dr' | 'nat' | 'tun',
  service: ServiceText,
): string | undefined {
  if ('address' in server) {
    const address = canonicalAddress(server.address);
    return familyOf(address) === family || forward === 'tun' ? address : undefined;
  }
  const vip = vipsOf(service).find(({ text }) => familyOf(text) === family);
  const beside =
    vip === undefined || host === undefined ? undefined : addressBeside(host, parseAddress(vip.text)!);
  return (beside ?? host?.addresses.find((own) => own.family === family))?.text;
}

function checkChecks(service: ServiceText, path: YamlPath, { text }: Description, report: Report): void {
  const files = Object.entries(text.checks ?? {}).flatMap(([name, check]) =>
    check.kind === 'file' ? name : [],
  );
  const need = (checks: ServiceText['check'], at: YamlPath) => {
    for (const check of checkList(checks)) {
      if (check.kind !== 'file' || files.includes(check.check)) continue;
      report({
        path: at,
        kind: 'unknown-reference',
        message: `no check of kind file is called ${check.check}`,
        help: files.length === 0 ? 'There are none.' : `There are ${files.join(', ')}.`,
      });
    }
  };
  need(service.check, [...path, 'check']);
  for (const [at, server] of service.real_servers.entries())
    if (typeof server === 'object') need(server.check, [...path, 'real_servers', at, 'check']);
}

export function checkList(
  checks: ServerCheckText | readonly ServerCheckText[] | undefined,
): ServerCheckText[] {
  if (checks === undefined) return [];
  return Array.isArray(checks) ? [...checks] : [checks as ServerCheckText];
}
