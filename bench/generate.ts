import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { topology } from './workloads.ts';

/** What `hacfg gen` of a large cluster takes, from the shell's point of view. */
export interface GenerateTimes {
  /** Wall time of the first run into an empty folder, the best of several. Milliseconds. */
  readonly bestMs: number;
  readonly medianMs: number;
}

const hacfg = fileURLToPath(new URL('../bin/hacfg.js', import.meta.url));

/** Generates a cluster of 20 pairs of directors, and of real servers as many as are left of `hosts`. */
export function measureGenerate(hosts: number, services: number, rounds = 7): GenerateTimes {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-bench-'));
  try {
    writeFileSync(join(folder, 'hacfg.yaml'), topology(hosts, services));
    const times = Array.from({ length: rounds }, (_, round) => timeOf(folder, `out${round}`)).sort(
      (a, b) => a - b,
    );
    return { bestMs: times[0]!, medianMs: times[times.length >> 1]! };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timeOf(cwd: string, out: string): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [hacfg, 'gen', '-o', out], { cwd });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`hacfg gen ended with ${status}: ${stderr.toString()}`);
  return elapsed;
}
