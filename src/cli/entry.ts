export { lint, lintPaths, rules } from '../api/index.ts';

import { main } from './main.ts';
import { processIo } from './process-io.ts';

/**
 * Runs the program in this process and leaves its exit code. Signals keep their default effect: Ctrl-C ends even a
 * long computation at once, and the shell sees 130.
 */
export async function start(): Promise<void> {
  process.exitCode = await main(processIo());
}
