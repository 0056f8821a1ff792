import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';

/** loop: symbolic links that lead back to themselves. */
export type StatFault = 'missing' | 'unreadable' | 'loop';

/** other: a pipe, a socket, a device: reading it could wait for ever. */
export type PathKind = 'file' | 'directory' | 'other' | StatFault;

export type ReadFault = StatFault | 'not-a-file' | 'too-large';

/** Memory that linting takes for each byte of a configuration, measured on large ones, with some to spare. */
const MEMORY_PER_BYTE = 30;

/** Any heap has room for a file of so many bytes. */
const SMALL_FILE = 100_000;

/** Largest file that is read, in bytes: what Node's heap has room for, and at most its longest string. */
export function maxFileBytes(): number {
  // Loaded when it is needed: asking for the size of the heap takes longer than linting a file.
  const { getHeapStatistics } = process.getBuiltinModule('node:v8');
  const room = Math.floor(getHeapStatistics().heap_size_limit / MEMORY_PER_BYTE);
  return Math.min(512 * 1024 * 1024 - 1024, room);
}

/** What to say of a file that is larger. */
export function tooLarge(): string {
  const megabytes = Math.floor(maxFileBytes() / 1e6);
  return `is larger than the ${megabytes} MB that fit in memory; is it a configuration? (NODE_OPTIONS=--max-old-space-size=8192 makes room for more)`;
}

/** What is behind a path. */
export interface Entry {
  readonly kind: 'file' | 'directory' | 'other';
  /** In bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** User id of its owner; undefined where nobody owns it. */
  readonly uid: number | undefined;
}

/**
 * The file system during one run: what is looked up once is remembered, so that all of a run sees the same. The
 * protected methods are where another source of files comes in.
 */
export class Disk {
  private readonly overrides: ReadonlyMap<string, Uint8Array>;
  /** The folder that everything of interest lies in; undefined: none is special. */
  readonly top: string | undefined = undefined;
  private readonly stats = new Map<string, Entry | StatFault>();
  private readonly realPaths = new Map<string, string>();
  private readonly folders = new Map<string, readonly string[] | undefined>();

  /** @param overrides texts that are not saved yet, by the real path of their file, which must exist */
  constructor(overrides: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.overrides = overrides;
  }

  kindOf(path: string): PathKind {
    const entry = this.stat(path);
    return typeof entry === 'string' ? entry : entry.kind;
  }

  /** Any execute bit: the daemon does not include such a file. */
  isExecutable(path: string): boolean {
    const entry = this.stat(path);
    return typeof entry !== 'string' && (entry.mode & 0o111) !== 0;
  }

  /** Permission bits and owner of a file that is there and has them. */
  ownership(path: string): { readonly mode: number; readonly uid: number } | undefined {
    const entry = this.stat(path);
    if (typeof entry === 'string' || entry.uid === undefined) return undefined;
    return { mode: entry.mode, uid: entry.uid };
  }

  /** Names in a folder, sorted by code unit as glob(3) does in the C locale; undefined when it cannot be read. */
  list(path: string): readonly string[] | undefined {
    if (!this.folders.has(path)) this.folders.set(path, this.readFolder(path));
    return this.folders.get(path);
  }

  /** All of a regular file. Never opens anything that could block. */
  read(path: string): Uint8Array | ReadFault {
    const entry = this.stat(path);
    if (typeof entry === 'string') return entry;
    if (entry.kind !== 'file') return 'not-a-file';
    const override = this.overrideOf(path);
    if (override !== undefined) return override;
    const isTooLarge = entry.size > SMALL_FILE && entry.size > maxFileBytes();
    return isTooLarge ? 'too-large' : this.readBytes(path);
  }

  private overrideOf(path: string): Uint8Array | undefined {
    return this.overrides.size === 0 ? undefined : this.overrides.get(this.realPath(path));
  }

  /** The first bytes of a file; undefined when it cannot be read. */
  head(path: string, bytes: number): Uint8Array | undefined {
    const entry = this.stat(path);
    if (typeof entry === 'string' || entry.kind !== 'file') return undefined;
    const override = this.overrideOf(path);
    if (override !== undefined) return override.subarray(0, bytes);
    // No more memory than there is to read: folders may hold thousands of small files.
    return this.readHead(path, entry.size === 0 ? bytes : Math.min(bytes, entry.size));
  }

  /** One name for a file that several links lead to. */
  realPath(path: string): string {
    let known = this.realPaths.get(path);
    if (known === undefined) {
      known = this.readRealPath(path);
      this.realPaths.set(path, known);
    }
    return known;
  }

  private readRealPath(path: string): string {
    try {
      // Node's own looks at every folder above, for each file anew.
      return realpathSync.native(path);
    } catch (error) {
      faultOf(error);
      return path;
    }
  }

  private stat(path: string): Entry | StatFault {
    let known = this.stats.get(path);
    if (known === undefined) {
      known = this.readStat(path);
      this.stats.set(path, known);
    }
    return known;
  }

  protected readStat(path: string): Entry | StatFault {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      // Most of what is asked for is not there. To make an error of each, with its stack, takes longer than to ask.
      if (stats === undefined) return 'missing';
      const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
      return { kind, size: stats.size, mode: stats.mode & 0o7777, uid: stats.uid };
    } catch (error) {
      return faultOf(error);
    }
  }

  protected readBytes(path: string): Uint8Array | ReadFault {
    try {
      return readFileSync(path);
    } catch (error) {
      return faultOf(error);
    }
  }

  protected readHead(path: string, bytes: number): Uint8Array | undefined {
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

  protected readFolder(path: string): readonly string[] | undefined {
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
