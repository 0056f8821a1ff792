import { dirname, sep } from 'node:path';
import { Disk, type Entry, type ReadFault, type StatFault } from './disk.ts';

/** A file that is not on any disk. */
export interface MemoryFile {
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/** A file system that holds these files and no others; for what is judged before it is written. All owned by root. */
export class MemoryDisk extends Disk {
  private readonly files: ReadonlyMap<string, MemoryFile>;
  /** Names in every folder. */
  private readonly names = new Map<string, Set<string>>();

  /** @param files by absolute path */
  constructor(files: ReadonlyMap<string, MemoryFile>) {
    super();
    this.files = files;
    for (const path of files.keys()) this.enter(path);
  }

  protected override readStat(path: string): Entry | StatFault {
    const file = this.files.get(path);
    if (file !== undefined) return { kind: 'file', size: file.bytes.length, mode: file.mode, uid: 0 };
    return this.names.has(path) ? { kind: 'directory', size: 0, mode: 0o755, uid: 0 } : 'missing';
  }

  protected override readBytes(path: string): Uint8Array | ReadFault {
    return this.files.get(path)?.bytes ?? (this.names.has(path) ? 'not-a-file' : 'missing');
  }

  protected override readHead(path: string, bytes: number): Uint8Array | undefined {
    return this.files.get(path)?.bytes.subarray(0, bytes);
  }

  protected override readFolder(path: string): readonly string[] | undefined {
    const names = this.names.get(path);
    return names === undefined ? undefined : [...names].sort();
  }

  override realPath(path: string): string {
    return path;
  }

  private enter(path: string): void {
    for (let at = path; dirname(at) !== at; at = dirname(at)) {
      const folder = dirname(at);
      const known = this.names.get(folder);
      const name = at.slice(folder.endsWith(sep) ? folder.length : folder.length + 1);
      if (known === undefined) this.names.set(folder, new Set([name]));
      else if (known.has(name)) return;
      else known.add(name);
    }
  }
}
