import type { SourceText } from '../../grammar/source.ts';
import type { Diagnostic, Edit, Fix } from '../diagnostics/diagnostic.ts';
import type { NodeModel } from '../model/node.ts';
import { getOrAdd } from './get-or-add.ts';
import { WrittenOnce } from './written-once.ts';

/** What makes a finding the same in two readings of a file. */
export function keyOf(diagnostic: Diagnostic): string {
  const { source, span } = diagnostic.place;
  return `${diagnostic.rule}\n${source.path}\n${span.start}\n${diagnostic.message}`;
}

/**
 * Keeps rules honest about their fixes: drops those that would change something else than the finding is about, and
 * calls those unsafe that only some of the file's readers asked for - a file that several nodes include, or one that
 * is read differently under each config-id.
 */
export class SoundFixes {
  /** By the path of a file: what each of its readers makes of it. */
  private readonly readers = new Map<string, WrittenOnce[]>();
  private readonly reported = new Map<string, number>();

  /** @param nodes every reading whose findings are counted */
  constructor(nodes: readonly NodeModel[]) {
    for (const { configuration } of nodes) {
      const reader = new WrittenOnce(configuration);
      for (const { path } of configuration.sources) getOrAdd(this.readers, path, () => []).push(reader);
    }
  }

  /** Notes what one reading found. */
  count(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      if (diagnostic.fixes.length === 0) continue;
      const key = keyOf(diagnostic);
      this.reported.set(key, (this.reported.get(key) ?? 0) + 1);
    }
  }

  /** The finding with those of its fixes that hold. */
  settle(diagnostic: Diagnostic): Diagnostic {
    if (diagnostic.fixes.length === 0) return diagnostic;
    const fixes = diagnostic.fixes.filter(({ edits }) => edits.every((edit) => this.allows(edit)));
    const isDisputed = this.isDisputed(diagnostic);
    if (fixes.length === diagnostic.fixes.length && !isDisputed) return diagnostic;
    return { ...diagnostic, fixes: isDisputed ? fixes.map(asProposal) : fixes };
  }

  private allows(edit: Edit): boolean {
    const { source } = edit.place;
    return !source.isExpanded && this.readersOf(source).every((reader) => reader.allows(edit));
  }

  private readersOf({ path }: SourceText): readonly WrittenOnce[] {
    return this.readers.get(path) ?? [];
  }

  /** Findings about whole clusters are not counted: they come of all readings together. */
  private isDisputed(diagnostic: Diagnostic): boolean {
    const reported = this.reported.get(keyOf(diagnostic));
    return reported !== undefined && reported < this.readersOf(diagnostic.place.source).length;
  }
}

function asProposal(fix: Fix): Fix {
  return { ...fix, safety: 'unsafe' };
}
