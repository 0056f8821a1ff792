import { keywordOf } from '../../../../grammar/configuration.ts';
import { editDistance } from '../../../../grammar/did-you-mean.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import { blockTable } from '../../../../grammar/vocabulary/index.ts';

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

/**
 * The block that its lines tell it was meant to be: the only one of the top level that knows them all, of `script chk {`
 * with an interval and a weight in it vrrp_script. One line alone may stand in many.
 */
export function meantByContent({ statement, block }: UnknownKeyword): string | undefined {
  const inner = new Set(statement.block?.statements.map(keywordOf));
  if (statement.parent.owner !== undefined || statement.words.length < 2 || inner.size < 2) return undefined;
  const fitting = Object.entries(blockTable(block)?.keywords ?? {}).filter(([, spec]) => {
    const table = spec.kind === 'block' ? blockTable(spec.block ?? '') : undefined;
    return table !== undefined && [...inner].every((keyword) => table.keyword(keyword) !== undefined);
  });
  return fitting.length === 1 ? fitting[0]![0] : undefined;
}

/** Whether the word is a keyword of another block rather than a slip of one of this block. */
export function isMisplaced(problem: UnknownKeyword): boolean {
  if (problem.elsewhere.length > 0 && meantByContent(problem) !== undefined) return false;
  return problem.elsewhere.length > 0 && !isNearby(keywordOf(problem.statement), problem.suggestions[0]);
}
