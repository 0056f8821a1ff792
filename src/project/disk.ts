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
import { getHeapStatistics } from 'node:v8';

/** loop: symbolic links that lead back to themselves. */
type StatFault = 'missing' | 'unreadable' | 'loop';

/** other: a pipe, a socket, a device: reading it could wait for ever. */
export type PathKind = 'file' | 'directory' | 'other' | StatFault;

export type ReadFault = StatFault | 'not-a-file' | 'too-large';

/** Memory that linting takes for each byte of a configuration, measured on large ones, with some to spare. */
const MEMORY_PER_BYTE = 30;

/** Largest file that is read: what Node's heap has room for, and at most its longest string. */
export const maxFileBytes = Math.min(
  512 * 1024 * 1024 - 1024,
  Math.floor(getHeapStatistics().heap_size_limit / MEMORY_PER_BYTE),
);

/** What to say of a file that is larger. */
export function tooLarge(): string {
  const megabytes = Math.floor(maxFileBytes / 1e6);
  return `is larger than the ${megabytes} MB that fit in memory; is it a configuration? (NODE_OPTIONS=--max-old-space-size=8192 makes room for more)`;
}

/** The file system during one run: what is looked up once is remembered, so that all of a run sees the same. */
export class Disk {
  private readonly overrides: ReadonlyMap<string, Uint8Array>;
  private readonly stats = new Map<string, Stats | StatFault>();
  private readonly folders = new Map<string, readonly string[] | undefined>();

  /** @param overrides texts that are not saved yet, by the real path of their file, which must exist */
  constructor(overrides: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.overrides = overrides;
  }

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

  /** Permission bits and owner of a file that is there. */
  ownership(path: string): { readonly mode: number; readonly uid: number } | undefined {
    const stats = this.stat(path);
    return typeof stats === 'string' ? undefined : { mode: stats.mode & 0o7777, uid: stats.uid };
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
    const override = this.overrides.size === 0 ? undefined : this.overrides.get(this.realPath(path));
    if (override !== undefined) return override;
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

  private stat(path: string): Stats | StatFault {
    let known = this.stats.get(path);
    if (known === undefined) {
      known = this.readStat(path);
      this.stats.set(path, known);
    }
    return known;
  }

  private readStat(path: string): Stats | StatFault {
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
function faultOf(error: unknown): StatFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === undefined) throw error;
  if (code === 'ELOOP') return 'loop';
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}
