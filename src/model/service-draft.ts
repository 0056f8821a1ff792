import { type Block, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import { readBoolean } from '../../grammar/values/booleans.ts';
import type { Family, IpAddress } from './addresses.ts';
import { readAddress } from './definitions.ts';
import { type Forwarding, readPort, type ServiceTarget } from './lvs.ts';
import type { GroupDraft } from './service-groups.ts';
import { unsignedIn } from './statements.ts';

/*
 * A virtual server as the daemon builds it up, line by line: some of its keywords count only in the right order.
 * Files with thousands of services pass through here, so each block is walked once and nothing is looked up twice.
 */

const maxUnsigned = 4294967295;
const maxWeight = 2147483647;

/** A real server, or the sorry server. */
export interface ServerDraft {
  readonly statement: Statement;
  readonly address: IpAddress;
  /** 0: none written. */
  readonly port: number;
  /** Its own method, else that of the service as far as it was read by then; undefined: neither. */
  method: Forwarding | undefined;
  /** The statement that gives it a weight of its own. */
  weight: Statement | undefined;
  /** inhibit_on_failure of its own; undefined: as the service. */
  inhibits: boolean | undefined;
  hasChecker: boolean;
  /** FILE_CHECK and BFD_CHECK, which refer to blocks elsewhere. */
  readonly references: Statement[];
}

/** A statement that the daemon could not use where it stands, and why. */
export interface Misplaced {
  readonly kind: 'family' | 'flag-order' | 'flag-of-other' | 'hashed' | 'before-sorry';
  readonly statement: Statement;
  /** flag-order: the scheduler it was read under; undefined: none yet. */
  readonly scheduler: string | undefined;
}

export interface ServiceDraft {
  readonly statement: Statement;
  readonly target: ServiceTarget;
  /** Those that the service keeps when its block ends; repeated ones are still among them. */
  readonly servers: ServerDraft[];
  /** Real servers of the wrong family, which are left out. */
  readonly strangers: ServerDraft[];
  /** The last usable sorry_server. */
  sorry: ServerDraft | undefined;
  family: Family | undefined;
  protocol: Statement | undefined;
  scheduler: Statement | undefined;
  method: Statement | undefined;
  persistence: Statement | undefined;
  granularity: Statement | undefined;
  quorum: Statement | undefined;
  hysteresis: Statement | undefined;
  weight: Statement | undefined;
  inhibits: boolean;
  ops: Statement | undefined;
  haSuspend: Statement | undefined;
  readonly misplaced: Misplaced[];
  /** Its virtual_server_group, when it names one that is there. */
  group: GroupDraft | undefined;
  /** Why the daemon takes the service away, if it does. */
  dropped: 'no-server' | 'no-group' | 'group-family' | undefined;
}

/** Statements whose first argument the daemon refuses. */
export type Refused = ReadonlySet<Statement>;

type Reader = (draft: ServiceDraft, statement: Statement, refused: Refused) => void;

const flagsOf: Readonly<Record<string, string>> = {
  'sh-port': 'sh',
  'sh-fallback': 'sh',
  'mh-port': 'mh',
  'mh-fallback': 'mh',
};

/** Flags belong to the scheduler read so far; under the other hashing one they are dropped without a word. */
function readFlag(draft: ServiceDraft, statement: Statement): void {
  const scheduler = draft.scheduler === undefined ? undefined : wordOf(draft.scheduler);
  const flag = keywordOf(statement);
  const isHashing = scheduler === 'sh' || scheduler === 'mh';
  if (flag === 'hashed') draft.misplaced.push({ kind: 'hashed', statement, scheduler });
  else if (scheduler !== flagsOf[flag])
    draft.misplaced.push({ kind: isHashing ? 'flag-of-other' : 'flag-order', statement, scheduler });
}

function readFamily(draft: ServiceDraft, statement: Statement): void {
  const family: Family = wordOf(statement) === 'inet6' ? 6 : 4;
  if (draft.family !== undefined && draft.family !== family)
    draft.misplaced.push({ kind: 'family', statement, scheduler: undefined });
  else draft.family = family;
}

function readGranularity(draft: ServiceDraft, statement: Statement): void {
  draft.granularity = statement;
  draft.family ??= wordOf(statement).includes('.') ? 4 : 6;
}

function readSorry(draft: ServiceDraft, statement: Statement, refused: Refused): void {
  if (refused.has(statement)) return;
  draft.sorry = startServer(draft, statement) ?? draft.sorry;
}

function readSorryOption(draft: ServiceDraft, statement: Statement, refused: Refused): void {
  if (draft.sorry === undefined)
    draft.misplaced.push({ kind: 'before-sorry', statement, scheduler: undefined });
  else if (keywordOf(statement) === 'sorry_server_inhibit') draft.sorry.inhibits = true;
  else if (!refused.has(statement)) draft.sorry.method = wordOf(statement) as Forwarding;
}

function readServer(draft: ServiceDraft, statement: Statement, refused: Refused): void {
  const isLost = statement.block === undefined || refused.has(statement);
  const server = isLost ? undefined : startServer(draft, statement);
  if (server === undefined) return;
  readServerBlock(server, statement.block!, refused);
  if (server.method !== 'TUN') {
    draft.family ??= server.address.family;
    if (draft.family !== server.address.family) {
      draft.strangers.push(server);
      return;
    }
  }
  draft.servers.push(server);
}

/** Keywords that are only remembered; the last usable one counts. */
const keep =
  (key: 'protocol' | 'scheduler' | 'method' | 'persistence' | 'hysteresis' | 'weight'): Reader =>
  (draft, statement, refused) => {
    if (!refused.has(statement)) draft[key] = statement;
  };

/** With a value the daemon can use; a statement without one stops it anyway. */
const usable =
  (read: Reader): Reader =>
  (draft, statement, refused) => {
    if (statement.words.length > 1 && !refused.has(statement)) read(draft, statement, refused);
  };

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['real_server', readServer],
  ['sorry_server', readSorry],
  ['sorry_server_inhibit', readSorryOption],
  ['sorry_server_lvs_method', readSorryOption],
  ['ip_family', usable(readFamily)],
  ['protocol', usable(keep('protocol'))],
  ['lb_algo', usable(keep('scheduler'))],
  ['lvs_sched', usable(keep('scheduler'))],
  ['lb_kind', usable(keep('method'))],
  ['lvs_method', usable(keep('method'))],
  ['persistence_timeout', keep('persistence')],
  ['persistence_granularity', usable(readGranularity)],
  // A refused quorum becomes 1, so it must not leave an earlier one in force.
  ['quorum', (draft, statement) => (draft.quorum = statement)],
  ['hysteresis', usable(keep('hysteresis'))],
  ['weight', usable(keep('weight'))],
  ['inhibit_on_failure', (draft) => (draft.inhibits = true)],
  ['ops', (draft, statement) => (draft.ops = statement)],
  ['ha_suspend', (draft, statement) => (draft.haSuspend = statement)],
  ['hashed', readFlag],
  ...Object.keys(flagsOf).map((flag): [string, Reader] => [flag, readFlag]),
]);

function startServer(draft: ServiceDraft, statement: Statement): ServerDraft | undefined {
  const address = readAddress(statement.words[1]);
  if (address === undefined) return undefined;
  const method = draft.method === undefined ? undefined : (wordOf(draft.method) as Forwarding);
  return {
    statement,
    address,
    port: readPort(statement.words[2]),
    method,
    weight: undefined,
    inhibits: undefined,
    hasChecker: false,
    references: [],
  };
}

function readServerBlock(server: ServerDraft, block: Block, refused: Refused): void {
  for (const statement of block.statements) {
    if (statement.spec === undefined) continue;
    if (statement.spec.kind === 'block') addChecker(server, statement);
    else if (!refused.has(statement)) readServerKeyword(server, statement);
  }
}

function addChecker(server: ServerDraft, statement: Statement): void {
  server.hasChecker = true;
  const keyword = keywordOf(statement);
  if (keyword === 'FILE_CHECK' || keyword === 'BFD_CHECK') server.references.push(statement);
}

function readServerKeyword(server: ServerDraft, statement: Statement): void {
  const keyword = keywordOf(statement);
  if (keyword === 'weight') server.weight = statement;
  else if (keyword === 'inhibit_on_failure') server.inhibits = readInhibit(statement, server.inhibits);
  else if (keyword === 'lvs_method' && statement.words.length > 1)
    server.method = wordOf(statement) as Forwarding;
}

function readInhibit(statement: Statement, before: boolean | undefined): boolean | undefined {
  const word = statement.words[1];
  return word === undefined ? true : (readBoolean(textOf(word)) ?? before);
}

function wordOf(statement: Statement): string {
  return textOf(statement.words[1]!);
}

/** Reads a virtual_server block in one go, in the order in which the daemon does (check_parser.c). */
export function draftService(statement: Statement, target: ServiceTarget, refused: Refused): ServiceDraft {
  const draft: ServiceDraft = {
    statement,
    target,
    servers: [],
    strangers: [],
    sorry: undefined,
    family: target.kind === 'address' ? target.address.family : undefined,
    protocol: undefined,
    scheduler: undefined,
    method: undefined,
    persistence: undefined,
    granularity: undefined,
    quorum: undefined,
    hysteresis: undefined,
    weight: undefined,
    inhibits: false,
    ops: undefined,
    haSuspend: undefined,
    misplaced: [],
    group: undefined,
    dropped: undefined,
  };
  for (const one of statement.block?.statements ?? []) {
    if (one.spec !== undefined) readers.get(keywordOf(one))?.(draft, one, refused);
  }
  return draft;
}

/** The method a server is reached by in the end. */
export function methodOf(server: ServerDraft, service: ServiceDraft): Forwarding {
  return server.method ?? (service.method === undefined ? 'NAT' : (wordOf(service.method) as Forwarding));
}

/** The weight of a service's real servers where they have none of their own. */
export function commonWeight(service: ServiceDraft): number {
  return unsignedIn(service.weight?.words[1], 1, maxWeight) ?? 1;
}

/** The weight of one server; `common` is that of its service. */
export function weightOf(server: ServerDraft, common: number): number {
  return unsignedIn(server.weight?.words[1], 0, maxWeight) ?? common;
}

/** Total weight needed for the service to be up. */
export function quorumOf(service: ServiceDraft): number {
  return unsignedIn(service.quorum?.words[1], 1, maxUnsigned) ?? 1;
}

export function hysteresisOf(service: ServiceDraft): number {
  return unsignedIn(service.hysteresis?.words[1], 0, maxUnsigned) ?? 0;
}
