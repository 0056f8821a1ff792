import { basename, dirname } from 'node:path';
import type { Disk } from './disk.ts';
import { type FoundFile, treeRootOf } from './found-file.ts';
import { fileOfHost, type Topology, type TopologyHost } from './topology.ts';
import type { Trouble } from './trouble.ts';

/** A file, where there is one, and the hacfg.yaml that covers it. */
export interface Known {
  readonly file: string | undefined;
  readonly topology: Topology;
}

/** A file to read, and whose it is. */
export interface HostFile {
  readonly path: string;
  readonly requested: boolean;
  readonly topology: Topology | undefined;
  /** The host of `topology` whose file it is. */
  readonly host: TopologyHost | undefined;
}

/**
 * The files found, each with its host in hacfg.yaml, and behind them the files of the other hosts of those
 * hacfg.yaml: what is asked about one node is judged against its peers.
 */
export function addPeers(
  found: readonly FoundFile[],
  known: readonly Known[],
  disk: Disk,
  report: (trouble: Trouble) => void,
): HostFile[] {
  const topologyOf = new Map(known.map(({ file, topology }) => [file, topology]));
  const files = found.map(({ path, requested = true }): HostFile => {
    const topology = topologyOf.get(path);
    return { path, requested, topology, host: topology && hostOf(path, topology, disk) };
  });
  const taken = new Set(files.map(({ path }) => disk.realPath(path)));
  const peers: HostFile[] = [];
  for (const topology of new Set(known.map((one) => one.topology))) {
    const its = files.filter((file) => file.topology === topology && file.host !== undefined);
    // A file that happens to lie beside a hacfg.yaml does not bring in the hosts of that.
    if (its.length === 0 && known.some((one) => one.file !== undefined)) continue;
    const present = new Set(its.map((file) => file.host!.name));
    const folders = foldersOf(
      topology,
      its.map(({ path }) => path),
    );
    for (const host of topology.hosts.values()) {
      const path = present.has(host.name) ? undefined : fileOfHost(host, folders, disk);
      if (path === undefined || taken.has(disk.realPath(path))) continue;
      taken.add(disk.realPath(path));
      if (disk.kindOf(path) === 'missing') {
        report({
          path,
          message: `no such file, but ${basename(topology.path)} gives it as the file of ${host.name}`,
        });
      } else peers.push({ path, requested: false, topology, host });
    }
  }
  return [...files, ...peers];
}

/** The host whose file this is: by hacfg.yaml, else by the folder of the host's tree. */
function hostOf(path: string, topology: Topology, disk: Disk): TopologyHost | undefined {
  const real = disk.realPath(path);
  const named = topology.hosts.get(basename(treeRootOf(path) ?? dirname(path)));
  if (named !== undefined && (named.file === undefined || disk.realPath(named.file) === real)) return named;
  const folders = foldersOf(topology, [path]);
  for (const host of topology.hosts.values()) {
    const file = fileOfHost(host, folders, disk);
    if (file !== undefined && disk.realPath(file) === real) return host;
  }
  return undefined;
}

/** Where hosts may have their files: beside hacfg.yaml, and beside the files that are there. */
function foldersOf(topology: Topology, paths: readonly string[]): string[] {
  const own = paths.flatMap((path) => {
    const root = treeRootOf(path);
    return root === undefined ? [dirname(path), dirname(dirname(path))] : [dirname(root)];
  });
  return [...new Set([dirname(topology.path), ...own])];
}
