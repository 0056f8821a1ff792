import { join } from 'node:path';
import { SourceText } from '../../grammar/source.ts';
import { lint } from '../lint/lint.ts';
import type { LintResult } from '../lint/request.ts';
import { MemoryDisk, type MemoryFile } from '../project/memory-disk.ts';
import type { Description } from '../topology/description.ts';
import type { HostFiles } from './generate.ts';

/** Lints what is to be written, all hosts together and with the files around, as `hacfg lint` will once it is. */
export async function judge(
  hosts: readonly HostFiles[],
  { source, root: yaml }: Pick<Description, 'source' | 'root'>,
  root: string,
): Promise<LintResult> {
  const files = new Map<string, MemoryFile>();
  for (const host of hosts) {
    for (const { path, text, mode } of host.files)
      files.set(join(root, host.host, path), { bytes: Buffer.from(text), mode });
  }
  // Hosts that run neither keepalived nor a service need no files, and there is nothing to judge.
  if (files.size === 0) return { diagnostics: [], files: [], troubles: [], secrets: [] };
  const topology = {
    source: new SourceText(join(root, 'hacfg.yaml'), source.text),
    root: yaml,
    faults: [],
  };
  return lint({ paths: ['.'], cwd: root, topology, disk: new MemoryDisk(files) });
}
