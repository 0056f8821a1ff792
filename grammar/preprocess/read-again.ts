import { type Dialect, withoutComment } from '../definition-text.ts';
import { parse } from '../parser.ts';
import type { SourceText, Span } from '../source.ts';
import type { SyntaxTree } from '../tree.ts';
import { ReferringText, type Replacement, writeReplaced } from './definitions.ts';
import { ExpandedTextBuilder } from './expanded-text.ts';

/** A line that refers to definitions, and what was made of it so far. */
interface KnownLine {
  readonly line: ReferringText;
  /** Trees by the values that stood for the references. */
  readonly trees: Map<string, { readonly multiLine: boolean; readonly tree: SyntaxTree }>;
}

const leftAsItIs = '\u0001';
const separator = '\u0000';

/**
 * Loops read the same lines again and again, most of them with values they had before: what was parsed once is not
 * parsed again. A tree is the same for the same text of the same line, and so is where its words were written.
 */
export class ReadAgain {
  /** Texts that were parsed: the work that there is to do. */
  parsed = 0;
  private readonly dialect: Dialect;
  private readonly lines = new Map<SourceText, Map<number, KnownLine>>();
  private readonly rests = new Map<SourceText, Map<number, SyntaxTree>>();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** What stands from `start` to the end of the line, without its comment. */
  line(source: SourceText, start: number, lineEnd: number): ReferringText {
    return this.known(source, start, lineEnd).line;
  }

  /** The lines that a line stands for. */
  expanded(line: ReferringText, replacement: Replacement): SyntaxTree {
    const { trees } = this.known(line.source, line.span.start, line.span.end);
    const { values, multiLine } = replacement;
    const key = values.length === 1 ? values[0]! : values.map((value) => value ?? leftAsItIs).join(separator);
    const known = trees.get(key);
    if (known?.multiLine === multiLine) return known.tree;
    const builder = new ExpandedTextBuilder();
    writeReplaced(line, replacement, builder);
    const tree = this.parse(builder, line.source.path);
    trees.set(key, { multiLine, tree });
    return tree;
  }

  /** What a loop repeats: the rest of its line. */
  repeated(source: SourceText, start: number, lineEnd: number): SyntaxTree {
    const rests = within(this.rests, source);
    let tree = rests.get(start);
    if (tree === undefined) {
      const builder = new ExpandedTextBuilder();
      builder.copy(source, codeSpan(source, start, lineEnd));
      tree = this.parse(builder, source.path);
      rests.set(start, tree);
    }
    return tree;
  }

  private known(source: SourceText, start: number, lineEnd: number): KnownLine {
    const lines = within(this.lines, source);
    let known = lines.get(start);
    if (known === undefined) {
      known = { line: new ReferringText(source, codeSpan(source, start, lineEnd)), trees: new Map() };
      lines.set(start, known);
    }
    return known;
  }

  private parse(builder: ExpandedTextBuilder, path: string): SyntaxTree {
    this.parsed++;
    return parse(builder.build(path), this.dialect);
  }
}

function codeSpan(source: SourceText, start: number, lineEnd: number): Span {
  return { start, end: start + withoutComment(source.text.slice(start, lineEnd)).length };
}

function within<Key extends object, Value>(all: Map<Key, Map<number, Value>>, key: Key): Map<number, Value> {
  let found = all.get(key);
  if (found === undefined) {
    found = new Map();
    all.set(key, found);
  }
  return found;
}
