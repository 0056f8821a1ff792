import type { ShellCommand } from '../../../bundle/shell/script.ts';
import { hasOption } from './uses.ts';

/** A name looked for in a list of processes. */
export interface Search {
  readonly list: ShellCommand;
  readonly grep: ShellCommand;
  /** The pattern as written. */
  readonly pattern: string;
  /** What it is meant to find. */
  readonly process: string;
}

const lists: ReadonlySet<string> = new Set(['ps', 'ss', 'netstat', 'lsof']);
const greps: ReadonlySet<string> = new Set(['grep', 'egrep', 'fgrep']);
const awks: ReadonlySet<string> = new Set(['awk', 'gawk', 'mawk']);
const port = /^[\W\d]*$|:\d|^\W*\d/;
const stateOrProtocol = /^(?:listen\w*|estab\w*|time.wait|syn\w*|(?:tcp|udp)6?)$/;

/** Ports, states and protocols: what the lists show beside names. */
function isNoName(pattern: string): boolean {
  // Not by flag i, which makes V8 take long over \W.
  return port.test(pattern) || stateOrProtocol.test(pattern.toLowerCase());
}

/** The list that a command of a pipe searches. */
function listBefore(command: ShellCommand): ShellCommand | undefined {
  return command.pipe.slice(0, command.pipe.indexOf(command)).find((one) => lists.has(one.program));
}

/** What grep looks for, and awk in front of its first block. */
function patternOf({ program, args }: ShellCommand): string | undefined {
  if (greps.has(program)) return args.find(({ text }) => !text.startsWith('-'))?.text ?? '';
  if (!awks.has(program)) return undefined;
  const text = args.find((arg) => !arg.text.startsWith('-'))?.text ?? '';
  return /^\s*\/(\[?\w[\w.\]-]*)\/\s*(?:\{|$)/.exec(text)?.[1];
}

/** `ps aux | grep nginx`: the list and the first search behind it for a name. */
export function searchIn(command: ShellCommand): Search | undefined {
  const list = listBefore(command);
  const pattern = patternOf(command);
  if (pattern === undefined || list === undefined || hasOption(command, 'v', '--invert-match'))
    return undefined;
  if (list.program !== 'ps' && !hasOption(list, 'p', '--processes', '--program')) return undefined;
  const isNamed = command.pipe
    .slice(0, command.pipe.indexOf(command))
    .some((one) => patternOf(one) !== undefined && searchIn(one) !== undefined);
  if (isNamed || isNoName(pattern)) return undefined;
  return { list, grep: command, pattern, process: pattern.replace(/^\[(\w)\]/, '$1') };
}

/** A port looked for in a list of sockets, by a pattern that other ports match as well. */
export interface PortSearch {
  readonly list: ShellCommand;
  readonly port: string;
  /** Without the colon: addresses and queues match too. */
  readonly isBare: boolean;
}

/** `ss -lnt | grep 80`, `netstat -lnt | grep :80`. */
export function portSearchIn(command: ShellCommand): PortSearch | undefined {
  const list = listBefore(command);
  if (list === undefined || list.program === 'ps' || !greps.has(command.program)) return undefined;
  if (hasOption(command, '[vwx]', '--invert-match', '--word-regexp')) return undefined;
  const port = /^(:?)(\d{2,4})$/.exec(patternOf(command) ?? '');
  return port === null ? undefined : { list, port: port[2]!, isBare: port[1] === '' };
}

/** `grep -v grep` behind it. */
export function isLeftOut(grep: ShellCommand): boolean {
  return grep.pipe.some((one) => greps.has(one.program) && hasOption(one, 'v', '--invert-match'));
}
