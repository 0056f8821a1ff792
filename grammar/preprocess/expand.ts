import { dirname } from 'node:path/posix';
import type { IToken } from 'chevrotain';
import type { Inclusion, Word } from '../configuration.ts';
import { type Dialect, openQuote, parseDefinition, withoutComment } from '../definition-text.ts';
import { parse } from '../parser.ts';
import type { Problem } from '../problems.ts';
import type { Place, SourceText, Span } from '../source.ts';
import {
  type BlockNode,
  type LineNode,
  type StatementNode,
  type SyntaxNode,
  type SyntaxTree,
  startOf,
} from '../tree.ts';
import { compareReleases } from '../vocabulary/releases.ts';
import { findCommentTails } from './comment-tails.ts';
import { Definitions, type Surroundings, type UndefinedReference } from './definitions.ts';
import { ExpandedTextBuilder } from './expanded-text.ts';
import type { IncludeHost, IncludeMatch } from './include-host.ts';
import { findOddLines, type OddLine } from './long-lines.ts';
import { ReadAgain } from './read-again.ts';
import { firstBrace, parseSequence, simpleLoopFault } from './sequence.ts';

/** What the expanded text is handed to, in the order in which the daemon reads it. */
export interface LineSink {
  /** A file begins; its tree knows how many braces it lacks. */
  file(tree: SyntaxTree): void;
  line(words: readonly Word[], source: SourceText, missing: readonly UndefinedReference[]): void;
  open(offset: number, source: SourceText): void;
  close(offset: number, source: SourceText): void;
  /** Whether lines are entries of a list now: before 2.1 no loops are looked for there. */
  readonly readsEntries?: boolean;
  /** It wants to be handed what the daemon reads, not what was meant. */
  readonly followsDaemon?: true;
}

export interface ExpandOptions {
  readonly host: IncludeHost;
  /** The config-id (`keepalived -i`): what `@id` is compared with. */
  readonly instance: string;
  readonly release: string;
}

export interface Expansion {
  readonly sources: readonly SourceText[];
  readonly inclusions: readonly Inclusion[];
  readonly problems: readonly Problem[];
  /** Every id that a condition names. */
  readonly conditionIds: readonly string[];
  /** Expanded texts that were parsed: a loop whose lines come again costs no more of them. */
  readonly parsedTexts: number;
}

/** Loops and includes nest this deep in no configuration; the daemon itself gives up on open files. */
const MAX_NESTING = 64;
/** Lines that loops and definitions may give before it is called a mistake. */
const MAX_EXPANDED_LINES = 2_000_000;

/** A text being read. */
interface Frame {
  readonly source: SourceText;
  /** Folder that includes are relative to: of the file, not of the expanded text. */
  readonly directory: string;
  /** References are still to be replaced. */
  readonly raw: boolean;
  readonly mayRefer: boolean;
  readonly oddLines: readonly OddLine[];
  nextOddLine: number;
  /** Everything before this offset has been dealt with. */
  readFrom: number;
  /** End of the line that a matching condition stands on. */
  conditionUntil: number;
}

/**
 * Feeds the sink with the logical lines of a file: what is left when includes, `@conditions`, `$definitions` and
 * `~SEQ`/`~LST` have done their work (keepalived lib/parser.c, read_line). Lines that need none of this go
 * straight from the tree of the file; others are expanded as text and parsed again.
 */
export function expand(main: SourceText, options: ExpandOptions, sink: LineSink): Expansion {
  return new Expander(options, sink).run(main);
}

class Expander {
  private readonly options: ExpandOptions;
  private readonly sink: LineSink;
  private readonly dialect: Dialect;
  private readonly hasSimpleLoops: boolean;
  private readonly definitions = new Definitions();
  private readonly again: ReadAgain;
  private readonly sources: SourceText[] = [];
  private readonly inclusions: Inclusion[] = [];
  private readonly problems: Problem[] = [];
  private readonly conditionIds = new Set<string>();
  private readonly openFiles: string[] = [];
  private nesting = 0;
  private expandedLines = 0;

  constructor(options: ExpandOptions, sink: LineSink) {
    this.options = options;
    this.dialect = compareReleases(options.release, '2.4.0') < 0 ? 'before-2.4' : 'since-2.4';
    this.hasSimpleLoops = compareReleases(options.release, '2.1.0') < 0;
    this.sink = sink;
    this.again = new ReadAgain(this.dialect);
  }

  run(main: SourceText): Expansion {
    this.readFile(main);
    return {
      sources: this.sources,
      inclusions: this.inclusions,
      problems: this.problems,
      conditionIds: [...this.conditionIds],
      parsedTexts: this.again.parsed,
    };
  }

  private readFile(source: SourceText): void {
    if (!this.sources.includes(source)) this.sources.push(source);
    const tree = parse(source, this.dialect);
    this.sink.file(tree);
    const tails = this.dialect === 'before-2.4' ? findCommentTails(tree) : undefined;
    if (tails !== undefined) this.problems.push(tails);
    this.openFiles.push(source.path);
    const frame = this.frame(source, dirname(source.path), true);
    this.walk(tree.nodes, frame);
    this.passOddLines(frame, Number.POSITIVE_INFINITY);
    this.openFiles.pop();
  }

  private frame(source: SourceText, directory: string, isFile: boolean, raw = true): Frame {
    const keepsChunks = this.dialect === 'before-2.4';
    return {
      source,
      directory,
      raw,
      mayRefer: source.text.includes('$'),
      oddLines: isFile ? findOddLines(source, keepsChunks) : [],
      nextOddLine: 0,
      readFrom: 0,
      conditionUntil: -1,
    };
  }

  private walk(nodes: readonly SyntaxNode[], frame: Frame): void {
    for (const node of nodes) {
      const start = startOf(node);
      if (frame.nextOddLine < frame.oddLines.length) this.passOddLines(frame, start);
      if (node.kind === 'statement') this.statement(node, start, frame);
      else if (node.kind === 'block') this.block(node, frame);
      else if (start >= frame.readFrom) this.lineNode(node, start, frame);
    }
  }

  private statement(node: StatementNode, start: number, frame: Frame): void {
    if (start >= frame.readFrom) {
      if (frame.raw && frame.mayRefer && node.words.some((word) => word.image.includes('$'))) {
        this.expandRestOfLine(start, node.words, frame);
      } else {
        this.sink.line(node.words, frame.source, []);
      }
    }
    if (node.block !== undefined) this.block(node.block, frame);
  }

  private block(node: BlockNode, frame: Frame): void {
    if (node.open.startOffset >= frame.readFrom) this.sink.open(node.open.startOffset, frame.source);
    this.walk(node.nodes, frame);
    if (node.close === undefined) return;
    if (frame.nextOddLine < frame.oddLines.length) this.passOddLines(frame, node.close.startOffset);
    if (node.close.startOffset >= frame.readFrom) this.sink.close(node.close.startOffset, frame.source);
  }

  private lineNode(node: LineNode, start: number, frame: Frame): void {
    switch (node.kind) {
      case 'definition': {
        const text = parseDefinition(node.token.image, start, this.dialect);
        const span = { start, end: start + node.token.image.length };
        this.definitions.define(text, frame.source.origin(span));
        if (node.token.image.includes('"')) this.hasOpenQuote(frame, span);
        return;
      }
      case 'condition':
        this.condition(node.token, frame);
        return;
      case 'sequence':
        this.sequence(node.token, frame);
        return;
      case 'include':
        this.include(node.token, frame);
        return;
      case 'stray-open':
        this.sink.open(start, frame.source);
        return;
      case 'stray-close':
        this.sink.close(start, frame.source);
    }
  }

  // Conditions ---------------------------------------------------------------------------------------------

  private condition(token: IToken, frame: Frame): void {
    const start = token.startOffset;
    const lineEnd = frame.source.lineEnd(start);
    if (start < frame.conditionUntil) {
      // Only one condition a line: the second is a word that nobody knows.
      this.sink.line([token], frame.source, []);
      frame.readFrom = lineEnd;
      return;
    }
    const negated = token.image.startsWith('@^');
    const id = token.image.slice(negated ? 2 : 1);
    const place = frame.source.origin({ start, end: start + token.image.length });
    if (id === '') this.emptyCondition(place, frame.source.text[start + token.image.length] === '!');
    else this.conditionIds.add(id);
    if (id !== '' && (id === this.options.instance) !== negated) {
      frame.conditionUntil = lineEnd;
      return;
    }
    this.hasOpenQuote(frame, { start, end: lineEnd });
    const rest = withoutComment(frame.source.text.slice(start, lineEnd));
    if (!isBalanced(rest)) this.problems.push({ kind: 'bad-condition', place, fault: 'loses-brace' });
    frame.readFrom = lineEnd;
  }

  /** Reports quotes that a line of a span leaves open: they are looked for before anything is made of the line. */
  private hasOpenQuote({ source, raw }: Frame, span: Span): boolean {
    if (!raw) return false;
    let start = span.start;
    const found = this.problems.length;
    for (const line of source.slice(span).split('\n')) {
      const at = openQuote(line);
      if (at !== -1) {
        const open = place(source, { start: start + at, end: start + line.trimEnd().length });
        this.problems.push({ kind: 'unterminated-quote', place: open, statement: undefined });
      }
      start += line.length + 1;
    }
    return this.problems.length > found;
  }

  private emptyCondition(place: Place, negation: boolean): void {
    this.problems.push({ kind: 'bad-condition', place, fault: negation ? 'negation' : 'empty' });
  }

  // Definitions and loops ----------------------------------------------------------------------------------

  private expandRestOfLine(start: number, words: readonly Word[], frame: Frame): void {
    const { source } = frame;
    const lineEnd = source.lineEnd(start);
    const line = this.again.line(source, start, lineEnd);
    const replacement = this.definitions.resolve(line, this.surroundings(frame));
    if (replacement.loop !== undefined) this.problems.push({ kind: 'definition-loop', ...replacement.loop });
    if (!replacement.found) {
      const last = words.at(-1)!;
      const end = last.startOffset + last.image.length;
      const missing = replacement.undefined.filter((reference) => reference.offset < end);
      this.sink.line(words, source, missing);
      return;
    }
    frame.readFrom = lineEnd;
    const tree = this.again.expanded(line, replacement);
    const nested = this.frame(tree.source, frame.directory, false, replacement.multiLine);
    this.nested(place(source, line.span), () => this.walkExpanded(tree, nested, replacement.undefined));
  }

  /** Walks an expanded line, handing what is undefined in it to its first statement. */
  private walkExpanded(tree: SyntaxTree, frame: Frame, missing: readonly UndefinedReference[]): void {
    const nodes = frame.raw ? tree.nodes : this.asWords(tree.nodes);
    const first = nodes[0];
    if (missing.length === 0 || frame.raw || first?.kind !== 'statement') {
      this.walk(nodes, frame);
      return;
    }
    this.sink.line(first.words, frame.source, missing);
    if (first.block !== undefined) this.block(first.block, frame);
    this.walk(nodes.slice(1), frame);
  }

  /** Since 2.4 an `@id` or `~SEQ(` that comes out of a definition is a word like any other. */
  private asWords(nodes: readonly SyntaxNode[]): readonly SyntaxNode[] {
    const [first, second] = nodes;
    const isSpecial = first?.kind === 'condition' || first?.kind === 'sequence';
    if (!isSpecial || this.dialect === 'before-2.4') return nodes;
    const follower = second?.kind === 'statement' ? second : undefined;
    const words = [first.token, ...(follower?.words ?? [])];
    const statement: StatementNode = { kind: 'statement', words, block: follower?.block };
    return [statement, ...nodes.slice(follower === undefined ? 1 : 2)];
  }

  private sequence(token: IToken, frame: Frame): void {
    const { source } = frame;
    const start = token.startOffset;
    const end = start + token.image.length;
    const lineEnd = source.lineEnd(start);
    frame.readFrom = lineEnd;
    const at = place(source, { start, end });
    if (this.hasSimpleLoops) {
      const isInList = this.sink.readsEntries === true;
      const brace = firstBrace(source, { start: end, end: lineEnd });
      const reason = simpleLoopFault(token.image, { isInList, brace: source.text[brace] });
      if (reason !== undefined) {
        const which = token.image.startsWith('~LST') ? '~LST' : '~SEQ';
        this.problems.push({ kind: 'bad-sequence', place: at, which, reason, cascade: [] });
        this.hasOpenQuote(frame, { start, end: lineEnd });
        if (this.sink.followsDaemon) this.misreadLoop(token, { isInList, brace, lineEnd }, frame);
        // A block that the loop was to open is there for whoever reads what was meant.
        const rest = source.slice({ start: end, end: lineEnd });
        if (this.sink.followsDaemon || brace === -1 || isBalanced(rest)) return;
      }
    }
    const builder = new ExpandedTextBuilder();
    this.definitions.replace(source, { start, end }, this.surroundings(frame), builder);
    const sequence = parseSequence(builder.build(source.path).text);
    if (sequence.fault !== undefined) {
      const { which, fault: reason } = sequence;
      this.problems.push({ kind: 'bad-sequence', place: at, which, reason, cascade: [] });
      this.hasOpenQuote(frame, { start, end: lineEnd });
      return;
    }
    const tree = this.again.repeated(source, end, lineEnd);
    for (const turn of sequence.turns) {
      for (const [name, value] of turn) this.definitions.assign(name, value, at);
      this.nested(at, () => this.walk(tree.nodes, this.frame(tree.source, frame.directory, false)));
    }
  }

  /**
   * What is read of a loop that cannot run before 2.1: where no loops are looked for, its first words as a line. From
   * the first brace on the line is read in its place, and before the loop.
   */
  private misreadLoop(
    token: IToken,
    { isInList, brace, lineEnd }: { isInList: boolean; brace: number; lineEnd: number },
    frame: Frame,
  ): void {
    const { source } = frame;
    const isLoop = !isInList && !token.image.startsWith('~LST');
    if (!isLoop) this.sink.line([token], source, []);
    if (brace === -1) return;
    this.readPiece({ start: brace, end: lineEnd }, frame);
    const turns = isLoop ? parseSequence(token.image).turns.length : 0;
    const before = { start: token.startOffset + token.image.length, end: brace };
    for (let turn = 0; turn < turns; turn++) this.readPiece(before, frame);
  }

  /** Runs `read` one level deeper, unless the text is getting out of hand. */
  private nested(at: Place, read: () => void): void {
    if (this.nesting >= MAX_NESTING || ++this.expandedLines > MAX_EXPANDED_LINES) {
      this.problems.push({ kind: 'too-much-text', place: at });
      return;
    }
    this.nesting++;
    read();
    this.nesting--;
  }

  private surroundings(frame: Frame): Surroundings {
    const { instance, release } = this.options;
    return { instance, release, directory: frame.directory };
  }

  // Includes -----------------------------------------------------------------------------------------------

  private include(token: IToken, frame: Frame): void {
    const { source } = frame;
    const start = token.startOffset;
    const end = start + token.image.trimEnd().length;
    const builder = new ExpandedTextBuilder();
    this.definitions.replace(source, { start, end }, this.surroundings(frame), builder);
    const [, keyword = '', pattern = ''] =
      /^(include[rmwba]?)[ \t]+(.*)$/s.exec(builder.build('').text.trimEnd()) ?? [];
    const at = place(source, { start, end });
    if (this.hasOpenQuote(frame, { start, end })) return;
    if (pattern === '') {
      this.sink.line([{ ...token, image: token.image.trimEnd() }], source, []);
      return;
    }
    const matches = this.options.host.glob(pattern, frame.directory);
    const cause = start < frame.conditionUntil ? 'condition' : frame.raw ? undefined : 'definition';
    if (cause !== undefined) this.problems.push({ kind: 'include-read-twice', place: at, cause });
    this.reportMissing(matches, keyword, pattern, at, frame);
    const files = matches.filter((match) => match.fault === undefined).map((match) => match.path);
    this.inclusions.push({ place: at, pattern, files });
    for (const path of files) this.readIncluded(path, keyword, pattern, at);
  }

  private reportMissing(
    matches: readonly IncludeMatch[],
    keyword: string,
    pattern: string,
    at: Place,
    frame: Frame,
  ): void {
    const folderExists = this.options.host.folderExists(pattern, frame.directory);
    const common = {
      kind: 'missing-include',
      place: at,
      pattern,
      keyword,
      isGlob: /[*?[{]/.test(pattern),
      folderExists,
    } as const;
    if (matches.length === 0) {
      this.problems.push({ ...common, fault: common.isGlob ? 'no-match' : 'not-found' });
    }
    for (const match of matches) {
      if (match.fault !== undefined) this.problems.push({ ...common, fault: match.fault });
    }
  }

  private readIncluded(path: string, keyword: string, pattern: string, at: Place): void {
    const open = this.openFiles.indexOf(path);
    if (open !== -1) {
      this.problems.push({ kind: 'include-loop', place: at, chain: [...this.openFiles.slice(open), path] });
      return;
    }
    const known = this.sources.find((source) => source.path === path);
    const source = known ?? this.options.host.read(path);
    if (typeof source === 'string') {
      const rest = { pattern, keyword, isGlob: false, folderExists: true };
      this.problems.push({ kind: 'missing-include', place: at, fault: source, ...rest });
      return;
    }
    this.nested(at, () => this.readFile(source));
  }

  // Lines too long, lines with a NUL ----------------------------------------------------------------------

  private passOddLines(frame: Frame, offset: number): void {
    for (let line = frame.oddLines[frame.nextOddLine]; line !== undefined && line.span.start <= offset; ) {
      frame.nextOddLine++;
      const at = place(frame.source, line.span);
      if (line.kind === 'nul') this.problems.push({ kind: 'embedded-nul', place: at });
      else this.problems.push({ kind: 'line-too-long', place: at, bytes: line.bytes });
      for (const piece of line.pieces) this.readPiece(piece, frame);
      frame.readFrom = Math.max(frame.readFrom, line.span.end);
      line = frame.oddLines[frame.nextOddLine];
    }
  }

  private readPiece(piece: Span, frame: Frame): void {
    const builder = new ExpandedTextBuilder();
    builder.copy(frame.source, piece);
    const tree = parse(builder.build(frame.source.path), this.dialect);
    this.walk(tree.nodes, this.frame(tree.source, frame.directory, false));
  }
}

function place(source: SourceText, span: Span): Place {
  return source.origin(span);
}

function isBalanced(text: string): boolean {
  return text.split('{').length === text.split('}').length;
}
