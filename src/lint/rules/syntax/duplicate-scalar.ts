import { type Block, keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { KeywordSpec, Repeat } from '../../../../grammar/vocabulary/types.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isConflictMark } from '../../words.ts';
import { adviceFor, isRefused, refusedFinding, timesOf } from './duplicate-advice.ts';
import { duplicateScalarExamples } from './duplicate-scalar-examples.ts';
import { removeStatement } from './edits.ts';
import { inBlock, isSecret, lineNumber } from './naming.ts';

/** Blocks with more statements than this are looked up in a map; in others every pair is compared. */
const MANY = 64;

/** Keywords of which one appearance counts: which, and whether the daemon says a word about the others. */
const counted: Partial<Record<Repeat, { readonly counts: 'first' | 'last'; readonly isReported: boolean }>> =
  {
    override: { counts: 'last', isReported: false },
    'warn-override': { counts: 'last', isReported: true },
    'warn-ignore': { counts: 'first', isReported: true },
  };

function checkBlock(block: Block, node: NodeModel, context: RuleContext): void {
  const { statements } = block;
  const seen = statements.length > MANY ? new Set<KeywordSpec>() : undefined;
  const repeated: KeywordSpec[] = [];
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at]!;
    const { spec } = statement;
    if (statement.block !== undefined) {
      // A block that stands in the wrong place has settings, too.
      if (statement.block.statements !== statements && spec?.kind !== 'list')
        checkBlock(statement.block, node, context);
    } else if (spec !== undefined && isScalar(statement, spec)) {
      const isRepeated = seen === undefined ? stoodBefore(statements, at, spec) : seen.has(spec);
      if (isRepeated && !repeated.includes(spec)) repeated.push(spec);
      seen?.add(spec);
    }
  }
  for (const spec of repeated) judge(spec, statements, node, context);
}

function isScalar(statement: Statement, spec: KeywordSpec): boolean {
  return counted[spec.repeat] !== undefined || (spec.repeat === 'merge' && keywordOf(statement) === 'state');
}

/** A keyword has one spec in a block: comparing those is comparing keywords. */
function stoodBefore(statements: readonly Statement[], at: number, spec: KeywordSpec): boolean {
  for (let earlier = 0; earlier < at; earlier++) {
    if (statements[earlier]!.spec === spec) return true;
  }
  return false;
}

function judge(
  spec: KeywordSpec,
  statements: readonly Statement[],
  node: NodeModel,
  context: RuleContext,
): void {
  const all = statements.filter((statement) => statement.spec === spec);
  const first = statements.indexOf(all[0]!);
  const last = statements.indexOf(all.at(-1)!);
  // Both sides of an unfinished merge are reported as such.
  if (statements.slice(first, last).some((statement) => isConflictMark(statement))) return;
  const rule = counted[spec.repeat];
  const values = all.map(textOfValue);
  if (values.every((value) => value === values[0])) {
    if (rule?.isReported || /_(?:CHECK|GET)/.test(all[0]!.parent.path))
      same(all, rule?.isReported ?? false, context);
    return;
  }
  const counts = rule === undefined ? lastingState(values) : rule.counts === 'first' ? 0 : all.length - 1;
  const winner = all[counts]!;
  if (isRefused(winner, node)) context.report(refusedFinding(winner, all));
  else different(all, winner, rule?.isReported ?? true, context);
}

function textOfValue(statement: Statement): string {
  return statement.words
    .slice(1)
    .map((word) => word.image)
    .join(' ');
}

/** MASTER replaces BACKUP, and BACKUP never replaces MASTER (vrrp_parser.c: vrrp_state_handler). */
function lastingState(values: readonly string[]): number {
  const master = values.indexOf('MASTER');
  return master === -1 ? values.length - 1 : master;
}

function same(all: readonly Statement[], isReported: boolean, context: RuleContext): void {
  const [first, second] = all as readonly [Statement, Statement];
  const shown = isSecret(second) ? keywordOf(second) : `${keywordOf(second)} ${textOfValue(second)}`.trim();
  const edit = removeStatement(second);
  context.report({
    place: placeOfLine(second),
    severity: isReported ? 'warning' : 'info',
    message: `${shown} stands twice ${inBlock(second.parent)}, here and on line ${lineNumber(placeOfLine(first))}`,
    why: isReported
      ? 'One of the two does nothing; keepalived says so, and keepalived -t fails for it.'
      : 'One of the two does nothing.',
    help: 'Remove this line',
    label: 'the same again',
    related: [{ place: placeOfLine(first), message: 'the first' }],
    ...(edit === undefined ? {} : { fixes: [{ title: 'Remove the second', safety: 'safe', edits: [edit] }] }),
  });
}

function different(
  all: readonly Statement[],
  winner: Statement,
  isReported: boolean,
  context: RuleContext,
): void {
  const losers = all.filter((statement) => statement !== winner);
  const keyword = keywordOf(winner);
  const value = isSecret(winner) ? 'the one' : `${keyword} ${textOfValue(winner)}`;
  // The last is the one that somebody added.
  const place = placeOfLine(all.at(-1)!);
  const edits = losers.flatMap((statement) => removeStatement(statement) ?? []);
  const mark = (statement: Statement) =>
    statement === winner ? 'this one counts' : isReported ? 'ignored' : 'overridden';
  context.report({
    place,
    message: `${keyword} stands ${timesOf(all)} ${inBlock(winner.parent)}: ${value} on line ${lineNumber(placeOfLine(winner))} counts`,
    ...(isReported
      ? { why: 'keepalived reports it and goes on with one of them; the others do nothing.' }
      : {}),
    help: adviceFor(winner, losers),
    label: mark(all.at(-1)!),
    related: all
      .slice(0, -1)
      .map((statement) => ({ place: placeOfLine(statement), message: mark(statement) })),
    ...(edits.length === losers.length
      ? { fixes: [{ title: `Keep the ${keyword} that counts`, safety: 'unsafe', edits }] }
      : {}),
  });
}

/** Settings that are made twice in one block. */
export const syntaxDuplicateScalar = defineRule({
  id: 'syntax/duplicate-scalar',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'The same setting twice in one block, with different values',
    why: 'One of the values counts, mostly the last, and keepalived does not mention the other: after a merge or a slip of a template the node runs with a value that nobody chose.',
    references: [
      'keepalived vrrp_parser.c, check_parser.c: the handlers of single keywords',
      'keepalived vrrp_parser.c: vrrp_state_handler',
    ],
  },
  ...duplicateScalarExamples,
  on: { node: (node, context) => checkBlock(node.configuration.root, node, context) },
});
