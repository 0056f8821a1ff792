import { basename, dirname } from 'node:path';
import type { LocatedFile } from './host-file.ts';
import { baseName } from './paths.ts';
import { daemonFolder, hostKinds, isScriptName, kindOfName, kindOfPath, type Named } from './places.ts';

/** A main configuration file: what the files around it belong to. */
export interface Main {
  readonly path: string;
  /** The folder that stands for `/` on its host; undefined: it is kept without its folders. */
  readonly root: string | undefined;
}

/** A host without a configuration of its own, and its files. */
export interface LocatedHost {
  readonly name: string;
  readonly files: readonly LocatedFile[];
}

/**
 * Files of flat folders that belong to one main file: what lies beside a keepalived.conf; of a `lb1.conf` what is
 * called `lb1.sysctl.conf`; scripts beside it belong to every main file of the folder.
 */
export function filesBeside(main: Main, paths: readonly string[]): LocatedFile[] {
  const name = basename(main.path);
  const isFolderOfOne = name === 'keepalived.conf';
  const prefix = prefixOf(main);
  return paths.flatMap((path) => {
    if (path === main.path) return [];
    const own = basename(path);
    if (own.startsWith(prefix)) {
      const named = kindOfName(own.slice(prefix.length).replace(directorRole, ''));
      if (named !== undefined) return [{ path, ...named }];
    }
    const isOwn = isFolderOfOne || (isScriptName(own) && !isOfAnother(own, main, paths));
    const named = isOwn ? kindOfName(own) : undefined;
    return named === undefined ? [] : [{ path, ...named }];
  });
}

/** Whether a file begins like another configuration of the folder. */
function isOfAnother(name: string, main: Main, paths: readonly string[]): boolean {
  return prefixesOf(paths).some(({ path, prefix }) => path !== main.path && name.startsWith(prefix));
}

interface Prefix {
  readonly path: string;
  readonly prefix: string;
}

/** By the list of a folder's files: every one of hundreds of hosts asks for the same. */
const known = new WeakMap<readonly string[], readonly Prefix[]>();

function prefixesOf(paths: readonly string[]): readonly Prefix[] {
  let prefixes = known.get(paths);
  if (prefixes === undefined) {
    prefixes = paths
      .filter((path) => /\.(?:conf|cfg)$/.test(path))
      .map((path) => ({ path, prefix: prefixOf({ path, root: undefined }) }));
    known.set(paths, prefixes);
  }
  return prefixes;
}

/** `lb1.director.sysctl.conf`: the node itself, told from its real servers. */
const directorRole = /^director\./;

/** `lb1.` of `lb1.conf` and of `lb1.conf.backup`: files that begin so are of the same host. */
export function prefixOf(main: Main): string {
  return `${basename(main.path).replace(/\.(?:conf|cfg)(?:\..*)?$/, '')}.`;
}

/** The file that tells the mode of a main file: `lb1.mode`. */
export function modeFileOf(main: Main): string {
  return `${prefixOf(main)}mode`;
}

/** `0600`, with nothing else in the file. */
export function readMode(text: string): number | undefined {
  return /^\s*0?[0-7]{3}\s*$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** Hosts that lie beside a main file under names such as `lb1.web1.ifcfg-eth0`. */
export function hostsBeside(main: Main, paths: readonly string[]): LocatedHost[] {
  const prefix = prefixOf(main);
  const hosts = new Map<string, LocatedFile[]>();
  for (const path of paths) {
    const own = basename(path);
    const rest = own.slice(prefix.length).replace(directorRole, '');
    if (!own.startsWith(prefix) || kindOfName(rest) !== undefined) continue;
    const dot = rest.indexOf('.');
    const named = dot > 0 ? kindOfName(rest.slice(dot + 1)) : undefined;
    if (named === undefined || !hostKinds.has(named.kind)) continue;
    add(hosts, rest.slice(0, dot), { path, ...named });
  }
  return [...hosts].map(([name, files]) => ({ name, files }));
}

/**
 * Hosts below a folder that have files of their own and no configuration: trees (`web1/etc/sysctl.conf`) and flat
 * folders (`web1/sysctl.conf`).
 */
export function hostsAmong(folder: string, paths: readonly string[], mains: readonly Main[]): LocatedHost[] {
  const taken = new Set(mains.map((main) => main.root ?? dirname(main.path)));
  const hosts = new Map<string, LocatedFile[]>();
  for (const path of paths) {
    const inTree = treeFile(folder, path);
    const root = inTree?.root ?? dirname(path);
    const named = inTree ?? (isInTree(folder, path) ? undefined : kindOfName(basename(path)));
    if (named === undefined || taken.has(root)) continue;
    add(hosts, root, { path, hostPath: named.hostPath, kind: named.kind });
  }
  return [...hosts]
    .filter(([, files]) => files.some(({ kind }) => hostKinds.has(kind)))
    .map(([root, files]) => ({ name: basename(root), files }));
}

const treeFolder = /\/(?=(?:etc|usr|run|lib)\/)/g;

function isInTree(folder: string, path: string): boolean {
  return path.replaceAll('\\', '/').slice(folder.length).search(treeFolder) !== -1;
}

/** `web1` and `/etc/sysctl.conf` of `web1/etc/sysctl.conf`. */
function treeFile(folder: string, path: string): (Named & { readonly root: string }) | undefined {
  const plain = path.replaceAll('\\', '/').slice(folder.length);
  for (const { index } of Array.from(plain.matchAll(treeFolder)).reverse()) {
    const hostPath = plain.slice(index);
    const kind = kindOfPath(hostPath);
    if (kind !== undefined) return { root: path.slice(0, folder.length + index), hostPath, kind };
  }
  return undefined;
}

/** Where a script that a configuration names may be kept beside it, best first, relative to its folder. */
export function besideNames(hostPath: string): string[] {
  const name = baseName(hostPath);
  const below = hostPath.startsWith(`${daemonFolder}/`) ? [hostPath.slice(daemonFolder.length + 1)] : [];
  return [...new Set([...below, name, `scripts/${name}`, `bin/${name}`])];
}

function add(map: Map<string, LocatedFile[]>, key: string, file: LocatedFile): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [file]);
  else known.push(file);
}
