import type { Statement } from '../../grammar/configuration.ts';
import type { Problem, ProblemKind } from '../../grammar/problems.ts';
import type { Place } from '../../grammar/source.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { HostFiles } from '../bundle/host-file.ts';
import type { BaselineEntry } from '../diagnostics/baseline.ts';
import type { Finding, Severity } from '../diagnostics/diagnostic.ts';
import type { Directive, Selector } from '../diagnostics/directives.ts';
import type { Cluster, VirtualRouter } from '../model/cluster.ts';
import type { Machine } from '../model/machine.ts';
import type { NodeModel, VrrpInstance } from '../model/node.ts';
import type { RealServerHost } from '../model/real-servers.ts';
import type { Subject } from './subjects.ts';

export type Group =
  | 'syntax'
  | 'value'
  | 'vrrp'
  | 'auth'
  | 'address'
  | 'script'
  | 'sync-group'
  | 'unicast'
  | 'lvs'
  | 'health-check'
  | 'routing'
  | 'notify'
  | 'cluster'
  | 'bfd'
  | 'global'
  | 'security'
  | 'version'
  | 'style'
  | 'election'
  | 'check-script'
  | 'sysctl'
  | 'ifcfg'
  | 'firewall'
  | 'systemd'
  | 'container'
  | 'host'
  | 'suppression'
  | 'internal';

/**
 * One file's text, or several by path: `{ 'web1.conf': '...', 'web2.conf': '...' }`,
 * `{ 'lb1/etc/keepalived/keepalived.conf': '...', 'lb1/etc/sysctl.conf': '...' }`. Files other than configurations
 * belong to a host as they do on disk.
 */
export type ExampleFiles = string | Readonly<Record<string, string>>;

export interface Example {
  readonly files: ExampleFiles;
  /** What the reader should see in it; shown by `hacfg explain`. */
  readonly caption?: string;
  /** Where the finding must be: `LINE` or `LINE:COLUMN`, or `FILE:LINE:COLUMN`. Only on bad examples. */
  readonly at?: string;
  /** The release to read it as. Default: the newest. */
  readonly release?: ReleaseName;
  /** The machine to judge it on, as with --local. */
  readonly machine?: Machine;
}

/** What a rule may ask of the run it is part of. */
export interface RuleContext {
  /** The release to judge by; undefined when the user chose none: then the newest. */
  readonly target: ReleaseName | undefined;
  report(finding: Finding): void;
}

/** A suppression comment, and what became of it. */
export interface JudgedDirective {
  readonly directive: Directive;
  /** Names of rules that there are none of, with those that may be meant. */
  readonly unknown: readonly { readonly selector: Selector; readonly near: readonly string[] }[];
  /** What silenced nothing, although its rule ran; undefined stands for all rules, by a comment that names none. */
  readonly unused: readonly (Selector | undefined)[];
}

/** An entry of a baseline that no finding answers to. */
export interface StaleEntry {
  readonly entry: BaselineEntry;
  /** Its line in the baseline. */
  readonly place: Place;
}

/** A rule under the node it looks at; every hook gets the node too. */
export interface RuleHooks {
  /** Called for every statement with one of these paths: `vrrp_instance/state`, `/vrrp_script`, `*` for all. */
  readonly statement?: Readonly<
    Record<string, (statement: Statement, node: NodeModel, context: RuleContext) => void>
  >;
  /** Called for every problem of this kind that the reader met. */
  readonly problem?: {
    readonly [Kind in ProblemKind]?: (
      problem: Extract<Problem, { kind: Kind }>,
      node: NodeModel,
      context: RuleContext,
    ) => void;
  };
  readonly instance?: (instance: VrrpInstance, node: NodeModel, context: RuleContext) => void;
  /** Once a node, after its statements and instances. */
  readonly node?: (node: NodeModel, context: RuleContext) => void;
  /** Once a node around which files were found that tell of its host: check scripts alone do not, as a rule. */
  readonly files?: (files: HostFiles, node: NodeModel, context: RuleContext) => void;
  /** Once for each host whose files are at hand and that is a real server of some node's service. */
  readonly realServer?: (host: RealServerHost, context: RuleContext) => void;
  /** Once a run, with all of those hosts. */
  readonly realServers?: (hosts: readonly RealServerHost[], context: RuleContext) => void;
  /** Once for each virtual router that two or more nodes share. */
  readonly router?: (router: VirtualRouter, cluster: Cluster, context: RuleContext) => void;
  /** Once a cluster of two or more nodes. */
  readonly cluster?: (cluster: Cluster, context: RuleContext) => void;
  /** Once a run, with all clusters of it, those of a single node too: what unrelated clusters do to each other. */
  readonly run?: (clusters: readonly Cluster[], context: RuleContext) => void;
  /** Once for each suppression comment, when it is known what it silenced. */
  readonly directive?: (directive: JudgedDirective, context: RuleContext) => void;
  /** Once for each entry of a baseline that nothing answers to any more. */
  readonly staleEntry?: (entry: StaleEntry, context: RuleContext) => void;
}

export interface RuleDocs {
  /** One line, no full stop: the rule in the list of rules. */
  readonly summary: string;
  /** What the operator will see when the mistake is made; default `why` of its findings. */
  readonly why: string;
  /** Sources: an RFC section, a keepalived file and function, a man page, an issue. */
  readonly references: readonly string[];
}

/** A rule is one object: `explain`, the rule pages, the SARIF table and the example tests derive from it. */
export interface Rule {
  readonly id: `${Group}/${string}`;
  readonly severity: Severity;
  readonly scope: 'node' | 'cluster';
  /** Whether findings may carry fixes, and of which kind. */
  readonly fix?: 'safe' | 'unsafe';
  /** Does not run unless it is asked for: by an option, or by giving it a severity. */
  readonly isOptional?: true;
  /** What it is about. It looks at no node and no cluster without: there it would have nothing to say. */
  readonly about?: Subject;
  /** It says that something stands nowhere: not of nodes with values that the running host alone knows. */
  readonly concludesFromAbsence?: true;
  readonly docs: RuleDocs;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  readonly on: RuleHooks;
}

/** Gives the rule its type; the object itself is the rule. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}
