import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { readBoolean } from '../../../../grammar/values/booleans.ts';
import { readingIn } from '../../../../grammar/vocabulary/index.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { removeStatement } from '../syntax/edits.ts';
import { inBlock } from '../syntax/naming.ts';

/** Switches that took no value once: whatever follows, the word alone switched them on. */
function check(statement: Statement, context: RuleContext): void {
  const { spec } = statement;
  const value = argumentOf(statement);
  const last = spec?.history?.findLast((reading) => reading.kind === 'flag')?.until;
  if (spec === undefined || last === undefined || value === undefined || readBoolean(value) !== false) return;
  const { target } = context;
  if (target !== undefined && readingIn(spec, target).kind !== 'flag') return;
  const keyword = keywordOf(statement);
  const edit = target === undefined ? undefined : removeStatement(statement);
  context.report({
    place: placeOf(statement, statement.words[1]),
    ...(target === undefined ? { severity: 'info' as const } : {}),
    message:
      target === undefined
        ? `${keyword} ${value} ${inBlock(statement.parent)} switches it on up to release ${last}, which does not read the value`
        : `${keyword} ${value} ${inBlock(statement.parent)} switches it on: keepalived ${target} does not read the value`,
    label: target === undefined ? `not read up to ${last}` : 'not read',
    help: `Remove the line to have ${keyword} off in every release`,
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: `Remove ${keyword}`, safety: 'unsafe' as const, edits: [edit] }] }),
  });
}

const hook = (statement: Statement, _node: unknown, context: RuleContext) => check(statement, context);

const global = (value: string) => `global_defs {
    router_id lb1
    vrrp_strict${value}
}
`;

/** Words that mean off to a new release and on to an older one. */
export const versionSwitchAlwaysOn = defineRule({
  id: 'version/switch-always-on',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A switch set to false for a release that does not read the value',
    why: 'The word alone switches it on there, and keepalived does not mention the rest of the line: the node does the opposite of what the file says.',
    references: [
      'keepalived core/global_parser.c: vrrp_strict_handler',
      'keepalived vrrp/vrrp_parser.c: vrrp_smtp_handler',
    ],
  },
  bad: [{ caption: 'Strict mode is on with 2.2.7', at: '3:17', release: '2.2.7', files: global(' false') }],
  good: [
    { caption: '2.3.0 reads the value', release: '2.3.4', files: global(' false') },
    { release: '2.2.7', files: global('') },
  ],
  on: {
    statement: {
      'global_defs/vrrp_strict': hook,
      'global_defs/vrrp_skip_check_adv_addr': hook,
      'vrrp_instance/smtp_alert': hook,
      'vrrp_sync_group/smtp_alert': hook,
      'virtual_server/real_server/inhibit_on_failure': hook,
    },
  },
});
