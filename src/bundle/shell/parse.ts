import { parse } from 'unbash';
import type { SourceText } from '../../../grammar/source.ts';
import { baseName } from '../paths.ts';
import { bashismsOf } from './bashisms.ts';
import { commandsOf, isShellName } from './commands.ts';
import { outcomeOf } from './outcome.ts';
import type { Bashism, Language, Outcome, Shebang, ShellScript } from './script.ts';

/** Shells that know what bash knows, as far as scripts of this kind use it. */
const bashLike: ReadonlySet<string> = new Set(['bash', 'zsh', 'ksh', 'ksh93', 'mksh']);

/** Parses a script. Never throws: what is no shell has no commands. */
export function parseScript(source: SourceText): ShellScript {
  const shebang = shebangOf(source);
  const language = languageOf(source, shebang);
  if (language === 'other' || language === 'binary') {
    const outcome = { canSucceed: true, canFail: true };
    return { source, language, shebang, commands: [], bashisms: [], outcome, errors: [] };
  }
  return new ParsedScript(source, language, shebang);
}

/** A script that a shell reads. Few ask for more than its commands. */
class ParsedScript implements ShellScript {
  readonly source: SourceText;
  readonly language: Language;
  readonly shebang: Shebang | undefined;
  readonly commands: ShellScript['commands'];
  readonly errors: ShellScript['errors'];
  private readonly reading: Reading;
  private bashismsCache: readonly Bashism[] | undefined;

  constructor(source: SourceText, language: Language, shebang: Shebang | undefined) {
    this.source = source;
    this.language = language;
    this.shebang = shebang;
    this.reading = readingOf(source.text);
    const { tree } = this.reading;
    this.commands = commandsOf(tree, source);
    this.errors = (tree.errors ?? []).map(({ message, pos }) => ({
      place: source.origin({ start: pos, end: Math.min(pos + 1, source.text.length) }),
      message,
    }));
  }

  get bashisms(): readonly Bashism[] {
    this.bashismsCache ??= bashismsOf(this.reading.tree, this.source);
    return this.bashismsCache;
  }

  get outcome(): Outcome {
    this.reading.outcome ??= outcomeOf(this.reading.tree, this.shebang?.options ?? []);
    return this.reading.outcome;
  }
}

/** What a text says, whichever file it is in. */
interface Reading {
  readonly tree: ReturnType<typeof parse>;
  outcome: Outcome | undefined;
}

/** Readings of the scripts parsed last: the nodes of a cluster have the same. */
const readings = new Map<string, Reading>();

/** How many of them are kept. */
const remembered = 50;

function readingOf(text: string): Reading {
  let reading = readings.get(text);
  if (reading === undefined) {
    // The parser takes a carriage return for a character of a word; a blank keeps every place where it is.
    reading = { tree: parse(text.replaceAll('\r\n', ' \n')), outcome: undefined };
    if (readings.size >= remembered) readings.clear();
    readings.set(text, reading);
  }
  return reading;
}

/** The first line, when the kernel takes it for one that names an interpreter. */
function shebangOf(source: SourceText): Shebang | undefined {
  const line = /^#!([^\n]*)/.exec(source.text);
  if (line === null) return undefined;
  const [interpreter = '', ...rest] = line[1]!.trim().split(/\s+/);
  const isEnv = baseName(interpreter) === 'env';
  const at = isEnv ? rest.findIndex((word) => !word.startsWith('-') && !word.includes('=')) : -1;
  const name = baseName(at === -1 ? interpreter : rest[at]!);
  const options = (at === -1 ? rest : rest.slice(at + 1)).filter((word) => word.startsWith('-'));
  return { place: source.origin({ start: 0, end: line[0].length }), interpreter, name, options };
}

function languageOf(source: SourceText, shebang: Shebang | undefined): Language {
  if (source.text.includes('\0')) return 'binary';
  if (shebang !== undefined) {
    if (bashLike.has(shebang.name)) return 'bash';
    return isShellName(shebang.name) ? 'sh' : 'other';
  }
  return looksLikeOtherLanguage(source) ? 'other' : 'none';
}

function looksLikeOtherLanguage({ path, text }: SourceText): boolean {
  if (/\.(?:py|pl|rb|lua|js|php|go|awk)$/i.test(path)) return true;
  return /^\s*(?:<\?php|import \w+|from \w[\w.]* import |use strict;|package \w+|def \w+\(.*\):)/m.test(text);
}
