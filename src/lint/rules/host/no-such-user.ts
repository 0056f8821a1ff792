import { keywordOf } from '../../../../grammar/configuration.ts';
import type { HostReference } from '../../../model/host-references.ts';
import type { Machine } from '../../../model/machine.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { machine } from './sample.ts';
import { checked } from './script-sample.ts';

const defaultUser = 'keepalived_script';

function why({ statement }: HostReference): string {
  const keyword = keywordOf(statement);
  if (keyword === 'script_user')
    return 'keepalived leaves out every script that has no user of its own: checks are never seen to fail, notifications never sent.';
  if (keyword === 'user') {
    return statement.parent.path === 'vrrp_script'
      ? 'keepalived removes the vrrp_script, and then nothing that tracks it finds it.'
      : 'keepalived removes the check, and the real server counts as working for good.';
  }
  return keyword.endsWith('fifo')
    ? 'keepalived leaves the FIFO to its own user, and its reader cannot open it.'
    : `keepalived leaves ${keyword} out, without a word in the output of keepalived -t: nothing is run.`;
}

function check(node: NodeModel, context: RuleContext): void {
  const { machine: host } = node;
  if (host === undefined) return;
  for (const reference of node.hostReferences) {
    const { kind, name, place, statement } = reference;
    const isMissing =
      (kind === 'user' && host.user(name) === 'missing') ||
      (kind === 'group' && host.group(name) === 'missing');
    if (!isMissing) continue;
    context.report({
      place,
      message: `this machine has no ${kind} ${name}, named by ${keywordOf(statement)}`,
      label: `no such ${kind} here`,
      why: why(reference),
      help: kind === 'user' ? `useradd --system ${name}` : `groupadd --system ${name}`,
    });
  }
  checkDefault(node, host, context);
}

/** Script security without script_user asks for a user that distributions do not make. */
function checkDefault(node: NodeModel, host: Machine, context: RuleContext): void {
  const { scriptSecurity, globals } = { scriptSecurity: node.globals.scriptSecurity, globals: node.globals };
  const place = scriptSecurity.place;
  if (!scriptSecurity.value || place === undefined || globals.last('script_user') !== undefined) return;
  if (node.commands.length === 0 || host.user(defaultUser) !== 'missing') return;
  context.report({
    place,
    message: `enable_script_security without script_user needs the user ${defaultUser}, and this machine has none`,
    why: 'keepalived leaves out every script that has no user of its own: checks are never seen to fail, notifications never sent.',
    label: `no ${defaultUser} here`,
    help: `script_user root, or useradd --system ${defaultUser}`,
  });
}

const globals = (lines: string) => `global_defs {\n${lines}}\n`;
const program = { '/usr/local/bin/check-nginx': {} };

/** Users and groups that the machine does not have; asked only with --local. */
export const hostNoSuchUser = defineRule({
  id: 'host/no-such-user',
  severity: 'error',
  scope: 'node',
  about: 'machine',
  docs: {
    summary: 'User or group that this machine does not have (only with --local)',
    why: 'keepalived leaves out every script that is to run as a user that does not exist.',
    references: [
      'keepalived lib/notify.c: set_script_uid_gid, get_default_script_user',
      'keepalived vrrp/vrrp_parser.c: vrrp_vscript_user_handler',
    ],
  },
  bad: [
    {
      caption: 'No user nginx here',
      at: '3:10',
      files: checked('/usr/local/bin/check-nginx', ['user nginx']),
      machine: machine({ files: program }),
    },
    {
      caption: 'Script security wants a user of its own',
      at: '2:5',
      files: checked('/usr/local/bin/check-nginx', [], globals('    enable_script_security\n')),
      machine: machine({ files: program }),
    },
  ],
  good: [
    {
      files: checked(
        '/usr/local/bin/check-nginx',
        ['user nginx'],
        globals('    enable_script_security\n    script_user root\n'),
      ),
      machine: machine({ files: program, users: { nginx: { uid: 980, gid: 980 } } }),
    },
  ],
  on: { node: check },
});
