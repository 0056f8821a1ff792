import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, reasonOf } from './system-errors.ts';
import type { Trouble } from './trouble.ts';

/** New contents for a file that is there. */
export interface Replacement {
  /** Absolute, with no symbolic link in it. */
  readonly path: string;
  /** What the file held when it was read. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

interface Staged {
  readonly path: string;
  readonly temporary: string;
}

/**
 * Gives files new contents, all of them or none: everything is written beside the files and on the disk before the
 * first of them is replaced, and nobody ever sees half a file. Mode, owner and group stay. Nothing is replaced when
 * one of the files cannot be, or has changed since it was read.
 *
 * @returns what went wrong; nothing: all is done
 */
export function replaceFiles(replacements: readonly Replacement[]): Trouble[] {
  const staged: Staged[] = [];
  for (const replacement of replacements) {
    try {
      staged.push(stage(replacement));
    } catch (error) {
      for (const { temporary } of staged) rmSync(temporary, { force: true });
      return [
        { path: replacement.path, message: `cannot be written: ${wordsFor(error)}; no file was changed` },
      ];
    }
  }
  return putInPlace(staged);
}

/** What a file itself says against being replaced. */
class Refusal extends Error {}

function wordsFor(error: unknown): string {
  return error instanceof Refusal ? error.message : reasonOf(error);
}

function stage({ path, before, after }: Replacement): Staged {
  const stats = statSync(path);
  // Whoever took all write permission away meant it, even for root, whom the system lets through.
  if ((stats.mode & 0o222) === 0) throw new Refusal('it is read-only');
  // A rename would succeed where writing would not.
  closeSync(openSync(path, 'r+'));
  if (Buffer.compare(readFileSync(path), before) !== 0) throw new Refusal('it changed meanwhile');
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.hacfg`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeAll(file, after);
    keepOwner(file, stats);
    fchmodSync(file, stats.mode & 0o7777);
    fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return { path, temporary };
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  const own = fstatSync(file);
  if (own.uid === uid && own.gid === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
    throw new Refusal('it belongs to another user, and would not any more; run hacfg as that user');
  }
}

function putInPlace(staged: readonly Staged[]): Trouble[] {
  for (const [index, { path, temporary }] of staged.entries()) {
    try {
      renameSync(temporary, path);
    } catch (error) {
      for (const rest of staged.slice(index)) rmSync(rest.temporary, { force: true });
      const done = staged.slice(0, index).map((one) => one.path);
      const rest = done.length === 0 ? 'no file was changed' : `changed before that: ${done.join(', ')}`;
      return [{ path, message: `cannot be replaced: ${reasonOf(error)}; ${rest}` }];
    }
  }
  for (const folder of new Set(staged.map(({ path }) => dirname(path)))) syncFolder(folder);
  return [];
}

/** So that the new names outlive a power cut. Some file systems and Windows cannot, and then need not. */
function syncFolder(path: string): void {
  let folder: number;
  try {
    folder = openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return;
  }
  try {
    fsyncSync(folder);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  } finally {
    closeSync(folder);
  }
}
