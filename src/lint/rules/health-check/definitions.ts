import { argumentOf, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';

/** A checker that follows a block elsewhere. */
export interface Kind {
  /** The keyword of the checker that names the block. */
  readonly keyword: string;
  readonly defined: string;
  readonly since: string;
}

export const kinds: ReadonlyMap<string, Kind> = new Map([
  ['BFD_CHECK', { keyword: 'name', defined: 'bfd_instance', since: '2.0.0' }],
  ['FILE_CHECK', { keyword: 'track_file', defined: 'track_file', since: '2.1.0' }],
]);

/** Definitions by kind and name, and where the top-level blocks stand: names are looked up while reading. */
export interface Definitions {
  readonly byName: ReadonlyMap<string, ReadonlyMap<string, Statement>>;
  readonly position: ReadonlyMap<Statement, number>;
}

/** Built when the first checker asks: most files have none that follow anything. */
export function definitionsOf(node: NodeModel): Definitions {
  const byName = new Map(
    [...kinds.values()].map(({ defined }) => {
      // Of two definitions the first is found.
      const statements = [...node.all(defined)].reverse();
      return [defined, new Map(statements.map((one) => [argumentOf(one) ?? '', one]))];
    }),
  );
  const position = new Map(node.configuration.root.statements.map((statement, at) => [statement, at]));
  return { byName, position };
}
