import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { UnknownKeyword } from '../../../../grammar/problems.ts';
import { keywordSpec } from '../../../../grammar/vocabulary/index.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type EarlyClose, earlyClose, isExplained } from './explained.ts';
import { wrongBlockExamples } from './keyword-in-wrong-block-examples.ts';
import { isMisplaced } from './misplaced.ts';
import { cascadeOf, inBlock, lineNumber, lineWith, misreads, nameOf, nameOfPath, oneOf } from './naming.ts';
import { isRepeated } from './walk.ts';

/** More homes than this are not named. */
const MAX_HOMES = 3;

/** Of nb_get_retry in a checker health-check/retry-keyword speaks. */
function isOwnedElsewhere({ statement }: UnknownKeyword): boolean {
  return keywordOf(statement) === 'nb_get_retry' && /_CHECK$/.test(statement.parent.path);
}

function report(problem: UnknownKeyword, node: NodeModel, context: RuleContext): void {
  if (
    !isMisplaced(problem) ||
    isRepeated(problem, node) ||
    isExplained(problem, node) ||
    isOwnedElsewhere(problem)
  )
    return;
  const early = earlyClose(problem.statement);
  if (early === undefined) misplaced(problem, context);
  // The first of the lines speaks for all of them.
  else if (early.strays[0] === problem.statement) stray(problem, early, context);
}

function misplaced(problem: UnknownKeyword, context: RuleContext): void {
  const { statement, place, cascade, elsewhere } = problem;
  const keyword = keywordOf(statement);
  const homes = homesOf(elsewhere);
  const isTop = elsewhere.includes('/');
  const here = nameHere(problem);
  const belongs =
    here === undefined ? `it belongs ${isTop ? 'at' : 'in'} ${homes}` : `here it is called ${here}`;
  context.report({
    place,
    message: `${keyword} is not a keyword ${inBlock(statement.parent)}: ${belongs}${misreads(cascade, place)}`,
    ...(cascade.length === 0
      ? {}
      : {
          why: `keepalived does not know ${keyword} here, but reads the lines inside its braces, and its } closes the block around.`,
        }),
    help: helpFor(problem, homes, here),
    label: here ?? (isTop ? 'belongs at the top level' : `belongs in ${homes}`),
    related: cascadeOf(cascade),
    ...(here === undefined || place.source.slice(place.span) !== keyword
      ? {}
      : { fixes: [{ title: `Write ${here}`, safety: 'unsafe', edits: [{ place, text: here }] }] }),
  });
}

function helpFor({ statement, elsewhere }: UnknownKeyword, homes: string, here: string | undefined): string {
  if (here !== undefined) return lineWith(statement, 0, here);
  if (elsewhere.includes('/')) return `Move ${keywordOf(statement)} out of all blocks`;
  return `Move it into ${atHand(statement, elsewhere) ?? homes}`;
}

/** The name of the same setting in this block: garp_master_delay for vrrp_garp_master_delay, retry for nb_get_retry. */
function nameHere({ statement, elsewhere, block }: UnknownKeyword): string | undefined {
  const keyword = keywordOf(statement);
  const specs = elsewhere.map((path) => keywordSpec(path, keyword));
  const names = [
    ...specs.map((spec) => spec?.deprecated ?? spec?.sameAs ?? ''),
    keyword.replace(/^vrrp_/, ''),
    `vrrp_${keyword}`,
  ];
  const kinds = specs.map((spec) => spec?.kind);
  return names.find((name) => {
    const spec = keywordSpec(block, name);
    return name !== keyword && spec !== undefined && kinds.includes(spec.kind);
  });
}

function homesOf(elsewhere: readonly string[]): string {
  if (elsewhere.includes('/')) return 'the top level';
  const names = [...new Set(elsewhere.map(nameOfPath))];
  return names.length > MAX_HOMES ? `${names.slice(0, MAX_HOMES).join(', ')} and others` : oneOf(names);
}

/** The block of the right kind that is there already: `vrrp_instance VI_1 on line 4`. */
function atHand(statement: Statement, elsewhere: readonly string[]): string | undefined {
  const sibling = statement.parent.statements.find(
    (other) => other.block !== undefined && elsewhere.includes(other.block.path),
  );
  return sibling === undefined ? undefined : `${nameOf(sibling)} on line ${lineNumber(placeOf(sibling))}`;
}

function stray(problem: UnknownKeyword, early: EarlyClose, context: RuleContext): void {
  const { statement, place, cascade } = problem;
  const name = nameOf(early.opener);
  const line = lineNumber(early.block.close!);
  context.report({
    place,
    message: `${keywordOf(statement)} stands outside of ${name}, which the } on line ${line} closes${misreads(cascade, place)}`,
    help: `Move it in front of the } on line ${line}`,
    label: `not a keyword ${inBlock(statement.parent)}`,
    related: [
      { place: early.block.close!, message: `closes ${name}` },
      ...followers(early).map((other) => ({ place: placeOf(other), message: 'and so does this' })),
      ...cascadeOf(cascade),
    ],
  });
}

/** The other lines in the same case, up to the first that is not. */
function followers(early: EarlyClose): Statement[] {
  const { statements } = early.strays[0]!.parent;
  const found: Statement[] = [];
  for (let at = statements.indexOf(early.strays[0]!) + 1; at < statements.length; at++) {
    const next = statements[at]!;
    if (next.spec !== undefined || earlyClose(next)?.opener !== early.opener) break;
    found.push(next);
  }
  return found;
}

/** Keywords that only another block knows. */
export const syntaxKeywordInWrongBlock = defineRule({
  id: 'syntax/keyword-in-wrong-block',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A keyword in a block that does not know it',
    why: 'keepalived looks a keyword up in the block it stands in, and nowhere else: the line is skipped, and the setting is not there.',
    references: [
      'keepalived lib/parser.c: process_stream',
      'acassen/keepalived#245',
      'acassen/keepalived#297',
      'acassen/keepalived#791',
    ],
  },
  ...wrongBlockExamples,
  on: { problem: { 'unknown-keyword': report } },
});
