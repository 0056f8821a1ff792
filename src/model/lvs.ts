import {
  argumentOf,
  type Block,
  keywordOf,
  type Statement,
  spanOf,
  textOf,
  type Word,
} from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import { formatAddress } from '../../grammar/values/address.ts';
import { isZeroPort, portFault } from '../../grammar/values/port.ts';
import type { Family, IpAddress } from './addresses.ts';
import { readAddress } from './definitions.ts';
import { inherited, Known } from './known.ts';
import { decimal, lastOrDefault, lastUsable, oneOf, text, unsigned } from './readings.ts';
import { entriesOf } from './statements.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type Forwarding = 'DR' | 'NAT' | 'TUN';

/** What a virtual_server stands for: the words behind the keyword. Port 0: any. */
export type ServiceTarget =
  | { readonly kind: 'address'; readonly address: IpAddress; readonly text: string; readonly port: number }
  | { readonly kind: 'fwmark'; readonly mark: number }
  | { readonly kind: 'group'; readonly name: string };

/** A health checker of a real server: TCP_CHECK, HTTP_GET... */
export interface Checker {
  /** The keyword. */
  readonly type: string;
  readonly statement: Statement;
  readonly block: Block | undefined;
}

/** The checkers a real server may have. */
export const checkerKeywords: ReadonlySet<string> = new Set([
  'TCP_CHECK',
  'HTTP_GET',
  'SSL_GET',
  'SMTP_CHECK',
  'DNS_CHECK',
  'MISC_CHECK',
  'BFD_CHECK',
  'PING_CHECK',
  'UDP_CHECK',
  'FILE_CHECK',
]);

const maxUnsigned = 4294967295;
const maxWeight = 2147483647;
const schedulers = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'sh',
  'mh',
  'dh',
  'fo',
  'ovf',
  'lblcr',
  'sed',
  'nq',
  'twos',
] as const;
const readForwarding = oneOf<Forwarding>('DR', 'NAT', 'TUN');

/**
 * Anything with a block of keywords. Large files have many: what is in it is looked up when asked for, and kept only
 * where many rules ask, each for every server.
 */
abstract class Section {
  readonly statement: Statement;

  constructor(statement: Statement) {
    this.statement = statement;
  }

  get block(): Block | undefined {
    return this.statement.block;
  }

  /** The statements of any of the keywords directly in the block, in reading order. */
  all(...keywords: readonly string[]): readonly Statement[] {
    const statements = this.block?.statements ?? [];
    return statements.filter((one) => one.spec !== undefined && keywords.includes(keywordOf(one)));
  }

  /** The last of them. */
  last(...keywords: readonly string[]): Statement | undefined {
    return this.all(...keywords).at(-1);
  }

  /** The first word behind the keyword. */
  get place(): Place {
    return this.statement.source.origin(spanOf(this.statement.words[1] ?? this.statement.words[0]!));
  }
}

export class RealServer extends Section {
  readonly service: VirtualServer;
  readonly address: IpAddress;
  /** The address in its one form. */
  readonly text: string;
  /** As written; 0: none. DR and TUN use the port of the virtual server whatever stands here. */
  readonly port: number;
  /** Why the daemon leaves it out, if it does. */
  dropped: 'repeated' | 'wrong-family' | undefined = undefined;
  private knownForwarding: Known<Forwarding> | undefined;

  constructor(statement: Statement, service: VirtualServer, address: IpAddress) {
    super(statement);
    this.service = service;
    this.address = address;
    this.text = formatAddress(address);
    this.port = readPort(statement.words[2]);
  }

  get weight(): Known<number> {
    const general = inherited(lastUsable(this.service.all('weight'), unsigned(1, maxWeight), 1));
    return orElse(lastUsable(this.all('weight'), unsigned(0, maxWeight), undefined), general);
  }

  get forwarding(): Known<Forwarding> {
    this.knownForwarding ??= orElse(
      lastUsable(this.all('lvs_method'), readForwarding, undefined),
      inherited(this.service.forwarding),
    );
    return this.knownForwarding;
  }

  get checkers(): readonly Checker[] {
    const statements = this.block?.statements ?? [];
    return statements.flatMap((statement) => {
      const type = keywordOf(statement);
      return checkerKeywords.has(type) ? { type, statement, block: statement.block } : [];
    });
  }
}

export class VirtualServer extends Section {
  readonly target: ServiceTarget;
  private servers: readonly RealServer[] | undefined;
  private accepted: readonly RealServer[] | undefined;
  private knownForwarding: Known<Forwarding> | undefined;

  constructor(statement: Statement, target: ServiceTarget) {
    super(statement);
    this.target = target;
  }

  /** Same service, same key: `TCP 192.0.2.1 80`, `fwmark 3`, `group web TCP`. */
  get key(): string {
    if (this.target.kind === 'fwmark') return `fwmark ${this.target.mark}`;
    const protocol = this.protocol.value;
    if (this.target.kind === 'group') return `group ${this.target.name} ${protocol}`;
    return `${protocol} ${this.target.text} ${this.target.port}`;
  }

  /** For an address or a group; a fwmark has the protocols of its packets. */
  get protocol(): Known<Protocol> {
    return lastUsable(this.all('protocol'), readProtocol, 'UDP');
  }

  get scheduler(): Known<string> {
    return lastUsable(this.all('lb_algo', 'lvs_sched'), oneOf(...schedulers), 'wlc');
  }

  get forwarding(): Known<Forwarding> {
    this.knownForwarding ??= lastUsable(this.all('lb_kind', 'lvs_method'), readForwarding, 'NAT');
    return this.knownForwarding;
  }

  /** Seconds; undefined: off. Bare `persistence_timeout` means 360. */
  get persistenceTimeout(): Known<number | undefined> {
    return lastUsable(
      this.all('persistence_timeout'),
      (word) => (word === undefined ? 360 : unsigned(1, 2678400)(word)),
      undefined,
    );
  }

  get delayLoop(): Known<number> {
    return lastUsable(this.all('delay_loop'), decimal(0.000001, Number.MAX_SAFE_INTEGER), 60);
  }

  get quorum(): Known<number> {
    return lastOrDefault(this.all('quorum'), unsigned(1, maxUnsigned), 1);
  }

  get hysteresis(): Known<number> {
    return lastUsable(this.all('hysteresis'), unsigned(0, maxUnsigned), 0);
  }

  /** The family of the service; undefined when neither the header, ip_family nor a real server tells. */
  get family(): Family | undefined {
    if (this.target.kind === 'address') return this.target.address.family;
    const written = text(this.last('ip_family')?.words[1]);
    if (written !== undefined) return written === 'inet6' ? 6 : 4;
    return this.everyServer()[0]?.address.family;
  }

  /** Those the daemon accepts. */
  get realServers(): readonly RealServer[] {
    this.accepted ??= this.everyServer().filter((server) => server.dropped === undefined);
    return this.accepted;
  }

  get droppedServers(): readonly RealServer[] {
    return this.everyServer().filter((server) => server.dropped !== undefined);
  }

  get sorryServer(): RealServer | undefined {
    const statement = this.all('sorry_server').findLast((one) => readAddress(one.words[1]) !== undefined);
    return statement === undefined
      ? undefined
      : new RealServer(statement, this, readAddress(statement.words[1])!);
  }

  private everyServer(): readonly RealServer[] {
    this.servers ??= this.readServers();
    return this.servers;
  }

  private readServers(): RealServer[] {
    const servers = this.all('real_server').flatMap((statement) => {
      const address = readAddress(statement.words[1]);
      return address === undefined ? [] : new RealServer(statement, this, address);
    });
    const family = this.target.kind === 'address' ? this.target.address.family : servers[0]?.address.family;
    const seen = new Set<string>();
    for (const server of servers) {
      const key = `${server.text} ${server.port}`;
      if (server.address.family !== family && server.forwarding.value !== 'TUN')
        server.dropped = 'wrong-family';
      else if (seen.has(key)) server.dropped = 'repeated';
      else seen.add(key);
    }
    return servers;
  }
}

export class VirtualServerGroup extends Section {
  get name(): string {
    return argumentOf(this.statement) ?? '';
  }

  /** `ADDRESS[-END] [PORT]`, `ADDRESS/LENGTH [PORT]` or `fwmark N`, one statement each. */
  get entries(): readonly Statement[] {
    return entriesOf([this.statement]);
  }
}

function orElse<T>(known: Known<T | undefined>, general: Known<T>): Known<T> {
  return known.value === undefined
    ? general
    : new Known(known.value, known.origin, known.statement, known.word);
}

/** The port of an address, 0 when none is written (check_data.c: alloc_vs, alloc_rs). */
export function readPort(word: Word | undefined): number {
  const port = text(word);
  return port === undefined || isZeroPort(port) || portFault(port) !== undefined ? 0 : Number(port);
}

const protocols: ReadonlyMap<string, Protocol> = new Map([
  ['TCP', 'TCP'],
  ['UDP', 'UDP'],
  ['SCTP', 'SCTP'],
]);

/** The protocol is the one choice that is not case-sensitive. */
function readProtocol(word: Word | undefined): Protocol | undefined {
  return protocols.get(text(word)?.toUpperCase() ?? '');
}

/** What the header names; undefined when the daemon skips the block (keepalived check_data.c: alloc_vs). */
export function readTarget(statement: Statement): ServiceTarget | undefined {
  const [, first, second] = statement.words;
  if (first === undefined) return undefined;
  const kind = textOf(first);
  if (kind === 'group') return second === undefined ? undefined : { kind, name: textOf(second) };
  if (kind === 'fwmark') {
    const mark = unsigned(0, maxUnsigned)(second);
    return mark === undefined ? undefined : { kind, mark };
  }
  const address = readAddress(first);
  if (address === undefined) return undefined;
  return { kind: 'address', address, text: formatAddress(address), port: readPort(second) };
}

/** Nothing is known of a service that has neither a block nor a usable header. */
export function readVirtualServers(statements: readonly Statement[]): VirtualServer[] {
  return statements.flatMap((statement) => {
    const target = statement.block === undefined ? undefined : readTarget(statement);
    return target === undefined ? [] : new VirtualServer(statement, target);
  });
}
