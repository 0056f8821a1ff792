import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the process is. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `hacfg-${name}-`));
  folders.push(folder);
  return folder;
}
