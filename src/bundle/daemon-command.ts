/** What a command line makes of the daemon (keepalived core/main.c: parse_cmdline). */
export interface DaemonCommand {
  /** It stays in the foreground. */
  readonly staysInForeground: boolean;
  /** The file it writes its process id to, where the line says. */
  readonly pidFile: string | undefined;
  /** Parts come from variables: what is not seen may be there all the same. */
  readonly isOpen: boolean;
}

/** Short options that take a value: what follows in the word is that value. */
const withValue = 'fpcrbASMuisTg';
/** It prints or tests something and ends. */
const ends = /^-(?:t|v|h)$|^--(?:config-test|version|help|signum|genhash)\b/;
const foreground: ReadonlySet<string> = new Set(['--dont-fork', '--log-console-dont-fork']);

/** Reads `keepalived -nlD -f FILE` from its words; undefined when they run something else. */
export function readDaemonCommand(words: readonly string[]): DaemonCommand | undefined {
  const [program, ...options] = words;
  if (program === undefined || !/(?:^|\/)keepalived$/.test(program)) return undefined;
  if (options.some((option) => ends.test(option))) return undefined;
  let staysInForeground = false;
  let pidFile: string | undefined;
  for (const [at, option] of options.entries()) {
    if (foreground.has(option)) staysInForeground = true;
    const long = /^--pid(?:=(.*))?$/.exec(option);
    if (long !== null) pidFile = long[1] ?? options[at + 1];
    if (!/^-[A-Za-z]/.test(option)) continue;
    const letters = option.slice(1);
    const value = letters.split('').findIndex((letter) => withValue.includes(letter));
    const flags = value === -1 ? letters : letters.slice(0, value);
    if (flags.includes('n')) staysInForeground = true;
    if (value !== -1 && letters[value] === 'p') pidFile = letters.slice(value + 1) || options[at + 1];
  }
  return { staysInForeground, pidFile, isOpen: options.some((option) => option.includes('$')) };
}
