import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Place, SourceText } from '../../grammar/source.ts';
import { atLeast, type Diagnostic, type Severity } from '../diagnostics/diagnostic.ts';
import { decode } from '../project/decode.ts';
import type { Trouble } from '../project/trouble.ts';
import { loadCluster } from '../topology/load.ts';
import { generate, type HostFiles } from './generate.ts';
import { judge } from './judge.ts';
import { planCluster } from './plan/plan.ts';

export interface GenerateRequest {
  readonly topology: SourceText;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that the paths of findings begin with. */
  readonly root: string;
  /** Findings below it do not stop the run. */
  readonly failLevel: Severity;
}

/** faulty: hacfg.yaml has faults; refused: its own judge found something in what would be written. */
export type Generated =
  | {
      readonly kind: 'done';
      readonly hosts: readonly HostFiles[];
      readonly secrets: readonly Place[];
      readonly sources: readonly SourceText[];
    }
  | { readonly kind: 'faulty' | 'refused'; readonly report: Findings };

export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceText[];
  readonly secrets: readonly Place[];
  /** Faults of `lint:` and the like, which the judge reads itself. */
  readonly troubles?: readonly Trouble[];
}

/** From hacfg.yaml to the files of every host, judged. Nothing is written. */
export async function runGenerate({ topology, env, root, failLevel }: GenerateRequest): Promise<Generated> {
  const readFile = secretFiles(dirname(topology.path));
  const { cluster, diagnostics, secrets } = await loadCluster(topology, { env, readFile });
  if (cluster === undefined) return { kind: 'faulty', report: { diagnostics, files: [topology], secrets } };
  const hosts = await generate(planCluster(cluster));
  const result = await judge(hosts, cluster.description, root);
  const { troubles } = result;
  if (troubles.length > 0)
    return { kind: 'faulty', report: { diagnostics: [], files: [topology], secrets, troubles } };
  const bad = result.diagnostics.filter(({ severity }) => atLeast(severity, failLevel));
  const all = [...secrets, ...result.secrets];
  if (bad.length > 0)
    return { kind: 'refused', report: { diagnostics: bad, files: result.files, secrets: all } };
  return { kind: 'done', hosts, secrets: all, sources: result.files };
}

function secretFiles(folder: string): (path: string) => { text: string } | { fault: string } {
  return (path) => {
    try {
      const text = decode(readFileSync(resolve(folder, path)))?.text;
      return text === undefined ? { fault: 'is UTF-16' } : { text };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === undefined) throw error;
      return { fault: code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})` };
    }
  };
}
