import { placeOf, placeOfLine } from '../../../../grammar/configuration.ts';
import type { ExtraClose, MissingClose } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isCommentMark, isOnTemplateLine, lineOf } from '../../words.ts';
import { braceBalanceExamples } from './brace-balance-examples.ts';
import { missingOpen, unexpectedOpen } from './brace-openings.ts';
import { earlyCloseBefore } from './explained.ts';
import { cascadeOf, lineNumber, misreads, nameOf } from './naming.ts';
import { isRepeated } from './walk.ts';

function missingClose(problem: MissingClose, context: RuleContext): void {
  const { place, statement, before, cascade } = problem;
  const name = nameOf(statement);
  const where = before === undefined ? '' : ` before line ${lineNumber(before)}`;
  const related: Related[] = [
    before === undefined ? endOfFile(place) : { place: before, message: 'the } is missing before this' },
  ];
  context.report({
    place,
    message: `${name} is never closed: its } is missing${where}${misreads(cascade, place)}`,
    why:
      cascade.length === 0
        ? 'keepalived reports a missing } without a line number and takes everything up to the next } for a part of this block.'
        : `keepalived takes what follows for a part of ${name}: the settings there overwrite its own, and blocks are lost.`,
    help: before === undefined ? 'Add a line with } at the end of the block' : `Add a line with }${where}`,
    label: 'this block is never closed',
    // The line in front of which the } is missing is there already.
    related: [...related, ...cascadeOf(cascade.filter((one) => !isSamePlace(one, before)))],
  });
}

function isSamePlace({ source, span }: Place, other: Place | undefined): boolean {
  return source === other?.source && span.start === other.span.start;
}

/** The last line of the file that has anything on it. */
function endOfFile({ source }: Place): Related {
  const end = source.text.trimEnd().length;
  return { place: { source, span: { start: Math.max(0, end - 1), end } }, message: 'and the file ends here' };
}

function extraClose(problem: ExtraClose, node: NodeModel, context: RuleContext): void {
  const { place, cascade } = problem;
  const early = earlyCloseBefore(place, node);
  const close = early?.block.close;
  if (early === undefined || close === undefined) {
    context.report({
      place,
      message: `this } closes nothing${misreads(cascade, place)}`,
      help: 'Remove it, or add the line that opens its block',
      label: 'no block is open here',
      related: cascadeOf(cascade),
    });
    return;
  }
  const name = nameOf(early.opener);
  const line = lineNumber(close);
  const strays = early.strays.map((stray) => placeOf(stray));
  const isEarly = strays.length > 0;
  context.report({
    place,
    message: isEarly
      ? `this } closes nothing: the } on line ${line} ends ${name} too early`
      : `this } closes nothing: ${name} is closed on line ${line} already${misreads(cascade, place)}`,
    ...(isEarly
      ? { why: `keepalived does not know the keywords behind line ${line} at the top level and skips them.` }
      : {}),
    help: isEarly ? `Remove the } on line ${line}` : `Remove this } or the one on line ${line}`,
    label: 'no block is open here',
    related: [
      { place: close, message: `closes ${name}` },
      ...strays.map((stray) => ({ place: stray, message: `belongs in ${name}` })),
      ...cascadeOf(cascade),
    ],
  });
}

/** Braces that do not pair: missing, surplus, or where no block can be. */
export const syntaxBraceBalance = defineRule({
  id: 'syntax/brace-balance',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Braces that do not pair, or stand where no block can begin',
    why: 'keepalived reads on as the braces say: blocks end up in the wrong parent or are dropped, and the node runs with what is left of the file.',
    references: [
      'keepalived lib/parser.c: process_stream, skip_block, alloc_value_block',
      'acassen/keepalived#2104',
      'acassen/keepalived#2198',
      'acassen/keepalived#1995',
      'acassen/keepalived#2067',
    ],
  },
  ...braceBalanceExamples,
  on: {
    problem: {
      'missing-close': (problem, node, context) => {
        if (!isRepeated(problem, node)) missingClose(problem, context);
      },
      'extra-close': (problem, node, context) => {
        if (!isRepeated(problem, node) && !isOnTemplateLine(problem.place))
          extraClose(problem, node, context);
      },
      'unexpected-open': (problem, node, context) => {
        // A brace behind what was meant as a comment is no mistake of its own.
        const isComment = problem.statement?.words.some((word) => isCommentMark(word.image)) === true;
        if (isComment || isRepeated(problem, node) || isOnTemplateLine(problem.place)) return;
        unexpectedOpen(problem, context);
      },
      'missing-open': (problem, node, context) => {
        // A full-width brace is a mistake of another kind.
        const hasWideBrace = lineOf(placeOfLine(problem.statement)).includes('\uff5b');
        if (hasWideBrace || isRepeated(problem, node) || isOnTemplateLine(problem.place)) return;
        missingOpen(problem, node, context);
      },
    },
  },
});
