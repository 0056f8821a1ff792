import yargs, { type Argv, type Options } from 'yargs';
import { nearest } from '../../grammar/did-you-mean.ts';
import { type Arguments, type Command, commonOptions, type OptionSpec, type OptionTable } from './command.ts';
import { commands } from './commands/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './errors.ts';
import { version } from './version.ts';

/** What a command line asks for. */
export type Call =
  | { readonly kind: 'run'; readonly command: Command; readonly args: Arguments }
  /** Help or the version: the text to print. */
  | { readonly kind: 'print'; readonly text: string };

/**
 * Reads a command line with yargs. Throws UsageError.
 *
 * @param columns width of the help text
 */
export async function readArguments(argv: readonly string[], columns: number): Promise<Call> {
  let call: Call | undefined;
  const parser = baseParser(columns);
  for (const [name, { describe, load }] of Object.entries(commands)) {
    let command: Command | undefined;
    parser.command(
      usageOf(name),
      describe,
      async (builder) => {
        command = await load();
        return configure(builder, name, command);
      },
      (argv) => {
        if (command !== undefined) call = { kind: 'run', command, args: collect(argv, name, command) };
      },
    );
  }
  parser.command('$0', false, {}, (argv) => refuseCommand(textsOf(argv._), argv));
  const printed = await parse(parser, argv);
  if (printed !== '') return { kind: 'print', text: `${printed}\n` };
  if (call === undefined) throw new UsageError('nothing to do');
  return call;
}

/** The text of `hacfg --help`. */
export async function programHelp(columns: number): Promise<string> {
  const call = await readArguments(['--help'], columns);
  return call.kind === 'print' ? call.text : '';
}

function usageOf(name: string): string {
  const { positional } = commands[name]!;
  return positional === undefined ? name : `${name} ${positional}`;
}

function baseParser(columns: number): Argv {
  return yargs()
    .scriptName('hacfg')
    .locale('en')
    .usage(
      'hacfg: checks keepalived configurations as the daemon reads them, one node or a whole cluster\n\n  $0 <command> [options]',
    )
    .example('$0 lint', 'check every configuration below this folder')
    .example('$0 lint web1.conf web2.conf', 'check a pair against each other')
    .example('$0 <command> --help', 'the options of a command')
    .epilogue('Exit codes: 0 nothing found, 1 findings, 2 the job could not be done.')
    .help('help')
    .alias('help', 'h')
    .version(version)
    .wrap(Math.min(columns, 110))
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
      'strip-aliased': true,
    });
}

function configure(builder: Argv, name: string, command: Command): Argv {
  builder.usage(`$0 ${usageOf(name)} [options]\n\n${commands[name]!.describe}`);
  if (command.positional !== undefined) {
    const { name: positional, describe, shownDefault = 'none' } = command.positional;
    builder.positional(positional, { describe, type: 'string', defaultDescription: shownDefault });
  }
  const options: OptionTable = { ...command.options, ...commonOptions };
  for (const [option, spec] of Object.entries(options)) builder.option(option, yargsOption(spec));
  builder.example(command.examples.map(({ command: line, does }) => [line, does] as [string, string]));
  return command.epilogue === undefined ? builder : builder.epilogue(command.epilogue);
}

/** Choices and missing values are judged by the commands, whose messages know what was probably meant. */
function yargsOption(spec: OptionSpec): Options {
  return {
    describe: spec.describe,
    type: spec.type === 'flag' ? 'boolean' : 'string',
    ...(spec.alias === undefined ? {} : { alias: spec.alias }),
    ...(spec.group === undefined ? {} : { group: spec.group }),
    ...(spec.shownDefault === undefined ? {} : { defaultDescription: spec.shownDefault }),
    ...(spec.hidden === true ? { hidden: true } : {}),
  };
}

/** Stands for `-`, which yargs loses on its way to the positional arguments. */
const dash = '\u{f0000}';

type Parsed = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

async function parse(parser: Argv, argv: readonly string[]): Promise<string> {
  let printed = '';
  parser.fail((message, error) => {
    throw error ?? missingArgument(message, argv[0]);
  });
  const words = argv.map((word) => (word === '-' ? dash : word));
  await parser.parseAsync(words, {}, (error: unknown, _argv: unknown, output: string) => {
    if (error !== undefined && error !== null) throw error;
    printed = output;
  });
  return printed;
}

/** yargs itself refuses nothing but a command without its arguments; it counts them, which helps nobody. */
function missingArgument(message: string, name: string | undefined): UsageError {
  if (name === undefined || !Object.hasOwn(commands, name)) return new UsageError(message);
  return new UsageError(`an argument is missing: hacfg ${usageOf(name)}`, name);
}

function collect(argv: Parsed, name: string, command: Command): Arguments {
  const options: OptionTable = { ...command.options, ...commonOptions };
  refuseUnknownOptions(argv, options, name, command.positional?.name);
  const rest = textsOf(argv._.slice(1));
  if (command.positional === undefined && rest.length > 0) {
    throw new UsageError(`unexpected argument ${JSON.stringify(rest[0])}`, name);
  }
  const values: Record<string, string> = {};
  const lists: Record<string, readonly string[]> = {};
  const flags = new Set<string>();
  for (const [option, { type }] of Object.entries(options)) {
    const given = argv[option];
    if (given === undefined) continue;
    if (type === 'flag') {
      if (lastOf(given) === true) flags.add(option);
      continue;
    }
    const texts = textsOf(given);
    if (texts.includes('')) throw new UsageError(`--${option} needs a value`, name);
    if (type === 'list') lists[option] = texts;
    else values[option] = texts.at(-1)!;
  }
  return { positionals: [...positionalsOf(argv, command), ...rest], values, lists, flags };
}

function positionalsOf(argv: Parsed, { positional }: Command): string[] {
  const given = positional === undefined ? undefined : argv[positional.name];
  return given === undefined ? [] : textsOf(given);
}

function lastOf(given: unknown): unknown {
  return Array.isArray(given) ? given.at(-1) : given;
}

function textsOf(given: unknown): string[] {
  return (Array.isArray(given) ? given : [given]).map(String).map((text) => (text === dash ? '-' : text));
}

function refuseUnknownOptions(
  argv: Parsed,
  options: OptionTable,
  command: string,
  positional: string | undefined,
): void {
  const known = new Set([
    ...Object.keys(options),
    '_',
    '$0',
    'help',
    'version',
    ...(positional ? [positional] : []),
  ]);
  const unknown = Object.keys(argv).find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new UsageError(`unknown option ${withDashes(unknown)}${suggestOption(unknown, options)}`, command);
}

function withDashes(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}

function suggestOption(unknown: string, options: OptionTable): string {
  const glued = Object.values(options).find(({ alias, type }) => type !== 'flag' && alias === unknown[0]);
  const near = nearest(unknown, Object.keys(options)).map((name) => `--${name}`);
  if (near.length > 0) return didYouMean(near);
  return glued !== undefined && unknown.length > 1 ? didYouMean([`-${unknown[0]} ${unknown.slice(1)}`]) : '';
}

function refuseCommand(words: readonly string[], argv: Readonly<Record<string, unknown>>): never {
  const [word] = words;
  const option = Object.keys(argv).find((name) => !['_', '$0', 'help', 'version'].includes(name));
  if (word === undefined)
    throw new UsageError(option === undefined ? 'no command given' : `unknown option ${withDashes(option)}`);
  if (/[./]/.test(word))
    throw new UsageError(`unknown command ${word}${didYouMean([`hacfg lint ${words.join(' ')}`])}`);
  throw new UsageError(`unknown command ${word}${didYouMean(nearest(word, Object.keys(commands)))}`);
}
