import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { ScriptUse } from '../../../model/node.ts';
import type { Client } from './network-clients.ts';
import { written } from './uses.ts';

/** Two seconds, or one where keepalived waits for two at most: the probe is to end first, and say what it saw. */
export function secondsFor({ limit }: ScriptUse): string {
  return limit !== undefined && limit.seconds <= 2 ? '1' : '2';
}

/** The options that limit the time of a call; undefined when its program has none. */
export function limitFor(use: ScriptUse, command: ShellCommand, client: Client): string | undefined {
  const { option, given } = client;
  return option?.replace(given?.(command) ?? '', '').replace('2', secondsFor(use));
}

/** Puts the limit into the command where it stands. */
export function limitFix(use: ScriptUse, command: ShellCommand, client: Client): Fix[] {
  const { source, span } = command.programPlace;
  if (/^["']/.test(source.slice(span))) return [];
  const option = limitFor(use, command, client);
  const seconds = secondsFor(use);
  const at = option === undefined ? span.start : placeForOptions(command, client);
  const text = option === undefined ? `timeout ${seconds} ` : ` ${option}`;
  const title = `Limit its time to about ${seconds === '1' ? 'a second' : 'two seconds'}`;
  return [{ title, safety: 'unsafe', edits: [{ place: { source, span: { start: at, end: at } }, text }] }];
}

/** The whole call with more options, to be typed. */
export function commandWith(command: ShellCommand, client: Client, options: string): string {
  const { path, programPlace, place } = command;
  const at = placeForOptions(command, client);
  const between = (start: number, end: number) => written({ source: place.source, span: { start, end } });
  // Of a command without a shell, what only a shell would understand is found by another rule.
  const rest = between(at, place.span.end).replace(/(?:^|\s)(?:\|\|?|&&?|;|&?>).*$/, '');
  const parts = [between(programPlace.span.end, at), options.trim(), rest];
  return [path, ...parts.filter((part) => part !== '')].join(' ');
}

/** Behind the program, and behind options that have to be its first. */
function placeForOptions({ programPlace, args }: ShellCommand, { first }: Client): number {
  const others = args.findIndex(({ text }) => first?.test(text) !== true);
  const leading = args[(others === -1 ? args.length : others) - 1];
  return (leading?.place ?? programPlace).span.end;
}
