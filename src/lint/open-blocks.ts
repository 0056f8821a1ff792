import type { Statement } from '../../grammar/configuration.ts';
import { spanOf } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import type { NodeModel } from '../model/node.ts';
import { holdsOpen } from '../model/open-values.ts';
import { getOrAdd } from './get-or-add.ts';

/** From the first to the last character of a block in one file. */
interface Region {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<NodeModel, readonly Region[]>();

/**
 * Whether a place is in a block of the top level that holds a value which the running host alone knows, such as
 * `${_ENV NAME}`. What follows from the block as a whole is not known then.
 */
export function isInOpenBlock({ source, span }: Place, nodes: readonly NodeModel[]): boolean {
  return nodes.some((node) =>
    regionsOf(node).some(
      ({ path, start, end }) => path === source.path && span.start >= start && span.start < end,
    ),
  );
}

/** Whether a node has such a block at all. */
export function hasOpenBlock(node: NodeModel): boolean {
  return regionsOf(node).length > 0;
}

function regionsOf(node: NodeModel): readonly Region[] {
  return getOrAdd(known, node, () =>
    mayBeOpen(node) ? node.configuration.root.statements.filter(holdsOpen).flatMap(regionsIn) : [],
  );
}

/** Whether anything of a node can be of that kind: nearly no configuration asks the host. */
export function mayBeOpen({ configuration }: NodeModel): boolean {
  return configuration.sources.some(({ text }) => text.includes('_ENV'));
}

/** One for each file that the block is written in. */
function regionsIn(statement: Statement): Region[] {
  const byPath = new Map<string, Region>();
  for (const { source, span } of placesIn(statement)) {
    const { start, end } = byPath.get(source.path) ?? span;
    byPath.set(source.path, {
      path: source.path,
      start: Math.min(start, span.start),
      end: Math.max(end, span.end),
    });
  }
  return [...byPath.values()];
}

function placesIn({ source, words, block }: Statement): Place[] {
  const own = words.map((word) => source.origin(spanOf(word)));
  if (block === undefined) return own;
  return [...own, ...block.statements.flatMap(placesIn), ...(block.close === undefined ? [] : [block.close])];
}
