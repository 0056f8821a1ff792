import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { DiagnosticSet } from '../diagnostics/diagnostic-set.ts';
import type { Cluster } from '../model/cluster.ts';
import type { NodeModel } from '../model/node.ts';
import type { RealServerHost } from '../model/real-servers.ts';
import { Dispatch } from './dispatch.ts';
import type { RuleSettings } from './request.ts';
import type { JudgedDirective, Rule, RuleContext, StaleEntry } from './rule.ts';

export interface RunOptions {
  readonly rules: readonly Rule[];
  readonly target: ReleaseName | undefined;
  readonly settings: RuleSettings;
}

/** Where a page of the documentation is. */
export function pageUrl(path: string): string {
  return `https://github.com/hacfg/hacfg/blob/main/docs/${path}`;
}

/** Where the page of a rule is. */
export function ruleUrl(id: string): string {
  return pageUrl(`rules/${id}.md`);
}

/**
 * Runs the rules over one node. Every finding goes through one report(), which gives it its rule, its severity
 * and the rule's `why`. A rule that throws becomes a finding about itself.
 */
export function lintNode(node: NodeModel, options: RunOptions): Diagnostic[] {
  const run = new Run(options);
  run.node(node);
  return run.found.sorted();
}

/** Runs the rules that compare the nodes of a cluster. */
export function lintCluster(cluster: Cluster, options: RunOptions): Diagnostic[] {
  const run = new Run(options);
  run.cluster(cluster);
  return run.found.sorted();
}

/** Runs the rules on hosts that are real servers of others' services. */
export function lintRealServers(hosts: readonly RealServerHost[], options: RunOptions): Diagnostic[] {
  if (hosts.length === 0) return [];
  const run = new Run(options);
  for (const host of hosts) run.realServer(host);
  run.realServers(hosts);
  return run.found.sorted();
}

/** Runs the rules that compare clusters which have nothing to do with each other. */
export function lintRun(clusters: readonly Cluster[], options: RunOptions): Diagnostic[] {
  const run = new Run(options);
  run.all(clusters);
  return run.found.sorted();
}

/** Runs the rules on suppression comments. */
export function lintDirectives(directives: readonly JudgedDirective[], options: RunOptions): Diagnostic[] {
  const run = new Run(options);
  run.directives(directives);
  return run.found.sorted();
}

/** Runs the rules on entries of a baseline that no finding answers to. */
export function lintStaleEntries(entries: readonly StaleEntry[], options: RunOptions): Diagnostic[] {
  const run = new Run(options);
  run.staleEntries(entries);
  return run.found.sorted();
}

/** What a rule sees of the run. A class: hundreds of closures would be made for every run. */
class Context implements RuleContext {
  readonly target: RuleContext['target'];
  private readonly rule: Rule;
  private readonly add: (rule: Rule, finding: Finding) => void;

  constructor(rule: Rule, target: RuleContext['target'], add: (rule: Rule, finding: Finding) => void) {
    this.rule = rule;
    this.target = target;
    this.add = add;
  }

  report(finding: Finding): void {
    this.add(this.rule, finding);
  }
}

class Run {
  readonly found = new DiagnosticSet();
  private readonly options: RunOptions;
  private readonly rules: readonly Rule[];
  private readonly contexts: ReadonlyMap<Rule, RuleContext>;
  private readonly dispatch: Dispatch;
  private readonly crashed = new Set<Rule>();
  /** What is being looked at, for a rule that crashes. */
  private current: NodeModel | undefined;

  constructor(options: RunOptions) {
    this.options = options;
    this.rules = options.rules.filter((rule) => isEnabled(rule, options.settings));
    const add = (rule: Rule, finding: Finding): void => this.report(rule, finding);
    this.contexts = new Map(this.rules.map((rule) => [rule, new Context(rule, options.target, add)]));
    this.dispatch = new Dispatch(
      this.rules,
      (rule) => this.contexts.get(rule)!,
      (rule, error) => this.crash(rule, error),
    );
  }

  node(node: NodeModel): void {
    this.current = node;
    this.dispatch.runProblems(node);
    this.dispatch.runStatements(node);
    for (const rule of this.rules) {
      const { instance, node: onNode, files } = rule.on;
      const context = this.contexts.get(rule)!;
      if (instance !== undefined) {
        for (const one of node.instances) this.guard(rule, () => instance(one, node, context));
      }
      if (onNode !== undefined) this.guard(rule, () => onNode(node, context));
      if (files !== undefined && !node.files.isEmpty)
        this.guard(rule, () => files(node.files, node, context));
    }
  }

  cluster(cluster: Cluster): void {
    if (cluster.nodes.length < 2) return;
    this.current = cluster.nodes[0];
    for (const rule of this.rules) {
      const { router, cluster: onCluster } = rule.on;
      const context = this.contexts.get(rule)!;
      if (router !== undefined) {
        for (const one of cluster.routers) {
          if (one.members.length > 1) this.guard(rule, () => router(one, cluster, context));
        }
      }
      if (onCluster !== undefined) this.guard(rule, () => onCluster(cluster, context));
    }
  }

  realServer(host: RealServerHost): void {
    this.current = host.node ?? host.services[0]!.node;
    for (const rule of this.rules) {
      const { realServer } = rule.on;
      if (realServer !== undefined) this.guard(rule, () => realServer(host, this.contexts.get(rule)!));
    }
  }

  realServers(hosts: readonly RealServerHost[]): void {
    for (const rule of this.rules) {
      const { realServers } = rule.on;
      if (realServers !== undefined) this.guard(rule, () => realServers(hosts, this.contexts.get(rule)!));
    }
  }

  all(clusters: readonly Cluster[]): void {
    this.current = clusters[0]?.nodes[0];
    for (const rule of this.rules) {
      const { run } = rule.on;
      if (run !== undefined) this.guard(rule, () => run(clusters, this.contexts.get(rule)!));
    }
  }

  directives(directives: readonly JudgedDirective[]): void {
    for (const rule of this.rules) {
      const { directive } = rule.on;
      if (directive === undefined) continue;
      for (const one of directives) this.guard(rule, () => directive(one, this.contexts.get(rule)!));
    }
  }

  staleEntries(entries: readonly StaleEntry[]): void {
    for (const rule of this.rules) {
      const { staleEntry } = rule.on;
      if (staleEntry === undefined) continue;
      for (const one of entries) this.guard(rule, () => staleEntry(one, this.contexts.get(rule)!));
    }
  }

  private report(rule: Rule, finding: Finding): void {
    const override = this.options.settings.severity?.[rule.id];
    if (override === 'off') return;
    this.found.add({
      rule: rule.id,
      severity: override ?? finding.severity ?? rule.severity,
      message: finding.message,
      why: finding.why ?? rule.docs.why,
      help: finding.help,
      label: finding.label,
      place: finding.place,
      related: finding.related ?? [],
      fixes: finding.fixes ?? [],
      url: ruleUrl(rule.id),
    });
  }

  private guard(rule: Rule, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.crash(rule, error);
    }
  }

  private crash(rule: Rule, error: unknown): void {
    if (this.crashed.has(rule) || this.current === undefined) return;
    this.crashed.add(rule);
    const detail = error instanceof Error ? error.message : String(error);
    this.found.add({
      rule: 'internal/rule-crashed',
      severity: 'warning',
      message: `hacfg's own rule ${rule.id} failed on this file: ${detail}`,
      why: 'What this rule looks for may be in the file unseen. All other rules ran.',
      help: `Please report it with the file; until then, --ignore ${rule.id} silences this.`,
      label: undefined,
      place: { source: this.current.main, span: { start: 0, end: 0 } },
      related: [],
      fixes: [],
      url: ruleUrl(rule.id),
    });
  }
}

/** Whether a rule is to run. */
export function isEnabled(rule: Rule, settings: RuleSettings): boolean {
  if (settings.severity?.[rule.id] === 'off' || settings.ignore?.includes(rule.id)) return false;
  const isAskedFor =
    settings.only?.includes(rule.id) ||
    settings.optional?.includes(rule.id) ||
    settings.severity?.[rule.id] !== undefined;
  if (rule.isOptional === true && !isAskedFor) return false;
  return settings.only === undefined || settings.only.length === 0 || settings.only.includes(rule.id);
}
