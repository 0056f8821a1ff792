import { isQuoted, keywordOf, placeOf, textOf } from '../../../../grammar/configuration.ts';
import type { Command, CommandWord, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { hasTypographicCharacter } from '../../words.ts';
import { nameOfCommand } from '../script/commands.ts';
import { notified } from '../script/sample.ts';

/** Words that say what happened; hardly anybody is called so. */
const state = /^(?:master|backup|fault|stop|start|up|down|add|del|on|off|\d+)$/i;
/** What a name of a user or a group can look like; those in capitals are instances and states as a rule. */
const account = /^[a-z_][a-z0-9_.@-]*\$?$/;

function isNoAccount({ text }: CommandWord): boolean {
  return !account.test(text) || state.test(text);
}

/** Every word of the command put together, without what only a shell understands. */
function meant(command: Command, surplus: readonly string[]): string {
  const [, ...words] = command.statement.words;
  const text = [textOf(words[0]!), ...words.slice(1).map(textOf), ...surplus].join(' ');
  return text.replaceAll('"', '').replace(/\s*\d?(?:>|\||<|&&|;).*$/, '');
}

function check(command: Command, context: RuleContext): void {
  const { statement, owner } = command;
  const [user] = owner;
  // Of keywords that take no user, and of curly quotes, other rules speak.
  if (user === undefined || (statement.spec?.args.length ?? 0) < 2) return;
  if (statement.words.some((word) => hasTypographicCharacter(word.image))) return;
  const wrong = owner.find(isNoAccount);
  const isTooLong = statement.words.length > 4 && !isQuoted(statement.words[1]!);
  if (wrong === undefined && !isTooLong) return;
  const keyword = keywordOf(statement);
  const program = command.argv[0].text;
  context.report({
    place: wrong?.place ?? placeOf(statement, statement.words[2]),
    message: `${nameOfCommand(command)} takes "${(wrong ?? user).text}" for ${wrong === undefined || wrong === user ? 'the user' : 'the group'} that ${program} is to run as`,
    label: 'no argument, and no shell',
    help: `${keyword} "${meant(command, [])}"`,
  });
}

/** Arguments outside of the quotes. */
export const notifyQuoting = defineRule({
  id: 'notify/quoting',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'Words behind a notification command, which name a user and a group',
    why: 'Behind the command, which is one word or stands in double quotes, keepalived reads a user and a group. There is no such user, so the notification is dropped, with a line in the log.',
    references: [
      'keepalived lib/notify.c: set_script_uid_gid',
      'acassen/keepalived#600',
      'acassen/keepalived#1107',
    ],
  },
  bad: [
    {
      caption: 'A redirection outside of the quotes',
      at: '15:52',
      files: notified(['notify_master "/usr/local/sbin/vip.sh master"> /tmp/vip.log']),
    },
    {
      caption: 'No quotes',
      at: '15:42',
      files: notified(['notify_master /usr/local/sbin/vip.sh MASTER VI_1']),
    },
  ],
  good: [
    { files: notified(['notify_master "/usr/local/sbin/vip.sh master"']) },
    {
      caption: 'As another user',
      files: notified(['notify_master "/usr/local/sbin/vip.sh master" nginx www']),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const command of node.commands) check(command, context);
    },
  },
});
