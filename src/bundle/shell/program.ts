import { baseName } from '../paths.ts';

/** The command behind what only runs another: how many words to skip. */
export interface Unwrapped {
  readonly wrappers: readonly string[];
  /** Index of the program among the words. */
  readonly at: number;
}

interface Wrapper {
  /** Options that take a word of their own. */
  readonly valued: RegExp;
  /** Words that are no options and come before the program: the duration of `timeout`. */
  readonly operands: number;
}

const plain: Wrapper = { valued: /^$/, operands: 0 };

/** Programs that run the program named behind them. */
const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['exec', { valued: /^-a$/, operands: 0 }],
  ['command', plain],
  ['builtin', plain],
  ['nohup', plain],
  ['setsid', plain],
  ['time', plain],
  ['busybox', plain],
  ['stdbuf', { valued: /^-[ioe]$/, operands: 0 }],
  ['ionice', { valued: /^-[cnp]$/, operands: 0 }],
  ['nice', { valued: /^-n$/, operands: 0 }],
  ['sudo', { valued: /^-[ugChpTUrtR]$/, operands: 0 }],
  ['doas', { valued: /^-[Cu]$/, operands: 0 }],
  ['env', { valued: /^-[uCS]$/, operands: 0 }],
  ['timeout', { valued: /^-[ks]$/, operands: 1 }],
]);

/** What bash takes for a connection, and no other shell: `/dev/tcp/HOST/PORT`. */
export function isNetworkPath(path: string): boolean {
  return path.startsWith('/dev/tcp/') || path.startsWith('/dev/udp/');
}

/** Finds the program in the words of a command. `command -v X` and `time` alone run nothing else: they stay. */
export function unwrap(words: readonly string[]): Unwrapped {
  const found: string[] = [];
  let at = 0;
  for (;;) {
    const name = baseName(words[at] ?? '');
    const wrapper = wrappers.get(name);
    const next = wrapper === undefined ? undefined : behind(words, at + 1, wrapper, name);
    if (next === undefined || next >= words.length) return { wrappers: found, at };
    found.push(name);
    at = next;
  }
}

function behind(words: readonly string[], from: number, wrapper: Wrapper, name: string): number | undefined {
  let at = from;
  while (at < words.length && /^-/.test(words[at]!)) {
    const option = words[at]!;
    if (name === 'command' && /^-[vV]/.test(option)) return undefined;
    at += wrapper.valued.test(option) ? 2 : 1;
    if (option === '--') break;
  }
  if (name === 'env' || name === 'sudo') while (/^[A-Za-z_]\w*=/.test(words[at] ?? '')) at++;
  return at + wrapper.operands;
}
