import type { IToken } from 'chevrotain';
import type { SourceText } from './source.ts';

/**
 * The lossless tree of one file, as written: nothing is included, expanded or judged. What the daemon makes
 * of it is `Configuration`.
 */
export interface SyntaxTree {
  readonly source: SourceText;
  readonly nodes: readonly SyntaxNode[];
  /** In the order of the text. */
  readonly comments: readonly IToken[];
  /** Blocks without a closing brace, outermost first. */
  readonly unclosed: readonly BlockNode[];
  /** Closing braces with nothing to close. */
  readonly strayCloses: readonly IToken[];
}

export type SyntaxNode = StatementNode | BlockNode | LineNode;

/** A logical line: a keyword, its arguments and the block behind it. */
export interface StatementNode {
  readonly kind: 'statement';
  readonly words: readonly IToken[];
  readonly block: BlockNode | undefined;
}

/** `{ ... }`; as a node of its own when there is no statement in front of it. */
export interface BlockNode {
  readonly kind: 'block';
  readonly open: IToken;
  readonly nodes: readonly SyntaxNode[];
  readonly close: IToken | undefined;
}

/** A line, or the beginning of one, that the reader handles before it splits words; and braces astray. */
export interface LineNode {
  readonly kind: 'definition' | 'condition' | 'sequence' | 'include' | 'stray-open' | 'stray-close';
  readonly token: IToken;
}

/** Offset of the first character of a node. */
export function startOf(node: SyntaxNode): number {
  if (node.kind === 'statement') return node.words[0]!.startOffset;
  return node.kind === 'block' ? node.open.startOffset : node.token.startOffset;
}

/** Every token of the tree but the comments, in the order of the text. */
export function* leavesOf(nodes: readonly SyntaxNode[]): Generator<IToken> {
  for (const node of nodes) {
    if (node.kind === 'statement') {
      yield* node.words;
      if (node.block !== undefined) yield* leavesOf([node.block]);
    } else if (node.kind === 'block') {
      yield node.open;
      yield* leavesOf(node.nodes);
      if (node.close !== undefined) yield node.close;
    } else {
      yield node.token;
    }
  }
}

/**
 * The text of a tree: its leaves and comments, and between them the blanks of the source. For every input
 * `printTree(parse(text)) === text`.
 */
export function printTree(tree: SyntaxTree): string {
  const pieces: string[] = [];
  let printed = 0;
  let comment = 0;
  const emit = (token: IToken) => {
    pieces.push(tree.source.text.slice(printed, token.startOffset), token.image);
    printed = token.startOffset + token.image.length;
  };
  for (const leaf of leavesOf(tree.nodes)) {
    while (comment < tree.comments.length && tree.comments[comment]!.startOffset < leaf.startOffset) {
      emit(tree.comments[comment++]!);
    }
    emit(leaf);
  }
  while (comment < tree.comments.length) emit(tree.comments[comment++]!);
  pieces.push(tree.source.text.slice(printed));
  return pieces.join('');
}

/** The comments that belong to a node: on the lines right above it, and at the end of its first line. */
export function commentsOf(
  tree: SyntaxTree,
  node: SyntaxNode,
): { leading: IToken[]; trailing: IToken | undefined } {
  const { source, comments } = tree;
  const line = source.lineIndex(startOf(node));
  let next = firstAfter(comments, startOf(node));
  const trailing =
    next < comments.length && source.lineIndex(comments[next]!.startOffset) === line
      ? comments[next]
      : undefined;
  const leading: IToken[] = [];
  for (let expected = line - 1; next > 0; expected--) {
    const candidate = comments[--next]!;
    const isAlone = source.text.slice(source.lineStarts[expected] ?? 0, candidate.startOffset).trim() === '';
    if (source.lineIndex(candidate.startOffset) !== expected || !isAlone) break;
    leading.unshift(candidate);
  }
  return { leading, trailing };
}

function firstAfter(tokens: readonly IToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.startOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
