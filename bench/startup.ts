import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What it takes to lint a pair of files, from the shell's point of view. */
export interface StartupTimes {
  /** Median wall time of `node -e 0`, in milliseconds. */
  readonly nodeMs: number;
  /** Median wall time of `hacfg lint` of a pair, in milliseconds. */
  readonly lintMs: number;
  readonly ratio: number;
}

const hacfg = fileURLToPath(new URL('../bin/hacfg.js', import.meta.url));
const pair = ['web1', 'web2'].map((host) =>
  fileURLToPath(new URL(`../examples/tutorial/case1/${host}/keepalived.conf`, import.meta.url)),
);

/**
 * Measures the built program against the bare interpreter. Both take turns, so that whatever else the machine does
 * strikes both; the first rounds, which fill the file caches, do not count. Throws when the program does not work.
 *
 * @param rounds number of runs of each that count
 * @param files what to lint; default: the pair of the first tutorial case
 */
export async function measureStartup(rounds = 21, files: readonly string[] = pair): Promise<StartupTimes> {
  for (const file of files) if (!existsSync(file)) throw new Error(`${file} is not there`);
  const node: number[] = [];
  const lint: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const bare = timeOf(['-e', '0'], [0]);
    const tool = timeOf([hacfg, 'lint', ...files], [0, 1]);
    if (round < 0) continue;
    node.push(bare);
    lint.push(tool);
  }
  const [nodeMs, lintMs] = [median(node), median(lint)];
  return { nodeMs, lintMs, ratio: lintMs / nodeMs };
}

function timeOf(args: readonly string[], expectedCodes: readonly number[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status === null || !expectedCodes.includes(status)) {
    throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr.toString()}`);
  }
  return elapsed;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
