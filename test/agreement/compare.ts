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
  ['address/network-or-broadcast', '-t does not ask whether a host may have an address'],
  ['address/vip-is-host-ip', '-t does not look at the addresses of the host'],
  ['address/source-not-local', '-t does not look at the addresses of the host'],
  ['unicast/implicit-source', '-t sends nothing'],
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
  // Early releases name no files: a line of any file may be the one they mean.
  const namesFiles = messages.some(({ file }) => file !== undefined);
  for (const { place, related } of diagnostics) {
    for (const one of [place, ...related.map((other) => other.place)])
      for (const line of linesOf(one)) {
        lines.add(`${basename(one.source.path)}:${line}`).add(`${line}`);
        if (!namesFiles && isUncounted(one.source, line)) lines.add(`${line - 1}`);
      }
  }
  const tooMany = diagnostics.some(({ rule, message }) => countsOnly.has(rule) && /\bmore\b/.test(message));
  const spoken = new Spoken(diagnostics);
  const missed = messages.filter(({ file, line, text }) => {
    if (line === undefined) return !isMetWithoutLine(text, spoken);
    if (isSaidAtTheEnd.test(text) && isMetWithoutLine(text, spoken)) return false;
    if (tooMany && /^(Unknown keyword|Unexpected|Extra)/.test(text)) return false;
    return !lines.has(namesFiles ? `${basename(file ?? path)}:${line}` : `${line}`);
  });
  return { missed, falseErrors: silent ? errors : [] };
}

/** Names that a complaint without a line may be about: `(VI_1) ...`, `Sync group G ...`, `[10.0.0.1]:tcp:80 ...`. */
const subject =
  /^\(([^)\s]+)\)|^[Ss]ync group (\S+)|^Disabling .* (\S+)$|\[([0-9A-Fa-f:.]+)\]|vrrp_script (\S+)|BFD instance (\S+)|[Tt]rack group (\S+)/;

/** Said when a block is complete, or when nothing defines a name: the line is that of its end, or of the use. */
const isSaidAtTheEnd =
  /^Virtual server .* has no real servers|^No script set for|not found, ignoring|has no neighbor address|^There are \d+ missing/;

/** A finding about braces: what stands behind them is read in other blocks, and the daemon complains of those. */
export const shifted = /\bmisreads\b/;

/** What the findings on a file speak of; looked at when a complaint names no line. */
class Spoken {
  private readonly diagnostics: readonly Diagnostic[];
  private wordsCache: ReadonlySet<string> | undefined;
  private textsCache: readonly string[] | undefined;

  constructor(diagnostics: readonly Diagnostic[]) {
    this.diagnostics = diagnostics;
  }

  get hasMoreThanNotes(): boolean {
    return this.diagnostics.some(({ severity }) => severity !== 'info');
  }

  get shiftsBlocks(): boolean {
    return this.diagnostics.some(({ message }) => shifted.test(message));
  }

  isWritten(name: string): boolean {
    this.textsCache ??= [...new Set(this.diagnostics.map(({ place }) => place.source))].map(
      ({ text }) => text,
    );
    return this.textsCache.some((text) => text.includes(name));
  }

  names(name: string): boolean {
    this.wordsCache ??= new Set(
      this.diagnostics.flatMap(({ message, related }) =>
        [message, ...related.map((one) => one.message)].flatMap((said) => said.split(/[\s,;()]+|:(?=\s)/)),
      ),
    );
    return this.wordsCache.has(name);
  }
}

/**
 * Without a line, a complaint is met by a finding that speaks of the same block; else, and when the name is only
 * made by a loop or the structure is not the one that was meant, by any that is more than a note.
 */
function isMetWithoutLine(text: string, spoken: Spoken): boolean {
  const name = subject
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  if (name === undefined || !spoken.isWritten(name) || spoken.shiftsBlocks) return spoken.hasMoreThanNotes;
  return spoken.names(name);
}

/** Early releases do not count a last line without a line end, and name the one before. */
function isUncounted({ lineStarts, text }: Place['source'], line: number): boolean {
  return line === lineStarts.length && !text.endsWith('\n');
}

function* linesOf({ source, span }: Place): Generator<number> {
  const first = source.position(span.start).line;
  const last = source.position(Math.max(span.start, span.end - 1)).line;
  for (let line = first; line <= last; line++) yield line;
}
