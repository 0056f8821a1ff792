import { argumentOf, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import { formatAddress } from '../../grammar/values/address.ts';
import { readSocketAddress } from '../../grammar/values/socket-address.ts';
import type { NodeModel, RealServer, VirtualServer } from '../model/node.ts';
import type { RealServerText, ServerCheckText, ServiceText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { readChecker } from './checkers.ts';
import { isWord, nameFor } from './checks.ts';
import { plainCommand } from './commands.ts';
import type { ImportedHost } from './hosts.ts';
import { linesOf } from './lines.ts';
import type { Notes } from './notes.ts';
import { readSmtpAlert } from './notify.ts';
import type { ImportedRouter } from './routers.ts';

export interface ImportedServices {
  readonly services: Readonly<Record<string, ServiceText>>;
  /** Services that hacfg.yaml has no words for, as blocks, by host. */
  readonly lines: ReadonlyMap<ImportedHost, readonly string[]>;
}

/** The services of the hosts; one that several hosts have alike is one. */
export function importServices(
  hosts: readonly ImportedHost[],
  routers: readonly ImportedRouter[],
  notes: Notes,
): ImportedServices {
  const found: { text: ServiceText; name: string; directors: string[] }[] = [];
  const lines = new Map<ImportedHost, string[]>();
  for (const host of hosts) {
    const { texts, blocks } = servicesOf(host, notes);
    if (blocks.length > 0) lines.set(host, blocks);
    for (const { name, text } of texts) {
      const known = found.find(
        (one) =>
          one.name === name &&
          !one.directors.includes(host.name) &&
          JSON.stringify(one.text) === JSON.stringify(text),
      );
      if (known === undefined) found.push({ name, text, directors: [host.name] });
      else known.directors.push(host.name);
    }
  }
  const services: Record<string, ServiceText> = {};
  for (const { name, text, directors } of found) {
    const isUsual =
      JSON.stringify(usualDirectors(text, routers).toSorted()) === JSON.stringify(directors.toSorted());
    services[freeName(name, services)] = isUsual ? text : { ...text, directors };
  }
  return { services, lines };
}

function freeName(wish: string, taken: object): string {
  let name = wish;
  for (let at = 2; Object.hasOwn(taken, name); at++) name = `${wish.slice(0, 58)}-${at}`;
  return name;
}

/** The hosts that hacfg gen takes for directors: the nodes of the routers that hold the VIPs. */
function usualDirectors(service: ServiceText, routers: readonly ImportedRouter[]): string[] {
  const own = new Set([...(service.vip === undefined ? [] : [service.vip]), ...(service.vips ?? [])]);
  const holders = routers.filter(
    ({ drafts }) =>
      drafts[0]!.instance.vips.some(({ text }) => own.has(text)) ||
      drafts[0]!.instance.excludedVips.some(({ text }) => own.has(text)),
  );
  return [...new Set(holders.flatMap(({ drafts }) => drafts.map(({ host }) => host.name)))];
}

function servicesOf(
  host: ImportedHost,
  notes: Notes,
): { texts: { name: string; text: ServiceText }[]; blocks: string[] } {
  const { node } = host;
  const texts: { name: string; text: ServiceText }[] = [];
  const left: Statement[] = [];
  for (const service of node.virtualServers) {
    const keeper = new PendingNotes(notes);
    try {
      const read = serviceText(service, node, keeper);
      keeper.confirm();
      texts.push(read);
    } catch (error) {
      if (!(error instanceof CannotExpress)) throw error;
      left.push(service.statement);
    }
  }
  const blocks = [...groupsOf(left, texts, node), ...left];
  for (const statement of blocks) notes.verbatim(statement, `host ${host.name}`);
  return { texts, blocks: blocks.flatMap((one) => linesOf(one)) };
}

/** Notes that count only when the whole could be read. */
class PendingNotes {
  private readonly target: Notes;
  private readonly list: [Statement, string][] = [];

  constructor(target: Notes) {
    this.target = target;
  }

  verbatim(statement: Statement, where: string): void {
    this.list.push([statement, where]);
  }

  confirm(): void {
    for (const [statement, where] of this.list) this.target.verbatim(statement, where);
  }
}

/** The groups that blocks need, and those that nobody uses. */
function groupsOf(
  left: readonly Statement[],
  texts: readonly { readonly name: string; readonly text: ServiceText }[],
  node: NodeModel,
): Statement[] {
  const needed = new Set(
    left.flatMap((one) => (argumentOf(one) === 'group' ? (argumentOf(one, 2) ?? []) : [])),
  );
  const written = new Set(texts.flatMap(({ name, text }) => (text.group === true ? name : [])));
  return node.virtualServerGroups
    .filter(({ name }) => needed.has(name) || !written.has(nameFor(name)))
    .map(({ statement }) => statement);
}

const keys: ReadonlySet<string> = new Set([
  ...['protocol', 'lb_algo', 'lvs_sched', 'lb_kind', 'lvs_method', 'delay_loop', 'persistence_timeout'],
  ...['persistence_granularity', 'quorum', 'hysteresis', 'quorum_up', 'quorum_down', 'alpha', 'omega', 'ops'],
  ...['virtualhost', 'smtp_alert', 'sorry_server', 'sorry_server_inhibit', 'real_server', 'ip_family'],
]);

function serviceText(
  service: VirtualServer,
  node: NodeModel,
  notes: Pick<Notes, 'verbatim'>,
): { name: string; text: ServiceText } {
  const { statement } = service;
  const fail = (message: string): never => {
    throw new CannotExpress(message, statement);
  };
  const statements = service.block?.statements ?? [];
  const once = (keyword: string): Statement | undefined => {
    const own = statements.filter((one) => keywordOf(one) === keyword);
    return own.length > 1 ? fail(`${keyword} stands twice`) : own[0];
  };
  const listens = listensOn(service, node);
  const name = nameFor(nameOf(service));
  const rest = statements.filter((one) => !keys.has(keywordOf(one)));
  const commands = commandTexts(once, node, rest);
  const smtp = readSmtpAlert(statements);
  if (service.droppedServers.length > 0) fail('a real server of it is dropped');
  const servers = service.realServers.map((server) => serverText(server, node, name, notes));
  if (servers.length === 0) fail('it has no real server');
  for (const one of rest) notes.verbatim(one, `service ${name}`);
  const text: ServiceText = {
    ...listens,
    ...(service.target.kind === 'fwmark' ? {} : { protocol: lower(service.protocol.value) }),
    scheduler: service.scheduler.value as NonNullable<ServiceText['scheduler']>,
    forward: lower(service.forwarding.value),
    interval: service.delayLoop.value,
    ...persistenceOf(service, once),
    ...(once('ops') === undefined ? {} : { one_packet: true }),
    ...(service.quorum.value === 1 ? {} : { quorum: service.quorum.value }),
    ...(service.hysteresis.value === 0 ? {} : { hysteresis: service.hysteresis.value }),
    ...commands,
    ...(isBare(once('alpha')) ? { alpha: true } : {}),
    ...(isBare(once('omega')) ? { omega: true } : {}),
    ...hostHeader(once),
    ...(smtp.value === undefined ? {} : { smtp_alert: smtp.value }),
    ...sorryOf(service, once),
    ...sharedCheck(servers),
    ...(rest.length === 0 ? {} : { verbatim: rest.flatMap((one) => linesOf(one)) }),
  };
  return { name, text };
}

type Once = (keyword: string) => Statement | undefined;

function isBare(statement: Statement | undefined): boolean {
  if (statement !== undefined && statement.words.length > 1)
    throw new CannotExpress('a flag with a value', statement);
  return statement !== undefined;
}

function lower<Word extends string>(word: Word): Lowercase<Word> {
  return word.toLowerCase() as Lowercase<Word>;
}

function nameOf({ target, protocol }: VirtualServer): string {
  if (target.kind === 'group') return target.name;
  if (target.kind === 'fwmark') return `fwmark-${target.mark}`;
  return `${protocol.value.toLowerCase()}-${target.text.replaceAll(':', '.')}-${target.port}`;
}

function listensOn(service: VirtualServer, node: NodeModel): Partial<ServiceText> {
  const { target, statement } = service;
  if (target.kind === 'fwmark' && target.mark > 0) return { fwmark: target.mark };
  if (target.kind === 'address' && target.port > 0) return { vip: target.text, ports: [target.port] };
  if (target.kind === 'group') return groupListens(target.name, statement, node);
  throw new CannotExpress('it has no port', statement);
}

/** A group of some addresses and some ports, each address with each port. */
function groupListens(name: string, statement: Statement, node: NodeModel): Partial<ServiceText> {
  const groups = node.virtualServerGroups.filter((one) => one.name === name);
  const pairs = (groups[0]?.entries ?? []).map((entry) => groupEntry(entry));
  const vips = [...new Set(pairs.map((pair) => pair?.vip))];
  const ports = [...new Set(pairs.map((pair) => pair?.port))];
  const isWhole =
    pairs.length > 0 && pairs.length === vips.length * ports.length && !vips.includes(undefined);
  const inOrder = pairs.every(
    (pair, at) =>
      pair?.vip === vips[Math.floor(at / ports.length)] && pair?.port === ports[at % ports.length],
  );
  if (groups.length !== 1 || !isWhole || !inOrder || nameFor(name) !== name)
    throw new CannotExpress('its group has more than addresses with the same ports', statement);
  return { vips: vips as string[], ports: ports as number[], group: true };
}

function groupEntry(entry: Statement): { vip: string; port: number } | undefined {
  const [first, second, ...more] = entry.words.map(textOf);
  const { address } = readSocketAddress(first!);
  const port = Number(second);
  const isPlain = address !== undefined && formatAddress(address) === first && more.length === 0;
  return isPlain && Number.isInteger(port) && port >= 1 && port <= 65535 ? { vip: first!, port } : undefined;
}

function persistenceOf(service: VirtualServer, once: Once): Partial<ServiceText> {
  const timeout = service.persistenceTimeout.value;
  const granularity = once('persistence_granularity');
  const word = granularity === undefined ? undefined : argumentOf(granularity);
  if (timeout === undefined) {
    if (granularity !== undefined)
      throw new CannotExpress('persistence_granularity without persistence_timeout', granularity);
    return {};
  }
  if (word === undefined) return { persistence: timeout };
  if (!isWord(word)) throw new CannotExpress('persistence_granularity is no word', granularity!);
  return { persistence: { timeout, granularity: word } };
}

/** Commands that hacfg.yaml can hold; others stay lines. */
function commandTexts(once: Once, node: NodeModel, rest: Statement[]): Partial<ServiceText> {
  const found: Record<string, string> = {};
  for (const keyword of ['quorum_up', 'quorum_down']) {
    const statement = once(keyword);
    if (statement === undefined) continue;
    const command = plainCommand(statement, node.release);
    if (command === undefined) rest.push(statement);
    else found[keyword] = command;
  }
  return found;
}

function hostHeader(once: Once): Partial<ServiceText> {
  const statement = once('virtualhost');
  const host = statement === undefined ? undefined : argumentOf(statement);
  if (host !== undefined && !isWord(host)) throw new CannotExpress('virtualhost is no word', statement!);
  return host === undefined ? {} : { virtualhost: host };
}

function sorryOf(service: VirtualServer, once: Once): Partial<ServiceText> {
  const statement = once('sorry_server');
  const sorry = service.sorryServer;
  const inhibit = isBare(once('sorry_server_inhibit'));
  if (statement === undefined) {
    if (inhibit) throw new CannotExpress('sorry_server_inhibit without sorry_server', service.statement);
    return {};
  }
  if (sorry === undefined || statement.words.length > 3 || sorry.port === 0)
    throw new CannotExpress('this sorry_server has no port', statement);
  return { sorry_server: { address: sorry.text, port: sorry.port, ...(inhibit ? { inhibit } : {}) } };
}

type ServerDraft = Exclude<RealServerText, string> & { readonly address: string };

/** The check that all real servers have is the service's. */
function sharedCheck(servers: readonly ServerDraft[]): Pick<ServiceText, 'check' | 'real_servers'> {
  const check = servers[0]!.check!;
  const isShared = servers.every((one) => JSON.stringify(one.check) === JSON.stringify(check));
  if (!isShared) return { real_servers: [...servers] };
  return { check, real_servers: servers.map(({ check: _check, ...others }) => others) };
}

const serverKeys = ['weight', 'lvs_method', 'inhibit_on_failure'];

function serverText(
  server: RealServer,
  node: NodeModel,
  service: string,
  notes: Pick<Notes, 'verbatim'>,
): ServerDraft {
  const { checks, commands, rest } = sortStatements(server, node);
  for (const one of rest) notes.verbatim(one, `a real server of ${service}`);
  const { weight } = server;
  return {
    address: server.text,
    ...portOf(server),
    ...(weight.origin === 'written' && weight.value <= 65535 ? { weight: weight.value } : {}),
    ...(server.last('lvs_method') === undefined ? {} : { forward: lower(server.forwarding.value) }),
    ...(isBare(server.last('inhibit_on_failure')) ? { inhibit_on_failure: true } : {}),
    ...commands,
    check: checks.length === 0 ? { kind: 'none' } : checks.length === 1 ? checks[0]! : checks,
    ...(rest.length === 0 ? {} : { verbatim: rest.flatMap((one) => linesOf(one)) }),
  };
}

interface Sorted {
  readonly checks: ServerCheckText[];
  readonly commands: { notify_up?: string; notify_down?: string };
  /** What no key takes. */
  readonly rest: Statement[];
}

function sortStatements(server: RealServer, node: NodeModel): Sorted {
  const sorted: Sorted = { checks: [], commands: {}, rest: [] };
  for (const statement of server.block?.statements ?? []) {
    const keyword = keywordOf(statement);
    const checker = server.checkers.find((one) => one.statement === statement);
    const check = checker === undefined ? undefined : readChecker(checker, server, node);
    const isNotify = keyword === 'notify_up' || keyword === 'notify_down';
    const command = isNotify ? plainCommand(statement, node.release) : undefined;
    if (check !== undefined) sorted.checks.push(check);
    else if (command !== undefined && isNotify && sorted.commands[keyword] === undefined)
      sorted.commands[keyword] = command;
    else if (!serverKeys.includes(keyword)) sorted.rest.push(statement);
  }
  return sorted;
}

/** hacfg gen gives a real server the port of its service, unless NAT has another one. */
function portOf(server: RealServer): { port?: number } {
  const { target } = server.service;
  const general = target.kind === 'address' ? target.port : undefined;
  const isFixed = server.forwarding.value !== 'NAT' && target.kind === 'address';
  if (isFixed || server.port === general) return {};
  if (server.port === 0 && target.kind !== 'fwmark')
    throw new CannotExpress('this real server has no port', server.statement);
  return server.port === 0 ? {} : { port: server.port };
}
