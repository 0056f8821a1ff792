import type {
  AndOr,
  Case,
  Command,
  If,
  ParsedScript,
  Pipeline,
  Redirection,
  Statement,
  SyntaxNode,
  While,
  WordPart,
} from 'unbash';
import { baseName } from '../paths.ts';
import { forEachChild } from './children.ts';
import { isNetworkPath } from './program.ts';
import type { Outcome } from './script.ts';

/** A set of statuses: none, 0, others, both. */
type Statuses = 0 | 1 | 2 | 3;
const none = 0;
const zero = 1;
const other = 2;
const both = 3;

/** How a piece of script may go on or end, each with the statuses it does so with. */
interface Flow {
  /** It is done, and what follows runs. */
  readonly done: Statuses;
  readonly exits: Statuses;
  readonly returns: Statuses;
  readonly breaks: Statuses;
}

const finished = (done: Statuses): Flow => ({ done, exits: none, returns: none, breaks: none });

function join(...flows: readonly Flow[]): Flow {
  let done: Statuses = none;
  let exits: Statuses = none;
  let returns: Statuses = none;
  let breaks: Statuses = none;
  for (const flow of flows) {
    done = or(done, flow.done);
    exits = or(exits, flow.exits);
    returns = or(returns, flow.returns);
    breaks = or(breaks, flow.breaks);
  }
  return { done, exits, returns, breaks };
}

/** One behind the other. */
function follow(first: Flow, next: Flow): Flow {
  return {
    done: next.done,
    exits: or(first.exits, next.exits),
    returns: or(first.returns, next.returns),
    breaks: or(first.breaks, next.breaks),
  };
}

function or(a: Statuses, b: Statuses, c: Statuses = none, d: Statuses = none): Statuses {
  return (a | b | c | d) as Statuses;
}

/** Commands that succeed whatever happens. What they write to is not looked at. */
const alwaysZero: ReadonlySet<string> = new Set([
  ':',
  'true',
  'echo',
  'printf',
  'sleep',
  'logger',
  'wc',
  'date',
  'export',
  'local',
  'declare',
  'typeset',
  'readonly',
  'unset',
  'shopt',
  'set',
  'umask',
]);

/** A name may be given several bodies, one after the other: any of them may be meant. */
type Functions = Map<string, SyntaxNode[]>;

/**
 * Walks every path through a script and collects the statuses it can end with. Errs on one side: a status that is
 * left out is impossible; where a trap, `set -e`, an unknown command or a sourced file may decide, both are kept.
 */
class Walk {
  private readonly functions: Functions;
  private readonly errexit: boolean;
  private readonly pipefail: boolean;
  private readonly calling = new Set<string>();

  constructor(functions: Functions, options: { readonly errexit: boolean; readonly pipefail: boolean }) {
    this.functions = functions;
    this.errexit = options.errexit;
    this.pipefail = options.pipefail;
  }

  /** @param before the status `$?` has. @param isCondition whether a failure is looked at, so that `set -e` lets it pass. */
  list(statements: readonly Statement[], before: Statuses, isCondition: boolean): Flow {
    let flow = finished(before);
    for (const statement of statements) {
      if (flow.done === none) break;
      flow = follow(flow, this.statement(statement, flow.done, isCondition));
    }
    return flow;
  }

  private statement(statement: Statement, before: Statuses, isCondition: boolean): Flow {
    return statement.background === true ? finished(zero) : this.node(statement.command, before, isCondition);
  }

  private node(node: SyntaxNode, before: Statuses, isCondition: boolean): Flow {
    switch (node.type) {
      case 'Command':
        return this.failing(
          opened(this.command(node, before, isCondition), node.redirects, node.name?.text === 'exec'),
          isCondition,
        );
      case 'Pipeline':
        return this.pipeline(node, before, isCondition);
      case 'AndOr':
        return this.andOr(node, before, isCondition);
      case 'If':
        return this.if(node, before, isCondition);
      case 'While':
        return this.while(node, before, isCondition);
      case 'For':
      case 'ArithmeticFor':
      case 'Select':
        return this.loop(this.list(node.body.commands, both, isCondition));
      case 'Case':
        return this.case(node, before, isCondition);
      case 'Subshell':
        return this.failing(finished(this.inSubshell(node.body.commands, before, isCondition)), isCondition);
      case 'BraceGroup':
        return this.list(node.body.commands, before, isCondition);
      case 'CompoundList':
        return this.list(node.commands, before, isCondition);
      case 'Redirected':
        return this.failing(
          opened(this.node(node.command, before, isCondition), node.redirects),
          isCondition,
        );
      case 'Function':
        return finished(zero);
      case 'TestCommand':
      case 'ArithmeticCommand':
        return this.failing(finished(both), isCondition);
      default:
        return { done: both, exits: both, returns: none, breaks: none };
    }
  }

  /** `set -e`: a command that fails where nobody looks ends the script. */
  private failing(flow: Flow, isCondition: boolean): Flow {
    if (!this.errexit || isCondition || (flow.done & other) === 0) return flow;
    return { ...flow, done: (flow.done & zero) as Statuses, exits: or(flow.exits, other) };
  }

  private inSubshell(statements: readonly Statement[], before: Statuses, isCondition: boolean): Statuses {
    const flow = this.list(statements, before, isCondition);
    return or(flow.done, flow.exits, flow.returns, flow.breaks);
  }

  /** `set -e` holds in `$(...)` for dash, and for bash only as POSIX asks. */
  private substituted(statements: readonly Statement[]): Statuses {
    return or(this.inSubshell(statements, zero, false), this.inSubshell(statements, zero, true));
  }

  private command(command: Command, before: Statuses, isCondition: boolean): Flow {
    const expanded = this.expansions(command);
    const [name, ...args] = wordsOf(command);
    if (name === undefined) return { ...finished(expanded.last ?? zero), exits: expanded.exits };
    const flow = this.named(name, args, before, isCondition);
    return { ...flow, exits: or(flow.exits, expanded.exits) };
  }

  private named(path: string, args: readonly string[], before: Statuses, isCondition: boolean): Flow {
    const name = baseName(path);
    switch (name) {
      case 'exit':
        return { ...finished(none), exits: statusOf(args[0], before) };
      case 'return':
        return { ...finished(none), returns: statusOf(args[0], before) };
      case 'break':
        return { ...finished(none), breaks: zero };
      case 'continue':
        return { ...finished(none), breaks: zero };
      case 'false':
        return finished(other);
      case 'exec':
        return this.exec(args, before);
      case 'command':
      case 'builtin':
        return args[0] === undefined || args[0].startsWith('-')
          ? finished(both)
          : this.named(args[0], args.slice(1), before, isCondition);
      case '.':
      case 'source':
      case 'eval':
        return { done: both, exits: both, returns: none, breaks: none };
    }
    const bodies = this.functions.get(path);
    if (bodies !== undefined) return this.call(path, bodies, before, isCondition);
    return finished(alwaysZero.has(name) ? zero : both);
  }

  private exec(args: readonly string[], before: Statuses): Flow {
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    if (at === -1) return finished(zero);
    const flow = this.named(args[at]!, args.slice(at + 1), before, true);
    return { ...finished(none), exits: or(flow.done, flow.exits) };
  }

  private call(name: string, bodies: readonly SyntaxNode[], before: Statuses, isCondition: boolean): Flow {
    if (this.calling.has(name)) return { done: both, exits: both, returns: none, breaks: none };
    this.calling.add(name);
    const flow = join(...bodies.map((body) => this.node(body, before, isCondition)));
    this.calling.delete(name);
    return { done: or(flow.done, flow.returns), exits: flow.exits, returns: none, breaks: none };
  }

  private pipeline(pipeline: Pipeline, before: Statuses, isCondition: boolean): Flow {
    const { commands } = pipeline;
    const isNegated = pipeline.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
    if (commands.length === 1) {
      const flow = this.node(commands[0]!, before, isCondition || isNegated);
      return isNegated ? { ...flow, done: negate(flow.done) } : flow;
    }
    const statuses = commands.map((command) => {
      const flow = this.node(command, before, isCondition || isNegated);
      return or(flow.done, flow.exits, flow.returns, flow.breaks);
    });
    const last = statuses.at(-1)!;
    const mayFail = statuses.some((one) => (one & other) !== 0);
    const status = this.pipefail && mayFail ? or(last, other) : last;
    return this.failing(finished(isNegated ? negate(status) : status), isCondition || isNegated);
  }

  private andOr(chain: AndOr, before: Statuses, isCondition: boolean): Flow {
    const last = chain.commands.length - 1;
    let flow = this.node(chain.commands[0]!, before, isCondition || last > 0);
    for (const [index, operator] of chain.operators.entries()) {
      const goesOnWith = operator === '&&' ? zero : other;
      const going = (flow.done & goesOnWith) as Statuses;
      const skipped = (flow.done & ~goesOnWith) as Statuses;
      if (going === none) continue;
      const next = this.node(chain.commands[index + 1]!, going, isCondition || index + 1 < last);
      flow = join({ ...flow, done: skipped }, next);
    }
    return flow;
  }

  private if(node: If, before: Statuses, isCondition: boolean): Flow {
    const flows: Flow[] = [];
    let entering: Statuses = before;
    for (const branch of [node, ...node.elif]) {
      const condition = this.list(branch.clause.commands, entering, true);
      flows.push({ ...condition, done: none });
      if (condition.done & zero) flows.push(this.list(branch.then.commands, zero, isCondition));
      entering = (condition.done & other) as Statuses;
      if (entering === none) return join(...flows);
    }
    flows.push(
      node.else === undefined ? finished(zero) : this.list(node.else.commands, entering, isCondition),
    );
    return join(...flows);
  }

  private while(node: While, before: Statuses, isCondition: boolean): Flow {
    const once = this.round(node, before, isCondition);
    return { ...this.round(node, or(before, once.last), isCondition).flow, breaks: none };
  }

  /** One round of a loop, and the status that the next one begins with. */
  private round(node: While, before: Statuses, isCondition: boolean): { flow: Flow; last: Statuses } {
    const condition = this.list(node.clause.commands, before, true);
    const goesOnWith = node.kind === 'while' ? zero : other;
    const body =
      condition.done & goesOnWith ? this.list(node.body.commands, goesOnWith, isCondition) : finished(none);
    const ends = condition.done & ~goesOnWith ? or(zero, body.done) : none;
    const flow = { ...join(condition, body), done: or(ends, body.breaks, condition.breaks) };
    return { flow, last: or(body.done, body.breaks) };
  }

  /** A loop over a list, which may be empty. */
  private loop(body: Flow): Flow {
    return { ...body, done: or(zero, body.done, body.breaks), breaks: none };
  }

  private case(node: Case, before: Statuses, isCondition: boolean): Flow {
    const hasDefault = node.items.some((item) => item.pattern.some((pattern) => pattern.text === '*'));
    const flows = node.items.map((item) => this.list(item.body.commands, before, isCondition));
    return join(...flows, finished(hasDefault ? none : zero));
  }

  /** What is expanded in a command: the status of the last `$(...)`, and whether `${x:?}` may end the script. */
  private expansions(command: Command): { readonly last: Statuses | undefined; readonly exits: Statuses } {
    let last: Statuses | undefined;
    let exits: Statuses = none;
    const visit = (node: SyntaxNode): void => {
      if (node.type === 'CommandExpansion') {
        last = node.script === undefined ? both : this.substituted(node.script.commands);
        return;
      }
      if (node.type === 'ParameterExpansion' && isDemand(node)) exits = other;
      forEachChild(node, visit);
    };
    forEachChild(command, visit);
    return { last, exits };
  }
}

/** What is read from, or sent over the network, may not be there: then the command fails before it runs. */
function opened(flow: Flow, redirects: readonly Redirection[], isExec = false): Flow {
  const isRisky = redirects.some(
    (one) =>
      one.type === 'Redirect' &&
      (one.operator === '<' || one.operator === '<>' || isNetworkPath(one.target?.text ?? '')),
  );
  if (!isRisky) return flow;
  // What exec cannot open ends a shell other than bash.
  return { ...flow, done: or(flow.done, other), exits: isExec ? or(flow.exits, other) : flow.exits };
}

function isDemand(part: Extract<WordPart, { type: 'ParameterExpansion' }>): boolean {
  return part.operation?.type === 'Default' && part.operation.operator.endsWith('?');
}

function negate(statuses: Statuses): Statuses {
  return or(statuses & zero ? other : none, statuses & other ? zero : none);
}

/** The status that `exit N` and `return N` give. */
function statusOf(word: string | undefined, before: Statuses): Statuses {
  if (word === undefined || word === '$?') return before;
  if (!/^\d+$/.test(word)) return both;
  return Number(word) % 256 === 0 ? zero : other;
}

function wordsOf(command: Command): string[] {
  if (command.name === undefined) return [];
  return [command.name, ...command.args].map(textOf);
}

/** Without its quotes, unless it is an assignment. */
function textOf(word: Command['args'][number]): string {
  return word.type === 'Word' ? word.value : word.text;
}

/** With which statuses a script may end. */
export function outcomeOf(tree: ParsedScript, options: readonly string[]): Outcome {
  const open: Outcome = { canSucceed: true, canFail: true };
  if (tree.errors !== undefined && tree.errors.length > 0) return open;
  const functions: Functions = new Map();
  const settings = { errexit: hasFlag(options, 'e'), pipefail: false };
  let isOpen = hasFlag(options, 'u');
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Function') {
      functions.set(node.name.value, [...(functions.get(node.name.value) ?? []), node.body]);
    }
    if (node.type === 'Command' && node.name !== undefined) {
      const name = node.name.value;
      if (name === 'set') {
        const args = wordsOf(node);
        settings.errexit ||= hasFlag(args, 'e') || args.includes('errexit');
        settings.pipefail ||= args.includes('pipefail');
        isOpen ||= hasFlag(args, 'u') || args.includes('nounset');
      }
      // A trap may end the script with any status, and so may a signal to itself.
      isOpen ||=
        name === 'trap' || (baseName(name) === 'kill' && node.args.some((arg) => textOf(arg).includes('$$')));
    }
    forEachChild(node, visit);
  };
  forEachChild(tree, visit);
  if (isOpen) return open;
  const flow = new Walk(functions, settings).list(tree.commands, zero, false);
  const end = or(flow.done, flow.exits, flow.returns, flow.breaks);
  return { canSucceed: (end & zero) !== 0, canFail: (end & other) !== 0 };
}

function hasFlag(words: readonly string[], flag: string): boolean {
  return words.some((word) => word.includes(flag) && /^-[A-Za-z]+$/.test(word));
}
