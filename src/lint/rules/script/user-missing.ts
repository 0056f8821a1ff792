import { placeOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { insertAfter } from '../syntax/edits.ts';
import { someOf } from '../vrrp/settings.ts';
import { nameOfCommand } from './commands.ts';
import { tracked } from './sample.ts';

function check(node: NodeModel, context: RuleContext): void {
  const { scriptSecurity, scriptUser } = node.globals;
  if (!scriptSecurity.value || scriptUser.value !== undefined) return;
  // vrrp_script names its user on a line of its own.
  const named = new Set(
    node.scripts.filter(({ user }) => user.value !== undefined).map(({ command }) => command.statement),
  );
  const without = node.commands.filter(({ owner, statement }) => owner.length === 0 && !named.has(statement));
  const [first, ...others] = without;
  if (first === undefined) return;
  const edit = insertAfter(scriptSecurity.statement!, ['script_user root']);
  context.report({
    place: placeOf(scriptSecurity.statement!),
    message: `enable_script_security without script_user: ${nameOfCommand(first)}${others.length === 0 ? '' : ` and ${others.length} more`} will run as keepalived_script, if there is such a user`,
    label: 'as whom?',
    help: 'script_user root, or a user that may do what the scripts do',
    related: someOf(without.map(({ argv }) => ({ place: argv[0].place, message: 'names no user' }))),
    ...(edit === undefined
      ? {}
      : { fixes: [{ title: 'Run the scripts as root', safety: 'unsafe' as const, edits: [edit] }] }),
  });
}

/** Script security without anybody to run the scripts. */
export const scriptUserMissing = defineRule({
  id: 'script/user-missing',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'enable_script_security and no user to run the scripts',
    why: 'Without script_user, keepalived runs scripts as keepalived_script. Few systems have that user: then every script is removed, all checks with them, and the VIP no longer moves when the service fails.',
    references: [
      'keepalived lib/notify.c: get_default_script_user',
      'acassen/keepalived#2184',
      'acassen/keepalived#586',
    ],
  },
  bad: [{ caption: 'No user', at: '2:5', files: tracked({ global: ['enable_script_security'] }) }],
  good: [
    { files: tracked() },
    {
      caption: 'A user for this script alone',
      files: tracked({
        global: ['enable_script_security'],
        check: ['interval 2', 'fall 2', 'rise 2', 'user nobody'],
      }),
    },
  ],
  on: { node: check },
});
