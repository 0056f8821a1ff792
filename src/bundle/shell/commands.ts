import type {
  AndOr,
  Command,
  CommandNode,
  ParsedScript,
  Redirection,
  Statement,
  SyntaxNode,
  Word,
  WordPart,
} from 'unbash';
import { parse } from 'unbash';
import type { Place, SourceText, Span } from '../../../grammar/source.ts';
import { baseName } from '../paths.ts';
import { forEachChild } from './children.ts';
import { type Constants, constantsOf, expandConstants } from './constants.ts';
import { unwrap } from './program.ts';
import type { ShellCommand, ShellRedirect, ShellWord } from './script.ts';

/** How the text of a node leads to the file. */
type Placing = (node: Pick<SyntaxNode, 'pos' | 'end'>) => Place;

interface Context {
  readonly placing: Placing;
  readonly inFunction: string | undefined;
  readonly isCondition: boolean;
  readonly isSubstituted: boolean;
  readonly isBackground: boolean;
  readonly pipe: ShellCommand[] | undefined;
}

/** How deep `sh -c` may stand in `sh -c`. */
const deepest = 4;

/** Every command of a script, in the order of the text. */
export function commandsOf(tree: ParsedScript, source: SourceText): ShellCommand[] {
  const walk = new Walk(constantsOf(source.text));
  walk.script(tree, {
    placing: ({ pos, end }) => source.origin({ start: pos, end }),
    inFunction: undefined,
    isCondition: false,
    isSubstituted: false,
    isBackground: false,
    pipe: undefined,
  });
  return walk.commands;
}

class Walk {
  readonly commands: ShellCommand[] = [];
  private readonly constants: Constants;
  private depth = 0;

  constructor(constants: Constants) {
    this.constants = constants;
  }

  script(script: ParsedScript, context: Context): void {
    this.statements(script.commands, context);
  }

  private statements(statements: readonly Statement[], context: Context): void {
    const foreground = outOfPipe(context);
    for (const { command, background } of statements)
      this.visit(command, background === true ? { ...foreground, isBackground: true } : foreground);
  }

  private visit(node: SyntaxNode, context: Context): void {
    // Most nodes: words in which nothing stands that is run.
    if (node.type === 'Word' && node.parts === undefined) return;
    switch (node.type) {
      case 'Command':
        this.command(node, context);
        break;
      case 'Pipeline': {
        const isNegated = node.prefixes.some((prefix) => prefix.type === 'Negation');
        this.pipe(node.commands, isNegated ? conditionIn(context) : context);
        break;
      }
      case 'AndOr':
        this.chain(node.commands, context);
        break;
      case 'If':
        for (const branch of [node, ...node.elif]) {
          this.statements(branch.clause.commands, conditionIn(context));
          this.statements(branch.then.commands, context);
        }
        this.statements(node.else?.commands ?? [], context);
        break;
      case 'While':
        this.statements(node.clause.commands, conditionIn(context));
        this.statements(node.body.commands, context);
        break;
      case 'CompoundList':
        this.statements(node.commands, context);
        break;
      case 'Function':
        this.visit(node.body, { ...context, inFunction: node.name.text });
        break;
      case 'CommandExpansion':
      case 'ProcessSubstitution':
      case 'ArithmeticCommandExpansion':
        if (node.script !== undefined) this.substituted(node.script, node, context);
        break;
      default:
        forEachChild(node, (child) => this.visit(child, context));
    }
  }

  /** All but the last decide whether those behind them run. */
  private chain(nodes: AndOr['commands'], context: Context): void {
    const last = nodes.length - 1;
    const condition = conditionIn(context);
    for (let at = 0; at <= last; at++) this.visit(nodes[at]!, at < last ? condition : context);
  }

  private pipe(nodes: readonly CommandNode[], context: Context): void {
    const inPipe = nodes.length > 1 ? { ...context, pipe: [] } : outOfPipe(context);
    for (const node of nodes) this.visit(node, inPipe);
  }

  /** The text of a script in escaped backticks has no places of its own. */
  private substituted(script: ParsedScript, holder: SyntaxNode, context: Context): void {
    const placing = script.source === undefined ? context.placing : () => context.placing(holder);
    this.script(script, { ...context, placing, isSubstituted: true, isBackground: false });
  }

  private command(node: Command, context: Context): void {
    if (node.name !== undefined) this.add(node, this.words(node.name, node.args, context), context);
    const inner = { ...context, pipe: undefined, isCondition: false };
    forEachChild(node, (child) => this.visit(child, inner));
  }

  private words(name: Word, args: Command['args'], { placing }: Context): ShellWord[] {
    const words = [wordOf(name, placing)];
    for (const arg of args) words.push(wordOf(arg, placing));
    return this.constants.size === 0 ? words : words.flatMap((word) => expandConstants(word, this.constants));
  }

  private add(node: Command, words: readonly ShellWord[], context: Context): void {
    // `$OPTIONS` alone, and empty.
    if (words.length === 0) return;
    const { wrappers, at } = unwrap(words.map((word) => word.text));
    const program = words[at] ?? words[0]!;
    const pipe = context.pipe ?? [];
    const command: ShellCommand = {
      program: program.isLiteral ? baseName(program.text) : '',
      programPlace: program.place,
      path: program.text,
      args: words.slice(at + 1),
      wrappers,
      place: spanning(words[0]!.place, words.at(-1)!.place),
      pipe,
      inFunction: context.inFunction,
      isCondition: context.isCondition,
      isSubstituted: context.isSubstituted,
      isBackground: context.isBackground,
      redirects: node.redirects.flatMap((redirect) => redirectOf(redirect, context.placing)),
    };
    pipe.push(command);
    this.commands.push(command);
    this.inline(command, context);
  }

  /** `sh -c '...'` and `eval '...'` run a script that stands in a word. */
  private inline(command: ShellCommand, context: Context): void {
    const script = scriptWord(command);
    if (script === undefined || !script.isLiteral || this.depth >= deepest) return;
    const { place, text } = script;
    const shift = place.source.slice(place.span).indexOf(text);
    const placing: Placing =
      shift === -1
        ? () => place
        : ({ pos, end }) => {
            const start = place.span.start + shift;
            return place.source.origin({ start: start + pos, end: start + end });
          };
    this.depth++;
    this.script(parse(text), { ...context, placing, pipe: undefined });
    this.depth--;
  }
}

function conditionIn(context: Context): Context {
  return context.isCondition ? context : { ...context, isCondition: true };
}

function outOfPipe(context: Context): Context {
  return context.pipe === undefined ? context : { ...context, pipe: undefined };
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

export function isShellName(name: string): boolean {
  return shells.has(name);
}

/** The word of a command that is a script of its own. */
function scriptWord({ program, args }: ShellCommand): ShellWord | undefined {
  if (program === 'eval') return args.length === 1 ? args[0] : undefined;
  if (!isShellName(program) && program !== 'su') return undefined;
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg.text));
  return at === -1 ? undefined : args[at + 1];
}

function wordOf(word: Word | Exclude<Command['args'][number], Word>, placing: Placing): ShellWord {
  const place = placing(word);
  if (word.type === 'Assignment') return { text: word.text, isLiteral: false, place };
  return { text: word.value, isLiteral: isLiteral(word.parts), place };
}

function redirectOf(redirect: Redirection, placing: Placing): ShellRedirect[] {
  if (redirect.type !== 'Redirect' || redirect.target === undefined) return [];
  return [{ operator: redirect.operator, target: wordOf(redirect.target, placing) }];
}

const expanding: ReadonlySet<string> = new Set([
  'SimpleExpansion',
  'ParameterExpansion',
  'CommandExpansion',
  'ArithmeticExpansion',
  'ProcessSubstitution',
  'BraceExpansion',
]);

function isLiteral(parts: readonly WordPart[] | undefined): boolean {
  if (parts === undefined) return true;
  return parts.every(
    (part) =>
      !expanding.has(part.type) &&
      (part.type === 'DoubleQuoted' || part.type === 'LocaleString' ? isLiteral(part.parts) : true),
  );
}

function spanning(first: Place, last: Place): Place {
  const span: Span = { start: first.span.start, end: Math.max(first.span.end, last.span.end) };
  return { source: first.source, span };
}
