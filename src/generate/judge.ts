import { join } from 'node:path';
import type { SourceText } from '../../grammar/source.ts';
import { lint } from '../lint/lint.ts';
import type { LintResult } from '../lint/request.ts';
import { MemoryDisk, type MemoryFile } from '../project/memory-disk.ts';
import type { HostFiles } from './generate.ts';

/** Lints what is to be written, all hosts together and with the files around, as `hacfg lint` will once it is. */
export function judge(hosts: readonly HostFiles[], topology: SourceText, root: string): Promise<LintResult> {
  const files = new Map<string, MemoryFile>();
  const projectFile = join(root, 'hacfg.yaml');
  files.set(projectFile, { bytes: Buffer.from(topology.text), mode: 0o644 });
  for (const host of hosts) {
    for (const { path, text, mode } of host.files)
      files.set(join(root, host.host, path), { bytes: Buffer.from(text), mode });
  }
  return lint({ paths: ['.'], cwd: root, projectFile, disk: new MemoryDisk(files) });
}
