import type { Arguments, Command, OptionSpec } from './command.ts';
import { commonOptions } from './command.ts';

/**
 * Reads a command line that leaves nothing to be decided: names spelled in full, every value in its place. Returns
 * undefined for all others; those are read by yargs, as are help and mistakes.
 *
 * WHY two readers: loading yargs takes longer than linting a pair of files. A test holds them to the same answers.
 */
export function plainArguments(argv: readonly string[], command: Command): Arguments | undefined {
  const reader = new PlainReader(command);
  for (let at = 0; at < argv.length; ) {
    const taken = reader.take(argv[at]!, argv[at + 1]);
    if (taken === undefined) return undefined;
    at += taken;
  }
  return reader.isComplete ? reader : undefined;
}

class PlainReader implements Arguments {
  readonly positionals: string[] = [];
  readonly values: Record<string, string> = {};
  readonly lists: Record<string, string[]> = {};
  readonly flags = new Set<string>();
  private readonly options = new Map<string, readonly [name: string, spec: OptionSpec]>();
  private readonly command: Command;

  constructor(command: Command) {
    this.command = command;
    for (const [name, spec] of Object.entries<OptionSpec>({ ...command.options, ...commonOptions })) {
      this.options.set(`--${name}`, [name, spec]);
      if (spec.alias !== undefined) this.options.set(`-${spec.alias}`, [name, spec]);
    }
  }

  get isComplete(): boolean {
    const { positional } = this.command;
    return this.positionals.length === 0 ? positional?.required !== true : positional !== undefined;
  }

  /** Number of words that were read, or undefined when it takes more than this reader to tell. */
  take(word: string, next: string | undefined): 1 | 2 | undefined {
    if (word === '-' || !word.startsWith('-')) {
      this.positionals.push(word);
      return 1;
    }
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const [name, spec] = this.options.get(equals === -1 ? word : word.slice(0, equals)) ?? [];
    if (name === undefined || spec === undefined) return undefined;
    if (spec.type === 'flag') return this.takeFlag(name, equals, next);
    const value = equals === -1 ? next : word.slice(equals + 1);
    if (value === undefined || !/^[^-"'\s]/.test(value)) return undefined;
    if (spec.type === 'list') this.lists[name] = [...(this.lists[name] ?? []), value];
    else this.values[name] = value;
    return equals === -1 ? 2 : 1;
  }

  private takeFlag(name: string, equals: number, next: string | undefined): 1 | undefined {
    if (equals !== -1 || next === 'true' || next === 'false') return undefined;
    this.flags.add(name);
    return 1;
  }
}
