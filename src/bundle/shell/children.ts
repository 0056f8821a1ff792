import type { SyntaxNode } from 'unbash';

type OfType<Type extends SyntaxNode['type']> = Extract<SyntaxNode, { readonly type: Type }>;

/** Properties of a node that hold nodes below it. */
type ChildKey<Node> = {
  [Key in keyof Node]-?: NonNullable<Node[Key]> extends SyntaxNode | readonly SyntaxNode[] ? Key : never;
}[keyof Node];

/** Where each kind of node keeps what is below it, in the order of the text. */
const childKeys: { readonly [Type in SyntaxNode['type']]: readonly ChildKey<OfType<Type>>[] } = {
  Script: ['commands'],
  Statement: ['command'],
  CompoundList: ['commands'],
  AndOr: ['commands'],
  Command: ['prefix', 'name', 'suffix'],
  Pipeline: ['prefixes', 'commands'],
  Redirected: ['command', 'redirects'],
  If: ['clause', 'then', 'elif', 'else'],
  Elif: ['clause', 'then'],
  For: ['name', 'wordlist', 'body'],
  Select: ['name', 'wordlist', 'body'],
  While: ['clause', 'body'],
  Function: ['name', 'body'],
  Coproc: ['name', 'body'],
  Subshell: ['body'],
  BraceGroup: ['body'],
  Case: ['word', 'items'],
  CaseItem: ['pattern', 'body'],
  ArithmeticFor: ['initialize', 'test', 'update', 'body'],
  Word: ['parts'],
  Glob: ['parts'],
  ArithmeticWord: ['parts'],
  HereDocBody: ['parts'],
  BraceExpansion: ['parts'],
  ExtendedGlob: ['parts'],
  DoubleQuoted: ['parts'],
  LocaleString: ['parts'],
  ParameterExpansion: ['index', 'operation'],
  Default: ['operand'],
  Remove: ['operand'],
  Transform: ['operand'],
  CaseModification: ['operand'],
  Replace: ['pattern', 'replacement'],
  Slice: ['offset', 'length'],
  Assignment: ['index', 'value'],
  ArrayValue: ['elements'],
  Redirect: ['descriptor', 'target'],
  HereString: ['descriptor', 'target'],
  HereDoc: ['descriptor', 'delimiter', 'body'],
  CommandExpansion: ['script'],
  ProcessSubstitution: ['script'],
  ArithmeticCommandExpansion: ['script'],
  ArithmeticExpansion: ['expression'],
  ArithmeticCommand: ['expression'],
  ArithmeticGroup: ['expression'],
  TestCommand: ['expression'],
  TestGroup: ['expression'],
  ArithmeticBinary: ['left', 'right'],
  TestBinary: ['left', 'right'],
  ArithmeticUnary: ['operand'],
  TestUnary: ['operand'],
  ArithmeticTernary: ['test', 'consequent', 'alternate'],
  TestLogical: ['operands'],
  TestNot: ['negations', 'operand'],
  Literal: [],
  SingleQuoted: [],
  AnsiCQuoted: [],
  SimpleExpansion: [],
  Names: [],
  Unknown: [],
  FileDescriptor: [],
  FileDescriptorVariable: [],
  HereDocDelimiter: [],
  Time: [],
  Negation: [],
};

type Children = Readonly<Record<string, SyntaxNode | readonly SyntaxNode[] | undefined>>;

/** The parser has such a walk as well. This one makes no iterators: it is run over every node several times. */
export function forEachChild(node: SyntaxNode, visit: (child: SyntaxNode) => void): void {
  const keys: readonly string[] = childKeys[node.type];
  for (let at = 0; at < keys.length; at++) {
    // The table is checked against the nodes; that the key is one of this very node the compiler cannot follow.
    const child = (node as unknown as Children)[keys[at]!];
    if (child === undefined) continue;
    if (isList(child)) for (let item = 0; item < child.length; item++) visit(child[item]!);
    else visit(child);
  }
}

function isList(child: SyntaxNode | readonly SyntaxNode[]): child is readonly SyntaxNode[] {
  return Array.isArray(child);
}
