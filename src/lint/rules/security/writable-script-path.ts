import { programOf } from '../../../model/command.ts';
import type { Command, CommandWord, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isShell, nameOfCommand, shellText } from '../script/commands.ts';
import { notified } from '../script/sample.ts';
import { isOpenToOthers, ownerOfHome } from '../script/script-paths.ts';

const interpreters = /^(?:python|perl|ruby|php|node|lua)[\d.]*$/;

/** The file that is run: the program, or the script that a shell or an interpreter is given. */
function scriptIn(command: Command): CommandWord | undefined {
  const [program, ...others] = command.argv;
  if (shellText(command) !== undefined) return undefined;
  const isGiven = isShell(command) || interpreters.test(programOf(command));
  return isGiven ? others.find(({ text }) => !text.startsWith('-')) : program;
}

function why(runner: string, isSecure: boolean): string {
  if (runner !== 'root')
    return `keepalived runs it as ${runner}: whoever may replace the file does on this host what ${runner} may do.`;
  return isSecure
    ? 'With script security keepalived refuses a script that somebody else may change: the check or the notification is switched off, with a line in the log.'
    : 'keepalived runs it as root: whoever may replace the file is root on this host.';
}

function check(command: Command, node: NodeModel, context: RuleContext): void {
  const word = scriptIn(command);
  if (word === undefined || !isOpenToOthers(word.text)) return;
  const user = ownerOfHome(word.text);
  const runner = node.scriptUses.find(({ statement }) => statement === command.statement)?.user ?? 'root';
  if (user === runner) return;
  const name = word.text.replace(/^.*\//, '');
  const who = user === undefined ? 'every user may make files' : `files belong to ${user}`;
  context.report({
    place: word.place,
    message: `${nameOfCommand(command)} runs ${word.text}, out of a folder in which ${who}`,
    why: why(runner, node.globals.scriptSecurity.value),
    label: user === undefined ? 'anybody may write here' : `${user} may change it`,
    help: `Move it to /etc/keepalived/${name} or /usr/local/sbin/${name}, owned by root with mode 0755`,
  });
}

/** Scripts that others than root may change. */
export const securityWritableScriptPath = defineRule({
  id: 'security/writable-script-path',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A script in a folder that other users may write to',
    why: 'keepalived runs the script as root, or with script security does not run it at all.',
    references: [
      'keepalived lib/notify.c: check_security',
      'acassen/keepalived#842',
      'acassen/keepalived#2438',
    ],
  },
  bad: [{ caption: 'A script in /tmp', at: '15:20', files: notified(['notify_master "/tmp/master.sh"']) }],
  good: [
    { files: notified(['notify_master "/usr/local/sbin/master.sh"']) },
    {
      caption: 'It runs as the user it belongs to',
      files: notified(['notify_master "/home/web/master.sh" web']),
    },
  ],
  on: {
    node: (node, context) => {
      for (const command of node.commands) check(command, node, context);
    },
  },
});
