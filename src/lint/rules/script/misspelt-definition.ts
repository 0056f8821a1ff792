import { keywordOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import { blockTable } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import { nameOfBlock } from '../value/wording.ts';
import { type DefinedKind, definedBy } from './tracking.ts';

/** A block that the daemon does not know, or not there, and that was to define a name. */
export interface MisspeltDefinition {
  /** The words in the place of the keyword. */
  readonly place: Place;
  readonly written: string;
  /** What is to be written there. */
  readonly keyword: string;
  /** The block it stands in, when the keyword is right and its place is wrong. */
  readonly inside: string | undefined;
}

/** Keywords of the blocks that define, where there are more than one. */
const alsoDefinedBy: Partial<Record<DefinedKind, string>> = { file: 'vrrp_track_file' };

/** `rrp_script chk {`, `vrrp script chk {`, `vrrp_scriptchk {`: how many words stand for the keyword; 0: it names another. */
function keywordWords({ words }: Statement, keyword: string, name: string): number {
  const texts = words.map(textOf);
  if (texts[1] === name) return 1;
  if (texts.length === 1) return texts[0] === keyword + name ? 1 : 0;
  return texts.length === 3 && texts[2] === name && `${texts[0]}_${texts[1]}` === keyword ? 2 : 0;
}

/** Whether the block holds what a block of that keyword would hold. */
function looksLike({ block }: Statement, keyword: string): boolean {
  const table = blockTable(keyword);
  return block?.statements.some((inner) => table?.keyword(keywordOf(inner)) !== undefined) === true;
}

function misspelt(
  { statement, suggestions }: UnknownKeyword,
  kind: DefinedKind,
  name: string,
): MisspeltDefinition | undefined {
  const keywords = [definedBy[kind], alsoDefinedBy[kind]].filter((one) => one !== undefined);
  const meant = keywords.find((keyword) => keyword === suggestions[0]) ?? keywords[0]!;
  const candidates = [keywordOf(statement), ...suggestions.slice(0, 1)];
  const isOther = suggestions.length > 0 && !keywords.some((keyword) => candidates.includes(keyword));
  const count = keywordWords(statement, meant, name);
  if (isOther || count === 0 || !looksLike(statement, meant)) return undefined;
  const [first, last] = [statement.words[0]!, statement.words[count - 1]!];
  const written = statement.words.slice(0, count).map(textOf).join(' ');
  const end = last.startOffset + last.image.length;
  return {
    place: statement.source.origin({ start: first.startOffset, end }),
    written,
    keyword: meant,
    inside: written === meant ? nameOfBlock(statement.parent) : undefined,
  };
}

/** The block with a keyword that nobody knows, behind which the name stands: it was to be the definition. */
export function misspeltDefinition(
  kind: DefinedKind,
  name: string,
  node: NodeModel,
): MisspeltDefinition | undefined {
  for (const problem of node.configuration.problems) {
    const found = problem.kind === 'unknown-keyword' ? misspelt(problem, kind, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
