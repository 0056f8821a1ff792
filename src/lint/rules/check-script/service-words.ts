import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { ShellCommand, ShellWord } from '../../../bundle/shell/script.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import { misspeltOption } from './systemctl-options.ts';

/** A word that a program does not know. */
export interface UnknownWord {
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
/** systemctl(1) of systemd 252. */
const systemctlVerbs = [
  ...[
    'start',
    'stop',
    'reload',
    'restart',
    'try-restart',
    'reload-or-restart',
    'try-reload-or-restart',
    'kill',
  ],
  ...[
    'is-active',
    'is-failed',
    'is-enabled',
    'is-system-running',
    'status',
    'show',
    'cat',
    'help',
    'edit',
    'link',
  ],
  ...[
    'enable',
    'disable',
    'reenable',
    'preset',
    'preset-all',
    'mask',
    'unmask',
    'revert',
    'isolate',
    'clean',
  ],
  ...[
    'freeze',
    'thaw',
    'bind',
    'cancel',
    'default',
    'rescue',
    'emergency',
    'halt',
    'poweroff',
    'reboot',
    'kexec',
  ],
  ...['exit', 'switch-root', 'suspend', 'hibernate', 'hybrid-sleep', 'daemon-reload', 'daemon-reexec'],
  ...['list-units', 'list-sockets', 'list-timers', 'list-jobs', 'list-unit-files', 'list-dependencies'],
  ...['set-property', 'reset-failed', 'get-default', 'set-default', 'set-environment', 'unset-environment'],
  // Of init scripts, which systemctl takes as well.
  ...['force-reload', 'condrestart', 'condreload', 'condstop', 'try-reload', 'sleep', 'soft-reboot'],
];
const verbs = /^(?:start|stop|restart|reload|status|condrestart|try-restart|force-reload)$/;

type Judge = (command: ShellCommand) => UnknownWord | undefined;

/** The commands of servers and service managers that people get wrong, and what they take. */
const judges: Readonly<Record<string, Judge>> = {
  nginx: (command) => signalOf(command, '-s', nginxSignals, 'nginx') ?? verbOf(command, 'nginx'),
  openresty: (command) => signalOf(command, '-s', nginxSignals, 'openresty') ?? verbOf(command, 'openresty'),
  httpd: (command) => signalOf(command, '-k', apacheSignals, 'httpd'),
  apache2: (command) => signalOf(command, '-k', apacheSignals, 'apache2'),
  apachectl: apachectl,
  apache2ctl: apachectl,
  haproxy: (command) => verbOf(command, 'haproxy'),
  systemctl: (command) =>
    swapped(
      command,
      operands(command),
      ([first, second]) => verbs.test(second!.text) && !verbs.test(first!.text) && isName(first!),
    ) ??
    systemctlVerb(command) ??
    systemctlOption(command),
  service: (command) =>
    swapped(
      command,
      operands(command),
      ([first, second]) => verbs.test(first!.text) && !verbs.test(second!.text) && isName(second!),
    ),
};

/** A word that a program does not know, in one of the commands people get wrong; undefined: none. */
export function unknownWordIn(command: ShellCommand): UnknownWord | undefined {
  return judges[command.program]?.(command);
}

/** `nginx start`: a server that takes options only. */
function verbOf(command: ShellCommand, service: string): UnknownWord | undefined {
  const [word] = command.args;
  if (word === undefined || !verbs.test(word.text)) return undefined;
  return {
    word,
    instead: 'options only',
    help: `systemctl ${word.text} ${service}`,
    fix: bySystemd(command, word, service),
  };
}

/** Options of systemctl that take a word of their own: behind one, the first word is no verb. */
const valued =
  /^(?:-[ptHMnoPs]|--(?:property|type|host|machine|lines|output|state|signal|kill-who|root|job-mode))$/;

/** `systemctl strat nginx`. */
function systemctlVerb({ args }: ShellCommand): UnknownWord | undefined {
  const word = args.find(({ text }) => !text.startsWith('-'));
  if (word === undefined || !word.isLiteral || args.some(({ text }) => valued.test(text))) return undefined;
  if (!/^[a-z][a-z-]*$/.test(word.text) || systemctlVerbs.includes(word.text)) return undefined;
  const [near] = nearest(word.text, systemctlVerbs, 1);
  // Later releases may have more of them: only what looks like a slip is one.
  if (near === undefined) return undefined;
  return {
    word,
    instead: 'start, stop, restart, reload, status, is-active and the like',
    help: near,
    fix: { title: `Write ${near}`, safety: 'unsafe', edits: [{ place: word.place, text: near }] },
  };
}

/** `systemctl is-active --quite nginx`. */
function systemctlOption(command: ShellCommand): UnknownWord | undefined {
  const found = misspeltOption(command);
  if (found === undefined) return undefined;
  const { word, near } = found;
  const fix: Fix = { title: `Write ${near}`, safety: 'unsafe', edits: [{ place: word.place, text: near }] };
  return { word, instead: `${near} and the like`, help: near, fix };
}

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
): UnknownWord | undefined {
  const at = command.args.findIndex(({ text }) => text.startsWith(option));
  const found = command.args[at];
  const word =
    found === undefined || found.text === option
      ? command.args[at + 1]
      : { ...found, text: found.text.slice(option.length) };
  if (found === undefined) return undefined;
  if (word === undefined || !word.isLiteral || known.includes(word.text)) return undefined;
  const verb = word.text === 'restart' ? 'restart' : 'start';
  return {
    word,
    instead: `${known.slice(0, -1).join(', ')} and ${known.at(-1)}`,
    help: `systemctl ${verb} ${service}`,
    ...(verbs.test(word.text) ? { fix: bySystemd(command, { ...word, text: verb }, service) } : {}),
  };
}

function apachectl(command: ShellCommand): UnknownWord | undefined {
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
): UnknownWord | undefined {
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
