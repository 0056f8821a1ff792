import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeModel } from '../model/node.ts';
import type { NodeSource, Project } from '../project/load.ts';
import { getOrAdd } from './get-or-add.ts';

/**
 * What was asked about. Without a change: the nodes that were named, with everything that others say of them. With a
 * change: what has a part in one of its files; of a peer or an old fault elsewhere nothing is said.
 */
export class Scope {
  private readonly change: ReadonlySet<string> | undefined;
  private readonly requested: ReadonlySet<string>;
  /** By the list of nodes, which all findings of a node or a cluster are asked about with. */
  private readonly mains = new WeakMap<readonly NodeModel[], ReadonlyMap<string, string>>();

  constructor({ change, nodes }: Pick<Project, 'change' | 'nodes'>) {
    this.change = change;
    this.requested = new Set(nodes.filter((node) => node.requested).map((node) => node.source.path));
  }

  /** Whether a node has to be looked at. */
  mayConcern(source: NodeSource): boolean {
    return source.requested || this.change !== undefined;
  }

  /** Whether a finding on one of these nodes, or on several of them, is to be reported. */
  concerns(diagnostic: Diagnostic, nodes: readonly NodeModel[]): boolean {
    if (this.change === undefined && nodes.length === 1) return true;
    const paths = pathsOf(diagnostic);
    if (paths.some((path) => this.change?.has(path) === true)) return true;
    const mains = this.mainsOf(nodes);
    return paths.some((path) => this.requested.has(mains.get(path) ?? path));
  }

  /** By the path of each file of some nodes: the main file of its node. */
  private mainsOf(nodes: readonly NodeModel[]): ReadonlyMap<string, string> {
    return getOrAdd(
      this.mains,
      nodes,
      () =>
        new Map(
          nodes.flatMap((node) =>
            [...node.configuration.sources, ...node.files.all.map(({ source }) => source)].map(
              (source) => [source.path, node.main.path] as const,
            ),
          ),
        ),
    );
  }

  /** Whether a finding on this file alone is to be reported. */
  concernsFile(path: string): boolean {
    return this.change === undefined || this.change.has(path);
  }

  /** Whether a finding on the files of a host without a configuration is to be reported. */
  concernsHost(diagnostic: Diagnostic): boolean {
    return (
      this.change === undefined ||
      pathsOf(diagnostic).some((path) => this.change!.has(path) || this.requested.has(path))
    );
  }
}

function pathsOf({ place, related }: Diagnostic): string[] {
  return [place, ...related.map((other) => other.place)].map(({ source }) => source.path);
}
