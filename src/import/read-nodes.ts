import type { SourceText } from '../../grammar/source.ts';
import { inputOf, readVariants } from '../lint/pipeline.ts';
import type { NodeModel } from '../model/node.ts';
import { loadProject, type ProjectRequest } from '../project/load.ts';
import type { Trouble } from '../project/trouble.ts';

export interface ReadNodes {
  readonly nodes: readonly NodeModel[];
  /** Everything that was read of them. */
  readonly sources: readonly SourceText[];
  readonly troubles: readonly Trouble[];
}

/** The nodes behind some paths, as hacfg lint finds them. `release`: the one to read them by. */
export async function readNodes(request: ProjectRequest, release: string | undefined): Promise<ReadNodes> {
  const project = await loadProject(request);
  // A hacfg.yaml beside the files brings peers along; they were not asked for.
  const asked = project.nodes.filter(({ requested }) => requested);
  const nodes = asked.flatMap((source) => {
    const variants = readVariants(inputOf(source, release));
    // A file for several hosts is each of them.
    return variants.length === 1 ? variants[0]!.node : variants.slice(1).map(({ node }) => node);
  });
  return {
    nodes,
    sources: nodes.flatMap(({ configuration }) => configuration.sources),
    troubles: project.troubles,
  };
}
