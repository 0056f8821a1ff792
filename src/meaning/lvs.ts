import { argumentOf, keywordOf, textOf } from '../../grammar/configuration.ts';
import type { Checker, NodeModel, RealServer, VirtualServer } from '../model/node.ts';
import type { Facts } from './facts.ts';
import { rawsOf } from './raw.ts';

const resolvedInServices: ReadonlySet<string> = new Set([
  ...['protocol', 'lb_algo', 'lvs_sched', 'lb_kind', 'lvs_method', 'persistence_timeout', 'delay_loop'],
  ...['quorum', 'hysteresis', 'real_server', 'sorry_server', 'weight', 'connect_timeout', 'ip_family'],
]);

const resolvedInServers: ReadonlySet<string> = new Set(['weight', 'lvs_method', 'connect_timeout']);

export function serviceFacts(node: NodeModel, facts: Facts): void {
  for (const service of node.virtualServers) {
    const key = `service ${targetText(service, node)}`;
    facts.set(`${key}: settings`, settingsText(service));
    facts.set(`${key}: others`, rawsOf(service.block, node.release, resolvedInServices).join('; '));
    for (const server of service.realServers)
      facts.set(`${key}: real server ${serverName(server)}`, serverText(server, node));
    const sorry = service.sorryServer;
    facts.set(`${key}: sorry server`, sorry === undefined ? '' : serverName(sorry));
  }
}

/** A group by what is in it: its name means nothing outside of the file. */
function targetText(service: VirtualServer, node: NodeModel): string {
  const { target } = service;
  if (target.kind !== 'group') return service.key;
  const group = node.virtualServerGroups.find(({ name }) => name === target.name);
  const entries = (group?.entries ?? []).map(({ words }) => words.map(textOf).join(' '));
  return `group ${entries.sort().join(', ')} ${service.protocol.value}`;
}

function settingsText(service: VirtualServer): string {
  const { scheduler, forwarding, persistenceTimeout, delayLoop, quorum, hysteresis } = service;
  const values = [scheduler, forwarding, persistenceTimeout, delayLoop, quorum, hysteresis];
  return [...values.map(({ value }) => String(value)), `IPv${service.family}`].join(' ');
}

/** With DR and TUN the port is that of the service, whatever is written. */
function serverName({ text, port, forwarding, service }: RealServer): string {
  const isFixed = forwarding.value !== 'NAT' && service.target.kind === 'address';
  return `${text} ${isFixed && service.target.kind === 'address' ? service.target.port : port}`;
}

function serverText(server: RealServer, node: NodeModel): string {
  const checkers = new Set(server.checkers.map(({ type }) => type));
  const others = rawsOf(server.block, node.release, new Set([...resolvedInServers, ...checkers]));
  return [
    `weight ${server.weight.value} ${server.forwarding.value}`,
    ...others,
    ...server.checkers.map((checker) => checkerText(checker, server, node)).sort(),
  ].join('; ');
}

/** The checkers that connect, and so have a time limit: without their own, that of the blocks around, then 5 s. */
const connecting: ReadonlySet<string> = new Set([
  ...['TCP_CHECK', 'HTTP_GET', 'SSL_GET', 'SMTP_CHECK', 'DNS_CHECK', 'PING_CHECK', 'UDP_CHECK'],
]);

function checkerText({ type, block }: Checker, server: RealServer, node: NodeModel): string {
  const raws = rawsOf(block, node.release, new Set(['connect_timeout']));
  if (!connecting.has(type)) return `${type} { ${raws.join('; ')} }`;
  return `${type} { ${[...raws, `connect_timeout ${connectTimeout(server, block)}`].join('; ')} }`;
}

/** Seconds a checker has to connect (keepalived check_parser.c: the real server's, the service's, 5). */
export function connectTimeout(server: RealServer, block: Checker['block']): number {
  const own = block?.statements.findLast((one) => keywordOf(one) === 'connect_timeout');
  const around = own ?? server.last('connect_timeout') ?? server.service.last('connect_timeout');
  return Number(around === undefined ? 5 : argumentOf(around));
}
