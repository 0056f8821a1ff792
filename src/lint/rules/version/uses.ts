import {
  argumentOf,
  type Block,
  keywordOf,
  placeOf,
  type Statement,
} from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';

/** Lists by the block that defines what their entries name. */
const lists: Readonly<Record<string, string>> = {
  track_file: 'track_file',
  vrrp_track_file: 'track_file',
  vrrp_track_process: 'track_process',
  vrrp_script: 'track_script',
  bfd_instance: 'track_bfd',
};

/** Entries of track_* lists that name what `definition` would define. */
export function usesOf(definition: Statement, root: Block): Place[] {
  const list = lists[keywordOf(definition)];
  const name = argumentOf(definition, 1);
  if (list === undefined || name === undefined || definition.parent !== root) return [];
  return root.statements
    .flatMap((statement) => statement.block?.statements ?? [])
    .filter((statement) => keywordOf(statement) === list)
    .flatMap((statement) => statement.block?.statements ?? [])
    .filter((entry) => keywordOf(entry) === name)
    .map((entry) => placeOf(entry));
}
