import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export interface FolderOptions {
  /** Path of a link, and where it leads. */
  readonly links?: Readonly<Record<string, string>>;
  /** Files to make executable. */
  readonly executable?: readonly string[];
}

/** A folder of its own for a test, with files in it; gone after the test. */
export function folderOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: FolderOptions = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-test-'));
  made.push(folder);
  // The root of a repository: nothing above it is looked at.
  mkdirSync(join(folder, '.git'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (path.endsWith('/')) mkdirSync(join(folder, path), { recursive: true });
    else writeFileSync(join(folder, path), content);
  }
  for (const [path, target] of Object.entries(options.links ?? {})) symlinkSync(target, join(folder, path));
  for (const path of options.executable ?? []) chmodSync(join(folder, path), 0o755);
  return folder;
}

/** Paths as the test wrote them. */
export function below(folder: string, paths: readonly string[]): string[] {
  return paths.map((path) => relative(folder, path));
}

export const conf = 'vrrp_instance VI_1 {\n  virtual_router_id 51\n}\n';
