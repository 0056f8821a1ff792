/*
 * What the daemon says of the machine it runs on, not of the text: of files, users, interfaces, names that are not
 * there. What else it says because of that, and what it does not say any more, counts as little.
 */

interface MachineMessage {
  readonly pattern: RegExp;
  readonly reason: string;
}

const host = 'scripts, users and their rights differ from host to host';
const network = 'interfaces differ from host to host';
const build = 'what a build was made with differs from package to package';

export const machineMessages: readonly MachineMessage[] = [
  { pattern: /^SECURITY VIOLATION/, reason: host },
  { pattern: /^Disabling track script .* (insecure|not found)/, reason: host },
  { pattern: /^Unable to set default user/, reason: host },
  { pattern: /^Unable to set uid\/gid for script/, reason: host },
  { pattern: /^Error setting global script uid/, reason: host },
  { pattern: /^WARNING - script .* is not/, reason: host },
  { pattern: /^Unsafe permissions/, reason: host },
  { pattern: /^realpath\(\) error/, reason: host },
  { pattern: /^Invalid (startup|shutdown) script$/, reason: host },
  { pattern: /interface .* doesn't exist/i, reason: network },
  { pattern: /^Non-existent interface/, reason: network },
  { pattern: /unknown interface .* specified for (linkbeat|up\/down)/i, reason: network },
  { pattern: /requires either an interface or default interface must exist/, reason: network },
  { pattern: /already exists and is not a private macvlan/, reason: network },
  { pattern: /iptables not supported, using nftables/, reason: build },
  { pattern: /^\[oracle: /, reason: 'a note of whoever recorded it' },
];

/** An SMTP server is looked up while the file is read: only with a literal address does the text decide. */
const smtpServer = /^Invalid smtp server (\S+)/;
const literalAddress = /^[\d.]+$|^[\da-fA-F:]*:[\da-fA-F:.]*$/;

export function isAboutTheMachine(text: string): boolean {
  const server = smtpServer.exec(text)?.[1];
  if (server !== undefined && !literalAddress.test(server)) return true;
  return machineMessages.some(({ pattern }) => pattern.test(text));
}

/**
 * With an interface missing the daemon stops before it compares anything, and of a script it cannot run it says
 * nothing more: its silence on the rest means nothing.
 */
const masking =
  /interface .* doesn't exist|unknown interface .* specified|^Non-existent interface|^Disabling track script|- removing$/i;

/** A network namespace of another machine cannot be entered, and then nothing is checked at all. */
const namespace = /^[ \t]*net_namespace[ \t]/m;

export function isMasked(raw: readonly string[], configuration: string): boolean {
  if (namespace.test(configuration)) return true;
  return raw.some((line) => masking.test(line.replace(/^\(.*?Line \d+\)\s*/, '')));
}

const removedScript = /^Unable to set default user for vrrp script (\S+) - removing/;
const someScript = /^Unable to set uid\/gid for script/;
const unknownScript = /track script (\S+) not found/;
const unknownFile = /track file (\S+) not found/;
const missingFile = /^realpath\(\) error .* for (\S+)/;

/** Whether a name is not found only because the machine made the daemon drop what it names. */
export function followsFromTheMachine(text: string, all: readonly string[]): boolean {
  const file = unknownFile.exec(text)?.[1];
  if (file !== undefined) return all.some((other) => missingFile.exec(other)?.[1] === file);
  const name = unknownScript.exec(text)?.[1];
  if (name === undefined) return false;
  return all.some((other) => removedScript.exec(other)?.[1] === name || someScript.test(other));
}
