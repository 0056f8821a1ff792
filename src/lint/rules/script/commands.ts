import { keywordOf } from '../../../../grammar/configuration.ts';
import type { IpAddress } from '../../../../grammar/values/address.ts';
import { parseAddress } from '../../../../grammar/values/address.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, CommandWord, NodeModel, TrackScript } from '../../../model/node.ts';
import { nameOfBlock } from '../value/wording.ts';

/** `script of vrrp_script chk_nginx`, `notify_master of vrrp_instance VI_1`. */
export function nameOfCommand({ statement }: Command): string {
  return `${keywordOf(statement)} of ${nameOfBlock(statement.parent)}`;
}

/** The command of a vrrp_script; undefined when it has none that the daemon can use. */
export function commandOf(script: TrackScript, node: NodeModel): Command | undefined {
  return node.commands.find(({ statement }) => statement === script.command.statement);
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh', 'busybox']);

export function isShell(command: Command): boolean {
  return shells.has(programOf(command));
}

/** What a shell is told to run: the word behind `-c`, `-ec`...; undefined when the command is no such call. */
export function shellText(command: Command): CommandWord | undefined {
  if (!isShell(command)) return undefined;
  const option = command.argv.findIndex((word, at) => at > 0 && /^-[a-z]*c$/.test(word.text));
  return option === -1 ? undefined : command.argv[option + 1];
}

/** The whole command in one line, as it runs: for a look at what stands in it. */
export function textOfCommand(command: Command): string {
  return command.argv.map((word) => word.text).join(' ');
}

/** Programs that connect to something and may have to wait for it. */
const clients: ReadonlySet<string> = new Set([
  ...['curl', 'wget', 'nc', 'ncat', 'netcat', 'telnet', 'nmap', 'ping', 'ping6', 'fping', 'arping'],
  ...['dig', 'host', 'nslookup', 'ssh', 'openssl', 'mysql', 'mysqladmin', 'mariadb', 'mariadb-admin'],
  ...['psql', 'pg_isready', 'redis-cli', 'mongo', 'mongosh', 'ldapsearch', 'etcdctl', 'kubectl', 'http'],
]);

export function isClient(program: string): boolean {
  return clients.has(program);
}

/** The client that a command calls, itself or behind `timeout 2`, `sudo` and a shell; undefined when it calls none. */
export function clientIn(command: Command): string | undefined {
  const inner = shellText(command)?.text.split(/[\s;|&()]+/) ?? command.argv.map((word) => word.text);
  const names = inner.map((word) => word.replace(/^.*\//, ''));
  // Only what can be the program: the first word, or one behind a wrapper or a shell's operators.
  const isWrapped =
    shellText(command) !== undefined || ['timeout', 'sudo', 'nice', 'env'].includes(names[0]!);
  return isWrapped ? names.find(isClient) : names.slice(0, 1).find(isClient);
}

/** An address that stands in a word of a command. */
export interface CommandAddress {
  readonly address: IpAddress;
  readonly word: CommandWord;
}

const addressPattern =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(?![\w.]*\d)/g;

/** The addresses in the words of a command: alone, in a URL, with a port behind them. */
export function addressesIn(command: Command): CommandAddress[] {
  return command.argv
    .slice(1)
    .flatMap((word) => addressesInText(word.text).map((address) => ({ address, word })));
}

/** The addresses in a word. */
export function addressesInText(text: string): IpAddress[] {
  return [...text.matchAll(addressPattern)].flatMap(([found]) => parseAddress(found) ?? []);
}
