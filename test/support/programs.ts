import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/bin'];

/** Whether a test must be left out for want of a program. HACFG_REQUIRE_ALL=1 turns such a skip into a failure. */
export function lacks(...programs: readonly string[]): boolean {
  if (process.env.HACFG_REQUIRE_ALL === '1') return false;
  return programs.some((program) => !folders.some((folder) => existsSync(join(folder, program))));
}

/** The same for what only root may do. */
export function isNotRoot(): boolean {
  return process.env.HACFG_REQUIRE_ALL !== '1' && process.getuid?.() !== 0;
}
