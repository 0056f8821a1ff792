import type { ShellCommand } from '../../../bundle/shell/script.ts';
import { hasOption } from './uses.ts';

/** A program that connects to something, and how its time is limited. */
export interface Client {
  /** Whether the call limits its time. */
  readonly isLimited: (command: ShellCommand) => boolean;
  /** What to put behind the program; undefined: `timeout 2` in front. */
  readonly option?: string;
  /** What of it the call has already. */
  readonly given?: (command: ShellCommand) => string;
  /** Options that are read only where they come first. */
  readonly first?: RegExp;
  /** What it does without. */
  readonly otherwise: string;
}

const never: Client['isLimited'] = () => false;

const netcat: Client = {
  isLimited: (command) => hasOption(command, 'w', '--wait'),
  option: '-w 2',
  otherwise: 'waits for as long as the system tries to connect, two minutes by default',
};

const mysql: Client = {
  isLimited: (command) => hasOption(command, '', '--connect-timeout', '--connect_timeout'),
  option: '--connect-timeout=2',
  first: /^--(?:defaults-(?:extra-)?file|defaults-group-suffix|no-defaults|login-path|no-login-paths)\b/,
  otherwise: 'waits for as long as the server does not answer',
};

const ping: Client = {
  isLimited: (command) => hasOption(command, '[wW]') && hasOption(command, '[cw]'),
  option: '-c 1 -W 1',
  given: (command) => (hasOption(command, '[cw]') ? '-c 1 ' : ''),
  otherwise: 'waits 10 seconds for a lost answer',
};

/** Clients by their names. */
export const clients: Readonly<Record<string, Client>> = {
  curl: {
    isLimited: (command) => hasOption(command, 'm', '--max-time'),
    option: '-m 2',
    otherwise: 'waits for an answer without end',
  },
  wget: {
    isLimited: (command) => hasOption(command, 'T', '--timeout', '--read-timeout'),
    option: '-T 2 -t 1',
    otherwise: 'waits for 15 minutes, and tries 20 times',
  },
  nc: netcat,
  ncat: netcat,
  netcat,
  ping,
  ping6: ping,
  mysql,
  mysqladmin: mysql,
  mariadb: mysql,
  'mariadb-admin': mysql,
  telnet: { isLimited: never, otherwise: 'waits for as long as the connection stands' },
  'redis-cli': {
    isLimited: (command) => hasOption(command, 't'),
    otherwise: 'waits for as long as the server does not answer',
  },
  ssh: {
    isLimited: ({ args }) => args.some(({ text }) => /ConnectTimeout/i.test(text)),
    option: '-o BatchMode=yes -o ConnectTimeout=2',
    otherwise: 'waits for as long as the system tries to connect, and asks for a password',
  },
};
