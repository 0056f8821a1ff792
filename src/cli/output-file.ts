import { chmodSync, lstatSync, realpathSync, renameSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, OutputError, reasonOf } from './errors.ts';

/**
 * Writes a whole file or nothing: whoever reads it never sees half of it. Keeps the mode of a file that was there,
 * and writes through symbolic links. What is no file, such as /dev/stderr or a named pipe, is written to directly.
 * Throws OutputError. `mode`: that of a new file.
 */
export function writeOutputFile(path: string, cwd: string, text: string, mode = 0o666): void {
  try {
    writeWhole(resolve(cwd, path), text, mode);
  } catch (error) {
    throw new OutputError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}

function writeWhole(named: string, text: string, mode: number): void {
  const path = throughLinks(named);
  const existing = statOf(path);
  if (existing === undefined || existing.isFile()) replaceFile(path, text, existing, mode);
  else writeFileSync(path, text);
}

/** The file behind a symbolic link; the link itself when there is nothing behind it. */
function throughLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

function replaceFile(path: string, text: string, existing: Stats | undefined, mode: number): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode });
    if (existing !== undefined) chmodSync(temporary, existing.mode & 0o7777);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
