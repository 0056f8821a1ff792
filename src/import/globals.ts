import { argumentOf, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import type { NodeModel } from '../model/node.ts';
import type { HostText, TopologyText } from '../topology/schema.ts';
import { isWord } from './checks.ts';
import type { ImportedHost } from './hosts.ts';
import { linesOf } from './lines.ts';
import type { Notes } from './notes.ts';
import type { ImportedRouter } from './routers.ts';

type GlobalText = NonNullable<TopologyText['global']>;

export interface ImportedGlobals {
  readonly global: GlobalText;
  readonly hosts: ReadonlyMap<ImportedHost, HostText>;
}

/** What stands in global_defs: what all hosts have goes to `global`, the rest to the hosts. */
export function importGlobals(
  hosts: readonly ImportedHost[],
  routers: readonly ImportedRouter[],
  notes: Notes,
): ImportedGlobals {
  const drafts = hosts.map(
    (host): Draft => ({ host, found: readGlobals(host.node), own: {}, left: [], routers }),
  );
  if (drafts.length === 0) return { global: {}, hosts: new Map() };
  const runsCommands = hosts.some(({ node }) => node.commands.length > 0);
  const global = {
    ...(runsCommands ? { ...shareUser(drafts), ...shareSecurity(drafts) } : {}),
    ...shareMail(drafts),
  };
  for (const draft of drafts) {
    Object.assign(draft.own, routerId(draft.host));
    if (!runsCommands) leaveScripts(draft);
    draft.left.push(...draft.found.rest);
  }
  return {
    global: { ...global, ...shareLines(drafts, notes) },
    hosts: new Map(drafts.map(({ host, own }) => [host, own])),
  };
}

/** A host on the way: what it has of its own, and the statements that stay lines. */
interface Draft {
  readonly host: ImportedHost;
  readonly found: Found;
  readonly own: HostText;
  readonly left: Statement[];
  readonly routers: readonly ImportedRouter[];
}

function isSame(values: readonly unknown[]): boolean {
  return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
}

function routerId({ name, node }: ImportedHost): HostText {
  const id = node.globals.routerId.value;
  return id === undefined || id === name || !isWord(id) ? {} : { router_id: id };
}

function shareUser(drafts: readonly Draft[]): GlobalText {
  const users = drafts.map(({ found }) => found.user);
  if (isSame(users)) return { script_user: users[0]! };
  for (const { own, found } of drafts) own.script_user = found.user;
  return {};
}

function shareSecurity(drafts: readonly Draft[]): GlobalText {
  const isOn = drafts.map(({ found }) => found.security !== undefined);
  if (isSame(isOn)) return { script_security: isOn[0]! };
  for (const { left, found } of drafts) if (found.security !== undefined) left.push(found.security);
  return { script_security: false };
}

/** Nothing runs: what is said of scripts all the same is kept. */
function leaveScripts({ found, left, own }: Draft): void {
  if (found.user !== false) own.script_user = found.user;
  if (found.security !== undefined) left.push(found.security);
}

/** A host without: hacfg gen writes it a keepalived.conf for what it has of its own alone. */
function hasPart({ host: { node } }: Draft): boolean {
  return node.instances.length > 0 || node.virtualServers.length > 0;
}

function shareMail(drafts: readonly Draft[]): GlobalText {
  const mails = drafts.map(({ found }) => found.smtp);
  if (drafts.every(hasPart) && isSame(mails) && mails[0] !== undefined) return { smtp: mails[0] };
  for (const { left, found } of drafts) left.push(...found.mail);
  return {};
}

function shareLines(drafts: readonly Draft[], notes: Notes): GlobalText {
  const lines = drafts.map((draft) => draft.left.flatMap((one) => globalLines(one, draft)));
  const isCommon = isSame(lines) && drafts.every(hasPart);
  for (const [at, { left, own, host }] of drafts.entries()) {
    if (isCommon && at > 0) continue;
    const where = isCommon ? 'global' : `host ${host.name} (global_verbatim)`;
    for (const statement of left) notes.verbatim(statement, where);
    if (!isCommon && lines[at]!.length > 0) own.global_verbatim = lines[at]!;
  }
  return isCommon && lines[0]!.length > 0 ? { verbatim: lines[0]! } : {};
}

/** The sync daemon follows an instance, which may have another name now. */
function globalLines(statement: Statement, { host, routers }: Draft): string[] {
  const name = argumentOf(statement, 2);
  const router = routers.find(({ drafts }) =>
    drafts.some((one) => one.host === host && one.instance.name === name),
  );
  if (keywordOf(statement) !== 'lvs_sync_daemon' || router === undefined) return linesOf(statement);
  const words = statement.words.map(({ image }, at) => (at === 2 ? router.name : image));
  return [words.join(' ')];
}

interface Found {
  /** False: none is written. */
  readonly user: string | false;
  readonly security: Statement | undefined;
  readonly smtp: NonNullable<GlobalText['smtp']> | undefined;
  /** The statements that smtp stands for. */
  readonly mail: readonly Statement[];
  readonly rest: readonly Statement[];
}

const mailKeys: ReadonlySet<string> = new Set([
  ...['notification_email', 'notification_email_from', 'smtp_server', 'smtp_helo_name'],
  ...['smtp_connect_timeout'],
]);

function readGlobals(node: NodeModel): Found {
  const statements = node.all('global_defs').flatMap(({ block }) => block?.statements ?? []);
  const named = (keyword: string) => statements.filter((one) => keywordOf(one) === keyword);
  const users = named('script_user');
  const hasUser = users.length === 1 && users[0]!.words.length === 2 && isWord(argumentOf(users[0]!)!);
  const security = named('enable_script_security');
  const isFlag = security.length === 1 && security[0]!.words.length === 1;
  const mail = statements.filter((one) => mailKeys.has(keywordOf(one)));
  const taken = new Set<Statement>([
    ...(hasUser ? users : []),
    ...(isFlag ? security : []),
    ...mail,
    ...(isWord(node.globals.routerId.value ?? 'x') ? named('router_id') : []),
  ]);
  return {
    user: hasUser ? argumentOf(users[0]!)! : false,
    security: isFlag ? security[0] : undefined,
    smtp: readSmtp(mail),
    mail,
    rest: statements.filter((one) => !taken.has(one)),
  };
}

/** Mail settings that are whole: a server, a sender and somebody to send to. */
function readSmtp(mail: readonly Statement[]): Found['smtp'] {
  const named = (keyword: string) => mail.filter((one) => keywordOf(one) === keyword);
  const one = (keyword: string): readonly string[] | undefined => {
    const own = named(keyword);
    return own.length === 1 ? own[0]!.words.slice(1).map(textOf) : undefined;
  };
  const to = named('notification_email').flatMap(({ block }) =>
    (block?.statements ?? []).flatMap(({ words }) => words.map(textOf)),
  );
  const server = one('smtp_server');
  const from = one('notification_email_from');
  const helo = one('smtp_helo_name');
  const timeout = one('smtp_connect_timeout');
  const words = [...to, ...(server ?? []), ...(from ?? []), ...(helo ?? [])];
  const isPlain =
    named('notification_email').length === 1 &&
    to.length > 0 &&
    words.every(isWord) &&
    from?.length === 1 &&
    (server?.length === 1 || (server?.length === 2 && /^[1-9]\d{0,4}$/.test(server[1]!))) &&
    (named('smtp_helo_name').length === 0 || helo?.length === 1) &&
    (named('smtp_connect_timeout').length === 0 || /^[1-9]\d*$/.test(timeout?.join(' ') ?? ''));
  if (!isPlain) return undefined;
  return {
    server: server![0]!,
    ...(server!.length === 2 ? { port: Number(server![1]) } : {}),
    from: from![0]!,
    to,
    ...(helo === undefined ? {} : { helo: helo[0]! }),
    ...(timeout === undefined ? {} : { connect_timeout: Number(timeout[0]) }),
  };
}
