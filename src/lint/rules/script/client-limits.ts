import type { Command } from '../../../model/node.ts';
import { textOfCommand } from './commands.ts';

/** Options by which clients limit their own time, in seconds. */
const limits: Readonly<Record<string, RegExp>> = {
  curl: /\s(?:-m\s*|--max-time[\s=]|--connect-timeout[\s=])(\d+(?:\.\d+)?)/,
  wget: /\s(?:-T\s*|--timeout[\s=]|--connect-timeout[\s=])(\d+(?:\.\d+)?)/,
  nc: /\s-[a-z]*w\s*(\d+)/,
  ncat: /\s(?:-w\s*|--wait[\s=])(\d+)/,
  ping: /\s-[wW]\s*(\d+(?:\.\d+)?)/,
  ping6: /\s-[wW]\s*(\d+(?:\.\d+)?)/,
  arping: /\s-w\s*(\d+)/,
  mysqladmin: /--connect[-_]timeout[\s=](\d+)/,
  mysql: /--connect[-_]timeout[\s=](\d+)/,
  psql: /connect_timeout=(\d+)/,
  pg_isready: /\s(?:-t\s*|--timeout[\s=])(\d+)/,
};

/** The time a client gives itself, in seconds; undefined when it does not say, or not in a way known here. */
export function ownLimit(client: string, command: Command): number | undefined {
  const text = textOfCommand(command);
  const around = /(?:^|[\s/])timeout\s+(?:-\S+\s+)*(\d+(?:\.\d+)?)s?\s/.exec(text);
  const found = around ?? limits[client]?.exec(text);
  return found === null || found === undefined ? undefined : Number(found[1]);
}
