import { spawnSync } from 'node:child_process';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Disk, type Entry, maxFileBytes, type ReadFault, type StatFault } from './disk.ts';

/** git could not say what is staged. */
export class GitError extends Error {}

interface IndexEntry {
  /** Git's mode: 100644, 100755, 120000 a symbolic link, 160000 another repository. */
  readonly mode: number;
  readonly object: string;
}

const linkMode = 0o120000;
const repositoryMode = 0o160000;
const mostLinks = 40;

/**
 * The file system as the next commit will hold it: what lies in the repository is read from git's index, whatever
 * the working tree holds; the rest from the disk.
 */
export class StagedDisk extends Disk {
  /** The repository's folder. */
  override readonly top: string;
  private readonly entries: ReadonlyMap<string, IndexEntry>;
  private readonly blobs = new Map<string, Uint8Array>();
  private readonly names: ReadonlyMap<string, readonly string[]>;

  /** Throws GitError when `cwd` is in no repository, or git is not installed. */
  constructor(cwd: string) {
    super();
    this.top = git(cwd, ['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '');
    this.entries = readIndex(this.top);
    this.names = foldersOf(this.top, this.entries.keys());
  }

  /** Absolute paths of what the next commit adds or changes. */
  changed(): string[] {
    const list = git(this.top, ['diff', '--cached', '--name-only', '-z', '--diff-filter=ACMRT']);
    return namesIn(list).map((name) => join(this.top, name));
  }

  override realPath(path: string): string {
    const inside = this.place(path);
    return inside === undefined ? super.realPath(path) : (this.follow(inside) ?? inside);
  }

  protected override readStat(path: string): Entry | StatFault {
    const inside = this.place(path);
    if (inside === undefined) return super.readStat(path);
    const target = this.follow(inside);
    if (target === undefined) return 'loop';
    if (this.place(target) === undefined) return super.readStat(target);
    if (this.names.has(target) || target === this.top)
      return { kind: 'directory', size: 0, mode: 0o755, uid: undefined };
    const entry = this.entries.get(target);
    if (entry === undefined) return 'missing';
    if (entry.mode === repositoryMode) return { kind: 'directory', size: 0, mode: 0o755, uid: undefined };
    const size = Number(git(this.top, ['cat-file', '-s', entry.object]).toString());
    return { kind: 'file', size, mode: entry.mode & 0o777, uid: undefined };
  }

  protected override readFolder(path: string): readonly string[] | undefined {
    const inside = this.place(path);
    if (inside === undefined) return super.readFolder(path);
    const target = this.follow(inside) ?? inside;
    return this.place(target) === undefined ? super.readFolder(target) : this.names.get(target);
  }

  protected override readBytes(path: string): Uint8Array | ReadFault {
    const target = this.realPath(path);
    const entry = this.entries.get(target);
    return entry === undefined ? super.readBytes(target) : this.blob(entry);
  }

  protected override readHead(path: string, bytes: number): Uint8Array | undefined {
    const target = this.realPath(path);
    const entry = this.entries.get(target);
    return entry === undefined ? super.readHead(target, bytes) : this.blob(entry).subarray(0, bytes);
  }

  private blob({ object }: IndexEntry): Uint8Array {
    let known = this.blobs.get(object);
    if (known === undefined) {
      known = git(this.top, ['cat-file', 'blob', object]);
      this.blobs.set(object, known);
    }
    return known;
  }

  /** The path as the index has it; undefined for what lies outside of the repository, or in git's own folder. */
  private place(path: string): string | undefined {
    const absolute = resolve(path);
    const fromTop = relative(this.top, absolute);
    if (fromTop === '..' || fromTop.startsWith(`..${sep}`) || fromTop.split(sep)[0] === '.git')
      return undefined;
    return absolute;
  }

  /** Where symbolic links of the index lead; undefined when they go in circles. */
  private follow(path: string): string | undefined {
    let at = path;
    for (let links = 0; links < mostLinks; links++) {
      const link = this.linkOn(at);
      if (link === undefined) return at;
      const target = Buffer.from(this.blob(this.entries.get(link)!)).toString();
      at = resolve(dirname(link), target, relative(link, at));
    }
    return undefined;
  }

  /** The path itself or the folder above it that is a symbolic link. */
  private linkOn(path: string): string | undefined {
    for (let at = path; at.length > this.top.length; at = dirname(at)) {
      if (this.entries.get(at)?.mode === linkMode) return at;
    }
    return undefined;
  }
}

function readIndex(top: string): Map<string, IndexEntry> {
  const entries = new Map<string, IndexEntry>();
  for (const line of namesIn(git(top, ['ls-files', '--stage', '-z']))) {
    // `100644 <object> <stage>\t<name>`; a conflict has no stage 0: its own side stands for it.
    const [facts, name] = [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)];
    const [mode, object, stage] = facts.split(' ');
    if (stage === '0' || stage === '2')
      entries.set(join(top, name), { mode: Number.parseInt(mode!, 8), object: object! });
  }
  return entries;
}

/** Every folder that the files imply, with its names in order. */
function foldersOf(top: string, paths: Iterable<string>): Map<string, readonly string[]> {
  const folders = new Map<string, Set<string>>([[top, new Set()]]);
  for (const path of paths) {
    for (let at = path; at.length > top.length; at = dirname(at)) {
      const folder = dirname(at);
      const known = folders.get(folder);
      const name = at.slice(folder.length + 1);
      if (known?.has(name) === true) break;
      if (known === undefined) folders.set(folder, new Set([name]));
      else known.add(name);
    }
  }
  return new Map([...folders].map(([folder, names]) => [folder, [...names].sort()]));
}

function namesIn(list: Uint8Array): string[] {
  return Buffer.from(list)
    .toString()
    .split('\0')
    .filter((name) => name !== '');
}

function git(cwd: string, args: readonly string[]): Buffer {
  const { error, status, stdout, stderr } = spawnSync('git', [...args], { cwd, maxBuffer: maxFileBytes() });
  if (error !== undefined) throw new GitError(`git cannot be run: ${error.message}`);
  if (status !== 0) throw new GitError(stderr.toString().trim().split('\n')[0] ?? `git ended with ${status}`);
  return stdout;
}
