import { asWritten } from '../../grammar/preprocess/definitions.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { DiagnosticSet } from '../diagnostics/diagnostic-set.ts';
import type { Cluster } from '../model/cluster.ts';
import type { NodeModel } from '../model/node.ts';
import type { RealServerHost } from '../model/real-servers.ts';
import { Dispatch } from './dispatch.ts';
import { getOrAdd } from './get-or-add.ts';
import { hasOpenBlock, isInOpenBlock } from './open-blocks.ts';
import type { RuleSettings } from './request.ts';
import type { JudgedDirective, Rule, RuleContext, RuleHooks, StaleEntry } from './rule.ts';
import { has, type Subject } from './subjects.ts';

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

/** What a rule sees of the run. A class: hundreds of closures would be made for every run. */
class Context implements RuleContext {
  readonly target: RuleContext['target'];
  readonly rule: Rule;
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

type HookName = keyof RuleHooks;

/**
 * The rules that run by some settings, ready to be run over any number of nodes. Every finding goes through one
 * report(), which gives it its rule, its severity and the rule's `why`. A rule that throws becomes a finding about
 * itself.
 */
export class Linter {
  private readonly options: RunOptions;
  private readonly byHook = new Map<HookName, Context[]>();
  private readonly dispatch: Dispatch;
  /** What the job in hand has found, and which rules failed in it. */
  private found = new DiagnosticSet();
  private readonly crashed = new Set<Rule>();
  /** What is being looked at, for a rule that crashes. */
  private current: NodeModel | undefined;
  /** The nodes that are looked at as a whole. */
  private judged: readonly NodeModel[] = [];

  constructor(options: RunOptions) {
    this.options = options;
    const add = (rule: Rule, finding: Finding) => this.report(rule, finding);
    const contexts = options.rules
      .filter((rule) => isEnabled(rule, options.settings))
      .map((rule) => new Context(rule, options.target, add));
    for (const context of contexts) this.register(context);
    this.dispatch = new Dispatch(contexts, (rule, error) => this.crash(rule, error));
  }

  private register(context: Context): void {
    let name: HookName;
    // Hundreds of rules at every start: Object.keys() would make a list of each.
    for (name in context.rule.on) getOrAdd(this.byHook, name, () => []).push(context);
  }

  /** Runs the rules over one node. */
  node(node: NodeModel): Diagnostic[] {
    return this.job(node, () => {
      this.dispatch.runProblems(node);
      this.dispatch.runStatements(node);
      for (const one of node.instances)
        this.each('instance', (hook, context) => hook(one, node, context), [node]);
      this.each('node', (hook, context) => hook(node, context), [node]);
      if (node.files.tellOfHost) this.each('files', (hook, context) => hook(node.files, node, context));
    });
  }

  /** Runs the rules that compare the nodes of a cluster. */
  cluster(cluster: Cluster): Diagnostic[] {
    if (cluster.nodes.length < 2) return [];
    return this.job(cluster.nodes[0], () => {
      for (const one of cluster.routers)
        if (one.members.length > 1)
          this.each('router', (hook, context) => hook(one, cluster, context), cluster.nodes);
      this.each('cluster', (hook, context) => hook(cluster, context), cluster.nodes);
    });
  }

  /** Runs the rules on hosts that are real servers of others' services. */
  realServers(hosts: readonly RealServerHost[]): Diagnostic[] {
    if (hosts.length === 0) return [];
    return this.job(undefined, () => {
      for (const host of hosts) {
        this.current = host.node ?? host.services[0]!.node;
        this.each('realServer', (hook, context) => hook(host, context));
      }
      this.each('realServers', (hook, context) => hook(hosts, context));
    });
  }

  /** Runs the rules that compare clusters which have nothing to do with each other. */
  run(clusters: readonly Cluster[]): Diagnostic[] {
    const nodes = clusters.flatMap((cluster) => cluster.nodes);
    return this.job(nodes[0], () => this.each('run', (hook, context) => hook(clusters, context), nodes));
  }

  /** Runs the rules on suppression comments. */
  directives(directives: readonly JudgedDirective[]): Diagnostic[] {
    return this.job(undefined, () => {
      for (const one of directives) this.each('directive', (hook, context) => hook(one, context));
    });
  }

  /** Runs the rules on entries of a baseline that no finding answers to. */
  staleEntries(entries: readonly StaleEntry[]): Diagnostic[] {
    return this.job(undefined, () => {
      for (const one of entries) this.each('staleEntry', (hook, context) => hook(one, context));
    });
  }

  private job(current: NodeModel | undefined, run: () => void): Diagnostic[] {
    this.found = new DiagnosticSet();
    this.crashed.clear();
    this.current = current;
    this.judged = [];
    run();
    return this.found.sorted();
  }

  /**
   * Calls a hook of every rule that has it, and whose subject one of the nodes has.
   *
   * @param nodes what is looked at as a whole, if anything is
   */
  private each<Name extends HookName>(
    name: Name,
    call: (hook: NonNullable<RuleHooks[Name]>, context: RuleContext) => void,
    nodes?: readonly NodeModel[],
  ): void {
    this.judged = nodes ?? [];
    const there: Partial<Record<Subject, boolean>> = {};
    for (const context of this.byHook.get(name) ?? []) {
      const { rule } = context;
      const { about } = rule;
      if (about !== undefined && nodes !== undefined) {
        there[about] ??= nodes.some((node) => has(node, about));
        if (!there[about]) continue;
      }
      try {
        call(rule.on[name]!, context);
      } catch (error) {
        this.crash(rule, error);
      }
    }
  }

  private report(rule: Rule, finding: Finding): void {
    const override = this.options.settings.severity?.[rule.id];
    if (override === 'off' || this.isOpen(rule, finding)) return;
    this.found.add({
      rule: rule.id,
      severity: override ?? finding.severity ?? rule.severity,
      message: asWritten(finding.message),
      why: finding.why ?? rule.docs.why,
      help: finding.help === undefined ? undefined : asWritten(finding.help),
      label: finding.label,
      place: finding.place,
      related: finding.related ?? [],
      fixes: finding.fixes ?? [],
      url: ruleUrl(rule.id),
    });
  }

  /** What takes part in it may read differently on the host. */
  private isOpen({ concludesFromAbsence }: Rule, { place, related = [] }: Finding): boolean {
    if (concludesFromAbsence === true && this.judged.some(hasOpenBlock)) return true;
    const places = [place, ...related.map((one) => one.place)];
    return places.some((one) => isInOpenBlock(one, this.judged));
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
