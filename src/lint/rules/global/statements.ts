import type { Statement } from '../../../../grammar/configuration.ts';
import { keywordOf } from '../../../../grammar/configuration.ts';
import { isKnownIn, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
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
