import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { formatAddress, parseAddress } from '../../grammar/values/address.ts';
import type { LocalMachine, PathStep } from '../model/machine.ts';

/** This machine. What is asked for is looked up then. */
export async function localMachine(): Promise<LocalMachine> {
  const { execFileSync } = await import('node:child_process');

  /** getent(1) knows of accounts that are in no file: LDAP and the like. It exits with 2 when there is none. */
  const entry = (database: 'passwd' | 'group', name: string): string[] | 'missing' | undefined => {
    const fromFile = inFile(`/etc/${database}`, name);
    if (fromFile !== undefined) return fromFile;
    try {
      const line = execFileSync('getent', [database, '--', name], {
        encoding: 'utf8',
        timeout: 5000,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return line.trim().split(':');
    } catch (error) {
      return error instanceof Error && 'status' in error && error.status === 2 ? 'missing' : undefined;
    }
  };

  const machine = {
    interfaces: interfaceNames(),
    addresses: ownAddresses(),
    user: (name: string) => {
      const found = entry('passwd', name);
      return Array.isArray(found) ? { uid: Number(found[2]), gid: Number(found[3]) } : found;
    },
    group: (name: string) => {
      const found = entry('group', name);
      return Array.isArray(found) ? Number(found[2]) : found;
    },
    steps,
    realPath: (path: string) => quietly(() => realpathSync(path)),
  };
  return { hostName: hostname().replace(/\..*$/, ''), machine };
}

function inFile(path: string, name: string): string[] | undefined {
  const text = quietly(() => readFileSync(path, 'utf8')) ?? '';
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name);
}

function interfaceNames(): readonly string[] | undefined {
  const folder = '/sys/class/net';
  return quietly(() =>
    readdirSync(folder)
      // bonding_masters is a file.
      .filter((name) => !lstatSync(join(folder, name)).isFile())
      .sort(),
  );
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).flatMap(({ address }) => {
      const parsed = parseAddress(address.replace(/%.*$/, ''));
      return parsed === undefined ? [] : [formatAddress(parsed)];
    }),
  );
}

function steps(path: string): PathStep[] {
  const found: PathStep[] = [];
  const names = path.split('/').filter((name) => name !== '');
  for (let count = 0; count <= names.length; count++) {
    const step = `/${names.slice(0, count).join('/')}`;
    const stats = quietly(() => lstatSync(step));
    if (stats === undefined) break;
    found.push({
      path: step,
      kind: kindOf(stats),
      uid: stats.uid,
      gid: stats.gid,
      mode: stats.mode & 0o7777,
    });
  }
  return found;
}

function kindOf(stats: Stats): PathStep['kind'] {
  if (stats.isSymbolicLink()) return 'link';
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/** Undefined for what the file system refuses; any other error is thrown on. */
function quietly<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
