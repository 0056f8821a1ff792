import { basename, join, resolve } from 'node:path';
import { decode } from './decode.ts';
import type { Disk } from './disk.ts';
import type { FoundFile } from './found-file.ts';
import { glob, isPattern } from './glob.ts';
import { withoutIncluded } from './included.ts';
import { hasConfigurationName, isOnlyIncludes, looksLikeConfiguration } from './looks-like.ts';
import type { Trouble } from './trouble.ts';

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly troubles: readonly Trouble[];
}

/** Folders that hold no configuration of anybody's own. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '__pycache__', 'CVS']);

/** How much of a file in a folder is read to see what it is. */
const sniffedBytes = 256 * 1024;

/**
 * The configurations that paths name, in their order, each once: a file stands for itself; a folder for what in it
 * looks like a configuration and is not included by another file; a pattern (one the shell left alone) for its matches.
 */
export function findFiles(paths: readonly string[], cwd: string, disk: Disk): FoundFiles {
  const found = new Map<string, FoundFile>();
  const troubles: Trouble[] = [];
  for (const path of paths) {
    for (const one of findOne(path, cwd, disk, troubles)) {
      const key = disk.realPath(one.path);
      const known = found.get(key);
      if (known === undefined) found.set(key, one);
      else if (one.explicit) found.set(key, { path: known.path, explicit: true });
    }
  }
  return { files: withoutIncluded([...found.values()], disk), troubles };
}

function findOne(path: string, cwd: string, disk: Disk, troubles: Trouble[]): FoundFile[] {
  const absolute = resolve(cwd, path);
  const kind = disk.kindOf(absolute);
  if (kind === 'missing' && isPattern(path)) return expandPattern(path, cwd, disk, troubles);
  if (kind === 'directory') return searchFolder(path, absolute, disk, troubles);
  // What cannot be read is a trouble when its turn comes; the message is the same for every way it was found.
  return [{ path: absolute, explicit: true }];
}

function expandPattern(pattern: string, cwd: string, disk: Disk, troubles: Trouble[]): FoundFile[] {
  const matches = glob(pattern, cwd, disk, { globstar: true });
  if (matches.length === 0) {
    troubles.push({ path: pattern, message: 'no file matches this pattern; check its folders' });
  }
  return matches.flatMap((match) =>
    disk.kindOf(match) === 'directory'
      ? searchFolder(match, match, disk, troubles)
      : [{ path: match, explicit: true }],
  );
}

function searchFolder(shown: string, folder: string, disk: Disk, troubles: Trouble[]): FoundFile[] {
  if (disk.list(folder) === undefined) {
    troubles.push({ path: shown, message: 'this folder cannot be read; check its permissions' });
    return [];
  }
  const files = [...walk(folder, disk, new Set(), troubles)].filter((path) => isConfiguration(path, disk));
  if (files.length === 0) {
    const message =
      'no keepalived configuration in this folder; name the file itself to have it read whatever it is called';
    troubles.push({ path: shown, message });
  }
  return files.map((path) => ({ path, explicit: false }));
}

/** Files below a folder, hidden ones left out; each real folder once, so that links cannot go in circles. */
function* walk(folder: string, disk: Disk, seen: Set<string>, troubles: Trouble[]): Generator<string> {
  const real = disk.realPath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const names = disk.list(folder);
  if (names === undefined) {
    troubles.push({ path: folder, message: 'this folder cannot be read; check its permissions' });
    return;
  }
  for (const name of names) {
    if (name.startsWith('.') || skippedFolders.has(name)) continue;
    const path = join(folder, name);
    const kind = disk.kindOf(path);
    if (kind === 'directory') yield* walk(path, disk, seen, troubles);
    else if (kind === 'file' || kind === 'unreadable') yield path;
  }
}

function isConfiguration(path: string, disk: Disk): boolean {
  const name = basename(path);
  if (!hasConfigurationName(name)) return false;
  const bytes = disk.head(path, sniffedBytes);
  // The file of a node that cannot be read must not pass for a folder without one.
  if (bytes === undefined) return name === 'keepalived.conf';
  const text = decode(bytes)?.text;
  if (text === undefined) return /keepalived/i.test(name);
  return looksLikeConfiguration(text) || isOnlyIncludes(name, text);
}
