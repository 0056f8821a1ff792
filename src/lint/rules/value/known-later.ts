import { keywordOf } from '../../../../grammar/configuration.ts';
import type { BadArgument, BadEntry } from '../../../../grammar/problems.ts';
import { listSpec } from '../../../../grammar/vocabulary/index.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';

/**
 * The first release that takes a word which the release at hand does not: an option of a list, one of the words of a
 * keyword. Undefined when no release takes it, or when it was refused for another reason.
 */
export function knownSince(problem: BadArgument | BadEntry): ReleaseName | undefined {
  if (problem.fault === 'unknown-option') return optionSince(problem);
  if (problem.fault !== 'not-a-choice') return undefined;
  const { argument, value } = problem;
  const row = argument?.values?.find((one) => one.value === value);
  return row === undefined || row.until !== undefined ? undefined : row.since;
}

function optionSince({ kind, statement, argument, value }: BadArgument | BadEntry): ReleaseName | undefined {
  const owner = kind === 'bad-entry' ? statement.parent.owner : statement;
  const name = kind === 'bad-entry' ? owner?.spec?.list : (argument?.type ?? statement.spec?.args.at(-1)?.type);
  const list = name === undefined ? undefined : listSpec(name);
  const keyword = owner === undefined ? '' : keywordOf(owner);
  const rows = list?.options ?? [];
  const row = rows.find(({ option, only }) => option === value && (only === undefined || only.includes(keyword)));
  return row === undefined || row.until !== undefined ? undefined : row.since;
}
