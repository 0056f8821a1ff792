import { keywordOf } from '../../../../grammar/configuration.ts';
import { editDistance } from '../../../../grammar/did-you-mean.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';

/**
 * Whether a keyword of the block is so near that it is what was meant, even where another block knows the word
 * as it stands: `auth_types` for `auth_type`, `lb-kind` for `lb_kind`.
 */
function isNearby(keyword: string, suggestion: string | undefined): boolean {
  if (suggestion === undefined) return false;
  const plain = (text: string) => text.toLowerCase().replaceAll('-', '_');
  return (
    plain(keyword) === plain(suggestion) || (keyword.length > 4 && editDistance(keyword, suggestion) === 1)
  );
}

/** Whether the word is a keyword of another block rather than a slip of one of this block. */
export function isMisplaced(problem: UnknownKeyword): boolean {
  return problem.elsewhere.length > 0 && !isNearby(keywordOf(problem.statement), problem.suggestions[0]);
}
