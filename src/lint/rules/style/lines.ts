import { type Block, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';

/** A line that begins with a statement, or with the brace that closes a block. */
export interface Line {
  /** Offset of its first character, and of the first word. */
  readonly start: number;
  readonly first: number;
  /** Blocks of this file around it; for a brace those around the block it closes. */
  readonly depth: number;
  /** The line of the statement whose block it stands in, or which it closes; undefined: of the top level. */
  readonly owner: Line | undefined;
  readonly isClose: boolean;
}

/** A `{` and the statement it belongs to, where it is not the daemon's but the writer's. */
export interface Brace {
  readonly at: number;
  /** End of the last word in front of it. */
  readonly wordEnd: number;
}

/** How one file is laid out. */
export interface Layout {
  readonly source: SourceText;
  /** By offset of the line. */
  readonly lines: Map<number, Line>;
  readonly braces: Brace[];
}

/** Problems after which it is not clear which block a line belongs to. */
const ofStructure: ReadonlySet<string> = new Set([
  ...['unterminated-quote', 'unexpected-open', 'extra-close', 'missing-close', 'missing-open'],
  ...['more-unknown-keywords', 'line-too-long', 'bad-condition', 'bad-sequence', 'list-block-parameters'],
]);

export function isStructureClear(node: NodeModel): boolean {
  return !node.configuration.problems.some(({ kind }) => ofStructure.has(kind));
}

/** The lines of every file of a node. Those that came out of loops and definitions are left out. */
export function layoutsOf(node: NodeModel): Layout[] {
  const layouts = new Map<SourceText, Layout>();
  for (const source of node.configuration.sources)
    layouts.set(source, { source, lines: new Map(), braces: [] });
  walk(node.configuration.root, undefined, undefined, layouts);
  return [...layouts.values()];
}

function walk(
  block: Block,
  owner: Line | undefined,
  ownerSource: SourceText | undefined,
  layouts: ReadonlyMap<SourceText, Layout>,
): void {
  for (const statement of block.statements) {
    const { source } = placeOf(statement);
    const layout = layouts.get(source);
    const line =
      layout === undefined
        ? undefined
        : lineOf(placeOf(statement).span.start, layout, source === ownerSource ? owner : undefined, false);
    if (statement.block === undefined) continue;
    if (layout !== undefined) addBraces(statement, statement.block, line, layout);
    walk(statement.block, line, source, layouts);
  }
}

function addBraces(statement: Statement, block: Block, line: Line | undefined, layout: Layout): void {
  const { source } = layout;
  if (statement.source === source && block.open >= 0) {
    const last = statement.words.at(-1)!;
    layout.braces.push({ at: block.open, wordEnd: last.startOffset + last.image.length });
  }
  if (block.close?.source === source && line !== undefined)
    lineOf(block.close.span.start, layout, line, true);
}

/** The line that begins at a word; undefined when something else stands in front of it. */
function lineOf(
  first: number,
  { source, lines }: Layout,
  owner: Line | undefined,
  isClose: boolean,
): Line | undefined {
  const { text } = source;
  let start = first;
  while (start > 0 && (text.charCodeAt(start - 1) === 32 || text.charCodeAt(start - 1) === 9)) start--;
  if (start > 0 && text.charCodeAt(start - 1) !== 10) return undefined;
  const known = lines.get(start);
  if (known !== undefined) return known;
  const depth = owner === undefined ? 0 : isClose ? owner.depth : owner.depth + 1;
  const line = { start, first, depth, owner, isClose };
  lines.set(start, line);
  return line;
}

/** The blanks in front of a line. */
export function indentOf({ start, first }: Line, source: SourceText): string {
  return source.text.slice(start, first);
}
