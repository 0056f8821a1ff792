import { textOf, type Word } from '../configuration.ts';
import type { UndefinedReference } from '../preprocess/definitions.ts';
import { type ExpandOptions, expand, type LineSink } from '../preprocess/expand.ts';
import type { Problem } from '../problems.ts';
import type { Place, SourceText } from '../source.ts';
import { isKnownIn, type KeywordSpec, keywordSpec, type ReleaseName } from '../vocabulary/index.ts';
import { pathBelow } from './nodes.ts';

/** More lines than this say nothing new. */
const MAX_CASCADE = 200;

/** Problems that shift what follows them. */
type Structural = Extract<Problem, { cascade: readonly Place[] }>;

/**
 * Gives every problem with the structure the lines that the daemon misreads because of it. The daemon does not
 * look for what was meant: an unknown block's braces are ignored, its `}` closes the block around, and the rest
 * of that is read one level up (keepalived lib/parser.c, process_stream). This follows it line by line.
 */
export function traceDaemon(main: SourceText, options: ExpandOptions, problems: Problem[]): void {
  const tally = new Tally(problems);
  expand(main, options, new DaemonTrace(tally, options.release));
  expand(main, options, new SkippingTrace(tally, options.release));
  for (const [index, problem] of problems.entries()) {
    const cascade = tally.cascades.get(problem);
    if (cascade !== undefined && 'cascade' in problem)
      problems[index] = { ...problem, cascade: inReadingOrder(cascade) };
  }
}

/** What each process complains of, without what has a finding of its own. */
class Tally {
  readonly cascades = new Map<Problem, Place[]>();
  readonly culprits = new Map<string, Structural>();
  private readonly reported = new Set<string>();

  constructor(problems: readonly Problem[]) {
    for (const problem of problems) {
      const key = lineKey(problem.place);
      // Of many references to one name only the first is spoken of.
      if (problem.kind !== 'undefined-definition') this.reported.add(key);
      if (shiftsLines(problem) && !this.culprits.has(key)) this.culprits.set(key, problem);
    }
  }

  complain(culprit: Structural, place: Place): void {
    const key = lineKey(place);
    if (this.reported.has(key)) return;
    this.reported.add(key);
    const cascade = this.cascades.get(culprit) ?? [];
    if (cascade.length < MAX_CASCADE) cascade.push(place);
    this.cascades.set(culprit, cascade);
  }
}

/** Those of one file by line; files in the order in which they were read. */
function inReadingOrder(cascade: readonly Place[]): readonly Place[] {
  return [...cascade].sort((a, b) => (a.source === b.source ? a.span.start - b.span.start : 0));
}

/** The process that a block is for: it reads the lines inside. */
class DaemonTrace implements LineSink {
  readonly followsDaemon = true;
  private readonly tally: Tally;
  private readonly release: ReleaseName;
  private culprit: Structural | undefined;
  /** The one before it, and the line since which it is not. */
  private earlier: Structural | undefined;
  private culpritLine = '';
  /** Keyword tables in force, innermost last; undefined for a list of entries. */
  private readonly levels: (string | undefined)[] = ['/'];
  /** The table whose `{` must come next. */
  private awaited: { path: string | undefined } | undefined;

  constructor(tally: Tally, release: ReleaseName) {
    this.tally = tally;
    this.release = release;
  }

  get readsEntries(): boolean {
    return this.levels.at(-1) === undefined && this.awaited === undefined;
  }

  /** What the release makes of a keyword; undefined: it does not know it. */
  protected specOf(level: string, keyword: string): KeywordSpec | undefined {
    const spec = keywordSpec(level, keyword);
    return spec === undefined || isKnownIn(this.release, spec) ? spec : undefined;
  }

  protected get isAtRoot(): boolean {
    return this.levels.length === 1;
  }

  file(): void {}

  line(words: readonly Word[], source: SourceText, missing: readonly UndefinedReference[]): void {
    const place = placeOfWord(words[0]!, source);
    this.pass(place);
    this.enterWithoutOpen(place);
    this.keyword(words, place);
    // The braces of an undefined ${NAME} open nothing, and close the block around.
    for (const reference of missing) {
      if (reference.braced && !reference.quoted && this.levels.length > 1) this.levels.pop();
    }
  }

  private keyword(words: readonly Word[], place: Place): void {
    const level = this.levels.at(-1);
    if (level === undefined) return;
    const keyword = textOf(words[0]!);
    const spec = this.specOf(level, keyword);
    if (spec === undefined) this.complain(place);
    else if (spec.kind === 'block') this.awaited = { path: spec.block ?? pathBelow(level, keyword) };
    else if (spec.kind === 'list') this.awaited = { path: undefined };
  }

  open(offset: number, source: SourceText): void {
    const place = source.origin({ start: offset, end: offset + 1 });
    this.pass(place);
    if (this.awaited !== undefined) this.enter();
    else this.complain(place);
  }

  close(offset: number, source: SourceText): void {
    const place = source.origin({ start: offset, end: offset + 1 });
    this.pass(place);
    this.enterWithoutOpen(place);
    if (this.levels.length > 1) this.levels.pop();
    else this.complain(place);
  }

  /** A block of keywords without its `{` is complained of where the brace should be; of a list nothing is said. */
  private enterWithoutOpen(place: Place): void {
    if (this.awaited === undefined) return;
    if (this.awaited.path !== undefined) this.complain(place);
    this.enter();
  }

  private enter(): void {
    this.levels.push(this.awaited!.path);
    this.awaited = undefined;
  }

  protected pass(place: Place): void {
    if (this.tally.culprits.size === 0) return;
    const line = lineKey(place);
    const own = this.tally.culprits.get(line);
    if (own === undefined || own === this.culprit) return;
    this.earlier = this.culprit;
    this.culprit = own;
    this.culpritLine = line;
  }

  private complain(place: Place): void {
    const isOwnLine = this.earlier !== undefined && this.culpritLine === lineKey(place);
    const culprit = isOwnLine ? this.earlier : this.culprit;
    if (culprit !== undefined) this.tally.complain(culprit, place);
  }
}

/**
 * The other processes: of a block that is not for them they count the braces, whatever the lines inside say. A
 * `{` that is missing there shifts more for them than for the one that knows the keyword in front of it.
 */
class SkippingTrace extends DaemonTrace {
  /** Braces open in the block that is being skipped. */
  private depth = 0;
  /** The block's own `{` is still to come. */
  private isAwaiting = false;

  override line(words: readonly Word[], source: SourceText, missing: readonly UndefinedReference[]): void {
    if (this.depth > 0) {
      this.pass(placeOfWord(words[0]!, source));
      for (const word of words) this.count(textOf(word));
      return;
    }
    this.isAwaiting = false;
    const kind = this.isAtRoot ? this.specOf('/', textOf(words[0]!))?.kind : undefined;
    if (kind === 'block' || kind === 'list') {
      this.pass(placeOfWord(words[0]!, source));
      this.isAwaiting = true;
    } else super.line(words, source, missing);
  }

  override open(offset: number, source: SourceText): void {
    if (!this.isAwaiting && this.depth === 0) super.open(offset, source);
    else {
      this.isAwaiting = false;
      this.depth++;
    }
  }

  override close(offset: number, source: SourceText): void {
    if (this.depth > 0) this.depth--;
    else super.close(offset, source);
    this.isAwaiting = false;
  }

  override get readsEntries(): boolean {
    return this.depth === 0 && super.readsEntries;
  }

  /** A brace in quotes is no word of its own to the one who reads, and counts for the one who skips. */
  private count(text: string): void {
    if (text === '{') this.depth++;
    else if (text === '}' && this.depth > 0) this.depth--;
  }
}

function placeOfWord({ startOffset: start, image }: Word, source: SourceText): Place {
  return source.origin({ start, end: start + image.length });
}

/**
 * `$NAME` that stays as it is written is a word; only `${NAME}` outside quotes has braces that count. An unknown
 * keyword without a block shifts nothing either.
 */
function shiftsLines(problem: Problem): problem is Structural {
  if (problem.kind === 'unknown-keyword') return problem.statement.block !== undefined;
  if (problem.kind === 'undefined-definition') return problem.braced && !problem.quoted;
  return 'cascade' in problem;
}

function lineKey(place: Place): string {
  return `${place.source.lineIndex(place.span.start)}:${place.source.path}`;
}
