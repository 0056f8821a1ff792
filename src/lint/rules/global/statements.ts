import { keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { compareReleases, isKnownIn, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Finding, Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';

/** The statements of all global_defs blocks, by keyword and in reading order; what the release ignores is left out. */
export class GlobalStatements {
  private readonly statements: readonly Statement[];

  constructor(node: NodeModel, context: RuleContext) {
    const release = context.target ?? NEWEST;
    this.statements = node
      .all('global_defs')
      .flatMap((block) => block.block?.statements ?? [])
      .filter(({ spec }) => spec !== undefined && isKnownIn(release, spec));
  }

  all(keyword: string): readonly Statement[] {
    return this.statements.filter((statement) => keywordOf(statement) === keyword);
  }

  first(keyword: string): Statement | undefined {
    return this.statements.find((statement) => keywordOf(statement) === keyword);
  }

  last(keyword: string): Statement | undefined {
    return this.statements.findLast((statement) => keywordOf(statement) === keyword);
  }
}

/** A setting of global_defs that another one, or its own form, makes ineffective. */
export type Check = (globals: GlobalStatements, context: RuleContext) => readonly Finding[];

/** Whether the release judged by is this one or newer. */
export function isFrom(context: RuleContext, release: string): boolean {
  return compareReleases(context.target ?? NEWEST, release) >= 0;
}

/** The setting that wins over another. */
export function beside(statement: Statement, message: string): Pick<Finding, 'related'> {
  return { related: [{ place: placeOfLine(statement), message }] };
}

/** The closing brace of a block, where the daemon complains of what the block lacks. */
export function atEnd({ block }: Statement, message: string): Related[] {
  return block?.close === undefined ? [] : [{ place: block.close, message }];
}
