import type { SourceText } from '../../grammar/source.ts';
import type { HostFile, HostFileKind } from '../bundle/host-file.ts';
import type { CommentStyle } from '../diagnostics/comments.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Directive, directivesIn, type Selector, selects } from '../diagnostics/directives.ts';
import { Suppressions } from '../diagnostics/suppressions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { NodeModel } from '../model/node.ts';
import { isEnabled, Linter, type RunOptions } from './engine.ts';
import type { JudgedDirective, Rule } from './rule.ts';
import { nearRules, rulesMeant } from './rule-names.ts';

/** Everything of a run in which suppression comments may stand, and what they may be about. */
export interface SuppressionScope {
  readonly nodes: readonly NodeModel[];
  readonly clusters: readonly Cluster[];
  readonly hostFiles: readonly HostFile[];
  /** Whether the rules on single nodes ran over a file: only then is an unused comment known to be one. */
  readonly isJudged: (source: SourceText) => boolean;
}

/** How comments look in the files around a configuration, where not as in shell and YAML. */
const styles: Readonly<Partial<Record<HostFileKind, CommentStyle>>> = {
  sysctl: 'line',
  keyfile: 'line',
  networkd: 'line',
  interfaces: 'line',
  firewalld: 'markup',
  iptables: 'line',
  unit: 'line',
  dockerfile: 'line',
};

/**
 * The findings that no comment silences, and findings about the comments themselves. A finding about several nodes or
 * files is silenced at any place that has a part in it.
 */
export function suppress(
  diagnostics: readonly Diagnostic[],
  scope: SuppressionScope,
  options: RunOptions,
): Diagnostic[] {
  const suppressions = new Suppressions();
  const directives = readDirectives(scope, suppressions);
  if (directives.length === 0) return [...diagnostics];
  const scopes = new Map(options.rules.map((rule) => [rule.id as string, rule.scope]));
  const kept = diagnostics.filter((diagnostic) => {
    const { place, related, rule } = diagnostic;
    const others = related
      .map((one) => one.place)
      .filter((other) => scopes.get(rule) === 'cluster' || other.source.path !== place.source.path);
    return !suppressions.silences(diagnostic, others);
  });
  const judge = new Judge(suppressions, scope, options);
  return [...kept, ...new Linter(options).directives(directives.map((directive) => judge.judge(directive)))];
}

/** The directives of the files that were asked for; those of the peers count, and are not judged. */
function readDirectives(
  { nodes, hostFiles, isJudged }: SuppressionScope,
  suppressions: Suppressions,
): Directive[] {
  const seen = new Set<string>();
  const found: Directive[] = [];
  const take = (source: SourceText, style: CommentStyle): void => {
    if (seen.has(source.path)) return;
    seen.add(source.path);
    const directives = directivesIn(source, style);
    if (directives.length === 0) return;
    suppressions.add(directives, style);
    if (isJudged(source)) found.push(...directives);
  };
  for (const node of nodes) for (const source of node.configuration.sources) take(source, 'keepalived');
  for (const { source, kind } of hostFiles) take(source, styles[kind] ?? 'hash');
  return found;
}

class Judge {
  private readonly suppressions: Suppressions;
  private readonly ids: readonly string[];
  private readonly options: RunOptions;
  /** Files of nodes that were compared with others. */
  private readonly compared: ReadonlySet<string>;

  constructor(suppressions: Suppressions, { clusters }: SuppressionScope, options: RunOptions) {
    this.suppressions = suppressions;
    this.options = options;
    this.ids = options.rules.map(({ id }) => id);
    const nodes = clusters.flatMap((cluster) => (cluster.nodes.length > 1 ? cluster.nodes : []));
    this.compared = new Set(
      nodes.flatMap((node) => [
        ...node.configuration.sources.map(({ path }) => path),
        ...node.files.all.map(({ source }) => source.path),
      ]),
    );
  }

  judge(directive: Directive): JudgedDirective {
    const unknown = directive.selectors.filter(({ text }) => rulesMeant(text, this.ids).length === 0);
    const idle = this.suppressions
      .usesOf(directive)
      .filter(({ isUsed, selector }) => !isUsed && this.isKnownToBeIdle(selector, directive))
      .map(({ selector }) => selector);
    return {
      directive,
      unknown: unknown.map((selector) => ({ selector, near: nearRules(selector.text, this.ids) })),
      unused: idle.filter((selector) => selector === undefined || !unknown.includes(selector)),
    };
  }

  /** A rule that did not run, or had nothing to compare the node with, might have found something. */
  private isKnownToBeIdle(selector: Selector | undefined, { kind, source }: Directive): boolean {
    // Whether there is something to end depends on the comments alone.
    if (kind === 'enable') return true;
    return this.options.rules
      .filter((rule) => selects(selector?.text ?? '*', rule.id) && rule.isOptional !== true)
      .every((rule) => this.ran(rule, source));
  }

  private ran(rule: Rule, source: SourceText): boolean {
    if (!isEnabled(rule, this.options.settings)) return false;
    return rule.scope === 'node' || this.compared.has(source.path);
  }
}
