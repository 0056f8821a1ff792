import { basename, dirname, join, relative } from 'node:path';
import type { Disk } from './disk.ts';
import { isConfigurationFile } from './find-files.ts';
import { treeRootOf } from './found-file.ts';

/**
 * Configurations that lie where the peers of these files would: in the same folder, in the folders beside it, and at
 * the same place in the trees of other hosts; and in the folder above, where the file that includes them would be.
 * Those of the paths that are configurations are among them. Nothing above `top` is looked at.
 */
export function neighboursOf(paths: readonly string[], top: string, disk: Disk): string[] {
  const found = new Set<string>();
  const searched = new Set<string>();
  const search = (folder: string) => {
    if (searched.has(folder)) return;
    searched.add(folder);
    for (const path of filesIn(folder, disk)) if (isConfigurationFile(path, disk)) found.add(path);
  };
  for (const path of paths) {
    const root = treeRootOf(path);
    if (root === undefined) {
      search(dirname(path));
      if (isBelow(dirname(path), top)) search(dirname(dirname(path)));
      for (const folder of foldersBeside(dirname(path), top, disk)) search(folder);
      continue;
    }
    // Files of the daemon's folder beside the main one are its parts, or what somebody put aside.
    search(dirname(path));
    for (const folder of foldersBeside(root, top, disk)) search(join(folder, relative(root, dirname(path))));
  }
  return [...found];
}

function filesIn(folder: string, disk: Disk): string[] {
  return visible(folder, disk).filter((path) => disk.kindOf(path) === 'file');
}

function foldersBeside(folder: string, top: string, disk: Disk): string[] {
  if (!isBelow(folder, top)) return [];
  return visible(dirname(folder), disk).filter(
    (path) => path !== folder && basename(path) !== 'node_modules' && disk.kindOf(path) === 'directory',
  );
}

function visible(folder: string, disk: Disk): string[] {
  const names = disk.list(folder) ?? [];
  return names.filter((name) => !name.startsWith('.')).map((name) => join(folder, name));
}

function isBelow(folder: string, top: string): boolean {
  const fromTop = relative(top, folder);
  return fromTop !== '' && !fromTop.startsWith('..');
}
