import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { IncludeHost, IncludeMatch } from '../../grammar/preprocess/include-host.ts';
import type { IncludeFault } from '../../grammar/problems.ts';
import { SourceText } from '../../grammar/source.ts';
import { decode } from './decode.ts';
import type { Disk, PathKind, ReadFault } from './disk.ts';
import { glob, isPattern } from './glob.ts';

/** The daemon's own folder, which configurations name absolutely although they are kept elsewhere. */
const daemonFolder = '/etc/keepalived';

const kindFaults: Readonly<Record<PathKind, IncludeFault | undefined>> = {
  file: undefined,
  directory: 'not-a-file',
  other: 'not-a-file',
  missing: 'not-found',
  unreadable: 'unreadable',
  loop: 'unreadable',
};

const readFaults: Readonly<Record<ReadFault, IncludeFault>> = {
  missing: 'not-found',
  unreadable: 'unreadable',
  loop: 'unreadable',
  'not-a-file': 'not-a-file',
  'too-large': 'too-large',
};

/** What the include lines of one node may reach. */
export interface IncludeRoots {
  /** The main file. */
  readonly main: string;
  /** The folder that stands for `/` on the node's host: absolute patterns are looked up in it. */
  readonly root: string | undefined;
}

/** Reads included files from the disk, for the grammar. */
export class IncludeFiles implements IncludeHost {
  private readonly disk: Disk;
  private readonly roots: IncludeRoots;
  private readonly texts = new Map<string, SourceText | IncludeFault>();

  constructor(disk: Disk, roots: IncludeRoots) {
    this.disk = disk;
    this.roots = roots;
  }

  glob(pattern: string, directory: string): readonly IncludeMatch[] {
    return this.pathsOf(pattern, directory).map((path) => ({ path, fault: this.faultOf(path) }));
  }

  read(path: string): SourceText | IncludeFault {
    let known = this.texts.get(path);
    if (known === undefined) {
      known = this.load(path);
      this.texts.set(path, known);
    }
    return known;
  }

  folderExists(pattern: string, directory: string): boolean {
    const folder = isPattern(pattern) ? pattern.slice(0, pattern.search(/[*?[{\\]/)) : pattern;
    const fixed = folder.endsWith('/') ? folder : dirname(folder);
    return this.placesFor(fixed, directory).some((place) => this.disk.kindOf(place.path) === 'directory');
  }

  private pathsOf(pattern: string, directory: string): readonly string[] {
    for (const place of this.placesFor(pattern, directory)) {
      const paths = glob(place.pattern, place.base, this.disk);
      if (paths.length > 0) return paths;
    }
    return [];
  }

  /**
   * Where a pattern may lead, best first. In a tree of a host's files absolute patterns stay inside. A file kept under
   * another name than /etc/keepalived has its neighbours beside it; only then this machine's own folder counts.
   */
  private placesFor(pattern: string, directory: string): { pattern: string; base: string; path: string }[] {
    const at = (base: string, rest: string) => ({ pattern: rest, base, path: resolve(base, rest) });
    if (!isAbsolute(pattern)) return [at(resolve(directory), pattern)];
    const { main, root } = this.roots;
    if (root !== undefined) return [at(root, `.${pattern}`)];
    const below = relative(daemonFolder, pattern);
    if (below.startsWith('..') || dirname(main) === daemonFolder) return [at('/', pattern)];
    return [at(dirname(main), below === '' ? '.' : below), at('/', pattern)];
  }

  private faultOf(path: string): IncludeFault | undefined {
    const fault = kindFaults[this.disk.kindOf(path)];
    return fault ?? (this.disk.isExecutable(path) ? 'executable' : undefined);
  }

  private load(path: string): SourceText | IncludeFault {
    const bytes = this.disk.read(path);
    if (typeof bytes === 'string') return readFaults[bytes];
    const decoded = decode(bytes);
    return decoded === undefined ? 'unreadable' : new SourceText(path, decoded.text);
  }
}
