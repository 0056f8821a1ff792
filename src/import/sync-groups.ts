import { keywordOf, type Statement } from '../../grammar/configuration.ts';
import type { SyncGroup } from '../model/node.ts';
import type { SyncGroupText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { type Checks, nameFor } from './checks.ts';
import type { ImportedHost } from './hosts.ts';
import { linesOf } from './lines.ts';
import type { Notes } from './notes.ts';
import { readNotify, readSmtpAlert } from './notify.ts';
import type { ImportedRouter } from './routers.ts';
import { readTracking } from './tracking.ts';

export interface SyncGroupContext {
  readonly hosts: readonly ImportedHost[];
  readonly routers: readonly ImportedRouter[];
  readonly checks: Checks;
  readonly notes: Notes;
}

export interface ImportedGroups {
  readonly groups: Readonly<Record<string, SyncGroupText>>;
  /** Groups that hacfg.yaml has no words for, as blocks, by host. */
  readonly lines: ReadonlyMap<ImportedHost, readonly string[]>;
}

/** The sync groups of the hosts. Throws CannotExpress. */
export function importSyncGroups(context: SyncGroupContext): ImportedGroups {
  const groups: Record<string, SyncGroupText> = {};
  const lines = new Map<ImportedHost, string[]>();
  for (const host of context.hosts) {
    for (const group of host.node.syncGroups) {
      if (group.instances.length < 2) {
        lines.set(host, [...(lines.get(host) ?? []), ...loneGroup(group, host, context)]);
        continue;
      }
      const name = nameFor(group.name);
      const text = groupText(group, host, context);
      const known = groups[name];
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(text))
        throw new CannotExpress(`${host.name} has another sync group ${group.name}`, group.statement);
      groups[name] = text;
      mustBeEverywhere(group, name, context);
    }
  }
  return { groups, lines };
}

/** hacfg gen writes a group on every host that has one of its routers. */
function mustBeEverywhere(group: SyncGroup, name: string, { hosts, routers }: SyncGroupContext): void {
  const members = routers.filter(({ drafts }) =>
    drafts.some(({ instance }) => group.instances.includes(instance)),
  );
  for (const host of hosts) {
    const has = host.node.syncGroups.some((one) => nameFor(one.name) === name && one.instances.length > 1);
    const missing = members.some(({ drafts }) => drafts.some((draft) => draft.host === host));
    if (has || !missing) continue;
    throw new CannotExpress(`${host.name} has no sync group ${group.name}`, group.statement);
  }
}

function groupText(group: SyncGroup, host: ImportedHost, context: SyncGroupContext): SyncGroupText {
  const statements = group.statement.block?.statements ?? [];
  const { notify, taken } = readNotify(statements, host.node);
  const smtp = readSmtpAlert(statements);
  const tracking = readTracking(group, host.node, host.name, context.checks);
  const known = new Set<Statement>([...taken, ...smtp.taken, ...tracking.taken]);
  const rest = statements.filter(
    (one) =>
      !known.has(one) && !['group', 'sync_group_tracking_weight', 'global_tracking'].includes(keywordOf(one)),
  );
  for (const statement of rest) context.notes.verbatim(statement, `sync group ${group.name}`);
  return {
    routers: group.instances.map((instance) => routerOf(instance, group, context.routers).name),
    ...(tracking.track.length === 0 ? {} : { track: [...tracking.track] }),
    ...(tracking.interfaces.length === 0 ? {} : { track_interfaces: [...tracking.interfaces] }),
    ...(group.trackingWeight.value ? { tracking_weight: true } : {}),
    ...(Object.keys(notify).length === 0 ? {} : { notify }),
    ...(smtp.value === undefined ? {} : { smtp_alert: smtp.value }),
    ...(rest.length === 0 ? {} : { verbatim: rest.flatMap((one) => linesOf(one)) }),
  };
}

function routerOf(
  instance: SyncGroup['instances'][number],
  group: SyncGroup,
  routers: readonly ImportedRouter[],
): ImportedRouter {
  const found = routers.find(({ drafts }) => drafts.some((draft) => draft.instance === instance));
  if (found === undefined)
    throw new CannotExpress(`${instance.name} of this group is no router`, group.statement);
  return found;
}

/** A group of one moves nobody, and hacfg.yaml has none: it stays a block. */
function loneGroup(group: SyncGroup, host: ImportedHost, { routers, notes }: SyncGroupContext): string[] {
  const isRenamed = group.instances.some((one) => routerOf(one, group, routers).name !== one.name);
  if (isRenamed || group.tracked.length > 0)
    throw new CannotExpress('this sync group has one member, and more than a name', group.statement);
  notes.verbatim(group.statement, `host ${host.name}`);
  return linesOf(group.statement);
}

/** Routers of one group prefer the same hosts in hacfg.yaml: in the order of the first. */
export function inOneOrder(routers: readonly ImportedRouter[], groups: ImportedGroups['groups']): void {
  for (const { routers: names } of Object.values(groups)) {
    const [first, ...others] = names.map((name) => routers.find((one) => one.name === name)!);
    const order = first!.text.nodes.map(hostIn);
    for (const { text } of others)
      text.nodes.sort((a, b) => order.indexOf(hostIn(a)) - order.indexOf(hostIn(b)));
  }
}

function hostIn(node: ImportedRouter['text']['nodes'][number]): string {
  return typeof node === 'string' ? node : node.host;
}
