import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { methodOf, type ServerDraft, type ServiceDraft } from '../../../model/service-draft.ts';
import type { GroupAddress } from '../../../model/service-groups.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { service as sample } from './sample.ts';
import { hasMarks, headerOf, keptServices, placeOfPort, relatedHeaders } from './service.ts';

/** Why a port cannot stay as it is. */
interface Mismatch {
  /** What the service listens on, for people. */
  readonly service: string;
  readonly why: string;
  readonly help: string;
  readonly related: readonly Related[];
}

function withoutPort(server: ServerDraft): string {
  return server.statement.words
    .slice(0, 2)
    .map((word) => word.image)
    .join(' ');
}

/** Firewall marks, and services of all ports, have none of their own: the packets keep theirs. */
function withoutOwn(server: ServerDraft, service: ServiceDraft): Mismatch {
  return {
    service: `${headerOf(service.statement)}, which has no port`,
    why: `${methodOf(server, service)} does not change the port of a packet, so keepalived ignores this one: every packet goes to the port it was sent to.`,
    help: withoutPort(server),
    related: [],
  };
}

function ofAddress(server: ServerDraft, service: ServiceDraft, port: number): Mismatch {
  return {
    service: headerOf(service.statement),
    why: `${methodOf(server, service)} does not change the port of a packet. keepalived sets the real server to port ${port}, where connections are refused when the server listens on ${server.port} only.`,
    help: `${withoutPort(server)} ${port}, or lb_kind NAT to translate the port`,
    related: relatedHeaders([service.statement], `port ${port}`),
  };
}

function ofGroup(server: ServerDraft, service: ServiceDraft, other: GroupAddress): Mismatch {
  const port = other.port === 0 ? 'no port' : `port ${other.port}`;
  return {
    service: `${other.statement.words[0]!.image} of group ${service.group!.name}, which has ${port}`,
    why: `${methodOf(server, service)} does not change the port of a packet: connections to that address reach the real server on the port they were made to.`,
    help: `${withoutPort(server)}: without a port it has that of the address`,
    related: relatedHeaders([other.statement], port),
  };
}

/** An address of a group by what is not the port asked for; ports are many times the same. */
type OtherPort = (port: number) => GroupAddress | undefined;

function groupPorts(service: ServiceDraft): OtherPort {
  const byPort = new Map<number, GroupAddress>();
  for (const address of service.group?.addresses ?? []) {
    if (!byPort.has(address.port)) byPort.set(address.port, address);
    if (byPort.size === 2) break;
  }
  const firsts = [...byPort.values()];
  return (port) => firsts.find((address) => address.port !== port);
}

function mismatch(
  server: ServerDraft,
  service: ServiceDraft,
  otherPort: OtherPort,
  portless: boolean,
): Mismatch | undefined {
  if (server.port === 0 || methodOf(server, service) === 'NAT') return undefined;
  // Up to 2.0.14 every real server must have a port.
  if (hasMarks(service)) return portless ? withoutOwn(server, service) : undefined;
  const { target } = service;
  if (target.kind === 'address') {
    if (target.port === server.port) return undefined;
    if (target.port !== 0) return ofAddress(server, service, target.port);
    // Without persistence the missing port is the mistake, and a finding of its own.
    return service.persistence === undefined ? undefined : withoutOwn(server, service);
  }
  const other = otherPort(server.port);
  return other === undefined ? undefined : ofGroup(server, service, other);
}

function isOfAllPorts({ target }: ServiceDraft): boolean {
  return target.kind === 'address' && target.port === 0;
}

function check(node: NodeModel, context: RuleContext): void {
  const portless = isFrom(context, '2.0.15');
  for (const service of keptServices(node)) {
    const otherPort = groupPorts(service);
    for (const server of service.servers) {
      const found = mismatch(server, service, otherPort, portless);
      if (found === undefined) continue;
      context.report({
        place: placeOfPort(server),
        ...(portless && !isOfAllPorts(service) ? {} : { severity: 'warning' }),
        message: `${headerOf(server.statement)} is reached by ${methodOf(server, service)} and has another port than ${found.service}`,
        why: found.why,
        label: 'not this port',
        help: found.help,
        related: found.related,
      });
    }
  }
}

const dr = ['delay_loop 6', 'lb_algo rr', 'lb_kind DR', 'protocol TCP'];

/** Ports that direct routing and tunnels cannot reach. */
export const lvsPortMismatchDrTun = defineRule({
  id: 'lvs/port-mismatch-dr-tun',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'A real server behind DR or TUN on another port than the virtual server',
    why: 'Direct routing and tunnels hand packets on as they are. keepalived uses the port of the virtual server, and nothing listens there.',
    references: ['keepalived check/check_data.c: validate_check_config', 'ipvsadm(8): --gatewaying'],
  },
  bad: [
    {
      caption: 'Web servers on 8080',
      at: '6:28',
      files: sample({ settings: dr, servers: ['192.0.2.21 8080'] }),
    },
    {
      caption: 'A port behind a firewall mark',
      at: '4:28',
      files: sample({ header: 'fwmark 7', settings: dr.slice(1, 3), servers: ['192.0.2.21 80'] }),
    },
  ],
  good: [
    { files: sample({ settings: dr }) },
    {
      caption: 'Up to 2.0.14 a real server must have a port',
      release: '2.0.10',
      files: sample({ header: 'fwmark 7', settings: dr.slice(1, 3), servers: ['192.0.2.21 80'] }),
    },
    { caption: 'NAT translates ports', files: sample({ servers: ['192.0.2.21 8080'] }) },
  ],
  on: { node: check },
});
