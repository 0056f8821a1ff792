import { textOf, type Word } from '../configuration.ts';
import type { UndefinedReference } from '../preprocess/definitions.ts';
import { type ExpandOptions, expand, type LineSink } from '../preprocess/expand.ts';
import type { Problem } from '../problems.ts';
import type { Place, SourceText } from '../source.ts';
import { keywordSpec } from '../vocabulary/index.ts';
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
  const trace = new DaemonTrace(problems);
  expand(main, options, trace);
  for (const [index, problem] of problems.entries()) {
    const cascade = trace.cascades.get(problem);
    if (cascade !== undefined && 'cascade' in problem) problems[index] = { ...problem, cascade };
  }
}

class DaemonTrace implements LineSink {
  readonly cascades = new Map<Problem, Place[]>();
  private readonly culprits = new Map<string, Structural>();
  private readonly reported = new Set<string>();
  private culprit: Structural | undefined;
  /** Keyword tables in force, innermost last; undefined for a list of entries. */
  private readonly levels: (string | undefined)[] = ['/'];
  /** The table whose `{` must come next. */
  private awaited: { path: string | undefined } | undefined;

  constructor(problems: readonly Problem[]) {
    for (const problem of problems) {
      const key = lineKey(problem.place);
      if (problem.kind !== 'undefined-definition' || shiftsLines(problem)) this.reported.add(key);
      if (shiftsLines(problem) && !this.culprits.has(key)) this.culprits.set(key, problem);
    }
  }

  file(): void {}

  line(words: readonly Word[], source: SourceText, missing: readonly UndefinedReference[]): void {
    const place = source.origin({
      start: words[0]!.startOffset,
      end: words[0]!.startOffset + words[0]!.image.length,
    });
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
    const spec = keywordSpec(level, keyword);
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

  private pass(place: Place): void {
    if (this.culprits.size === 0) return;
    this.culprit = this.culprits.get(lineKey(place)) ?? this.culprit;
  }

  private complain(place: Place): void {
    const key = lineKey(place);
    if (this.culprit === undefined || this.reported.has(key)) return;
    this.reported.add(key);
    const cascade = this.cascades.get(this.culprit) ?? [];
    if (cascade.length < MAX_CASCADE) cascade.push(place);
    this.cascades.set(this.culprit, cascade);
  }
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
