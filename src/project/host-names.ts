import { basename } from 'node:path';
import { treeRootOf } from './found-file.ts';

/**
 * Names for the hosts of some files, each once: the folder above `etc/keepalived`; else what tells the file from the
 * others: its name, or where files are called the same, the folders above them that differ. `given` wins over all.
 */
export function nameHosts(
  paths: readonly string[],
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) if (given.has(path)) names.set(path, given.get(path)!);
  const rest = paths.filter((path) => !given.has(path));
  for (const alike of groupByName(rest).values()) {
    const labels =
      alike.length === 1 ? [ownLabel(alike[0]!, paths.length === 1)] : folderLabels(alike.map(treeOrFile));
    for (const [at, path] of alike.entries()) names.set(path, labels[at]!);
  }
  return withoutRepetition(names, paths);
}

/** The folder that stands for `/`, as if it were a folder's file; else the file. */
function treeOrFile(path: string): string {
  const root = treeRootOf(path);
  return root === undefined ? path : `${root}/`;
}

/** Files by what they would be called alone. */
function groupByName(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const root = treeRootOf(path);
    const name = root === undefined ? basename(path) : `${basename(root)}/`;
    groups.set(name, [...(groups.get(name) ?? []), path]);
  }
  return groups;
}

function ownLabel(path: string, single: boolean): string {
  const root = treeRootOf(path);
  if (root !== undefined) return basename(root);
  const name = basename(path);
  return single ? name : name.replace(/\.conf$/, '');
}

/** For files of one name: the folders, from the nearest that differs upwards, as many as make them all differ. */
function folderLabels(paths: readonly string[]): string[] {
  const folders = paths.map((path) => path.split(/[\\/]/).slice(0, -1).reverse());
  const depth = Math.max(...folders.map((names) => names.length));
  let first = 0;
  while (first < depth && folders.every((names) => names[first] === folders[0]![first])) first++;
  for (let last = first + 1; last <= depth; last++) {
    const labels = folders.map((names) => names.slice(first, last).reverse().join('/'));
    if (new Set(labels).size === labels.length && !labels.includes('')) return labels;
  }
  return [...paths];
}

/** Two hosts of one name are told apart by a number; a rule that compares hosts must be able to name them. */
function withoutRepetition(
  names: ReadonlyMap<string, string>,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  const used = new Map<string, number>();
  const result = new Map<string, string>();
  for (const path of paths) {
    const name = names.get(path)!;
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    result.set(path, count === 1 ? name : `${name} (${count})`);
  }
  return result;
}
