import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultyNode } from './workloads.ts';

const hacfg = fileURLToPath(new URL('../bin/hacfg.js', import.meta.url));

/** Milliseconds that `hacfg lint` takes for a folder of so many pairs, with the mistakes of the tutorial; the best of three. */
export function measureFolder(pairs: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-bench-'));
  try {
    for (let pair = 0; pair < pairs; pair++)
      for (const [at, node] of ['a', 'b'].entries())
        writeFileSync(join(folder, `lb${pair}${node}.conf`), faultyNode(pair, 100 + at));
    return Math.min(...[1, 2, 3].map(() => timeOf(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timeOf(folder: string): number {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, [hacfg, 'lint', '-f', 'unix', folder], { stdio: 'ignore' });
  if (status !== 1) throw new Error(`hacfg lint ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}
