import { type Block, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import { blocksThatKnow, keywordSpec } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import {
  hasTypographicCharacter,
  isConflictMark,
  isOnTemplateLine,
  looksLikeComment,
  toAscii,
} from '../../words.ts';

/*
 * One mistake, one finding: a keyword is often unknown only because of a brace, a template or a character before
 * it. Then the rule about those reports it.
 */

/** A block that ends too early: lines that belong in it stand behind its `}`. */
export interface EarlyClose {
  readonly block: Block;
  readonly opener: Statement;
  /** The statements behind the brace that the block would know, in order. */
  readonly strays: readonly Statement[];
}

/** Whether an unknown keyword is a consequence of something that another rule reports. */
export function isExplained(problem: UnknownKeyword, node: NodeModel): boolean {
  const { statement, place } = problem;
  return (
    isTypographicKeyword(statement) ||
    isConflictMark(statement) ||
    isOnTemplateLine(place) ||
    isRestOfCutValue(statement) ||
    isBehindSlashes(statement) ||
    isTailOfLongLine(place, node) ||
    openerWithoutBrace(statement) !== undefined ||
    isExplainedByExtraClose(statement, node)
  );
}

/** Whether the keyword, or the brace, would be known if it were typed in ASCII. */
export function isTypographicKeyword(statement: Statement): boolean {
  const keyword = keywordOf(statement);
  if (!hasTypographicCharacter(keyword) || looksLikeComment(statement)) return false;
  const meant = toAscii(keyword).trim();
  if (meant === '' || /^[#!{}]/.test(meant)) return true;
  const [first = ''] = meant.split(/[ \t{]/, 1);
  return keywordSpec(statement.parent.path, first) !== undefined || blocksThatKnow(first).length > 0;
}

/** `auth_pass ab{cd`: the word behind a `{` that was part of a value. */
function isRestOfCutValue(statement: Statement): boolean {
  const { parent, source } = statement;
  if (!isIgnoredBlock(parent)) return false;
  const start = statement.words[0]!.startOffset;
  return start > 0 && source.text[start - 1] === '{' && /\S/.test(source.text[start - 2] ?? ' ');
}

/** `priority 100 // see {docs}`: words behind a brace in what was meant as a comment. */
function isBehindSlashes(statement: Statement): boolean {
  if (!isIgnoredBlock(statement.parent)) return false;
  const { source, words } = statement;
  const start = words[0]!.startOffset;
  const before = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  return /(?:^|\s)\/\/.*\{/.test(before);
}

/** The last piece of a line that is too long, which the daemon reads as a line of its own. */
function isTailOfLongLine({ source, span }: Place, node: NodeModel): boolean {
  return node.configuration.problems.some(
    ({ kind, place }) =>
      kind === 'line-too-long' &&
      place.source === source &&
      place.span.start < span.start &&
      span.start <= place.span.end,
  );
}

/** Whether the daemon ignores the brace that opened the block. */
function isIgnoredBlock(block: Block): boolean {
  return block.owner === undefined ? block.open !== -1 : block.owner.block !== block;
}

/** The block keyword without `{` that the statement follows, and whose block it seems to belong in. */
export function openerWithoutBrace(statement: Statement): Statement | undefined {
  const { statements } = statement.parent;
  let at = statements.lastIndexOf(statement);
  for (; at > 0; at--) {
    const before = statements[at - 1]!;
    const kind = before.spec?.kind;
    if (kind === 'block' || kind === 'list') {
      return before.block === undefined && belongsIn(statement, before) ? before : undefined;
    }
    // Between the keyword and this line there may be others of the same block.
    if (before.spec !== undefined) return undefined;
  }
  return undefined;
}

function belongsIn(statement: Statement, opener: Statement): boolean {
  const elsewhere = blocksThatKnow(keywordOf(statement));
  return opener.spec?.kind === 'list' ? elsewhere.length === 0 : elsewhere.includes(opener.spec?.block ?? '');
}

/** The statements that follow a block keyword without `{` and seem to belong in its block. */
export function orphansOf(opener: Statement): Statement[] {
  const { statements } = opener.parent;
  const orphans: Statement[] = [];
  for (let at = statements.indexOf(opener) + 1; at < statements.length; at++) {
    const statement = statements[at]!;
    if (statement.spec !== undefined) break;
    if (belongsIn(statement, opener)) orphans.push(statement);
  }
  return orphans;
}

/**
 * The block closed right before the statement which knows its keyword; undefined when there is none. What follows
 * such a block up to this statement may be other lines of it.
 */
export function earlyClose(statement: Statement): EarlyClose | undefined {
  const { statements } = statement.parent;
  const at = statements.lastIndexOf(statement);
  for (let before = at - 1; before >= 0; before--) {
    const opener = statements[before]!;
    if (opener.block?.close !== undefined && opener.spec?.kind === 'block') {
      const path = opener.spec.block ?? '?';
      const strays = statements.slice(before + 1, at + 1);
      const belong = strays.every((stray) => blocksThatKnow(keywordOf(stray)).includes(path));
      return belong ? { block: opener.block, opener, strays } : undefined;
    }
    if (opener.block === undefined && opener.spec !== undefined) return undefined;
  }
  return undefined;
}

/** Lines behind a `}` too many: reported with that brace, when a `}` that closes nothing gives it away. */
function isExplainedByExtraClose(statement: Statement, node: NodeModel): boolean {
  if (statement.parent.owner !== undefined) return false;
  const early = earlyClose(statement);
  if (early === undefined) return false;
  const { source, span } = placeOf(statement);
  const brace = node.configuration.problems.find(
    ({ kind, place }) => kind === 'extra-close' && place.source === source && place.span.start > span.start,
  );
  return brace !== undefined && earlyCloseBefore(brace.place, node)?.opener === early.opener;
}

/** What the block before a surplus `}` tells about it: which block ended too early, and which lines that cost. */
export function earlyCloseBefore(brace: Place, node: NodeModel): EarlyClose | undefined {
  const last = lastBefore(node, brace);
  if (last === undefined) return undefined;
  if (last.block?.close !== undefined) return { block: last.block, opener: last, strays: [] };
  return earlyClose(last);
}

/** The last statement of the top level in front of a brace. */
function lastBefore(node: NodeModel, brace: Place): Statement | undefined {
  const { root, sources } = node.configuration;
  const { statements } = root;
  const isBefore = (statement: Statement) => {
    const { source, span } = placeOf(statement);
    return source === brace.source && span.start < brace.span.start;
  };
  if (sources.length > 1) return statements.findLast(isBefore);
  // Within one file the statements are in the order of the text.
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(statements[middle]!)) low = middle + 1;
    else high = middle;
  }
  return statements[low - 1];
}
