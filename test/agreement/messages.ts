import { followsFromTheMachine, isAboutTheMachine } from './machine.ts';

/** One complaint of the daemon, as `keepalived -t` prints it. */
export interface DaemonMessage {
  /** File it names, as printed; undefined: the main file, or no line is named. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly text: string;
}

/** Takes one line of `-t` output apart; undefined for an empty one. */
function parseMessage(raw: string): DaemonMessage | undefined {
  const printed = raw.trim();
  if (printed === '') return undefined;
  const match = /^\((?:(?<file>[^()]*): )?Line (?<line>\d+)\)\s*(?<text>.*)$/.exec(printed);
  const text = match?.groups?.text ?? printed;
  if (text === '') return undefined;
  const file = match?.groups?.file;
  return {
    file: file === undefined || file === '@' ? undefined : file,
    line: match === null ? undefined : Number(match.groups?.line),
    text,
  };
}

/**
 * What the daemon says of the text, without repeats: it reads a file in several passes and says most things more
 * than once.
 */
export function parseMessages(raw: readonly string[]): DaemonMessage[] {
  const seen = new Set<string>();
  const messages = raw.flatMap((line) => parseMessage(line) ?? []);
  const texts = messages.map(({ text }) => text);
  return messages.filter((message) => {
    const key = `${message.file}\n${message.line}\n${message.text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (isAboutTheMachine(message.text) || followsFromTheMachine(message.text, texts)) return false;
    return !isMiscounted(message, messages);
  });
}

/** The first pass does not count a last line without a line end; the later ones name the right one. */
function isMiscounted({ file, line, text }: DaemonMessage, all: readonly DaemonMessage[]): boolean {
  if (line === undefined || all.some((other) => (other.line ?? 0) > line + 1)) return false;
  // The first pass may name no file where the later ones do.
  return all.some(
    (other) => (file === undefined || other.file === file) && other.text === text && other.line === line + 1,
  );
}
