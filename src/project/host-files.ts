import { basename, dirname, join } from 'node:path';
import { SourceText } from '../../grammar/source.ts';
import {
  type BundledHost,
  type Extent,
  type HostFile,
  type HostFileFault,
  type HostFileLookup,
  HostFiles,
  type LocatedFile,
  type OwnMode,
} from '../bundle/host-file.ts';
import {
  besideNames,
  filesBeside,
  hostsAmong,
  hostsBeside,
  type Main,
  modeFileOf,
  readMode,
} from '../bundle/locate.ts';
import { within } from '../bundle/paths.ts';
import { daemonFolder, kindOfName, kindOfPath, places } from '../bundle/places.ts';
import { decode } from './decode.ts';
import type { Disk, ReadFault } from './disk.ts';
import { glob } from './glob.ts';

const readFaults = {
  missing: 'no such file: a symbolic link that leads nowhere',
  unreadable: 'cannot be read; check its permissions',
  'not-a-file': 'is not a regular file',
  loop: 'is a symbolic link that leads back to itself',
  'too-large': 'is too large to be read',
} as const;

/** The files of the host of a main configuration file: its tree, this machine, or what lies beside it. */
export function filesOfNode(main: Main, disk: Disk): HostFiles {
  if (main.root !== undefined) return filesOfTree(main.root, 'tree', disk);
  // Only the daemon's own file makes this machine the host; what lies in other folders may be a copy from anywhere.
  if (dirname(main.path) === daemonFolder) {
    const ownership = disk.ownership(main.path);
    return filesOfTree('/', 'host', disk, { mode: ownership?.mode, owner: ownership?.uid });
  }
  const folder = dirname(main.path);
  const located = filesBeside(main, pathsIn(folder, disk));
  return new HostFiles(
    located.map((file) => read(file, disk, basename(file.path) === basename(file.hostPath))),
    'flat',
    new Beside(main, disk),
    { mode: statedMode(main, disk) },
  );
}

/** Where files are kept without their modes, as in version control, `lb1.mode` tells that of `lb1.conf`: `0600`. */
function statedMode(main: Main, disk: Disk): number | undefined {
  const folder = dirname(main.path);
  const name = modeFileOf(main);
  const bytes = disk.list(folder)?.includes(name) === true ? disk.read(within(folder, name)) : 'missing';
  return typeof bytes === 'string' ? undefined : readMode(Buffer.from(bytes).toString('latin1'));
}

/** The files of a host that is known by the folder of its tree, or by a flat folder. */
export function filesOfFolder(folder: string, disk: Disk): HostFiles {
  const tree = disk.kindOf(join(folder, 'etc')) === 'directory';
  if (tree) return filesOfTree(folder, 'tree', disk);
  const located = pathsIn(folder, disk).flatMap((path) => {
    const named = kindOfName(basename(path));
    return named === undefined ? [] : [{ path, ...named }];
  });
  return new HostFiles(located.map((file) => read(file, disk, true)));
}

/** Hosts without a configuration of their own: beside a main file, and among the files of a folder that was searched. */
export function hostsAround(
  mains: readonly Main[],
  searched: readonly { readonly folder: string; readonly paths: readonly string[] }[],
  disk: Disk,
): BundledHost[] {
  const beside = mains.flatMap((main) =>
    main.root === undefined && dirname(main.path) !== daemonFolder
      ? hostsBeside(main, pathsIn(dirname(main.path), disk))
      : [],
  );
  const below = searched.flatMap(({ folder, paths }) => hostsAmong(folder, paths, mains));
  return [...beside, ...below].map(({ name, files }) => ({
    name,
    files: new HostFiles(files.map((file) => read(file, disk, true))),
  }));
}

function filesOfTree(root: string, extent: Extent, disk: Disk, ownMode: OwnMode = {}): HostFiles {
  const lookup = new Tree(root, disk);
  const located = places.flatMap(({ kind, patterns }) =>
    patterns.flatMap((pattern) =>
      glob(pattern, root, disk).map((path) => ({ path, hostPath: lookup.hostPath(path), kind })),
    ),
  );
  const own = lookup.list(daemonFolder) ?? [];
  const scripts = own
    .map((name) => `${daemonFolder}/${name}`)
    .filter((path) => kindOfPath(path) === 'script')
    .map((hostPath): LocatedFile => ({ path: lookup.realPath(hostPath), hostPath, kind: 'script' }));
  const files = [...located, ...scripts].filter(({ path }) => disk.kindOf(path) !== 'directory');
  const found = files.map((file) => read(file, disk, true));
  // On the host itself much belongs to root alone; whoever may not read it has nothing to repair.
  const usable = extent === 'host' ? found.filter((one) => 'kind' in one) : found;
  return new HostFiles(usable, extent, lookup, ownMode);
}

/** Everything below a folder that stands for `/`. */
class Tree implements HostFileLookup {
  private readonly root: string;
  private readonly disk: Disk;

  constructor(root: string, disk: Disk) {
    this.root = root;
    this.disk = disk;
  }

  realPath(hostPath: string): string {
    return join(this.root, `.${hostPath}`);
  }

  hostPath(path: string): string {
    return this.root === '/' ? path : path.slice(this.root.length);
  }

  at(hostPath: string): HostFile | HostFileFault | undefined {
    const path = this.realPath(hostPath);
    const kind = this.disk.kindOf(path);
    if (kind === 'missing' || kind === 'directory' || kind === 'other') return undefined;
    return read({ path, hostPath, kind: kindOfPath(hostPath) ?? 'script' }, this.disk, true);
  }

  list(hostFolder: string): readonly string[] | undefined {
    const path = this.realPath(hostFolder);
    return this.disk.kindOf(path) === 'directory' ? this.disk.list(path) : undefined;
  }
}

/** Scripts kept beside a configuration that names them by the place they will have. */
class Beside implements HostFileLookup {
  private readonly main: Main;
  private readonly disk: Disk;

  constructor(main: Main, disk: Disk) {
    this.main = main;
    this.disk = disk;
  }

  at(hostPath: string): HostFile | HostFileFault | undefined {
    const folder = dirname(this.main.path);
    for (const name of besideNames(hostPath)) {
      const path = within(folder, name);
      if (this.disk.kindOf(path) === 'file' || this.disk.kindOf(path) === 'unreadable')
        return read({ path, hostPath, kind: 'script' }, this.disk, true);
    }
    return undefined;
  }

  list(): undefined {
    return undefined;
  }
}

/** By the list of its names, which the disk remembers: each of hundreds of nodes in a folder asks for its paths. */
const pathsByNames = new WeakMap<readonly string[], readonly string[]>();

function pathsIn(folder: string, disk: Disk): readonly string[] {
  const names = disk.list(folder);
  if (names === undefined) return [];
  let paths = pathsByNames.get(names);
  if (paths === undefined) {
    paths = names.map((name) => within(folder, name));
    pathsByNames.set(names, paths);
  }
  return paths;
}

function read(
  { path, hostPath, kind }: LocatedFile,
  disk: Disk,
  ownsItsMode: boolean,
): HostFile | HostFileFault {
  const bytes = kind === 'script' ? readScript(path, disk) : disk.read(path);
  if (typeof bytes === 'string') return { path, message: readFaults[bytes] };
  const text = decode(bytes)?.text;
  if (text === undefined) return { path, message: 'is UTF-16; save it as UTF-8' };
  if (kind !== 'script' && text.includes('\0')) return { path, message: 'holds binary data, not text' };
  const ownership = disk.ownership(path);
  return {
    path: hostPath,
    kind,
    source: new SourceText(path, text),
    mode: ownsItsMode ? ownership?.mode : undefined,
    owner: hostPath === path ? ownership?.uid : undefined,
  };
}

/** What is enough to tell a program from a script. */
const headBytes = 1024;

/** All of a script; of a compiled program, which may be large, the beginning. */
function readScript(path: string, disk: Disk): Uint8Array | ReadFault {
  const head = disk.head(path, headBytes);
  // A short script is read with its beginning.
  const isEnough = head !== undefined && (head.includes(0) || (head.length > 0 && head.length < headBytes));
  return isEnough ? head : disk.read(path);
}
