import './node20.ts';
import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import type { Dialect } from './definition-text.ts';
import type { SourceText } from './source.ts';
import { allTokens, checkGrammar, lexerOf, tokens } from './tokens.ts';
import type { BlockNode, LineNode, StatementNode, SyntaxNode, SyntaxTree } from './tree.ts';

/** Blocks deeper than this are no configuration; their braces stay in the tree as stray ones. */
const MAX_DEPTH = 100;

/**
 * The grammar of one file:
 *
 *     file      = { stray-close | statement | block | line }
 *     block     = "{" { statement | block | line } ( "}" | end of file )
 *     statement = Head { Argument } [ block ]
 *     line      = definition | condition | sequence | include
 *
 * It accepts every input: a fault never stops it, so it needs no error recovery. That a `{` may stand on the
 * next line comes for free, as newlines are no tokens. Tree nodes are made here directly; there is nothing a
 * visitor could separate in three rules.
 */
class KeepalivedParser extends EmbeddedActionsParser {
  private unclosed: BlockNode[] = [];
  private strayCloses: IToken[] = [];

  constructor() {
    super(allTokens, { maxLookahead: 1, recoveryEnabled: false, skipValidations: !checkGrammar });
    this.performSelfAnalysis();
  }

  parse(source: SourceText, dialect: Dialect): SyntaxTree {
    const lexed = lexerOf(dialect).tokenize(source.text);
    setDeepBracesAside(lexed.tokens);
    this.input = lexed.tokens;
    this.unclosed = [];
    this.strayCloses = [];
    const nodes = this.file();
    // The parser outlives the file; it must not keep all its tokens alive.
    this.input = [];
    return {
      source,
      nodes,
      comments: lexed.groups.comments ?? [],
      unclosed: this.unclosed.reverse(),
      strayCloses: this.strayCloses,
    };
  }

  // The alternatives are made once: an array of closures for every node would halve the speed.
  private readonly nodeAlternatives = [
    { ALT: (): SyntaxNode => this.SUBRULE(this.statement) },
    { ALT: (): SyntaxNode => this.SUBRULE(this.block) },
    { ALT: (): SyntaxNode => lineNode(this.CONSUME(tokens.Line)) },
  ];
  private readonly fileAlternatives = [
    ...this.nodeAlternatives,
    {
      ALT: (): SyntaxNode => {
        const token = this.CONSUME(tokens.Close);
        this.ACTION(() => this.strayCloses.push(token));
        return { kind: 'stray-close', token };
      },
    },
  ];

  private file = this.RULE('file', (): SyntaxNode[] => {
    const nodes: SyntaxNode[] = [];
    this.MANY(() => {
      nodes.push(this.OR(this.fileAlternatives));
    });
    return nodes;
  });

  private block = this.RULE('block', (): BlockNode => {
    const open = this.CONSUME(tokens.Open);
    const nodes: SyntaxNode[] = [];
    let close: IToken | undefined;
    this.MANY(() => {
      nodes.push(this.OR(this.nodeAlternatives));
    });
    this.OPTION(() => {
      close = this.CONSUME(tokens.Close);
    });
    const block: BlockNode = { kind: 'block', open, nodes: trimmed(nodes), close };
    this.ACTION(() => {
      if (close === undefined) this.unclosed.push(block);
    });
    return block;
  });

  private statement = this.RULE('statement', (): StatementNode => {
    const words = [this.CONSUME(tokens.Head)];
    let block: BlockNode | undefined;
    this.MANY(() => {
      words.push(this.CONSUME(tokens.Argument));
    });
    this.OPTION(() => {
      block = this.SUBRULE(this.block);
    });
    return { kind: 'statement', words: trimmed(words), block };
  });
}

/** An array that grew by push() has room for seventeen: a large file has millions of them. */
function trimmed<Item>(items: Item[]): Item[] {
  return items.slice();
}

const lineKinds: Readonly<Record<string, LineNode['kind']>> = {
  Definition: 'definition',
  DefinitionBefore24: 'definition',
  Condition: 'condition',
  Sequence: 'sequence',
  Include: 'include',
};

function lineNode(token: IToken): LineNode {
  const kind = lineKinds[token.tokenType?.name ?? ''] ?? (token.image === '{' ? 'stray-open' : 'stray-close');
  return { kind, token };
}

/** Blocks recurse in the parser: a megabyte of `{` must not exhaust the stack. */
function setDeepBracesAside(lexed: IToken[]): void {
  let depth = 0;
  for (const token of lexed) {
    if (token.image === '{') {
      if (depth++ >= MAX_DEPTH) retype(token);
    } else if (token.image === '}' && depth > 0) {
      if (--depth >= MAX_DEPTH) retype(token);
    }
  }
}

function retype(token: IToken): void {
  token.tokenType = tokens.DeepBrace;
  token.tokenTypeIdx = tokens.DeepBrace.tokenTypeIdx!;
}

// One lexer and one parser a process: building them costs more than reading a configuration.
let parser: KeepalivedParser | undefined;

/** For those who ask what its grammar is: the build and the tests. */
export function theParser(): KeepalivedParser {
  parser ??= new KeepalivedParser();
  return parser;
}

/** The syntax tree of a file. Never throws, whatever the text is. */
export function parse(source: SourceText, dialect: Dialect = 'since-2.4'): SyntaxTree {
  return theParser().parse(source, dialect);
}
