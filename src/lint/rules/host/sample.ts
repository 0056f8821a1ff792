import { dirname } from 'node:path/posix';
import type { Account, Machine, PathStep } from '../../../model/machine.ts';

/** A machine for the examples of a rule. */
export interface MachineSample {
  readonly interfaces?: readonly string[];
  readonly addresses?: readonly string[];
  readonly users?: Readonly<Record<string, Account>>;
  readonly groups?: Readonly<Record<string, number>>;
  /** Permission bits of files by path, root's unless `uid` says otherwise; folders are root's, 755. */
  readonly files?: Readonly<Record<string, Partial<PathStep>>>;
}

const rootOnly: Readonly<Record<string, Account>> = { root: { uid: 0, gid: 0 } };

/** The machine a sample describes; what it does not mention is not there. */
export function machine(sample: MachineSample): Machine {
  const files = sample.files ?? {};
  const folders = new Set(Object.keys(files).flatMap(parents));
  const step = (path: string): PathStep | undefined => {
    const base = { path, uid: 0, gid: 0 };
    const file = files[path];
    if (file !== undefined) return { ...base, kind: 'file', mode: 0o755, ...file };
    return folders.has(path) ? { ...base, kind: 'folder', mode: 0o755 } : undefined;
  };
  return {
    interfaces: ['lo', ...(sample.interfaces ?? ['eth0'])],
    addresses: sample.addresses,
    user: (name) => ({ ...rootOnly, ...sample.users })[name] ?? 'missing',
    group: (name) => ({ root: 0, ...sample.groups })[name] ?? 'missing',
    steps: (path) => {
      const found = [...parents(path).reverse(), path].map(step);
      const end = found.indexOf(undefined);
      return (end === -1 ? found : found.slice(0, end)) as PathStep[];
    },
    realPath: (path) => (step(path) === undefined ? undefined : path),
  };
}

/** The folders above a path, the nearest first. */
function parents(path: string): string[] {
  const found: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    found.push(folder);
    if (folder === '/' || folder === '.') return found;
  }
}
