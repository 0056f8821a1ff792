import { keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import type { NodeModel, TrackedDefinition, TrackFile, TrackProcess, TrackScript } from '../model/node.ts';
import type { CheckText } from '../topology/schema.ts';
import { CannotExpress } from './cannot-express.ts';
import { plainCommand } from './commands.ts';
import { linesOf } from './lines.ts';

/** The checks of hacfg.yaml: one for each definition, shared by the hosts that have the same. */
export class Checks {
  private readonly made = new Map<string, CheckText>();

  /** The name of the check that stands for a definition. Throws CannotExpress. */
  nameOf(definition: TrackedDefinition, node: NodeModel, host: string): string {
    for (const name of candidates(definition.name, host)) {
      const check = checkOf(definition, name, node);
      const known = this.made.get(name);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(check)) continue;
      this.made.set(name, check);
      return name;
    }
    throw new Error('there are as many names as are needed');
  }

  all(): Record<string, CheckText> {
    return Object.fromEntries(this.made);
  }
}

/** Its own name, and others where another host has another check of this name. */
function* candidates(name: string, host: string): Generator<string> {
  const plain = nameFor(name);
  yield plain;
  yield nameFor(`${plain}-${host}`);
  for (let at = 2; ; at++) yield nameFor(`${plain.slice(0, 55)}-${at}`);
}

/** A name that hacfg.yaml takes. */
export function nameFor(text: string): string {
  const clean = text.replace(/[^\p{L}\p{N}_.:+-]/gu, '-').replace(/^[^\p{L}\p{N}_]+/u, '');
  return clean === '' ? 'x' : clean.slice(0, 63);
}

function checkOf(definition: TrackedDefinition, name: string, node: NodeModel): CheckText {
  switch (definition.kind) {
    case 'script':
      return scriptCheck(definition, name, node);
    case 'file':
      return fileCheck(definition);
    case 'process':
      return processCheck(definition);
    default:
      throw new CannotExpress('bfd_instance is no key of hacfg.yaml', definition.statement);
  }
}

/** Statements of a definition that the check has no key for. */
function others(statement: Statement, known: readonly string[]): string[] {
  return (statement.block?.statements ?? [])
    .filter((one) => !known.includes(keywordOf(one)))
    .flatMap((one) => linesOf(one));
}

const scriptKeys = ['script', 'interval', 'timeout', 'rise', 'fall', 'weight', 'user', 'init_fail'];

function scriptCheck(script: TrackScript, name: string, node: NodeModel): CheckText {
  const run = plainCommand(script.command.statement, node.release);
  const user = script.user.statement?.words.slice(1).map(textOf) ?? [];
  const isPlainUser = user.length === 0 || (user.length === 1 && isWord(user[0]!));
  const verbatim = others(script.statement, scriptKeys);
  if (run === undefined || !isPlainUser) {
    return { kind: 'verbatim', lines: renamed(script.statement, name), weight: script.weight.value };
  }
  return {
    kind: 'command',
    run,
    interval: script.interval.value,
    ...(script.timeout.isWritten ? { timeout: script.timeout.value } : {}),
    fall: script.fall.value,
    rise: script.rise.value,
    weight: script.weight.value,
    ...(script.reverse ? { reverse: true } : {}),
    ...(user.length === 0 ? {} : { user: user[0]! }),
    ...(script.initFail.value ? { init_fail: true } : {}),
    ...(verbatim.length === 0 ? {} : { verbatim }),
  };
}

/** The block as it is, under another name. */
function renamed(statement: Statement, name: string): string[] {
  const [first, ...rest] = linesOf(statement);
  return [first!.replace(statement.words[1]!.image, () => name), ...rest];
}

function fileCheck({ statement, file, weight }: TrackFile): CheckText {
  const init = statement.block?.statements.filter((one) => keywordOf(one) === 'init_file') ?? [];
  const words = init.flatMap((one) => one.words.slice(1).map(textOf)).join(' ');
  const verbatim = others(statement, ['file', 'weight', 'init_file']);
  const path = file.value ?? '';
  if (!/^\/[\p{L}\p{N}_./+@:-]*$/u.test(path) || verbatim.length > 0 || !['', '0'].includes(words))
    throw new CannotExpress('this track_file has more than hacfg.yaml can say', statement);
  return { kind: 'file', file: path, weight: weight.value, init: init.length > 0 };
}

function processCheck({ statement, process, weight, quorum, delay }: TrackProcess): CheckText {
  const verbatim = others(statement, ['process', 'weight', 'quorum', 'delay']);
  const name = process.value ?? '';
  if (!/^[A-Za-z0-9_./+-]+$/.test(name) || (process.statement?.words.length ?? 0) > 2)
    throw new CannotExpress('this process has arguments, or a name that hacfg.yaml cannot hold', statement);
  return {
    kind: 'process',
    process: name,
    weight: weight.value,
    ...(quorum.isWritten ? { quorum: quorum.value } : {}),
    ...(delay.isWritten ? { delay: delay.value } : {}),
    ...(verbatim.length === 0 ? {} : { verbatim }),
  };
}

/** One word that hacfg.yaml takes without further ado. */
export function isWord(text: string): boolean {
  return /^[\p{L}\p{N}_/.:+,=%*?&;^|<>()[\]-][\p{L}\p{N}_/.:+,=@%*?&;~^|<>()[\]-]*$/u.test(text);
}
