import { canonicalAddress, type Family, familyOf } from '../../../grammar/values/address.ts';
import { compareReleases } from '../../../grammar/vocabulary/releases.ts';
import {
  checkList,
  familiesOfService,
  portsOf,
  serverAddress,
  vipsOf,
} from '../../topology/checks/services.ts';
import type { Description, HostEntry } from '../../topology/description.ts';
import type { RealServerText, ServerCheckText, ServiceText, SorryServerText } from '../../topology/schema.ts';
import { verbatimLines } from '../../topology/verbatim-lines.ts';
import { checkerOf } from './checkers.ts';
import { seconds } from './scripts.ts';
import type {
  ForwardPlan,
  ProtocolPlan,
  RealServerPlan,
  ServerGroupPlan,
  VirtualServerPlan,
} from './types.ts';

export interface ServicePlans {
  readonly groups: ServerGroupPlan[];
  readonly servers: VirtualServerPlan[];
}

/** What a service becomes on one director. */
export function planService(
  name: string,
  service: ServiceText,
  director: HostEntry,
  description: Description,
): ServicePlans {
  const families = familiesOfService(service);
  const plan = (target: string, family: Family, port: number | undefined): VirtualServerPlan =>
    virtualServer(name, service, { target, family, port, director, description });
  if (service.fwmark !== undefined) {
    return {
      groups: [],
      servers: families.map((family) => plan(`fwmark ${service.fwmark}`, family, undefined)),
    };
  }
  const vips = vipsOf(service);
  const ports = portsOf(service);
  if (service.group === true) {
    const groups = families.map((family) => {
      const entries = vips
        .filter(({ text }) => familyOf(text) === family)
        .flatMap(({ text }) => ports.map((port) => `${text} ${port}`));
      return { name: families.length === 1 ? name : `${name}_v${family}`, entries };
    });
    const servers = groups.map((group, at) =>
      plan(`group ${group.name}`, families[at]!, ports.length === 1 ? ports[0] : undefined),
    );
    return { groups, servers };
  }
  const servers = vips.flatMap(({ text }) =>
    ports.map((port) => plan(`${text} ${port}`, familyOf(text), port)),
  );
  return { groups: [], servers };
}

interface Target {
  readonly target: string;
  readonly family: Family;
  readonly port: number | undefined;
  readonly director: HostEntry;
  readonly description: Description;
}

function virtualServer(name: string, service: ServiceText, target: Target): VirtualServerPlan {
  const isAddress = !/^(?:fwmark|group) /.test(target.target);
  const persistence = service.persistence;
  return {
    service: name,
    target: target.target,
    // Before 1.2.20 the daemon has no such word; it goes by the real servers anyway.
    ipFamily:
      isAddress || target.family === 4 || compareReleases(target.director.release, '1.2.20') < 0
        ? undefined
        : 'inet6',
    // The packets of a mark have the protocol that they have.
    protocol: service.fwmark === undefined ? protocolOf(service) : undefined,
    scheduler: service.scheduler ?? 'wlc',
    schedulerFlags: service.scheduler_flags ?? [],
    forward: forwardOf(service.forward ?? 'dr'),
    delayLoop: seconds(service.interval) ?? 6,
    persistence:
      persistence === undefined
        ? undefined
        : typeof persistence === 'object'
          ? { timeout: Math.ceil(seconds(persistence.timeout)!), granularity: persistence.granularity }
          : { timeout: Math.ceil(seconds(persistence)!), granularity: undefined },
    onePacket: service.one_packet ?? false,
    quorum: service.quorum,
    hysteresis: service.hysteresis,
    quorumUp: service.quorum_up,
    quorumDown: service.quorum_down,
    alpha: service.alpha ?? false,
    omega: service.omega ?? false,
    virtualhost: service.virtualhost,
    smtpAlert: service.smtp_alert,
    sorryServer: sorryServerOf(service.sorry_server, service, target),
    verbatim: verbatimLines(service.verbatim),
    realServers: service.real_servers.flatMap((server) => realServer(server, service, target)),
  };
}

/**
 * Before 2.0.15 a real server must have a port (keepalived check_parser.c: rs_handler). Up to 2.0.6 it may be 0, which
 * means none; then the first stands for all, which DR and TUN do not translate anyway.
 */
function portWanted(service: ServiceText, { director: { release } }: Target): number | undefined {
  if (compareReleases(release, '2.0.15') >= 0) return undefined;
  return compareReleases(release, '2.0.7') < 0 ? 0 : portsOf(service)[0];
}

export function protocolOf(service: ServiceText): ProtocolPlan {
  return (service.protocol ?? 'tcp').toUpperCase() as ProtocolPlan;
}

function forwardOf(forward: 'dr' | 'nat' | 'tun'): ForwardPlan {
  return forward.toUpperCase() as ForwardPlan;
}

function realServer(server: RealServerText, service: ServiceText, target: Target): RealServerPlan[] {
  const text = typeof server === 'string' ? { host: server } : server;
  const host = 'host' in text ? target.description.hosts.get(text.host) : undefined;
  const forward = text.forward ?? service.forward ?? 'dr';
  const address = serverAddress(text, host, target.family, forward, service);
  if (address === undefined) return [];
  const port = text.port ?? target.port ?? portWanted(service, target);
  const general: readonly ServerCheckText[] =
    service.check === undefined ? [{ kind: 'tcp' }] : checkList(service.check);
  const checks = text.check === undefined ? general : checkList(text.check);
  return [
    {
      address,
      port,
      host: host?.name,
      weight: text.weight,
      forward: text.forward === undefined ? undefined : forwardOf(text.forward),
      inhibitOnFailure: text.inhibit_on_failure ?? false,
      notifyUp: text.notify_up,
      notifyDown: text.notify_down,
      checkers: checks.flatMap((check) =>
        check.kind === 'none'
          ? []
          : checkerOf(check, {
              release: target.director.release,
              port: port === undefined || port === 0 ? portsOf(service)[0] : undefined,
            }),
      ),
      verbatim: verbatimLines(text.verbatim),
    },
  ];
}

function sorryServerOf(
  sorry: SorryServerText | undefined,
  service: ServiceText,
  target: Target,
): VirtualServerPlan['sorryServer'] {
  if (sorry === undefined) return undefined;
  const { family, description } = target;
  const port = target.port ?? portWanted(service, target);
  const text = typeof sorry === 'string' ? { host: sorry } : sorry;
  const inhibit = 'inhibit' in text ? (text.inhibit ?? false) : false;
  const own = 'port' in text ? text.port : undefined;
  if ('address' in text) {
    const address = canonicalAddress(text.address);
    return familyOf(address) === family ? { address, port: own ?? port, inhibit } : undefined;
  }
  const host = description.hosts.get(text.host);
  const address = serverAddress({ host: text.host }, host, family, service.forward ?? 'dr', service);
  return address === undefined ? undefined : { address, port: own ?? port, inhibit };
}
