import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';
import { eachStatement } from './walk.ts';

/** A word of a statement, by where it was written. */
export interface WordAt {
  readonly statement: Statement;
  readonly index: number;
}

/** The statements of some lines of a node's files. One walk finds them all, so it is made with every line at hand. */
export class StatementIndex {
  private readonly byLine = new Map<SourceText, Map<number, Statement[]>>();

  /** @param lines numbers of lines, from 0, by file */
  constructor(node: NodeModel, lines: ReadonlyMap<SourceText, ReadonlySet<number>>) {
    eachStatement(node.configuration.root, (statement) => {
      const { source, span } = placeOf(statement);
      const wanted = lines.get(source);
      if (wanted === undefined) return;
      const line = source.lineIndex(span.start);
      if (wanted.has(line)) this.add(source, line, statement);
    });
  }

  private add(source: SourceText, line: number, statement: Statement): void {
    let lines = this.byLine.get(source);
    if (lines === undefined) {
      lines = new Map();
      this.byLine.set(source, lines);
    }
    const known = lines.get(line);
    if (known === undefined) lines.set(line, [statement]);
    else known.push(statement);
  }

  /** The statements that begin on a line, in reading order. */
  on(source: SourceText, line: number): readonly Statement[] {
    return this.byLine.get(source)?.get(line) ?? [];
  }
}
