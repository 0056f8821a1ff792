import { basename } from 'node:path';
import type { Place } from '../../grammar/source.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { RecordedCase } from './collections.ts';
import type { DaemonMessage } from './messages.ts';

/** How hacfg and the daemon differ about one file. */
export interface Difference {
  /** The daemon complains, and hacfg has nothing for that line. */
  readonly missed: readonly DaemonMessage[];
  /** hacfg reports errors in a file that the daemon accepts without a word. */
  readonly falseErrors: readonly Diagnostic[];
}

/**
 * Rules whose errors `keepalived -t` cannot know of: it checks no behaviour, only text. Everything else that is an
 * error must be one for the daemon, too.
 */
export const beyondTheDaemon: ReadonlyMap<string, string> = new Map([
  [
    'vrrp/strict-blocks-vip',
    'the firewall rules of strict mode drop what is sent to the VIP; -t sees no traffic',
  ],
  ['address/vip-is-host-ip', '-t does not look at the addresses of the host'],
  ['address/source-not-local', '-t does not look at the addresses of the host'],
  ['script/shell-metacharacters', '-t runs no script'],
  ['script/probes-vip', '-t runs no script'],
  ['check-script/never-fails', '-t runs no script'],
  ['check-script/invalid-service-command', '-t runs no script'],
]);

/** Findings that count what there is too much of, and name the first lines only. */
const countsOnly: ReadonlySet<string> = new Set([
  'syntax/unknown-keyword',
  'syntax/comment-ends-in-backslash',
]);

/** Compares by line: a complaint is met by a finding on its line, or by one that names the line as its consequence. */
export function compare(
  diagnostics: readonly Diagnostic[],
  { messages, silent, path }: Pick<RecordedCase, 'messages' | 'silent' | 'path'>,
): Difference {
  const errors = diagnostics.filter(
    ({ severity, rule }) => severity === 'error' && !beyondTheDaemon.has(rule),
  );
  const lines = new Set<string>();
  for (const { place, related } of diagnostics) {
    for (const one of [place, ...related.map((other) => other.place)])
      for (const line of linesOf(one)) lines.add(line);
  }
  const tooMany = diagnostics.some(({ rule, message }) => countsOnly.has(rule) && /\bmore\b/.test(message));
  const missed = messages.filter(({ file, line, text }) => {
    if (line === undefined) return !isMetWithoutLine(text, diagnostics);
    if (tooMany && /^(Unknown keyword|Unexpected|Extra)/.test(text)) return false;
    return !lines.has(`${basename(file ?? path)}:${line}`);
  });
  return { missed, falseErrors: silent ? errors : [] };
}

/** Names that a complaint without a line may be about: `(VI_1) ...`, `Sync group G ...`, `[10.0.0.1]:tcp:80 ...`. */
const subject =
  /^\(([^)\s]+)\)|^[Ss]ync group (\S+)|^Disabling .* (\S+)$|\[([0-9A-Fa-f:.]+)\]|vrrp_script (\S+)|[Tt]rack group (\S+)/;

/** A finding about braces: what stands behind them is read in other blocks, and the daemon complains of those. */
const shifted = /\bmisreads\b/;

/**
 * Without a line, a complaint is met by a finding that speaks of the same block; else, and when the name is only
 * made by a loop or the structure is not the one that was meant, by any that is more than a note.
 */
function isMetWithoutLine(text: string, diagnostics: readonly Diagnostic[]): boolean {
  const name = subject
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  const isWritten = diagnostics.some(({ place }) => name !== undefined && place.source.text.includes(name));
  if (!isWritten || diagnostics.some(({ message }) => shifted.test(message))) {
    return diagnostics.some(({ severity }) => severity !== 'info');
  }
  return diagnostics.some(({ message, related }) => {
    return [message, ...related.map((one) => one.message)].some((said) => names(said, name!));
  });
}

function names(said: string, name: string): boolean {
  return said.split(/[\s,;()]+|:(?=\s)/).includes(name);
}

function* linesOf({ source, span }: Place): Generator<string> {
  const first = source.position(span.start).line;
  const last = source.position(Math.max(span.start, span.end - 1)).line;
  for (let line = first; line <= last; line++) yield `${basename(source.path)}:${line}`;
}
