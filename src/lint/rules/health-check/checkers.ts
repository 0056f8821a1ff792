import { type Block, keywordOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import { headerOf } from '../lvs/service.ts';

/** Path of the blocks that checkers stand in. */
export const realServer = 'virtual_server/real_server';

/** `HTTP_GET of real_server 192.0.2.21 80`. */
export function nameOfChecker(checker: Statement): string {
  const { owner } = checker.parent;
  return owner === undefined ? keywordOf(checker) : `${keywordOf(checker)} of ${headerOf(owner)}`;
}

/** Statements of a keyword that the daemon knows here. */
export function settings(block: Block | undefined, keyword: string): Statement[] {
  return block?.statements.filter((one) => one.spec !== undefined && keywordOf(one) === keyword) ?? [];
}

/** The closing brace of a block, where the daemon draws its conclusions; nothing when it is missing. */
export function atEnd(statement: Statement, message: string): Related[] {
  const place: Place | undefined = statement.block?.close;
  return place === undefined ? [] : [{ place, message }];
}
