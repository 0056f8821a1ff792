import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { someOf } from '../vrrp/settings.ts';
import { checkedBy } from './sample.ts';
import { isCheck, nameOfUse, relatedOf } from './uses.ts';

const printers: ReadonlySet<string> = new Set(['echo', 'printf']);

/**
 * Whether the output of a command goes where the script's goes, which is nowhere. Who sends it to standard error
 * writes for whoever runs the script by hand.
 */
function isUnseen(command: ShellCommand): boolean {
  return !command.isSubstituted && command.pipe.at(-1) === command && command.redirects.length === 0;
}

/** A function, loop or the whole script may send its output elsewhere: then nothing is known of a single echo. */
function isRedirectedAsAWhole(use: ScriptUse): boolean {
  return (
    use.commands.some(({ program, redirects }) => program === 'exec' && redirects.length > 0) ||
    /(?:^|[\s;])(?:\}|\)|done|fi|esac)\s*(?:\d?>|\|)/m.test(use.script?.source.text ?? '')
  );
}

function isCallUnseen(command: ShellCommand, { commands }: ScriptUse): boolean {
  const { inFunction } = command;
  return inFunction === undefined || commands.filter(({ program }) => program === inFunction).every(isUnseen);
}

function check(use: ScriptUse, context: RuleContext): void {
  if (use.role === 'loose' || isRedirectedAsAWhole(use)) return;
  const [first, ...others] = use.commands.filter(
    (command) => printers.has(command.program) && isUnseen(command) && isCallUnseen(command, use),
  );
  if (first === undefined) return;
  context.report({
    place: first.place,
    message: `Nobody sees what ${nameOfUse(use)} prints: keepalived runs it without an output`,
    label: 'goes to /dev/null',
    help: `logger -t ${nameOfUse(use)} "..." writes into the log of the system`,
    related: [
      ...relatedOf(use, first.place),
      ...someOf(others.map(({ place }) => ({ place, message: 'nor this' }))),
    ],
  });
}

/** Messages of a check to nobody. */
export const checkScriptOutputUnseen = defineRule({
  id: 'check-script/output-unseen',
  severity: 'info',
  scope: 'node',
  about: 'scripts',
  docs: {
    summary: 'A check script that prints messages, which go to /dev/null',
    why: 'keepalived connects the output of everything it runs to /dev/null, in the foreground as well: whoever looks for the reason of a failover finds no message of the script.',
    references: ['keepalived lib/utils.c: set_std_fd', 'logger(1)'],
  },
  bad: [
    {
      caption: 'The reason of the failure is lost',
      at: 'lb1/check.sh:3:5',
      files: checkedBy(
        '#!/bin/sh\nif ! pgrep -x nginx >/dev/null; then\n    echo "nginx is down"\n    exit 1\nfi\n',
      ),
    },
  ],
  good: [
    {
      files: checkedBy(
        '#!/bin/sh\nif ! pgrep -x nginx >/dev/null; then\n    logger -t check.sh "nginx is down"\n    exit 1\nfi\n',
      ),
    },
    {
      caption: 'For whoever runs it by hand',
      files: checkedBy(
        '#!/bin/sh\nif ! pgrep -x nginx >/dev/null; then\n    echo "nginx is down" >&2\n    exit 1\nfi\n',
      ),
    },
    {
      caption: 'Not printed, but handed on',
      files: checkedBy(
        '#!/bin/sh\nstate() { echo up; }\n[ "$(state)" = up ] || echo down >> /var/log/check.log\nprintf "show stat\\n" | nc -w 2 127.0.0.1 9000 >/dev/null\n',
      ),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of node.scriptUses.filter(isCheck)) check(use, context);
    },
  },
});
