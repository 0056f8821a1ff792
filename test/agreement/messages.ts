/** One complaint of the daemon, as `keepalived -t` prints it. */
export interface DaemonMessage {
  /** File it names, as printed; undefined: the main file, or no line is named. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly text: string;
}

/** What depends on the machine that runs the daemon, not on the text. */
const aboutTheMachine = [
  /^SECURITY VIOLATION/,
  /^Disabling track script .* insecure/,
  /^Unable to set default user/,
  /^Error setting global script uid/,
  /interface .* doesn't exist/i,
  /^Non-existent interface/,
  /^\(.*\) tracked interface .* doesn't exist/,
  /unknown interface .* specified for linkbeat/i,
  /^\[oracle: /,
  /iptables not supported, using nftables/,
  /^Unsafe permissions/,
  /^WARNING - script .* is not/,
  /already exists and is not a private macvlan/,
  /Unable to set uid\/gid for script/,
];

/** With an interface missing the daemon stops before it compares anything: then its silence says nothing. */
const masking = /interface .* doesn't exist|^Non-existent interface/i;

export function isMasked(raw: readonly string[]): boolean {
  return raw.some((line) => masking.test(line));
}

/** Parses one line of `-t` output; undefined for what says nothing about the text. */
export function parseMessage(raw: string): DaemonMessage | undefined {
  const printed = raw.trim();
  if (printed === '') return undefined;
  const match = /^\((?:(?<file>[^()]*): )?Line (?<line>\d+)\)\s*(?<text>.*)$/.exec(printed);
  const text = match?.groups?.text ?? printed;
  if (text === '' || aboutTheMachine.some((pattern) => pattern.test(text))) return undefined;
  const file = match?.groups?.file;
  return {
    file: file === undefined || file === '@' ? undefined : file,
    line: match === null ? undefined : Number(match.groups?.line),
    text,
  };
}

/** The messages without repeats: the daemon reads a file in several passes and says most things more than once. */
export function parseMessages(raw: readonly string[]): DaemonMessage[] {
  const seen = new Set<string>();
  return raw.flatMap((line) => {
    const message = parseMessage(line);
    if (message === undefined) return [];
    const key = `${message.file}\n${message.line}\n${message.text}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [message];
  });
}
