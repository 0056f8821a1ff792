import type { Block, Statement } from '../../grammar/configuration.ts';
import { keywordOf } from '../../grammar/configuration.ts';
import type { Problem, ProblemKind } from '../../grammar/problems.ts';
import type { NodeModel } from '../model/node.ts';
import { isOpenStatement } from '../model/open-values.ts';
import { getOrAdd } from './get-or-add.ts';
import { mayBeOpen } from './open-blocks.ts';
import type { Rule, RuleContext } from './rule.ts';

/** What a rule sees of the run, and the rule. */
export interface OwnContext extends RuleContext {
  readonly rule: Rule;
}

/** One rule's hook, with the context that names the rule in what it reports. */
interface Hooked<Hook> {
  readonly context: OwnContext;
  readonly run: Hook;
}

type Hook<Item> = (item: Item, node: NodeModel, context: RuleContext) => void;
type StatementHook = Hook<Statement>;
type ProblemHook = Hook<Problem>;

/** Called when a hook throws; the run goes on. */
export type OnCrash = (rule: Rule, error: unknown) => void;

/**
 * The hooks of all rules, by what they look at: one walk over the statements serves every rule, and a statement
 * that no rule asks about costs two look-ups.
 */
export class Dispatch {
  private readonly everyStatement: Hooked<StatementHook>[] = [];
  private readonly byPath = new Map<string, Map<string, Hooked<StatementHook>[]>>();
  private readonly byProblem = new Map<ProblemKind, Hooked<ProblemHook>[]>();
  private readonly onCrash: OnCrash;
  /** Whether to look out for statements with values that the running host alone knows, and to leave them alone. */
  private skipsOpen = false;

  constructor(contexts: readonly OwnContext[], onCrash: OnCrash) {
    this.onCrash = onCrash;
    for (const context of contexts) {
      const { statement, problem } = context.rule.on;
      if (statement !== undefined) this.addStatements(statement, context);
      if (problem !== undefined) this.addProblems(problem, context);
    }
  }

  private addStatements(hooks: Record<string, StatementHook>, context: OwnContext): void {
    for (const key in hooks) this.addStatement(key, { context, run: hooks[key]! });
  }

  private addProblems(hooks: NonNullable<Rule['on']['problem']>, context: OwnContext): void {
    let kind: ProblemKind;
    for (kind in hooks) this.addProblem(kind, { context, run: hooks[kind] as ProblemHook });
  }

  private addStatement(key: string, hook: Hooked<StatementHook>): void {
    if (key === '*') {
      this.everyStatement.push(hook);
      return;
    }
    // `vrrp_instance/state`: block path and keyword; `/vrrp_instance`: a keyword of the top level.
    const cut = key.lastIndexOf('/');
    const path = cut === 0 ? '/' : key.slice(0, cut);
    const keywords = getOrAdd(this.byPath, path, () => new Map<string, Hooked<StatementHook>[]>());
    getOrAdd(keywords, key.slice(cut + 1), () => []).push(hook);
  }

  private addProblem(kind: ProblemKind, hook: Hooked<ProblemHook>): void {
    getOrAdd(this.byProblem, kind, () => []).push(hook);
  }

  runStatements(node: NodeModel): void {
    this.skipsOpen = mayBeOpen(node);
    this.walk(node.configuration.root, node);
  }

  runProblems(node: NodeModel): void {
    for (const problem of node.configuration.problems)
      this.call(this.byProblem.get(problem.kind) ?? [], problem, node);
  }

  private walk(block: Block, node: NodeModel): void {
    const keywords = this.byPath.get(block.path);
    for (const statement of block.statements) {
      if (!this.skipsOpen || !isOpenStatement(statement)) {
        const hooks = keywords?.get(keywordOf(statement)) ?? keywords?.get('*');
        if (hooks !== undefined) this.call(hooks, statement, node);
        if (this.everyStatement.length > 0) this.call(this.everyStatement, statement, node);
      }
      if (statement.block !== undefined) this.walk(statement.block, node);
    }
  }

  private call<Item>(hooks: readonly Hooked<Hook<Item>>[], item: Item, node: NodeModel): void {
    for (const hook of hooks) {
      try {
        hook.run(item, node, hook.context);
      } catch (error) {
        this.onCrash(hook.context.rule, error);
      }
    }
  }
}
