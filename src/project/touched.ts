import { basename, dirname, join } from 'node:path';
import { kindOfName, kindOfPath } from '../bundle/places.ts';
import type { Disk } from './disk.ts';
import { isConfigurationFile } from './find-files.ts';
import { daemonFolder, type FoundFile, treeRootOf } from './found-file.ts';
import { withoutIncluded } from './included.ts';
import { neighboursOf } from './neighbours.ts';
import { topologyNames } from './topology.ts';

/** What a change has to do with configurations. */
export interface Touched {
  /** The configurations of the change and those that lie where their peers would; the latter are not requested. */
  readonly files: readonly FoundFile[];
  /** Each hacfg.yaml of the change. */
  readonly topologies: readonly string[];
}

/**
 * The configurations that a change of these files can have to do with. Files of other kinds count when they can belong
 * to a host; what is of no interest is passed over.
 *
 * @param paths absolute
 * @param top the folder above which nothing is looked at
 */
export function touchedBy(paths: readonly string[], top: string, disk: Disk): Touched {
  const mains: string[] = [];
  const places: string[] = [];
  const topologies: string[] = [];
  for (const path of paths) {
    if (topologyNames.includes(basename(path))) topologies.push(path);
    else if (isMain(path, disk)) mains.push(path);
    else places.push(...placeOfMain(path));
  }
  const asked = new Set(mains);
  const near = withNeighbours(asked, [...mains, ...places], top, disk);
  const heads = headsOf(near, asked);
  const files = heads.length === 0 ? near : withNeighbours(asked, [...mains, ...heads], top, disk);
  return { files, topologies };
}

/**
 * Whether a file is to be read as a configuration. One that cannot be read, and a keepalived.conf that looks like
 * anything but one, are in the way of an answer: their turn comes, and the message with it.
 */
function isMain(path: string, disk: Disk): boolean {
  if (disk.kindOf(path) !== 'file' || basename(path) === 'keepalived.conf') return true;
  return isConfigurationFile(path, disk);
}

/** In the order of their paths, whichever of them was touched. */
function withNeighbours(
  asked: ReadonlySet<string>,
  paths: readonly string[],
  top: string,
  disk: Disk,
): readonly FoundFile[] {
  const all = new Set([...asked, ...neighboursOf(paths, top, disk)]);
  const files = [...all].sort().map((path) => ({ path, explicit: false, requested: asked.has(path) }));
  return withoutIncluded(files, disk);
}

/** Files in folders above a part that is read through another file: one of them reads it, and has peers of its own. */
function headsOf(files: readonly FoundFile[], asked: ReadonlySet<string>): string[] {
  const kept = new Set(files.map(({ path }) => path));
  const parts = [...asked].filter((path) => !kept.has(path));
  return [...kept].filter((path) => parts.some((part) => part.startsWith(`${dirname(path)}/`)));
}

/** Where the configuration of the host would be that a script, sysctl or interface file belongs to. */
function placeOfMain(path: string): string[] {
  const name = basename(path);
  const root = treeRootOf(path) ?? rootAboveEtc(path);
  if (root !== undefined && kindOfPath(path.slice(root.length)) !== undefined)
    return [join(root, daemonFolder, 'keepalived.conf')];
  const isPossible =
    kindOfName(name) !== undefined || kindOfName(name.slice(name.indexOf('.') + 1)) !== undefined;
  return isPossible ? [join(dirname(path), 'keepalived.conf')] : [];
}

/** The folder that stands for `/`: `web1` for `web1/etc/sysctl.d/lvs.conf`. */
function rootAboveEtc(path: string): string | undefined {
  const at = path.lastIndexOf('/etc/');
  return at > 0 ? path.slice(0, at) : undefined;
}
