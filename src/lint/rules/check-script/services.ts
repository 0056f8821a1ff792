import type { ShellCommand } from '../../../bundle/shell/script.ts';
import { hasOption, operandOf } from './uses.ts';

export type ServiceVerb = 'start' | 'stop' | 'restart' | 'reload' | 'kill';

/** What a command does to a service. */
export interface ServiceAction {
  readonly verb: ServiceVerb;
  /** Without `.service`; empty when it is a variable. */
  readonly service: string;
}

const verbs: Readonly<Record<string, ServiceVerb>> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  'try-restart': 'restart',
  reload: 'reload',
  'reload-or-restart': 'restart',
  kill: 'kill',
  'force-stop': 'stop',
};

/** Servers that are started by calling them. */
const servers: ReadonlySet<string> = new Set([
  'nginx',
  'httpd',
  'apache2',
  'haproxy',
  'mysqld',
  'mysqld_safe',
  'redis-server',
  'named',
  'openresty',
]);

/** What a command does to a service, by whatever of the many ways there are; undefined: nothing. */
export function serviceAction(command: ShellCommand): ServiceAction | undefined {
  const { program, path, args } = command;
  if (path.includes('/init.d/') || path.includes('/rc.d/')) return byWords(command, 0, program);
  switch (program) {
    case 'systemctl':
    case 'supervisorctl':
    case 'docker':
    case 'podman':
    case 'nerdctl':
      return byWords(command, 0, 1);
    case 'service':
    case 'rc-service':
      return byWords(command, 1, 0);
    case 'apachectl':
    case 'apache2ctl':
      return byWords(command, 0, 'httpd');
    case 'pkill':
    case 'killall':
    case 'skill':
      return isSignalZero(command)
        ? undefined
        : { verb: 'kill', service: plainName(args.at(-1)?.text ?? '') };
    default:
      return servers.has(program) ? serverAction(command) : undefined;
  }
}

/** @param service which of the words that are no options is the service, or its name */
function byWords({ args }: ShellCommand, verb: number, service: number | string): ServiceAction | undefined {
  const words = args.map((arg) => arg.text).filter((text) => !text.startsWith('-'));
  return action(words[verb], typeof service === 'string' ? service : words[service]);
}

function action(verb: string | undefined, service: string | undefined): ServiceAction | undefined {
  const known = verb === undefined ? undefined : verbs[verb];
  return known === undefined ? undefined : { verb: known, service: plainName(service ?? '') };
}

function serverAction(command: ShellCommand): ServiceAction | undefined {
  const { program, args } = command;
  const signal = args[args.findIndex(({ text }) => text === '-s' || text === '-k') + 1]?.text;
  if (args.some(({ text }) => text === '-s' || text === '-k')) return action(signal, program);
  // `nginx -t`, `httpd -S`, `haproxy -c` only look at the configuration.
  if (hasOption(command, '[tTvVSclMDh]', '--help', '--version')) return undefined;
  return { verb: 'start', service: program };
}

/** `kill -0`, `killall -s 0`: asks whether a process is there. */
export function isSignalZero({ args }: ShellCommand): boolean {
  const texts = args.map((arg) => arg.text);
  return (
    texts.includes('-0') ||
    texts.some((text, at) => /^(?:-s|-n|--signal)$/.test(text) && texts[at + 1] === '0') ||
    texts.includes('--signal=0')
  );
}

export function plainName(service: string): string {
  return service.includes('$') ? '' : service.replace(/^.*\//, '').replace(/\.service$/, '');
}

/** The service or process that a command asks for: `nginx` in `pgrep -x nginx`; undefined: none. */
export function testedService(command: ShellCommand): string | undefined {
  const { program, args } = command;
  const words = args.map((arg) => arg.text).filter((text) => !text.startsWith('-'));
  if (program === 'systemctl')
    return /^(?:is-active|status)$/.test(words[0] ?? '') ? plainName(words[1] ?? '') : undefined;
  if (program === 'service') return words[1] === 'status' ? plainName(words[0] ?? '') : undefined;
  if (program === 'killall' || program === 'pkill')
    return isSignalZero(command) ? plainName(words.at(-1) ?? '') : undefined;
  if (program === 'pgrep' || program === 'pidof') return plainName(operandOf(command) ?? '');
  return undefined;
}

/** The commands of a script that bring the service it checks up again. */
export function repairsIn(commands: readonly ShellCommand[]): ShellCommand[] {
  return commands.filter((command) => {
    const found = serviceAction(command);
    return (
      found !== undefined && /^(?:start|restart|reload)$/.test(found.verb) && found.service !== 'keepalived'
    );
  });
}
