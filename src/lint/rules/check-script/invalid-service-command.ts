import type { ShellCommand, ShellWord } from '../../../bundle/shell/script.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { nameOfUse, relatedOf } from './uses.ts';

/** A word that a program does not know. */
interface Unknown {
  readonly word: ShellWord;
  /** What it would understand. */
  readonly instead: string;
  /** The text to type. */
  readonly help: string;
  readonly fix?: Fix;
}

const nginxSignals = ['stop', 'quit', 'reopen', 'reload'];
const apacheSignals = ['start', 'restart', 'graceful', 'graceful-stop', 'stop'];
const apachectlWords = [...apacheSignals, 'status', 'fullstatus', 'configtest', 'startssl', 'help'];
const verbs = /^(?:start|stop|restart|reload|status|condrestart|try-restart|force-reload)$/;

type Judge = (command: ShellCommand) => Unknown | undefined;

/** The commands of servers and service managers that people get wrong, and what they take. */
const judges: Readonly<Record<string, Judge>> = {
  nginx: (command) => signalOf(command, '-s', nginxSignals, 'nginx'),
  openresty: (command) => signalOf(command, '-s', nginxSignals, 'openresty'),
  httpd: (command) => signalOf(command, '-k', apacheSignals, 'httpd'),
  apache2: (command) => signalOf(command, '-k', apacheSignals, 'apache2'),
  apachectl: apachectl,
  apache2ctl: apachectl,
  haproxy: (command) => {
    const [first] = command.args;
    return first !== undefined && verbs.test(first.text)
      ? {
          word: first,
          instead: 'options only',
          help: `systemctl ${first.text} haproxy`,
          fix: bySystemd(command, first, 'haproxy'),
        }
      : undefined;
  },
  systemctl: (command) =>
    swapped(
      command,
      operands(command),
      ([first, second]) => verbs.test(second!.text) && !verbs.test(first!.text) && isName(first!),
    ),
  service: (command) =>
    swapped(
      command,
      operands(command),
      ([first, second]) => verbs.test(first!.text) && !verbs.test(second!.text) && isName(second!),
    ),
};

function operands({ args }: ShellCommand): ShellWord[] {
  return args.filter(({ text }) => !text.startsWith('-'));
}

/** A plain name of a service, which is no verb that systemctl may know. */
function isName({ text, isLiteral }: ShellWord): boolean {
  return (
    isLiteral &&
    /^(?:nginx|httpd|apache2|haproxy|keepalived|mysqld?|mariadb|postgresql|redis|php-fpm|[\w@-]+\.service)$/.test(
      text,
    )
  );
}

function signalOf(
  command: ShellCommand,
  option: string,
  known: readonly string[],
  service: string,
): Unknown | undefined {
  const at = command.args.findIndex(({ text }) => text === option);
  const word = at === -1 ? undefined : command.args[at + 1];
  if (word === undefined || !word.isLiteral || known.includes(word.text)) return undefined;
  const verb = word.text === 'restart' ? 'restart' : 'start';
  return {
    word,
    instead: `${known.slice(0, -1).join(', ')} and ${known.at(-1)}`,
    help: `systemctl ${verb} ${service}`,
    ...(verbs.test(word.text) ? { fix: bySystemd(command, { ...word, text: verb }, service) } : {}),
  };
}

function apachectl(command: ShellCommand): Unknown | undefined {
  if (command.args.some(({ text }) => text === '-k')) return signalOf(command, '-k', apacheSignals, 'httpd');
  const [first, second] = command.args;
  if (first?.text !== '-s' || second === undefined) return undefined;
  return {
    word: first,
    instead: apachectlWords.slice(0, 5).join(', '),
    help: `${command.program} ${second.text}`,
  };
}

function swapped(
  command: ShellCommand,
  words: readonly ShellWord[],
  isSwapped: (words: readonly ShellWord[]) => boolean,
): Unknown | undefined {
  const [first, second] = words;
  if (first === undefined || second === undefined || !isSwapped(words)) return undefined;
  return {
    word: first,
    instead:
      command.program === 'systemctl'
        ? 'the verb first, then the service'
        : 'the service first, then the verb',
    help: `${command.program} ${second.text} ${first.text}`,
    fix: {
      title: 'Swap the two words',
      safety: 'unsafe',
      edits: [
        { place: first.place, text: second.text },
        { place: second.place, text: first.text },
      ],
    },
  };
}

function bySystemd({ place }: ShellCommand, { text }: ShellWord, service: string): Fix {
  return {
    title: 'Ask systemd',
    safety: 'unsafe',
    edits: [{ place, text: `systemctl ${text} ${service}` }],
  };
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands) {
    const unknown = judges[command.program]?.(command);
    if (unknown === undefined) continue;
    const { word, instead, help, fix } = unknown;
    context.report({
      place: word.place,
      message: `${command.program} in ${nameOfUse(use)} does not know ${word.text}: it takes ${instead}`,
      label: 'always an error',
      help,
      related: relatedOf(use, word.place),
      fixes: fix === undefined ? [] : [fix],
    });
  }
}

/** A call that can only fail. */
export const checkScriptInvalidServiceCommand = defineRule({
  id: 'check-script/invalid-service-command',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A command line that a server or service manager does not know',
    why: 'The command prints an error into nowhere and does nothing: what the script means to start stays down.',
    references: ['nginx(8): -s signal', 'httpd(8): -k', 'systemctl(1)', 'service(8)'],
  },
  bad: [
    {
      caption: 'start is no signal of nginx',
      at: 'lb1/check.sh:2:40',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || { /usr/sbin/nginx -s start; exit 1; }\n'),
    },
    {
      caption: 'The other way round',
      at: 'lb1/check.sh:2:29',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || systemctl nginx restart\n'),
    },
  ],
  good: [
    {
      files: {
        ...checkedBy('#!/bin/sh\nexec pgrep -x nginx\n', {
          instance: ['notify_master "/etc/keepalived/up.sh"'],
        }),
        'lb1/up.sh': '#!/bin/sh\nnginx -s reload || systemctl start nginx\n',
      },
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of node.scriptUses) check(use, context);
    },
  },
});
