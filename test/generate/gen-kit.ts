import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostFiles } from '../../src/generate/generate.ts';
import { generateFrom } from './kit.ts';

/** Everything that a hacfg.yaml gives. Throws what its checks, or the judge, have to say. */
export async function generated(yaml: string): Promise<readonly HostFiles[]> {
  const done = await generateFrom(yaml, { env: { VRRP_PASS: 's3cr3t' }, failLevel: 'warning' });
  if (done.kind === 'done') return done.hosts;
  throw new Error(done.report.diagnostics.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
}

/** Writes the files of a host below a folder, as they are to stand on it. */
export function writeTree(root: string, { files }: Pick<HostFiles, 'files'>): void {
  for (const { path, text, mode } of files) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text, { mode });
  }
}
