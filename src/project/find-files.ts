import { basename, join, relative, resolve } from 'node:path';
import { hostsAmong } from '../bundle/locate.ts';
import { decode } from './decode.ts';
import type { Disk } from './disk.ts';
import type { FoundFile } from './found-file.ts';
import { glob, isPattern } from './glob.ts';
import { withoutIncluded } from './included.ts';
import { hasConfigurationName, isOnlyIncludes, looksLikeConfiguration } from './looks-like.ts';
import type { Trouble } from './trouble.ts';

/** A folder that was searched, and every file below it. */
export interface SearchedFolder {
  readonly folder: string;
  readonly paths: readonly string[];
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly searched: readonly SearchedFolder[];
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
  const searched: SearchedFolder[] = [];
  for (const path of paths) {
    for (const one of findOne(path, { cwd, disk, troubles, searched })) {
      const key = disk.realPath(one.path);
      const known = found.get(key);
      if (known === undefined) found.set(key, one);
      else if (one.explicit) found.set(key, { path: known.path, explicit: true });
    }
  }
  return { files: withoutIncluded([...found.values()], disk), searched, troubles };
}

interface Search {
  readonly cwd: string;
  readonly disk: Disk;
  readonly troubles: Trouble[];
  readonly searched: SearchedFolder[];
}

function findOne(path: string, search: Search): FoundFile[] {
  const absolute = resolve(search.cwd, path);
  const kind = search.disk.kindOf(absolute);
  if (kind === 'missing' && isPattern(path)) return expandPattern(path, search);
  if (kind === 'directory') return searchFolder(path, absolute, search);
  // What cannot be read is a trouble when its turn comes; the message is the same for every way it was found.
  return [{ path: absolute, explicit: true }];
}

function expandPattern(pattern: string, search: Search): FoundFile[] {
  const { cwd, disk, troubles } = search;
  const matches = glob(pattern, cwd, disk, { globstar: true });
  if (matches.length === 0) {
    troubles.push({ path: pattern, message: 'no file matches this pattern; check its folders' });
  }
  return matches.flatMap((match) =>
    disk.kindOf(match) === 'directory'
      ? searchFolder(match, match, search)
      : [{ path: match, explicit: true }],
  );
}

function searchFolder(shown: string, folder: string, { disk, troubles, searched }: Search): FoundFile[] {
  if (disk.list(folder) === undefined) {
    troubles.push({ path: shown, message: 'this folder cannot be read; check its permissions' });
    return [];
  }
  const paths = [...walk(folder, disk, new Set(), troubles)];
  searched.push({ folder, paths });
  const files = paths.filter((path) => isConfigurationFile(path, disk));
  if (files.length === 0) troubles.push({ path: shown, message: noConfiguration(folder, paths) });
  return files.map((path) => ({ path, explicit: false }));
}

function noConfiguration(folder: string, paths: readonly string[]): string {
  const [host] = hostsAmong(folder, paths, []);
  const around =
    host === undefined ? '' : `, only files around one (${relative(folder, host.files[0]!.path)})`;
  return `no keepalived configuration in this folder${around}; name the file itself to have it read whatever it is called`;
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

/** Whether a file is a configuration, by its name and its text. */
export function isConfigurationFile(path: string, disk: Disk): boolean {
  const name = basename(path);
  if (!hasConfigurationName(name)) return false;
  const bytes = disk.head(path, sniffedBytes);
  // The file of a node that cannot be read must not pass for a folder without one.
  if (bytes === undefined) return name === 'keepalived.conf';
  const text = decode(bytes)?.text;
  if (text === undefined) return /keepalived/i.test(name);
  return looksLikeConfiguration(text) || isOnlyIncludes(name, text);
}
