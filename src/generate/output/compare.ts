import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, type ManifestEntry, manifestName, readManifest, sha256 } from './manifest.ts';

/** An output folder that cannot be used; the message says what to do. */
export class FolderError extends Error {}

/** How a file of the output folder stands to what is to be there. */
export interface Comparison {
  readonly file: string;
  /**
   * new: not there yet; changed: as it was written last, and it is to be different; same; edited: changed by hand
   * since, or never written by hacfg; stale: written once, no longer wanted; kept: the same, but edited since.
   */
  readonly status: 'new' | 'changed' | 'same' | 'edited' | 'stale' | 'kept';
  /** Undefined: stale. */
  readonly entry: Entry | undefined;
  /** What is there now. */
  readonly before: Buffer | undefined;
  /** The permissions are not those that are to be. */
  readonly wrongMode: boolean;
}

export interface FolderState {
  readonly comparisons: readonly Comparison[];
  /** Entries of the manifest that this run does not concern: other hosts. */
  readonly others: readonly ManifestEntry[];
}

/** Compares the output folder with what is to be in it. `hosts`: only these; undefined: all. */
export function compareFolder(
  folder: string,
  entries: readonly Entry[],
  hosts: ReadonlySet<string> | undefined,
): FolderState {
  const written = manifestOf(folder);
  const isConcerned = (entry: ManifestEntry): boolean => hosts === undefined || hosts.has(entry.host);
  const known = new Map(written.filter(isConcerned).map((entry) => [entry.file, entry]));
  const wanted = new Set(entries.map(({ file }) => file));
  return {
    comparisons: [
      ...entries.map((entry) => compare(folder, entry, known.get(entry.file))),
      ...[...known.values()].flatMap((entry) => (wanted.has(entry.file) ? [] : staleFile(folder, entry))),
    ],
    others: written.filter((entry) => !isConcerned(entry)),
  };
}

function manifestOf(folder: string): ManifestEntry[] {
  const text = contentOf(join(folder, manifestName));
  if (text === undefined) return [];
  const entries = readManifest(text.toString('utf8'));
  if (entries === undefined) {
    throw new FolderError(
      `${manifestName} there is not of hacfg, or damaged: name another folder, or remove it`,
    );
  }
  return entries;
}

function compare(folder: string, entry: Entry, written: ManifestEntry | undefined): Comparison {
  refuseLinks(folder, entry.file);
  const path = join(folder, entry.file);
  const before = contentOf(path);
  const base = { file: entry.file, entry, before, wrongMode: false };
  if (before === undefined) return { ...base, status: 'new' };
  const hash = sha256(before);
  const mode = lstatSync(path).mode & 0o7777;
  if (hash === entry.sha256) return { ...base, status: 'same', wrongMode: mode !== entry.mode };
  return { ...base, status: hash === written?.sha256 ? 'changed' : 'edited' };
}

function staleFile(folder: string, { file, sha256: hash }: ManifestEntry): Comparison[] {
  refuseLinks(folder, file);
  const before = contentOf(join(folder, file));
  if (before === undefined) return [];
  const status = sha256(before) === hash ? 'stale' : 'kept';
  return [{ file, status, entry: undefined, before, wrongMode: false }];
}

/** Nothing is written through a symbolic link: it may lead out of the folder. */
function refuseLinks(folder: string, file: string): void {
  let at = folder;
  for (const part of file.split('/')) {
    at = join(at, part);
    const stats = lstatSync(at, { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (stats.isSymbolicLink()) throw new FolderError(`${at} is a symbolic link: hacfg writes through none`);
  }
}

function contentOf(path: string): Buffer | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw new FolderError(`${path} is in the way: it is no regular file`);
  return readFileSync(path);
}
