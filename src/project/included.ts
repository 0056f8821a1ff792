import { dirname } from 'node:path';
import { decode } from './decode.ts';
import type { Disk } from './disk.ts';
import { type FoundFile, treeRootOf } from './found-file.ts';
import { IncludeFiles } from './include-files.ts';

const includeLine = /^[ \t]*(?:@\^?\S+[ \t]+)?include[rmwba]?[ \t]+(.+?)[ \t\r]*(?:[#!].*)?$/gm;

/**
 * Leaves out the files of folders that others of the found files include: they are read through those. Of files that
 * include each other in a circle the first stays.
 */
export function withoutIncluded(files: readonly FoundFile[], disk: Disk): FoundFile[] {
  if (files.every((file) => file.explicit)) return [...files];
  const byPath = new Map(files.map((file) => [disk.realPath(file.path), file]));
  const targets = new Map(
    files.map((file) => [file, includedBy(file, disk).flatMap((path) => byPath.get(path) ?? [])]),
  );
  const included = new Set(
    [...targets].flatMap(([file, found]) => found.filter((target) => target !== file)),
  );
  const reached = new Set<FoundFile>();
  const reach = (file: FoundFile) => {
    for (const target of targets.get(file)!) {
      if (reached.has(target)) continue;
      reached.add(target);
      reach(target);
    }
  };
  const kept = new Set(files.filter((file) => file.explicit || !included.has(file)));
  for (const file of kept) reach(file);
  for (const file of files) {
    if (kept.has(file) || reached.has(file)) continue;
    kept.add(file);
    reach(file);
  }
  return files.filter((file) => kept.has(file));
}

/** Real paths of what the include lines of a file name, as far as they can be read without a full reading. */
function includedBy(file: FoundFile, disk: Disk): string[] {
  const bytes = disk.read(file.path);
  const text = typeof bytes === 'string' ? undefined : decode(bytes)?.text;
  if (text === undefined || !text.includes('include')) return [];
  const host = new IncludeFiles(disk, { main: file.path, root: treeRootOf(file.path) });
  return Array.from(text.matchAll(includeLine)).flatMap(([, pattern]) =>
    host
      .glob(pattern!.replace(/\$\{_PWD\}/g, '.'), dirname(file.path))
      .map((match) => disk.realPath(match.path)),
  );
}
