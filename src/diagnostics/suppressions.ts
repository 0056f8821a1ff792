import type { Place } from '../../grammar/source.ts';
import type { CommentStyle } from './comments.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Directive, lineBelow, type Selector, selects } from './directives.ts';

/** What one rule name of a directive did. */
export interface SelectorUse {
  /** Undefined: the directive names no rule, and means all. */
  readonly selector: Selector | undefined;
  readonly isUsed: boolean;
}

interface End {
  readonly selector: string;
  readonly line: number;
}

/** Lines of a file on which some rules are to be silent. */
class Suppression {
  readonly directive: Directive;
  readonly selector: Selector | undefined;
  isUsed = false;
  private readonly first: number;
  private readonly last: number;
  private readonly ends: End[] = [];

  constructor(
    directive: Directive,
    selector: Selector | undefined,
    [first, last]: readonly [number, number],
  ) {
    this.directive = directive;
    this.selector = selector;
    this.first = first;
    this.last = last;
  }

  covers(rule: string, line: number): boolean {
    return (
      line >= this.first &&
      line <= this.last &&
      selects(this.selector?.text ?? '*', rule) &&
      !this.ends.some((end) => end.line <= line && selects(end.selector, rule))
    );
  }

  /** Ends it for the rules of an enable comment; says whether there was anything to end. */
  end(selector: string, line: number): boolean {
    const own = this.selector?.text ?? '*';
    const isOwn = this.directive.kind === 'disable' && this.first <= line;
    const meets = selects(selector, own) || selects(own, selector) || selector === own || selector === '*';
    if (!isOwn || !meets) return false;
    this.ends.push({ selector, line });
    return true;
  }
}

/** The suppression comments of all files of a run. */
export class Suppressions {
  private readonly byFile = new Map<string, Suppression[]>();
  private readonly enables = new Map<Directive, SelectorUse[]>();

  /** Takes in the directives of a file, in the order of its text. */
  add(directives: readonly Directive[], style: CommentStyle): void {
    for (const directive of directives) {
      const { path } = directive.source;
      const own = this.byFile.get(path) ?? [];
      this.byFile.set(path, own);
      if (directive.kind === 'enable') this.enables.set(directive, enable(directive, own));
      const lines = linesOf(directive, style);
      if (lines === undefined) continue;
      for (const selector of orAll(directive.selectors))
        own.push(new Suppression(directive, selector, lines));
    }
  }

  /** Whether a comment silences the finding, at its own place or at one of the others that count. */
  silences({ rule, place }: Diagnostic, others: readonly Place[]): boolean {
    const hits = [place, ...others].flatMap((one) => {
      const suppressions = this.byFile.get(one.source.path);
      if (suppressions === undefined) return [];
      const line = one.source.lineIndex(one.span.start) + 1;
      return suppressions.filter((suppression) => suppression.covers(rule, line));
    });
    for (const hit of hits) hit.isUsed = true;
    return hits.length > 0;
  }

  /** What became of each rule that a directive names; to be asked when every finding has passed. */
  usesOf(directive: Directive): SelectorUse[] {
    const own = this.byFile.get(directive.source.path) ?? [];
    return this.enables.get(directive) ?? own.filter((one) => one.directive === directive);
  }
}

function orAll(selectors: readonly Selector[]): readonly (Selector | undefined)[] {
  return selectors.length === 0 ? [undefined] : selectors;
}

function enable({ selectors, line }: Directive, open: readonly Suppression[]): SelectorUse[] {
  return orAll(selectors).map((selector) => {
    const ended = open.filter((suppression) => suppression.end(selector?.text ?? '*', line));
    return { selector, isUsed: ended.length > 0 };
  });
}

/** First and last line that a directive is about. */
function linesOf(directive: Directive, style: CommentStyle): readonly [number, number] | undefined {
  const { kind, line, source } = directive;
  switch (kind) {
    case 'disable-line':
      return [line, line];
    case 'disable-next-line': {
      const next = lineBelow(directive, style) ?? line;
      return [next, next];
    }
    case 'disable':
      return [line, source.lineStarts.length];
    case 'disable-file':
      return [1, source.lineStarts.length];
    default:
      return undefined;
  }
}
