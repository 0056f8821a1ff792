import type { NodeModel } from '../model/node.ts';
import type { Variant } from './pipeline.ts';

/** The readings of one file: the first under its own name, then one for each config-id that it tells apart. */
export interface ReadFile {
  readonly variants: readonly Variant[];
}

/**
 * The nodes that files stand for when they are compared: of each file one, or one for each config-id that it tells
 * apart. A host has one config-id: of several files that know the same ids, each id goes to one that has none yet, or
 * else to the first.
 */
export function hostsOf<F extends ReadFile>(files: readonly F[]): Map<F, NodeModel[]> {
  const hosts = new Map<F, NodeModel[]>(
    files.map((file) => [file, file.variants.length === 1 ? [file.variants[0]!.node] : []]),
  );
  for (const [id, candidates] of candidatesById(files)) {
    const file = candidates.find((one) => hosts.get(one)!.length === 0) ?? candidates[0]!;
    hosts.get(file)!.push(file.variants.find(({ configId }, at) => at > 0 && configId === id)!.node);
  }
  return hosts;
}

function candidatesById<F extends ReadFile>(files: readonly F[]): Map<string, F[]> {
  const byId = new Map<string, F[]>();
  for (const file of files) {
    for (const { configId } of file.variants.slice(1)) {
      const known = byId.get(configId!);
      if (known === undefined) byId.set(configId!, [file]);
      else known.push(file);
    }
  }
  return byId;
}
