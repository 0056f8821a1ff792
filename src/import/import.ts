import { keywordOf, placeOf, type Statement } from '../../grammar/configuration.ts';
import { unusedDefinitions } from '../meaning/vrrp.ts';
import { type Cluster, groupIntoClusters } from '../model/cluster.ts';
import type { NodeModel } from '../model/node.ts';
import { holdsOpen } from '../model/open-values.ts';
import type { HostText, SyncGroupText, TopologyText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { Checks } from './checks.ts';
import { importGlobals } from './globals.ts';
import { hostText, type ImportedHost, importHosts } from './hosts.ts';
import { linesOf } from './lines.ts';
import { namesByRouterId } from './name-nodes.ts';
import { type Note, Notes } from './notes.ts';
import { type ImportedRouter, importRouter, type RouterContext } from './routers.ts';
import { Secrets } from './secrets.ts';
import { type ImportedServices, importServices } from './services.ts';
import { importSyncGroups, inOneOrder } from './sync-groups.ts';

export interface ImportRequest {
  readonly nodes: readonly NodeModel[];
  /** Copy passwords; otherwise hacfg.yaml names environment variables. */
  readonly keepsSecrets: boolean;
  /** The release to write down, as the user gave it. */
  readonly release: string | undefined;
}

export interface Imported {
  readonly text: TopologyText;
  readonly hosts: readonly ImportedHost[];
  readonly notes: readonly Note[];
  /** A password stands in it. */
  readonly holdsSecret: boolean;
  /** What the variables it names must hold. */
  readonly environment: Readonly<Record<string, string>>;
}

/** One description for existing configurations. What it has no words for becomes verbatim lines, never nothing. */
export function importNodes(request: ImportRequest): Imported {
  const clusters = groupIntoClusters(request.nodes);
  const hosts = importHosts(request.nodes, namesByRouterId(request.nodes));
  // A cluster that hacfg.yaml cannot describe is taken over as it is; the others are read again without it.
  const asTheyAre = new Map<NodeModel, CannotExpress>();
  for (;;) {
    const tried = attempt(request, hosts, clusters, asTheyAre);
    if (!('fault' in tried)) return tried;
    for (const node of tried.cluster.nodes) asTheyAre.set(node, tried.fault);
  }
}

interface Failed {
  readonly fault: CannotExpress;
  readonly cluster: Cluster;
}

function attempt(
  { keepsSecrets, release }: ImportRequest,
  hosts: readonly ImportedHost[],
  clusters: readonly Cluster[],
  asTheyAre: ReadonlyMap<NodeModel, CannotExpress>,
): Imported | Failed {
  const draft = new Draft(hosts, keepsSecrets);
  for (const cluster of clusters) {
    if (asTheyAre.has(cluster.nodes[0]!)) continue;
    try {
      draft.addCluster(cluster);
    } catch (error) {
      if (error instanceof CannotExpress) return { fault: error, cluster };
      throw error;
    }
  }
  draft.addServices(hosts.filter(({ node }) => !asTheyAre.has(node)));
  for (const host of hosts) {
    const fault = asTheyAre.get(host.node);
    if (fault !== undefined) draft.addWhole(host, fault);
  }
  return draft.finish(release);
}

/** A hacfg.yaml on the way. */
class Draft {
  private readonly notes = new Notes();
  private readonly secrets: Secrets;
  private readonly checks = new Checks();
  private readonly names = new Set<string>();
  private readonly routers: ImportedRouter[] = [];
  private readonly groups: Record<string, SyncGroupText> = {};
  private readonly lines = new Map<ImportedHost, string[]>();
  private services: ImportedServices['services'] = {};
  private readonly hosts: readonly ImportedHost[];

  constructor(hosts: readonly ImportedHost[], keepsSecrets: boolean) {
    this.hosts = hosts;
    this.secrets = new Secrets(keepsSecrets);
  }

  /** Throws CannotExpress. */
  addCluster(cluster: Cluster): void {
    const { checks, notes } = this;
    for (const { configuration } of cluster.nodes) {
      const open = configuration.root.statements.find(
        (one) => keywordOf(one) !== 'global_defs' && holdsOpen(one),
      );
      if (open !== undefined) throw new CannotExpress('it asks the host for a value', open);
    }
    const members = this.hosts.filter(({ node }) => cluster.nodes.includes(node));
    const own = cluster.routers.map((router) => importRouter(router, this.context()));
    const found = importSyncGroups({ hosts: members, routers: own, checks, notes });
    inOneOrder(own, found.groups);
    this.routers.push(...own);
    for (const [name, group] of Object.entries(found.groups)) {
      if (Object.hasOwn(this.groups, name)) throw clash(name, members);
      this.groups[name] = group;
    }
    for (const [host, blocks] of found.lines) this.addLines(host, blocks);
    for (const host of members) this.addLines(host, restOf(host, notes));
  }

  private context(): RouterContext {
    return {
      hosts: this.hosts,
      checks: this.checks,
      secrets: this.secrets,
      notes: this.notes,
      names: this.names,
    };
  }

  addServices(hosts: readonly ImportedHost[]): void {
    const { services, lines } = importServices(hosts, this.routers, this.notes);
    this.services = services;
    for (const [host, blocks] of lines) this.addLines(host, blocks);
  }

  addWhole(host: ImportedHost, fault: CannotExpress): void {
    this.addLines(host, wholeOf(host, fault, this.notes));
  }

  private addLines(host: ImportedHost, more: readonly string[]): void {
    this.lines.set(host, [...(this.lines.get(host) ?? []), ...more]);
  }

  finish(release: string | undefined): Imported {
    const { notes, hosts, routers } = this;
    for (const host of hosts) noteRenamed(host, routers, notes);
    const globals = importGlobals(hosts, routers, notes);
    const environment = this.secrets.environment();
    return {
      text: {
        ...(release === undefined ? {} : { keepalived: release }),
        ...section('global', globals.global),
        hosts: Object.fromEntries(
          hosts.map((host) => [
            host.name,
            hostEntry(host, globals.hosts.get(host)!, this.lines.get(host) ?? []),
          ]),
        ),
        ...section('routers', Object.fromEntries(routers.map((one) => [one.name, one.text]))),
        ...section('sync_groups', this.groups),
        ...section('checks', this.checks.all()),
        ...section('services', this.services),
      },
      hosts,
      notes: notes.all(),
      holdsSecret: notes.holdsSecret || (this.secrets.keeps && Object.keys(environment).length > 0),
      environment,
    };
  }
}

/** A part of hacfg.yaml, unless it is empty. */
function section<Key extends string, Value extends object>(
  key: Key,
  value: Value,
): Partial<Record<Key, Value>> {
  return Object.keys(value).length === 0 ? {} : ({ [key]: value } as Record<Key, Value>);
}

function clash(name: string, [host]: readonly ImportedHost[]): CannotExpress {
  const group = host!.node.syncGroups[0]!;
  return new CannotExpress(`another cluster has a sync group ${name}`, group.statement);
}

function hostEntry(host: ImportedHost, globals: HostText, lines: readonly string[]): HostText {
  return {
    ...hostText(host),
    ...globals,
    ...(lines.length === 0 ? {} : { verbatim: [...lines] }),
  };
}

/** Blocks of the top level that are read. */
const read: ReadonlySet<string> = new Set([
  ...['global_defs', 'vrrp_instance', 'vrrp_sync_group', 'vrrp_script', 'track_file', 'vrrp_track_file'],
  ...['vrrp_track_process', 'virtual_server', 'virtual_server_group'],
]);

/** What stands at the top level besides, and definitions that nothing tracks. */
function restOf(host: ImportedHost, notes: Notes): string[] {
  const { node } = host;
  const unused = new Set<Statement>(unusedDefinitions(node).map(({ statement }) => statement));
  const skipped = skippedBlocks(node);
  return node.configuration.root.statements
    .filter((one) => !read.has(keywordOf(one)) || unused.has(one) || skipped.has(one))
    .flatMap((statement) => {
      notes.verbatim(statement, `host ${host.name}`);
      return linesOf(statement);
    });
}

/** Blocks without a usable name: the daemon skips them, but they may hold something dear. */
function skippedBlocks(node: NodeModel): Set<Statement> {
  const known = new Set<Statement>(
    [
      ...[...node.instances, ...node.syncGroups, ...node.scripts, ...node.trackFiles],
      ...[...node.trackProcesses, ...node.virtualServers, ...node.virtualServerGroups],
    ].map(({ statement }) => statement),
  );
  return new Set(
    node.configuration.root.statements.filter(
      (one) => read.has(keywordOf(one)) && keywordOf(one) !== 'global_defs' && !known.has(one),
    ),
  );
}

/** Everything but global_defs, as blocks. */
function wholeOf(host: ImportedHost, fault: CannotExpress, notes: Notes): string[] {
  notes.add(`host ${host.name} is kept as it is: ${fault.message}`, placeOf(fault.statement));
  const statements = host.node.configuration.root.statements.filter(
    (one) => keywordOf(one) !== 'global_defs',
  );
  for (const statement of statements) notes.verbatim(statement, `host ${host.name}`);
  return statements.flatMap((one) => linesOf(one));
}

function noteRenamed(host: ImportedHost, routers: readonly ImportedRouter[], notes: Notes): void {
  for (const { name, drafts } of routers) {
    const own = drafts.find((draft) => draft.host === host);
    if (own !== undefined && own.instance.name !== name)
      notes.add(`vrrp_instance ${own.instance.name} is called ${name} now`, own.instance.place);
  }
}
