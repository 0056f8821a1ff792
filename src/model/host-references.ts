import {
  type Block,
  type Configuration,
  type Statement,
  spanOf,
  textOf,
  type Word,
} from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import {
  type ArgumentType,
  type ListSpec,
  listSpec,
  type ReleaseName,
} from '../../grammar/vocabulary/index.ts';
import { type CommandWord, readCommand } from './command.ts';

/** program: the first word of a command, as the daemon splits it; file: another path. */
export type HostReferenceKind = 'interface' | 'user' | 'group' | 'program' | 'file';

/** Something that a configuration takes from the host it runs on. */
export interface HostReference {
  readonly kind: HostReferenceKind;
  readonly name: string;
  /** The name as written. */
  readonly place: Place;
  readonly statement: Statement;
}

/** Everything a configuration takes from its host, in reading order, repeats included. */
export function hostReferences(configuration: Configuration, release?: ReleaseName): HostReference[] {
  const found: HostReference[] = [];
  visit(configuration.root, (statement) => found.push(...referencesIn(statement, release)));
  return found;
}

function visit(block: Block, found: (statement: Statement) => void): void {
  for (const statement of block.statements) {
    found(statement);
    // A block whose braces the daemon ignores has its lines in the list of the block around.
    if (statement.block !== undefined && statement.block.statements !== block.statements)
      visit(statement.block, found);
  }
}

const kinds: Partial<Record<ArgumentType, HostReferenceKind>> = {
  interface: 'interface',
  user: 'user',
  group: 'group',
  path: 'file',
};

function referencesIn(statement: Statement, release: ReleaseName | undefined): HostReference[] {
  const { spec, parent } = statement;
  if (spec === undefined) {
    const list = parent.owner?.spec?.list;
    return list === undefined ? [] : inEntry(statement, listSpec(list));
  }
  if (spec.kind === 'script') return inScript(statement, release);
  return spec.args.flatMap(({ type, variadic }, at) => {
    const kind = kinds[type];
    const words = statement.words.slice(at + 1, variadic === true ? undefined : at + 2);
    return kind === undefined ? [] : words.map((word) => reference(kind, statement, word));
  });
}

function reference(kind: HostReferenceKind, statement: Statement, word: Word): HostReference {
  return { kind, name: textOf(word), place: statement.source.origin(spanOf(word)), statement };
}

/** An entry of a list: words in front, and those behind options such as `dev`. */
function inEntry(statement: Statement, list: ListSpec | undefined): HostReference[] {
  if (list === undefined) return [];
  const { words } = statement;
  return words.flatMap((word, at) => {
    const argument = list.args[at] ?? (list.args.at(-1)?.variadic === true ? list.args.at(-1) : undefined);
    if (argument?.type === 'interface') return [reference('interface', statement, word)];
    const option = at === 0 ? undefined : list.options.find((row) => row.option === textOf(words[at - 1]!));
    return option?.args[0]?.type === 'interface' ? [reference('interface', statement, word)] : [];
  });
}

/** A command, and the user and group it is to run as. */
function inScript(statement: Statement, release: ReleaseName | undefined): HostReference[] {
  const command = readCommand(statement, release);
  if (command === undefined) return [];
  const { argv, owner } = command;
  const at = (kind: HostReferenceKind, word: CommandWord | undefined): HostReference[] =>
    word === undefined ? [] : [{ kind, name: word.text, place: word.place, statement }];
  const [user, group] = statement.spec!.args.length > 1 ? owner : [];
  return [...at('program', argv[0]), ...at('user', user), ...at('group', group)];
}
