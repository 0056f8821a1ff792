import { isAbsolute } from 'node:path/posix';
import { argumentOf, type Configuration, keywordOf, type Statement } from '../../grammar/configuration.ts';
import { nearest } from '../../grammar/did-you-mean.ts';
import { type Place, SourceText, type Span } from '../../grammar/source.ts';
import type { HostFile, HostFiles } from '../bundle/host-file.ts';
import { parsed } from '../bundle/parsers.ts';
import { baseName } from '../bundle/paths.ts';
import { unwrap } from '../bundle/shell/program.ts';
import type { ShellCommand, ShellScript, ShellWord } from '../bundle/shell/script.ts';
import type { Command, CommandWord } from './command.ts';
import type { Globals } from './globals.ts';
import type { TrackScript } from './tracking.ts';

/**
 * What a script is for. check: a vrrp_script; checker: a MISC_CHECK; notify: told of changes; other: start-up and
 * FIFO scripts; commented: named in a comment only, where a vrrp_script was taken out; loose: nobody names it.
 */
export type ScriptRole = 'check' | 'checker' | 'notify' | 'other' | 'commented' | 'loose';

/** A script or command of a node, and what is in it. */
export interface ScriptUse {
  readonly role: ScriptRole;
  /** The statement that runs it; undefined for those that nothing runs. */
  readonly statement: Statement | undefined;
  /** Where it is named; undefined: nowhere. */
  readonly place: Place | undefined;
  /** The vrrp_script; only of a check. */
  readonly definition: TrackScript | undefined;
  /** For people: `check.sh`, or the program: `/usr/bin/pgrep`. */
  readonly name: string;
  /** The file as the configuration names it; undefined for a command given in place. */
  readonly path: string | undefined;
  readonly file: HostFile | undefined;
  /** Undefined: it is no script, or not at hand. */
  readonly script: ShellScript | undefined;
  /** What it runs, as far as it is known: the commands of the script, or the one that is given in place. */
  readonly commands: readonly ShellCommand[];
  /** The user it runs as, where the configuration says so. */
  readonly user: string | undefined;
  /** When keepalived ends it: of a check, and of one that was taken out. */
  readonly limit: TimeLimit | undefined;
}

/** `timeout`, or the `interval` that stands for it. */
export interface TimeLimit {
  readonly seconds: number;
  readonly keyword: 'timeout' | 'interval';
  /** Undefined: the default of one second. */
  readonly place: Place | undefined;
}

/** What is asked of a node. */
interface ScriptHolder {
  readonly configuration: Configuration;
  readonly files: HostFiles;
  readonly commands: readonly Command[];
  readonly scripts: readonly TrackScript[];
  readonly globals: Globals;
}

/** Everything a node runs or has lying about, each with its text where that is at hand. */
export function scriptUsesOf(node: ScriptHolder): ScriptUse[] {
  const uses = node.commands.map((command) => useOf(command, node));
  const used = new Set(uses.map((use) => use.file?.source));
  const rest = node.files.ofKind('script').filter((file) => !used.has(file.source));
  const commented = commentedScripts(node);
  return [
    ...uses,
    ...rest.flatMap((file) => {
      const comment = commented.find((one) => isMeant(one.name, baseName(file.path)));
      return comment === undefined && !isOfNode(file, node) ? [] : unused(file, comment);
    }),
  ];
}

/** A script that merely lies beside a configuration may be anybody's, unless it speaks of keepalived. */
function isOfNode({ path, source }: HostFile, { files }: ScriptHolder): boolean {
  const isNamedAfterNode = baseName(source.path) !== baseName(path);
  return files.extent !== 'flat' || isNamedAfterNode || /keepalived/i.test(source.text);
}

function useOf(command: Command, node: ScriptHolder): ScriptUse {
  const { statement, argv } = command;
  const role = roleOf(statement);
  const definition =
    role === 'check' ? node.scripts.find((one) => one.statement === statement.parent.owner) : undefined;
  const program = scriptWordOf(argv);
  const direct = directCommand(argv);
  const file = program.kind === 'file' ? node.files.at(program.word.text) : undefined;
  const source = program.kind === 'inline' ? inlineText(program.word) : file?.source;
  const script = source === undefined ? undefined : parsed('script', source);
  return {
    role,
    statement,
    place: program.word.place,
    definition,
    name: program.kind === 'inline' ? `${baseName(argv[0].text)} -c` : shownName(program.word.text, file),
    path: program.kind === 'file' ? program.word.text : undefined,
    file,
    script,
    commands: script === undefined || script.language === 'binary' ? [direct] : script.commands,
    user: userOf(command, role, definition, node),
    limit: definition === undefined ? undefined : limitOf(definition),
  };
}

function unused(file: HostFile, comment: CommentedScript | undefined): ScriptUse {
  const script = parsed('script', file.source);
  return {
    role: comment === undefined ? 'loose' : 'commented',
    statement: undefined,
    place: comment?.place,
    definition: undefined,
    name: baseName(file.path),
    path: undefined,
    file,
    script,
    commands: script?.commands ?? [],
    user: undefined,
    limit: comment?.limit,
  };
}

function limitOf({ timeout, interval }: TrackScript): TimeLimit {
  const keyword = timeout.statement === interval.statement ? 'interval' : 'timeout';
  return { seconds: timeout.value, keyword, place: timeout.place };
}

function shownName(path: string, file: HostFile | undefined): string {
  return file === undefined ? path : baseName(path);
}

const notifyKeyword = /^(?:notify|quorum_up|quorum_down)/;

function roleOf(statement: Statement): ScriptRole {
  const keyword = keywordOf(statement);
  if (keyword === 'script') return 'check';
  if (keyword === 'misc_path') return 'checker';
  return notifyKeyword.test(keyword) && !keyword.includes('fifo') ? 'notify' : 'other';
}

const shellName = /^(?:ba|da|a|k|z)?sh$/;

/** The word of a command that is, or names, the script: of `/bin/sh -c '...'` and `bash /etc/x.sh` not the first. */
function scriptWordOf(argv: Command['argv']): {
  readonly kind: 'file' | 'inline' | 'program';
  readonly word: CommandWord;
} {
  const { at } = unwrap(argv.map(({ text }) => text));
  const word = argv[at] ?? argv[0];
  if (shellName.test(baseName(word.text))) {
    const rest = argv.slice(at + 1);
    const option = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
    const inline = option === -1 ? undefined : rest[option + 1];
    if (inline !== undefined) return { kind: 'inline', word: inline };
    const script = rest.find(({ text }) => !text.startsWith('-'));
    if (script !== undefined) return { kind: 'file', word: script };
  }
  return { kind: isAbsolute(word.text) ? 'file' : 'program', word };
}

/** The command as keepalived runs it, without a shell. */
function directCommand(argv: Command['argv']): ShellCommand {
  const { wrappers, at } = unwrap(argv.map(({ text }) => text));
  const program = argv[at] ?? argv[0];
  const words = argv.map(({ text, place }): ShellWord => ({ text, isLiteral: true, place }));
  const last = argv.at(-1)!.place;
  const command: ShellCommand & { pipe: ShellCommand[] } = {
    program: baseName(program.text),
    programPlace: program.place,
    path: program.text,
    args: words.slice(at + 1),
    wrappers,
    place: { source: last.source, span: { start: argv[0].place.span.start, end: last.span.end } },
    pipe: [],
    inFunction: undefined,
    isCondition: false,
    isSubstituted: false,
    isBackground: false,
    redirects: [],
  };
  command.pipe.push(command);
  return command;
}

/** A script that stands in a word of the configuration. */
class InlineText extends SourceText {
  private readonly word: Place;

  constructor(word: CommandWord) {
    super(word.place.source.path, word.text);
    this.word = word.place;
  }

  override origin(span: Span): Place {
    const { source, span: whole } = this.word;
    const shift = source.slice(whole).indexOf(this.text);
    // With escapes in it, the text is not what was written: then the whole word is meant.
    if (shift === -1) return this.word;
    const start = whole.start + shift;
    return { source, span: { start: start + span.start, end: start + span.end } };
  }
}

const inlineTexts = new WeakMap<CommandWord, SourceText>();

function inlineText(word: CommandWord): SourceText {
  const known = inlineTexts.get(word) ?? new InlineText(word);
  inlineTexts.set(word, known);
  return known;
}

function userOf(
  { statement, owner }: Command,
  role: ScriptRole,
  definition: TrackScript | undefined,
  node: ScriptHolder,
): string | undefined {
  const general = node.globals.scriptUser.value;
  if (role === 'check') return definition?.user.value ?? general;
  if (role === 'checker') {
    const own = statement.parent.statements.findLast((one) => keywordOf(one) === 'user');
    return (own === undefined ? undefined : argumentOf(own)) ?? general;
  }
  return owner[0]?.text ?? general;
}

export interface CommentedScript {
  readonly path: string;
  readonly name: string;
  readonly place: Place;
  readonly limit: TimeLimit | undefined;
}

/** Scripts named by lines that are commented out: `# script "/etc/keepalived/check.sh"`. */
export function commentedScripts({ configuration }: Pick<ScriptHolder, 'configuration'>): CommentedScript[] {
  return configuration.sources.flatMap((source) =>
    Array.from(source.text.matchAll(/^[ \t]*[#!][#! \t]*script[ \t]+"?((?:\/[\w.@+-]+)+)/gm), (match) => {
      const path = match[1]!;
      const end = match.index + match[0].length;
      const place = source.origin({ start: end - path.length, end });
      return { path, name: baseName(path), place, limit: commentedLimit(source, end) };
    }),
  );
}

/** `# interval 2` in the lines behind, as long as they are comments of the same block. */
function commentedLimit(source: SourceText, from: number): TimeLimit | undefined {
  const rest = /^[^\n]*\n(?:[ \t]*[#!][^\n{}]*\n)*/.exec(source.text.slice(from))?.[0] ?? '';
  for (const keyword of ['timeout', 'interval'] as const) {
    const match = new RegExp(`^[ \\t]*[#!][#! \\t]*${keyword}[ \\t]+(\\d+)`, 'm').exec(rest);
    if (match === null) continue;
    const end = from + match.index + match[0].length;
    const place = source.origin({ start: end - match[1]!.length, end });
    return { seconds: Number(match[1]), keyword, place };
  }
  return undefined;
}

/** Whether a file is the one that was meant: of the same name, without its ending, or off by a letter or two. */
export function isMeant(named: string, name: string): boolean {
  if (named === name) return true;
  const [stem, ending] = split(named);
  const [otherStem, otherEnding] = split(name);
  if (stem === otherStem && (ending === '' || otherEnding === '')) return true;
  // check1.sh and check2.sh are two scripts.
  const digits = /\d+/g;
  if (ending !== otherEnding || stem.replace(digits, '') === otherStem.replace(digits, '')) return false;
  return nearest(stem, [otherStem], 1).length > 0;
}

function split(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}
