import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';

/** other: a pipe, a socket, a device: reading it could wait for ever. */
export type PathKind = 'file' | 'directory' | 'other' | 'missing' | 'unreadable';

export type ReadFault = 'missing' | 'unreadable' | 'not-a-file' | 'too-large';

/** Largest file that is read; the longest string of Node holds about as much. */
export const maxFileBytes = 512 * 1024 * 1024 - 1024;

/** The file system during one run: what is looked up once is remembered, so that all of a run sees the same. */
export class Disk {
  private readonly stats = new Map<string, Stats | 'missing' | 'unreadable'>();
  private readonly folders = new Map<string, readonly string[] | undefined>();

  kindOf(path: string): PathKind {
    const stats = this.stat(path);
    if (typeof stats === 'string') return stats;
    if (stats.isFile()) return 'file';
    return stats.isDirectory() ? 'directory' : 'other';
  }

  /** Any execute bit: the daemon does not include such a file. */
  isExecutable(path: string): boolean {
    const stats = this.stat(path);
    return typeof stats !== 'string' && (stats.mode & 0o111) !== 0;
  }

  /** Names in a folder, sorted by code unit as glob(3) does in the C locale; undefined when it cannot be read. */
  list(path: string): readonly string[] | undefined {
    if (!this.folders.has(path)) this.folders.set(path, this.readFolder(path));
    return this.folders.get(path);
  }

  /** All of a regular file. Never opens anything that could block. */
  read(path: string): Uint8Array | ReadFault {
    const stats = this.stat(path);
    if (typeof stats === 'string') return stats;
    if (!stats.isFile()) return 'not-a-file';
    if (stats.size > maxFileBytes) return 'too-large';
    try {
      return readFileSync(path);
    } catch (error) {
      return faultOf(error);
    }
  }

  /** The first bytes of a file; undefined when it cannot be read. */
  head(path: string, bytes: number): Uint8Array | undefined {
    if (this.kindOf(path) !== 'file') return undefined;
    try {
      const file = openSync(path, 'r');
      try {
        const buffer = Buffer.alloc(bytes);
        return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
      } finally {
        closeSync(file);
      }
    } catch (error) {
      faultOf(error);
      return undefined;
    }
  }

  /** One name for a file that several links lead to. */
  realPath(path: string): string {
    try {
      return realpathSync(path);
    } catch (error) {
      faultOf(error);
      return path;
    }
  }

  private stat(path: string): Stats | 'missing' | 'unreadable' {
    let known = this.stats.get(path);
    if (known === undefined) {
      known = this.readStat(path);
      this.stats.set(path, known);
    }
    return known;
  }

  private readStat(path: string): Stats | 'missing' | 'unreadable' {
    try {
      return statSync(path);
    } catch (error) {
      return faultOf(error);
    }
  }

  private readFolder(path: string): readonly string[] | undefined {
    try {
      return readdirSync(path).sort();
    } catch (error) {
      faultOf(error);
      return undefined;
    }
  }
}

/** What a failed call says about the path. Anything that is not the file system's doing is thrown on. */
function faultOf(error: unknown): 'missing' | 'unreadable' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === undefined) throw error;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}
