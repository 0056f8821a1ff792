import { posix } from 'node:path';
import type { SourceText } from '../../grammar/source.ts';
import { baseName } from './paths.ts';

/** What a file around a configuration is, by its place on the host. */
export type HostFileKind =
  | 'script'
  | 'sysctl'
  | 'ifcfg'
  /** route-NAME, rule-NAME and their kin beside ifcfg files. */
  | 'route'
  /** A connection of NetworkManager. */
  | 'keyfile'
  | 'netplan'
  | 'networkd'
  /** /etc/network/interfaces and what it reads. */
  | 'interfaces'
  | 'firewalld'
  | 'nftables'
  | 'iptables'
  /** Rules of ufw, in the language of iptables-save. */
  | 'ufw'
  /** Whether ufw is on, and what it does with the rest. */
  | 'ufw-settings'
  /** A unit of systemd or a drop-in of one. */
  | 'unit'
  | 'compose'
  | 'dockerfile'
  /** A manifest of Kubernetes. */
  | 'manifest'
  | 'rc.local'
  /** Options of the daemon: /etc/sysconfig/keepalived, /etc/default/keepalived. */
  | 'options'
  | 'haproxy'
  | 'nginx';

/** Where a file was found, before it is read. */
export interface LocatedFile<Kind extends HostFileKind = HostFileKind> {
  /** Where it is on this machine. */
  readonly path: string;
  /** Where it stands, or is meant to stand, on its host: `/etc/sysctl.conf`. */
  readonly hostPath: string;
  readonly kind: Kind;
}

/** One file of a host other than its keepalived.conf, read. */
export interface HostFile<Kind extends HostFileKind = HostFileKind> {
  /** Where it stands, or is meant to stand, on its host. */
  readonly path: string;
  readonly kind: Kind;
  readonly source: SourceText;
  /** Permission bits; undefined where they say nothing of the host, as in a copy under another name. */
  readonly mode: number | undefined;
  /** User id of its owner; known only on the host itself. */
  readonly owner: number | undefined;
}

/** Why a file that is there could not be taken in. */
export interface HostFileFault {
  /** Where it is on this machine. */
  readonly path: string;
  /** Without the path; says what to do about it. */
  readonly message: string;
}

/** Mode and owner that the configuration itself has on its host, as far as they are known. */
export interface OwnMode {
  readonly mode?: number | undefined;
  readonly owner?: number | undefined;
}

/** Looks further files of the host up, beyond the known places. */
export interface HostFileLookup {
  /** A file by its path on the host; undefined: not among the files at hand. */
  at(hostPath: string): HostFile | HostFileFault | undefined;
  /** Base names in a folder of the host; undefined: the folder is not among the files at hand. */
  list(hostFolder: string): readonly string[] | undefined;
}

/**
 * How complete the files of a host are. host: this machine is the host, what is missing is missing; tree: a folder
 * that stands for `/`; flat: files kept beside the configuration; none: nothing is known beside the configuration.
 */
export type Extent = 'host' | 'tree' | 'flat' | 'none';

/** The files of one host around its keepalived.conf. */
export class HostFiles {
  static readonly none: HostFiles = new HostFiles([], 'none');

  readonly extent: Extent;
  readonly ownMode: OwnMode;
  /** Files at hand that could not be read, as far as anybody asked for them. */
  readonly faults: HostFileFault[] = [];
  private readonly found: HostFile[];
  private readonly byPath = new Map<string, HostFile | undefined>();
  private readonly lookup: HostFileLookup | undefined;

  constructor(
    files: readonly (HostFile | HostFileFault)[],
    extent: Extent = 'flat',
    lookup?: HostFileLookup | undefined,
    ownMode: OwnMode = {},
  ) {
    this.found = [];
    this.ownMode = ownMode;
    this.extent = extent;
    this.lookup = lookup;
    for (const file of files) this.take(file);
  }

  /** Those in known places, and those that somebody asked for by name. */
  get all(): readonly HostFile[] {
    return this.found;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** Whether they say something of the host itself. Scripts do where they set up its kernel. */
  get tellOfHost(): boolean {
    return this.found.some(({ kind, source }) => kind !== 'script' || setsUpKernel(source));
  }

  ofKind<Kind extends HostFileKind>(kind: Kind): HostFile<Kind>[] {
    return this.found.filter((file): file is HostFile<Kind> => file.kind === kind);
  }

  /** A file by its path on the host. */
  at(path: string): HostFile | undefined {
    const normal = posix.normalize(path);
    if (!this.byPath.has(normal)) {
      const beside = this.extent === 'flat' ? this.namedScript(baseName(normal)) : undefined;
      this.byPath.set(normal, beside);
      const file = beside ?? this.lookup?.at(normal);
      if (file !== undefined) this.take(file, normal);
    }
    return this.byPath.get(normal);
  }

  /** Files by base name: `sysctl.conf`, `check.sh`. */
  named(name: string): HostFile[] {
    return this.found.filter((file) => baseName(file.path) === name);
  }

  /** Base names of the files at hand in a folder of the host. */
  namesIn(folder: string): readonly string[] {
    const known = this.found.filter((file) => posix.dirname(file.path) === folder);
    const names = new Set(known.map((file) => baseName(file.path)));
    for (const name of this.lookup?.list(folder) ?? []) names.add(name);
    return [...names].sort();
  }

  /** Whether a folder of the host is among the files at hand, so that what is not in it is missing. */
  has(folder: string): boolean {
    return this.lookup?.list(folder) !== undefined;
  }

  /** Kept without its folders, a script is known by its name. */
  private namedScript(name: string): HostFile | undefined {
    return this.named(name).find((file) => file.kind === 'script');
  }

  private take(file: HostFile | HostFileFault, path = 'kind' in file ? file.path : ''): void {
    if ('kind' in file) {
      this.byPath.set(path, file);
      if (!this.found.includes(file)) this.found.push(file);
    } else if (!this.faults.some((one) => one.path === file.path)) this.faults.push(file);
  }
}

function setsUpKernel({ text }: SourceText): boolean {
  return text.includes('sysctl') || text.includes('/proc/');
}

/** A host whose files are at hand and that runs no keepalived: a real server, as a rule. */
export interface BundledHost {
  readonly name: string;
  readonly files: HostFiles;
}
