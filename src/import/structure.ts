import { keywordOf, placeOf, type Statement } from '../../grammar/configuration.ts';
import type { ProblemKind } from '../../grammar/problems.ts';
import type { NodeModel } from '../model/node.ts';
import type { Note } from './notes.ts';

/** What makes it a guess which statement stands in which block. */
const misleading: Partial<Record<ProblemKind, string>> = {
  'unterminated-quote': 'a quote is missing',
  'unexpected-open': 'this { opens nothing',
  'extra-close': 'this } closes nothing',
  'missing-close': 'this block is never closed',
  'missing-open': 'the { of this block is missing',
};

/** Blocks of the top level: inside of another block they show that its brace is missing. */
const ofTopLevel: ReadonlySet<string> = new Set([
  ...['global_defs', 'vrrp_instance', 'vrrp_sync_group', 'vrrp_script', 'virtual_server', 'static_routes'],
  ...['virtual_server_group', 'vrrp_track_process', 'vrrp_track_file', 'bfd_instance', 'static_ipaddress'],
]);

/** Faults of the structure: what is imported in spite of them may be something else. */
export function structureFaults(nodes: readonly NodeModel[]): Note[] {
  return nodes.flatMap(({ configuration }) => [
    ...configuration.problems.flatMap(({ kind, place }) => {
      const message = misleading[kind];
      return message === undefined ? [] : { place, message };
    }),
    ...strayBlocks(configuration.root.statements),
  ]);
}

function strayBlocks(statements: readonly Statement[]): Note[] {
  return statements.flatMap(({ block }) =>
    (block?.statements ?? []).flatMap((inner) => [
      ...(inner.spec === undefined && ofTopLevel.has(keywordOf(inner))
        ? [{ place: placeOf(inner), message: `${keywordOf(inner)} stands in another block` }]
        : []),
      ...strayBlocks([inner]),
    ]),
  );
}

/** Includes that are not at hand: what they hold is not imported. */
export function missingIncludes(nodes: readonly NodeModel[]): Note[] {
  return nodes.flatMap(({ configuration }) =>
    configuration.problems.flatMap((problem) =>
      problem.kind === 'missing-include'
        ? {
            place: problem.place,
            message: `${problem.pattern} is not at hand: what it holds is not taken over`,
          }
        : [],
    ),
  );
}
