import type { Statement, Word } from './configuration.ts';
import type { BadArgument } from './problems.ts';
import type { KeywordSpec, ReleaseName } from './vocabulary/types.ts';

const nothing: readonly never[] = [];

/** What the daemon cannot use among the arguments of `statement`; `release` undefined: the newest. */
export function checkArguments(
  _statement: Statement,
  _spec: KeywordSpec,
  _release: ReleaseName | undefined,
): readonly BadArgument[] {
  return nothing;
}

/** The words behind those that the keyword reads; the daemon ignores them. */
export function surplusWords(_statement: Statement, _spec: KeywordSpec): readonly Word[] {
  return nothing;
}
