import { keywordOf, placeOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { ExtraClose, MissingClose, MissingOpen, UnexpectedOpen } from '../../../../grammar/problems.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter, isOnTemplateLine, lineOf } from '../../words.ts';
import { braceBalanceExamples } from './brace-balance-examples.ts';
import { earlyCloseBefore, orphansOf } from './explained.ts';
import { cascadeOf, inBlock, lineNumber, misreads, nameOf, nameOfBlock } from './naming.ts';

function missingClose(problem: MissingClose, context: RuleContext): void {
  const { place, statement, before, cascade } = problem;
  const name = nameOf(statement);
  const where = before === undefined ? '' : ` before line ${lineNumber(before)}`;
  const related: Related[] =
    before === undefined ? [] : [{ place: before, message: 'the } is missing before this' }];
  context.report({
    place,
    message: `${name} is never closed: its } is missing${where}${misreads(cascade, place)}`,
    why:
      cascade.length === 0
        ? 'keepalived reports a missing } without a line number and takes everything up to the next } for a part of this block.'
        : `keepalived takes what follows for a part of ${name}: the settings there overwrite its own, and blocks are lost.`,
    help: before === undefined ? 'Add a line with } at the end of the block' : `Add a line with }${where}`,
    label: 'this block is never closed',
    related: [...related, ...cascadeOf(cascade)],
  });
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

function unexpectedOpen(problem: UnexpectedOpen, context: RuleContext): void {
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

function missingOpen(problem: MissingOpen, context: RuleContext): void {
  const { place, statement, cascade } = problem;
  const keyword = keywordOf(statement);
  const orphans = orphansOf(statement).map((orphan) => placeOf(orphan));
  const isValue = statement.words.length > (statement.spec?.args.length ?? 0) + 1 && orphans.length === 0;
  const values = statement.words.slice(1).map((word) => word.image);
  context.report({
    place,
    message: isValue
      ? `${keyword} ${inBlock(statement.parent)} takes a block in { }, not a value${misreads(cascade, place)}`
      : `the { behind ${nameOf(statement)} is missing${misreads(cascade, place)}`,
    why: 'keepalived takes the lines up to the next } for the block, or does not know them at all; that } then closes the wrong block.',
    help: isValue
      ? `${keyword} { on this line, ${values.join(' ')} on the next, then }`
      : `${statement.words.map((word) => word.image).join(' ')} {`,
    label: isValue ? 'a { is expected behind the keyword' : 'a { is expected behind this',
    related: [
      ...orphans.map((orphan) => ({ place: orphan, message: `belongs in ${keyword}` })),
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
      'missing-close': (problem, _node, context) => missingClose(problem, context),
      'extra-close': (problem, node, context) => {
        if (!isOnTemplateLine(problem.place)) extraClose(problem, node, context);
      },
      'unexpected-open': (problem, _node, context) => {
        if (!isOnTemplateLine(problem.place)) unexpectedOpen(problem, context);
      },
      'missing-open': (problem, _node, context) => {
        // A full-width brace is a mistake of another kind.
        const line = lineOf(placeOfLine(problem.statement));
        if (isOnTemplateLine(problem.place) || (hasTypographicCharacter(line) && /[\uff5b]/.test(line)))
          return;
        missingOpen(problem, context);
      },
    },
  },
});
