import type { ValueFault } from '../problems.ts';
import { compareReleases } from '../vocabulary/releases.ts';
import type { ArgumentSpec, ListSpec, ReleaseName } from '../vocabulary/types.ts';

/** Where a refused word stands: among the choices of an argument, or the options of a list. */
export interface RefusedWord {
  readonly text: string;
  readonly fault: ValueFault;
  readonly argument: ArgumentSpec | undefined;
  readonly list: ListSpec | undefined;
  /** The keyword whose entry or line it is. */
  readonly keyword: string;
}

/** Whether it is only the age of the release: the first that takes the word, to spread into a problem. */
export function knownLater(
  { text, fault, argument, list, keyword }: RefusedWord,
  release: ReleaseName,
): { readonly knownSince?: ReleaseName } {
  const since =
    fault === 'not-a-choice'
      ? argument?.values?.find(({ value }) => value === text)?.since
      : fault === 'unknown-option'
        ? list?.options.find(
            ({ option, only }) => option === text && (only === undefined || only.includes(keyword)),
          )?.since
        : undefined;
  return since !== undefined && compareReleases(release, since) < 0 ? { knownSince: since } : {};
}
