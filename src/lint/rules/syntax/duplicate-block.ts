import { keywordOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { duplicateBlockExamples } from './duplicate-block-examples.ts';
import { type BlockKind, blockKinds } from './duplicate-block-kinds.ts';
import { headerOf, lineNumber, nameOf } from './naming.ts';

function check(kind: BlockKind, statements: readonly Statement[], context: RuleContext): void {
  const first = new Map<string, Statement>();
  for (const statement of statements) {
    const key = kind.keyOf(statement);
    if (key === undefined) continue;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, statement);
    else report(kind, statement, earlier, context);
  }
}

function report(kind: BlockKind, statement: Statement, earlier: Statement, context: RuleContext): void {
  const place = placeOfLine(statement);
  const before = placeOfLine(earlier);
  const file = before.source === place.source ? '' : ` of ${before.source.path}`;
  const isServer = keywordOf(statement) === 'virtual_server';
  context.report({
    place,
    ...(kind.isReported ? {} : { severity: 'warning' as const }),
    message: `${headerOf(statement)} is defined a second time; the first is on line ${lineNumber(before)}${file}`,
    why: kind.effect,
    help: isServer
      ? 'Move its real servers into the first block, or give it an address, port or protocol of its own'
      : `Give one of them another name, or make one ${keywordOf(statement)} of both`,
    label: kind.isReported ? 'skipped' : 'the same again',
    related: [{ place: before, message: 'the first' }],
  });
}

/** `group` blocks of one sync group or track group: the daemon reads the first. */
function lists(node: NodeModel, context: RuleContext): void {
  for (const owner of [...node.all('vrrp_sync_group'), ...node.all('track_group')]) {
    const groups =
      owner.block?.statements.filter((inner) => inner.spec !== undefined && keywordOf(inner) === 'group') ??
      [];
    for (const group of groups.slice(1)) {
      context.report({
        place: placeOfLine(group),
        message: `${headerOf(owner)} has a second group block; the first is on line ${lineNumber(placeOfLine(groups[0]!))}`,
        why: `keepalived ignores the names in it, and then takes its } for the end of ${nameOf(owner)}.`,
        help: 'List all members in one group block',
        label: 'not read',
        related: [{ place: placeOfLine(groups[0]!), message: 'the members that count' }],
      });
    }
  }
}

/** Blocks of one kind and name, of which one alone acts. */
export const syntaxDuplicateBlock = defineRule({
  id: 'syntax/duplicate-block',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'Two blocks of the same kind and name',
    why: 'One of the two acts, the other is skipped or never used; for some kinds keepalived does not say a word.',
    references: [
      'keepalived vrrp_parser.c: vrrp_handler, vrrp_sync_group_handler',
      'keepalived check_parser.c: vs_handler',
      'keepalived bfd_parser.c: bfd_handler',
    ],
  },
  ...duplicateBlockExamples,
  on: {
    node: (node, context) => {
      for (const kind of blockKinds) {
        const statements = kind.keywords.flatMap((keyword) => node.all(keyword));
        if (statements.length > 1) check(kind, statements, context);
      }
      lists(node, context);
    },
  },
});
