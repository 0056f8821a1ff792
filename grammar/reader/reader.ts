import { checkArguments } from '../check-arguments.ts';
import { checkEntry } from '../check-entries.ts';
import { type Configuration, keywordOf, spanOf, textOf, type Word } from '../configuration.ts';
import { nearest } from '../did-you-mean.ts';
import type { UndefinedReference } from '../preprocess/definitions.ts';
import { type ExpandOptions, expand, type LineSink } from '../preprocess/expand.ts';
import type { Problem } from '../problems.ts';
import type { Place, SourceText } from '../source.ts';
import type { SyntaxTree } from '../tree.ts';
import { readsInAnyOrder } from '../values/keyword-quirks.ts';
import {
  blocksThatKnow,
  blockTable,
  compareReleases,
  isKnownIn,
  keywordSpec,
  listSpec,
  readingIn,
} from '../vocabulary/index.ts';
import type { ArgumentSpec, KeywordSpec } from '../vocabulary/types.ts';
import { traceDaemon } from './cascade.ts';
import { hasEscape, resolveEscapes } from './escapes.ts';
import { type BlockMode, pathBelow, ReadBlock, ReadStatement } from './nodes.ts';

/** Unknown keywords beyond this many are only counted: the file is something else. */
const MAX_UNKNOWN_KEYWORDS = 100;

export type ReadOptions = ExpandOptions;

/**
 * Reads a configuration: every logical line placed in the vocabulary, in the block where its author meant it
 * to be. Where that is not where the daemon puts it (a brace missing, a misspelt block), the problem says so
 * and lists the lines that the daemon misreads on its account.
 */
export function readConfiguration(main: SourceText, options: ReadOptions): Configuration {
  const reader = new Reader(options);
  const expansion = expand(main, options, reader);
  reader.finish();
  const problems = [...expansion.problems, ...reader.problems];
  if (reader.structureIsBroken || expansion.problems.some(({ kind }) => kind === 'bad-sequence'))
    traceDaemon(main, options, problems);
  const { sources, inclusions, conditionIds } = expansion;
  return { root: reader.root, sources, inclusions, conditionIds, problems };
}

class Reader implements LineSink {
  readonly root = new ReadBlock('/', 'keywords', -1, undefined, undefined);
  readonly problems: Problem[] = [];
  structureIsBroken = false;

  private readonly options: ReadOptions;
  private block = this.root;
  /** The statement just read, which a `{` would belong to. */
  private last: ReadStatement | undefined;
  /** Braces that the files lack, as their syntax trees count them; and those they have too many. */
  private missingCloses = 0;
  private surplusCloses = 0;
  private unknownKeywords = 0;
  private firstUncounted: Place | undefined;
  private readonly suggestionCache = new Map<string, readonly string[]>();
  private readonly sourcesWithEscapes = new Map<SourceText, boolean>();

  constructor(options: ReadOptions) {
    this.options = options;
  }

  /** Whether lines are entries of a list now. */
  get readsEntries(): boolean {
    return this.block.mode === 'entries';
  }

  file(tree: SyntaxTree): void {
    this.missingCloses += tree.unclosed.length;
    this.surplusCloses += tree.strayCloses.length;
  }

  // Lines --------------------------------------------------------------------------------------------------

  line(written: readonly Word[], source: SourceText, missing: readonly UndefinedReference[]): void {
    if (this.last !== undefined && isBlockKeyword(this.last.spec) && this.last.block === undefined) {
      this.missingOpen(this.last);
    }
    const words = this.withoutEscapes(written, source);
    if (words.length === 0) return;
    const statement = this.place(words, source);
    this.last = statement;
    this.block.statements.push(statement);
    this.checkWords(statement, written);
    for (const reference of missing) {
      this.structureIsBroken ||= reference.braced && !reference.quoted;
      this.problems.push({ kind: 'undefined-definition', ...reference, statement, cascade: [] });
    }
    if (this.block.mode === 'keywords') this.checkKeyword(statement);
    else if (this.block.mode === 'entries') this.checkListEntry(statement);
  }

  /** Makes the statement, in the block its author seems to have meant. */
  private place(words: readonly Word[], source: SourceText): ReadStatement {
    const keyword = textOf(words[0]!);
    if (this.block.mode === 'keywords') {
      const spec = keywordSpec(this.block.path, keyword);
      if (spec !== undefined) return new ReadStatement(words, source, this.block, spec);
    }
    if (this.missingCloses > 0 && this.block !== this.root) {
      const before = source.origin(spanOf(words[0]!));
      this.closeForgottenBlocks(keyword, before);
    }
    const spec = this.block.mode === 'keywords' ? keywordSpec(this.block.path, keyword) : undefined;
    return new ReadStatement(words, source, this.block, spec);
  }

  private withoutEscapes(words: readonly Word[], source: SourceText): readonly Word[] {
    let escapes = this.sourcesWithEscapes.get(source);
    if (escapes === undefined) {
      escapes = source.text.includes('\\#') || source.text.includes('\\!');
      this.sourcesWithEscapes.set(source, escapes);
    }
    return escapes && words.some(hasEscape) ? resolveEscapes(words, this.readsOnce) : words;
  }

  /** One pass takes comments off; since 2.2, which keeps a copy of what it read, that is so in global_defs only. */
  private get readsOnce(): boolean {
    return this.block.path === 'global_defs' || compareReleases(this.options.release, '2.2.0') < 0;
  }

  private checkWords(statement: ReadStatement, written: readonly Word[]): void {
    const { source } = statement;
    const last = written.at(-1)!;
    const end = last.startOffset + last.image.length;
    const next = source.text.charCodeAt(end);
    if (next === 35 || next === 33) {
      const place = source.origin({ start: end, end: source.lineEnd(end) });
      this.problems.push({ kind: 'comment-inside-word', place, word: last, statement });
    }
    if (written !== statement.words) this.reportEscape(statement, written);
    if (last.image.charCodeAt(0) === 34 && !isTerminated(last)) {
      const place = source.origin({ start: last.startOffset, end });
      this.problems.push({ kind: 'unterminated-quote', place, statement });
    }
  }

  private reportEscape(statement: ReadStatement, written: readonly Word[]): void {
    if (this.readsOnce) return;
    const word = written.find(hasEscape)!;
    const start = word.startOffset + word.image.search(/\\[#!]/);
    const place = statement.source.origin({ start, end: start + 2 });
    this.problems.push({
      kind: 'escaped-comment-character',
      place,
      statement,
      startsLine: start === written[0]!.startOffset,
    });
  }

  private checkKeyword(statement: ReadStatement): void {
    const { spec } = statement;
    // What the running host alone knows may be any value, and any number of words.
    if (statement.isOpen) return;
    if (spec === undefined) {
      this.unknownKeyword(statement);
      return;
    }
    if (!this.checkRequired(statement, spec)) return;
    for (const problem of checkArguments(statement, spec, this.options.release)) this.problems.push(problem);
  }

  private checkListEntry(statement: ReadStatement): void {
    const list = listSpec(this.block.owner?.spec?.list ?? '');
    if (list === undefined || statement.isOpen) return;
    for (const problem of checkEntry(statement, list, this.options.release)) this.problems.push(problem);
  }

  /** Reports the first required argument that is not there. */
  private checkRequired(statement: ReadStatement, spec: KeywordSpec): boolean {
    const { args } = readingIn(spec, this.options.release);
    const given = statement.words.length - 1;
    if (given >= args.length || spec.onMissing === 'ok') return true;
    const argument = args[given]!;
    if (argument.optional || hasItsNumber(statement, args)) return true;
    const last = statement.words.at(-1)!;
    const { source } = statement;
    const rest = source.text.slice(last.startOffset + last.image.length, source.lineEnd(last.startOffset));
    const comment = /^[ \t]*[#!]/.test(rest)
      ? last.startOffset + last.image.length + rest.search(/[#!]/)
      : -1;
    const eatenByComment =
      comment === -1 ? undefined : source.origin({ start: comment, end: source.lineEnd(comment) });
    const place = source.origin({ start: statement.words[0]!.startOffset, end: spanOf(last).end });
    this.problems.push({ kind: 'missing-value', place, statement, argument, eatenByComment });
    return false;
  }

  private unknownKeyword(statement: ReadStatement): void {
    const place = statement.source.origin(spanOf(statement.words[0]!));
    if (this.unknownKeywords++ >= MAX_UNKNOWN_KEYWORDS) {
      this.firstUncounted ??= place;
      return;
    }
    const keyword = keywordOf(statement);
    const block = this.block.path;
    const suggestions = this.suggestions(block, keyword);
    const elsewhere = blocksThatKnow(keyword);
    this.problems.push({
      kind: 'unknown-keyword',
      place,
      statement,
      block,
      elsewhere,
      suggestions,
      cascade: [],
    });
  }

  private suggestions(path: string, keyword: string): readonly string[] {
    const key = `${path} ${keyword}`;
    let found = this.suggestionCache.get(key);
    if (found === undefined) {
      found = nearest(keyword, blockTable(path)?.names ?? []);
      this.suggestionCache.set(key, found);
    }
    return found;
  }

  // Braces -------------------------------------------------------------------------------------------------

  open(offset: number, source: SourceText): void {
    const owner = this.last;
    this.last = undefined;
    if (owner !== undefined && owner.block === undefined && isBlockKeyword(owner.spec)) {
      this.enter(owner, offset);
      return;
    }
    this.structureIsBroken = true;
    if (owner !== undefined && owner.spec === undefined && this.block.mode === 'keywords') {
      const { path, mode } = this.intendedBlock(owner);
      this.enterAs(owner, offset, path, mode);
      return;
    }
    const place = source.origin({ start: offset, end: offset + 1 });
    this.problems.push({ kind: 'unexpected-open', place, statement: owner, cascade: [] });
    // The daemon ignores the brace and goes on with the keywords of the block around.
    const { path, mode } = this.block;
    this.block = new ReadBlock(path, mode, offset, this.block.owner, this.block, true);
  }

  private enter(owner: ReadStatement, offset: number): void {
    const spec = owner.spec!;
    if (!isKnownIn(this.options.release, spec)) this.foreignBlock(owner);
    if (spec.kind === 'block') {
      this.enterAs(owner, offset, spec.block ?? '?', 'keywords');
      return;
    }
    if (owner.words.length > spec.args.length + 1) {
      const first = owner.words[spec.args.length + 1]!;
      const place = owner.source.origin({ start: first.startOffset, end: spanOf(owner.words.at(-1)!).end });
      this.problems.push({ kind: 'list-block-parameters', place, statement: owner });
    }
    this.enterAs(owner, offset, pathBelow(owner.parent.path, keywordOf(owner)), 'entries');
  }

  /** Inside a block that is unknown nothing needs to be said of another. */
  private foreignBlock(owner: ReadStatement): void {
    for (let outer: ReadBlock | undefined = this.block; outer !== undefined; outer = outer.outer) {
      const spec = outer.owner?.spec;
      if (spec !== undefined && !isKnownIn(this.options.release, spec)) return;
    }
    this.structureIsBroken = true;
    const place = owner.source.origin(spanOf(owner.words[0]!));
    this.problems.push({ kind: 'foreign-block', place, statement: owner, cascade: [] });
  }

  private enterAs(owner: ReadStatement, open: number, path: string, mode: BlockMode): void {
    this.block = new ReadBlock(path, mode, open, owner, this.block);
    owner.block = this.block;
  }

  /** What a block with an unknown keyword was probably meant to be: so that its lines are judged by that. */
  private intendedBlock(owner: ReadStatement): { path: string; mode: BlockMode } {
    const keyword = keywordOf(owner);
    const candidates: [string, string][] = [
      ...this.suggestions(this.block.path, keyword).map((name): [string, string] => [this.block.path, name]),
      ...blocksThatKnow(keyword).map((path): [string, string] => [path, keyword]),
    ];
    for (const [path, name] of candidates) {
      const spec = keywordSpec(path, name);
      if (spec?.kind === 'block') return { path: spec.block ?? '?', mode: 'keywords' };
      if (spec?.kind === 'list') return { path: pathBelow(path, name), mode: 'unknown' };
    }
    return { path: '?', mode: 'unknown' };
  }

  close(offset: number, source: SourceText): void {
    const place = source.origin({ start: offset, end: offset + 1 });
    if (this.last !== undefined && isBlockKeyword(this.last.spec) && this.last.block === undefined) {
      this.missingOpen(this.last);
    }
    this.last = undefined;
    if (this.block === this.root) {
      this.structureIsBroken = true;
      this.problems.push({ kind: 'extra-close', place, cascade: [] });
      return;
    }
    this.block.close = place;
    this.block.trim();
    this.block = this.block.outer!;
  }

  private missingOpen(statement: ReadStatement): void {
    this.structureIsBroken = true;
    this.last = undefined;
    const place = statement.source.origin({
      start: statement.words[0]!.startOffset,
      end: spanOf(statement.words.at(-1)!).end,
    });
    this.problems.push({ kind: 'missing-open', place, statement, cascade: [] });
    // With a `}` too many in the file, the block is there and only its `{` was forgotten.
    if (this.surplusCloses > 0) {
      this.surplusCloses--;
      this.enter(statement, -1);
    }
  }

  /**
   * A word that the current block does not know, in a file that lacks a `}`: when a block around knows it, the
   * brace was forgotten in front of this line.
   */
  private closeForgottenBlocks(keyword: string, before: Place): void {
    let levels = 0;
    for (let outer: ReadBlock | undefined = this.block; outer !== undefined; outer = outer.outer) {
      if (levels > this.missingCloses) return;
      if (levels > 0 && outer.mode === 'keywords' && keywordSpec(outer.path, keyword) !== undefined) {
        while (this.block !== outer) this.closeForgotten(before);
        return;
      }
      levels++;
    }
  }

  private closeForgotten(before: Place | undefined): void {
    this.missingCloses--;
    this.structureIsBroken = true;
    this.reportForgotten(this.block, before);
    this.block = this.block.outer!;
  }

  private reportForgotten(block: ReadBlock, before: Place | undefined): void {
    const statement = block.owner;
    if (statement === undefined || statement.block !== block) return;
    const place = statement.source.origin({
      start: statement.words[0]!.startOffset,
      end: spanOf(statement.words.at(-1)!).end,
    });
    this.problems.push({ kind: 'missing-close', place, statement, before, cascade: [] });
  }

  /** Everything is read: what is still open was never closed. */
  finish(): void {
    if (this.last !== undefined && isBlockKeyword(this.last.spec) && this.last.block === undefined) {
      this.missingOpen(this.last);
    }
    const culprits: ReadBlock[] = [];
    for (let block = this.block; block !== this.root; block = block.outer!) culprits.push(block);
    if (culprits.length > 0) {
      this.structureIsBroken = true;
      const byIndent = forgottenByIndentation(this.root);
      for (const [index, block] of culprits.entries()) {
        this.reportForgotten(byIndent[index]?.block ?? block, byIndent[index]?.before);
      }
    }
    if (this.firstUncounted !== undefined) {
      const count = this.unknownKeywords - MAX_UNKNOWN_KEYWORDS;
      this.problems.push({ kind: 'more-unknown-keywords', place: this.firstUncounted, count });
    }
  }
}

function isBlockKeyword(spec: KeywordSpec | undefined): boolean {
  return spec !== undefined && (spec.kind === 'block' || spec.kind === 'list');
}

function isTerminated(word: Word): boolean {
  return word.image.length > 1 && word.image.charCodeAt(word.image.length - 1) === 34;
}

/**
 * Blocks whose closing brace stands further left than their keyword: the brace belongs to the block around, and
 * their own was forgotten. Empty when the file is not indented.
 */
function forgottenByIndentation(root: ReadBlock): { block: ReadBlock; before: Place | undefined }[] {
  const found: { block: ReadBlock; before: Place | undefined }[] = [];
  const visit = (block: ReadBlock) => {
    for (const statement of block.statements) if (statement.block !== undefined) visit(statement.block);
    const owner = block.owner;
    if (block.close === undefined || owner === undefined) return;
    const opened = columnOf(owner.source.origin(spanOf(owner.words[0]!)));
    const closed = columnOf(block.close);
    if (closed < opened && isFirstOnLine(block.close)) found.push({ block, before: block.close });
  };
  visit(root);
  return found;
}

function columnOf(place: Place): number {
  return place.source.position(place.span.start).column;
}

function isFirstOnLine(place: Place): boolean {
  const { source, span } = place;
  return source.text.slice(source.lineStarts[source.lineIndex(span.start)], span.start).trim() === '';
}

/** `garp_extra_if 5`: the words of some keywords come in any order, and `all` may be left out. */
function hasItsNumber(statement: ReadStatement, args: readonly ArgumentSpec[]): boolean {
  if (!readsInAnyOrder(keywordOf(statement))) return false;
  const choices = args.flatMap(({ values }) => values ?? []);
  return statement.words.slice(1).some((word) => choices.every(({ value }) => value !== textOf(word)));
}
