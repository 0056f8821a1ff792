import type { Statement } from './configuration.ts';
import type { BadEntry } from './problems.ts';
import type { ListSpec, ReleaseName } from './vocabulary/types.ts';

const nothing: readonly never[] = [];

/** What the daemon cannot use in one entry of a list block; `release` undefined: the newest. */
export function checkEntry(
  _statement: Statement,
  _list: ListSpec,
  _release: ReleaseName | undefined,
): readonly BadEntry[] {
  return nothing;
}
