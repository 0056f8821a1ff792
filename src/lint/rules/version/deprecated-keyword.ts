import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { inBlock, nameOfPath } from '../syntax/naming.ts';
import { lineWith, replaceWord } from '../value/wording.ts';
import { deprecatedKeywordExamples } from './deprecated-keyword-examples.ts';
import { type Renamed, renamed } from './renamed.ts';
import { routeWordHooks } from './route-words.ts';

function isFrom(context: RuleContext, release: string): boolean {
  return compareReleases(context.target ?? NEWEST, release) >= 0;
}

function whyOf(isReported: boolean): { readonly why?: string } {
  return isReported
    ? {
        why: 'keepalived still reads it, but reports it; keepalived -t fails for it, and a later release may drop it.',
      }
    : {};
}

function checkKeyword(statement: Statement, row: Renamed, context: RuleContext): void {
  if (!isFrom(context, row.since)) return;
  const keyword = keywordOf(statement);
  const where =
    row.block === undefined ? '' : row.block === '/' ? ' at the top level' : ` in ${nameOfPath(row.block)}`;
  const fix = row.block === undefined ? renaming(statement, row.name) : undefined;
  context.report({
    place: placeOf(statement),
    message: `${keyword} ${inBlock(statement.parent)} is out of date: since ${row.since} it is ${row.name}${where}`,
    ...whyOf(row.isReported),
    label: `${row.name} now`,
    help: elsewhere(statement, row) ?? lineWith(statement, statement.words[0]!, row.name),
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

/** What to type where the setting moved to another block. */
function elsewhere(statement: Statement, { name, block }: Renamed): string | undefined {
  if (block === undefined) return undefined;
  const instance = statement.parent.owner;
  const ownName = instance === undefined ? undefined : argumentOf(instance);
  if (name === 'lvs_sync_daemon')
    return `lvs_sync_daemon ${argumentOf(statement) ?? 'eth0'} ${ownName ?? 'VI_1'} in global_defs`;
  const last = statement.parent.statements.findLast((one) => keywordOf(one) === 'interface');
  return `${name} { ${(last && argumentOf(last)) ?? 'eth0'} } at the top level`;
}

function renaming(statement: Statement, name: string): Fix | undefined {
  const edit = replaceWord(statement, statement.words[0]!, name);
  if (edit === undefined) return undefined;
  // With both spellings in a block the one that counts may change.
  const isAlone =
    statement.spec?.kind === 'block' || !statement.parent.statements.some((one) => keywordOf(one) === name);
  return { title: `Write ${name}`, safety: isAlone ? 'safe' : 'unsafe', edits: [edit] };
}

type Hook = (statement: Statement, node: unknown, context: RuleContext) => void;

const keywordHooks = renamed.map((row): [string, Hook] => [
  row.key,
  (statement, _node, context) => checkKeyword(statement, row, context),
]);
/** Spellings that keepalived has a newer word for. */
export const versionDeprecatedKeyword = defineRule({
  id: 'version/deprecated-keyword',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A spelling that keepalived has a newer word for',
    why: 'keepalived still reads it, with a line in its log at most; a later release may drop it.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_lvs_syncd_handler, vrrp_gglobal_tracking_handler',
      'keepalived core/global_parser.c: get_rt_rlimit',
      'keepalived vrrp/vrrp_iproute.c: alloc_route',
      'ip-route(8)',
    ],
  },
  ...deprecatedKeywordExamples,
  on: { statement: { ...Object.fromEntries(keywordHooks), ...routeWordHooks } },
});
