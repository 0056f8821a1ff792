import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { indentOf } from '../syntax/edits.ts';
import { isFrom, someOf } from '../vrrp/settings.ts';
import { nameOfCommand } from './commands.ts';
import { notified, tracked } from './sample.ts';
import { ownerOfHome } from './script-paths.ts';

/** Before it there was no such keyword. */
const SINCE = '1.3.0';

/** The lines as a block of its own in front of the first statement of the main file. */
function newBlock(node: NodeModel, lines: readonly string[]): Edit | undefined {
  const first = node.configuration.root.statements.find(({ source }) => source === node.main);
  if (first === undefined) return undefined;
  const { span } = placeOf(first);
  const start = node.main.text.lastIndexOf('\n', span.start - 1) + 1;
  const isFirst = node.main.text.slice(span.start === 0 ? 0 : start, span.start).trim() === '';
  const text = `global_defs {\n${lines.map((line) => `    ${line}\n`).join('')}}\n\n`;
  return isFirst
    ? {
        place: {
          source: node.main,
          span: { start: span.start === 0 ? 0 : start, end: span.start === 0 ? 0 : start },
        },
        text,
      }
    : undefined;
}

/** The lines at the beginning of a block whose `{` ends its line. */
function intoBlock(statement: Statement, lines: readonly string[]): Edit | undefined {
  const { source, block } = statement;
  const [first] = block?.statements ?? [];
  if (
    block === undefined ||
    first === undefined ||
    first.source !== source ||
    source.slice(placeOf(first).span) !== first.words[0]!.image
  )
    return undefined;
  const start = source.text.lastIndexOf('\n', first.words[0]!.startOffset - 1) + 1;
  if (source.text.slice(start, first.words[0]!.startOffset).trim() !== '') return undefined;
  const indent = indentOf(first);
  return {
    place: { source, span: { start, end: start } },
    text: lines.map((line) => `${indent}${line}\n`).join(''),
  };
}

/** What must be done first: keepalived then switches off what others than root may change. */
function movesFirst(node: NodeModel): string {
  const [path] = node.scriptUses.flatMap(({ path: one, user }) =>
    one !== undefined && ownerOfHome(one) !== undefined && (user ?? 'root') === 'root' ? one : [],
  );
  return path === undefined ? '' : `Move ${path} to a folder of root, else keepalived will not run it; then `;
}

function check(node: NodeModel, context: RuleContext): void {
  const { scriptSecurity, scriptUser } = node.globals;
  const [first, ...others] = node.commands;
  if (first === undefined || scriptSecurity.value || !isFrom(context, SINCE)) return;
  const lines = [...(scriptUser.value === undefined ? ['script_user root'] : []), 'enable_script_security'];
  const [global] = node.all('global_defs');
  const edit = global === undefined ? newBlock(node, lines) : intoBlock(global, lines);
  context.report({
    place: placeOf(first.statement),
    message: `${nameOfCommand(first)}${others.length === 0 ? ' is' : ` and ${others.length} more are`} not protected by enable_script_security`,
    label: 'runs even if others may change it',
    help: `${movesFirst(node)}global_defs { ${lines.join('; ')} }, one a line`,
    related: someOf(others.map(({ statement }) => ({ place: placeOf(statement), message: 'this too' }))),
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: 'Enable script security', safety: 'unsafe' as const, edits: [edit] }] }),
  });
}

/** Scripts that anybody might replace. */
export const scriptSecurityNotEnabled = defineRule({
  id: 'script/security-not-enabled',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'Scripts without enable_script_security',
    why: 'keepalived runs a script as root even when another user may change it, and logs a security violation at every start; a configuration test (keepalived -t) exits with 6, which stops a pipeline.',
    references: [
      'keepalived.conf(5): enable_script_security',
      'keepalived vrrp/vrrp.c: check_vrrp_script_security',
      'acassen/keepalived#901',
      'acassen/keepalived#742',
    ],
  },
  bad: [
    { caption: 'A check', at: '6:5', files: tracked({ global: ['router_id lb1'] }) },
    {
      caption:
        'With script security, keepalived runs no script that others than root may change: it moves first',
      at: '6:5',
      files: tracked({ script: '"/home/web/check.sh"', global: ['router_id lb1'] }),
    },
    {
      caption: 'No global_defs at all',
      at: '10:5',
      files: notified(['notify "/usr/local/sbin/vip.sh"'], []),
    },
  ],
  good: [{ files: tracked() }],
  on: { node: check },
});
