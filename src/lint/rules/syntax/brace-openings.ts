import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { MissingOpen, UnexpectedOpen } from '../../../../grammar/problems.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { orphansOf } from './explained.ts';
import { cascadeAt, cascadeOf, inBlock, misreads, nameOf, nameOfBlock } from './naming.ts';

/** A `{` where no block can begin. */
export function unexpectedOpen(problem: UnexpectedOpen, context: RuleContext): void {
  const { place, statement, cascade } = problem;
  const around = statement?.parent;
  const closes = around?.owner === undefined ? 'the block around' : nameOfBlock(around);
  const isGlued = statement !== undefined && /\S/.test(place.source.text[place.span.start - 1] ?? ' ');
  context.report({
    place,
    message: `${openedBy(statement)}${misreads(cascade, place)}`,
    why: `keepalived ignores this {, and the } that belongs to it closes ${closes}: what follows is read one level too high.`,
    help:
      isGlued && statement.words.length > 1
        ? `If the { is a part of the value, put the value in double quotes; else remove it and its }`
        : 'Remove this { and its }, or write the keyword of a block in front of it',
    label: 'no block can begin here',
    related: cascadeOf(cascade),
  });
}

function openedBy(statement: Statement | undefined): string {
  if (statement === undefined) return 'this { has no keyword in front of it';
  if (statement.spec === undefined) return `an entry of ${nameOfBlock(statement.parent)} takes no block`;
  const keyword = keywordOf(statement);
  return statement.block === undefined
    ? `${keyword} ${inBlock(statement.parent)} takes no block`
    : `${keyword} ${inBlock(statement.parent)} has a second {`;
}

/** A block keyword without `{`. */
export function missingOpen(problem: MissingOpen, node: NodeModel, context: RuleContext): void {
  const { place, statement } = problem;
  const keyword = keywordOf(statement);
  const orphans = orphansOf(statement).map((orphan) => placeOf(orphan));
  // What the lines of the block shift has no finding of its own.
  const cascade = [...problem.cascade, ...orphans.flatMap((orphan) => cascadeAt(orphan, node))];
  const isValue = statement.words.length > (statement.spec?.args.length ?? 0) + 1 && orphans.length === 0;
  const values = statement.words.slice(1).map((word) => word.image);
  context.report({
    place,
    message: isValue
      ? `${keyword} ${inBlock(statement.parent)} takes a block in { }, not a value${misreads(cascade, place)}`
      : `the { behind ${nameOf(statement)} is missing${misreads(cascade, place)}`,
    why: 'keepalived takes the lines up to the next } for the block, or does not know them at all; that } then closes the wrong block.',
    help: isValue
      ? `${keyword} { ${values.join(' ')} }`
      : `${statement.words.map((word) => word.image).join(' ')} {`,
    label: isValue ? 'a { is expected behind the keyword' : 'a { is expected behind this',
    related: [
      ...orphans.map((orphan) => ({ place: orphan, message: `belongs in ${keyword}` })),
      ...linesWithout(statement),
      ...cascadeOf(cascade),
    ],
  });
}

/** The lines of a top-level block whose `{` alone is missing: some passes of the daemon know none of them. */
function linesWithout({ block, parent }: Statement): Related[] {
  if (block === undefined || parent.owner !== undefined) return [];
  const lines = block.statements.map((line) => placeOf(line));
  if (block.close !== undefined) lines.push(block.close);
  return lines.map((place) => ({ place, message: 'not known at the top level' }));
}
