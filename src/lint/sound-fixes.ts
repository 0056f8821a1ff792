import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { NodeModel } from '../model/node.ts';
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
  private readonly writtenOnce: readonly WrittenOnce[];
  private readonly readers = new Map<string, number>();
  private readonly reported = new Map<string, number>();

  /** @param nodes every reading whose findings are counted */
  constructor(nodes: readonly NodeModel[]) {
    this.writtenOnce = nodes.map((node) => new WrittenOnce(node.configuration));
    for (const node of nodes) {
      for (const { path } of node.configuration.sources)
        this.readers.set(path, (this.readers.get(path) ?? 0) + 1);
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
    const fixes = diagnostic.fixes.filter(({ edits }) =>
      edits.every((edit) => this.writtenOnce.every((one) => one.allows(edit))),
    );
    const isDisputed = this.isDisputed(diagnostic);
    if (fixes.length === diagnostic.fixes.length && !isDisputed) return diagnostic;
    return { ...diagnostic, fixes: isDisputed ? fixes.map(asProposal) : fixes };
  }

  /** Findings about whole clusters are not counted: they come of all readings together. */
  private isDisputed(diagnostic: Diagnostic): boolean {
    const reported = this.reported.get(keyOf(diagnostic));
    return reported !== undefined && reported < (this.readers.get(diagnostic.place.source.path) ?? 0);
  }
}

function asProposal(fix: Fix): Fix {
  return { ...fix, safety: 'unsafe' };
}
