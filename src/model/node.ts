import { argumentOf, type Configuration, type Statement } from '../../grammar/configuration.ts';
import type { SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Environment } from '../bundle/environment.ts';
import { HostFiles } from '../bundle/host-file.ts';
import type { HostAddress, VirtualAddress } from './addresses.ts';
import { buildInstance, type InstanceContext } from './build-instance.ts';
import { draftSyncGroups, groupsByMember } from './build-sync-groups.ts';
import { type Command, commandsIn } from './command.ts';
import { Definitions, readBfdInstance, readScript, readTrackFile, readTrackProcess } from './definitions.ts';
import { buildGlobals, type Globals } from './globals.ts';
import { type HostReference, hostReferences } from './host-references.ts';
import type { SyncGroup, VrrpInstance } from './instance.ts';
import { readVirtualServers, type VirtualServer, VirtualServerGroup } from './lvs.ts';
import type { Machine } from './machine.ts';
import { type ScriptUse, scriptUsesOf } from './script-use.ts';
import { draftServices, type ServiceDrafts } from './service-drafts.ts';
import { statedAddresses } from './stated-addresses.ts';
import { entriesOf, StatementIndex } from './statements.ts';
import type { BfdInstance, TrackFile, TrackProcess, TrackScript } from './tracking.ts';
import { readVirtualAddress } from './virtual-address.ts';

export type { Family, HostAddress, IpAddress, VirtualAddress } from './addresses.ts';
export type { Command, CommandWord } from './command.ts';
export type { Globals } from './globals.ts';
export type {
  SyncGroup,
  SyncMember,
  Tracked,
  UnicastPeer,
  VrrpInstance,
} from './instance.ts';
export { Known } from './known.ts';
export type { Checker } from './lvs.ts';
export { RealServer, VirtualServer, VirtualServerGroup } from './lvs.ts';
export type { ScriptUse } from './script-use.ts';
export type {
  BfdInstance,
  TrackedDefinition,
  TrackedKind,
  TrackFile,
  TrackProcess,
  TrackScript,
} from './tracking.ts';

/** What is known of a node beside its configuration. */
export interface NodeFacts {
  /** The host's name as shown to people. */
  readonly name: string;
  /** The release it runs; undefined: unknown, judge by the newest. */
  readonly release?: ReleaseName | undefined;
  /** See NodeModel.bundle. */
  readonly bundle?: string | undefined;
  /** Addresses found outside of the configuration: hacfg.yaml, interface files, `ip addr`. */
  readonly addresses?: readonly HostAddress[] | undefined;
  /** The files around the configuration. */
  readonly files?: HostFiles | undefined;
  /** See NodeModel.machine. */
  readonly machine?: Machine | undefined;
  readonly environment?: Environment | undefined;
  /** See NodeModel.isOfNoId. */
  readonly isOfNoId?: boolean | undefined;
}

/** One host's configuration, typed and resolved. The parts are built when first asked for. */
export class NodeModel {
  readonly name: string;
  readonly configuration: Configuration;
  readonly release: ReleaseName | undefined;
  /** Nodes of one bundle are one cluster's: the path of their hacfg.yaml. Undefined: nothing says so. */
  readonly bundle: string | undefined;
  /** The files of its host that are at hand, other than the configuration. */
  readonly files: HostFiles;
  /** The machine it runs on, where it may be looked at. Undefined: what depends on the machine is not judged. */
  readonly machine: Machine | undefined;
  /** What hacfg.yaml says of the network it is in. */
  readonly environment: Environment | undefined;
  /** Lines are for certain config-ids, and this is what a host reads that has none of them: perhaps there is no such. */
  readonly isOfNoId: boolean;
  /** Addresses that other nodes say this one has; set when clusters are formed. */
  learntAddresses: readonly HostAddress[] = [];
  private readonly foundAddresses: readonly HostAddress[];
  private readonly index: StatementIndex;
  private readonly parts: Partial<Parts> = {};

  constructor(configuration: Configuration, facts: NodeFacts) {
    this.configuration = configuration;
    this.name = facts.name;
    this.release = facts.release;
    this.bundle = facts.bundle;
    this.machine = facts.machine;
    this.foundAddresses = facts.addresses ?? [];
    this.files = facts.files ?? HostFiles.none;
    this.environment = facts.environment;
    this.isOfNoId = facts.isOfNoId ?? false;
    this.index = new StatementIndex([configuration.root]);
  }

  /** The main file; the others are in `configuration.sources`. */
  get main(): SourceText {
    return this.configuration.sources[0]!;
  }

  get globals(): Globals {
    this.parts.globals ??= buildGlobals(
      new StatementIndex(this.index.all('global_defs').map((statement) => statement.block)),
    );
    return this.parts.globals;
  }

  /** In file order; blocks that the daemon skips (no name, two, or one that is taken) are not in it. */
  get instances(): readonly VrrpInstance[] {
    return this.vrrp.instances;
  }

  get syncGroups(): readonly SyncGroup[] {
    return this.vrrp.syncGroups;
  }

  private get vrrp(): VrrpParts {
    this.parts.vrrp ??= buildVrrp(this, this.index);
    return this.parts.vrrp;
  }

  /** All of them, repeated names included; the daemon uses the first of a name. */
  get scripts(): readonly TrackScript[] {
    this.parts.scripts ??= named(this.index.all('vrrp_script')).map(readScript);
    return this.parts.scripts;
  }

  get trackFiles(): readonly TrackFile[] {
    this.parts.trackFiles ??= ['track_file', 'vrrp_track_file']
      .flatMap((keyword) => named(this.index.all(keyword)))
      .map(readTrackFile);
    return this.parts.trackFiles;
  }

  get trackProcesses(): readonly TrackProcess[] {
    this.parts.trackProcesses ??= named(this.index.all('vrrp_track_process')).map(readTrackProcess);
    return this.parts.trackProcesses;
  }

  get bfdInstances(): readonly BfdInstance[] {
    this.parts.bfdInstances ??= named(this.index.all('bfd_instance')).map(readBfdInstance);
    return this.parts.bfdInstances;
  }

  /** Those with a usable header, without real servers too. */
  get virtualServers(): readonly VirtualServer[] {
    this.parts.virtualServers ??= readVirtualServers(this.index.all('virtual_server'));
    return this.parts.virtualServers;
  }

  get virtualServerGroups(): readonly VirtualServerGroup[] {
    this.parts.groups ??= this.index.all('virtual_server_group').map((one) => new VirtualServerGroup(one));
    return this.parts.groups;
  }

  /** The same, read line by line as the daemon does: for what depends on the order of lines. */
  get services(): ServiceDrafts {
    this.parts.services ??= draftServices(
      this.configuration,
      { services: this.index.all('virtual_server'), groups: this.index.all('virtual_server_group') },
      { lostEntries: this.lostEntries, release: this.release ?? NEWEST },
    );
    return this.parts.services;
  }

  /** Entries of list blocks that the daemon drops whole. */
  get lostEntries(): ReadonlySet<Statement> {
    this.parts.lostEntries ??= lostEntriesOf(this.configuration);
    return this.parts.lostEntries;
  }

  /** Everything it may run: checks, notifications, checkers, in reading order. */
  get commands(): readonly Command[] {
    this.parts.commands ??= commandsIn(this.configuration.root.statements, this.release);
    return this.parts.commands;
  }

  /** Everything it takes from its host: interfaces, programs, users. */
  get hostReferences(): readonly HostReference[] {
    this.parts.hostReferences ??= hostReferences(this.configuration, this.release);
    return this.parts.hostReferences;
  }

  /** Its commands with the scripts behind them, and the scripts at hand that nothing runs. */
  get scriptUses(): readonly ScriptUse[] {
    this.parts.scriptUses ??= scriptUsesOf(this);
    return this.parts.scriptUses;
  }

  /** static_ipaddress. */
  get staticAddresses(): readonly VirtualAddress[] {
    this.parts.statics ??= entriesOf(this.index.all('static_ipaddress')).flatMap(
      (entry) => readVirtualAddress(entry, this.globals.defaultInterface.value) ?? [],
    );
    return this.parts.statics;
  }

  /**
   * This host's own addresses, each claim with where it comes from; an address may appear several times. A claim
   * may be wrong: two nodes that claim one address are a finding, not an error of the model.
   */
  get addresses(): readonly HostAddress[] {
    this.parts.addresses ??= [...this.foundAddresses, ...statedAddresses(this)];
    return this.learntAddresses.length === 0
      ? this.parts.addresses
      : [...this.parts.addresses, ...this.learntAddresses];
  }

  /** The last statement of a keyword at the top level. */
  last(keyword: string): Statement | undefined {
    return this.index.last(keyword);
  }

  /** The statements of a keyword at the top level, in reading order. */
  all(keyword: string): readonly Statement[] {
    return this.index.all(keyword);
  }
}

interface Parts {
  globals: Globals;
  vrrp: VrrpParts;
  scripts: readonly TrackScript[];
  trackFiles: readonly TrackFile[];
  trackProcesses: readonly TrackProcess[];
  bfdInstances: readonly BfdInstance[];
  virtualServers: readonly VirtualServer[];
  groups: readonly VirtualServerGroup[];
  services: ServiceDrafts;
  lostEntries: ReadonlySet<Statement>;
  commands: readonly Command[];
  hostReferences: readonly HostReference[];
  scriptUses: readonly ScriptUse[];
  statics: readonly VirtualAddress[];
  addresses: readonly HostAddress[];
}

interface VrrpParts {
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
}

/** The model of one node. Nothing is read here; what a rule asks for is built then. */
export function buildNode(configuration: Configuration, facts: NodeFacts): NodeModel {
  return new NodeModel(configuration, facts);
}

/** Blocks with exactly one name; the daemon skips the others. */
function named(statements: readonly Statement[]): Statement[] {
  return statements.filter((statement) => statement.words.length === 2 && statement.block !== undefined);
}

function buildVrrp(node: NodeModel, index: StatementIndex): VrrpParts {
  const statements = node.configuration.root.statements;
  const context: InstanceContext = {
    globals: node.globals,
    release: node.release,
    definitions: new Definitions(
      [...node.scripts, ...node.trackFiles, ...node.trackProcesses, ...node.bfdInstances],
      new Map(statements.map((statement, at) => [statement, at])),
    ),
    lostEntries: node.lostEntries,
  };
  const drafts = draftSyncGroups(index.all('vrrp_sync_group'));
  const groups = groupsByMember(drafts);
  const instances = new Map<string, VrrpInstance>();
  for (const statement of named(index.all('vrrp_instance'))) {
    const name = argumentOf(statement)!;
    if (!instances.has(name)) {
      instances.set(name, buildInstance(statement, statement.block!, groups.get(name), context));
    }
  }
  for (const draft of drafts) draft.finish(instances, context);
  return { instances: [...instances.values()], syncGroups: drafts.map((draft) => draft.group) };
}

/** Entries the reader of the text found so faulty that the daemon drops them whole. */
function lostEntriesOf(configuration: Configuration): ReadonlySet<Statement> {
  const lost = new Set<Statement>();
  for (const problem of configuration.problems) {
    if (problem.kind === 'bad-entry' && problem.dropsEntry) lost.add(problem.statement);
  }
  return lost;
}
