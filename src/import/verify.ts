import { noIncludes } from '../../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../../grammar/reader/reader.ts';
import { SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import { atLeast, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { generate, type HostFiles } from '../generate/generate.ts';
import { judge } from '../generate/judge.ts';
import { planCluster } from '../generate/plan/plan.ts';
import { type Difference, differences } from '../meaning/meaning.ts';
import { buildNode, type NodeModel } from '../model/node.ts';
import { loadCluster } from '../topology/load.ts';
import type { Imported } from './import.ts';

/** What hacfg gen would make of an imported hacfg.yaml: the same as before, something else, or nothing. */
export type Verdict =
  | { readonly kind: 'faulty'; readonly messages: readonly string[] }
  | {
      readonly kind: 'same' | 'differs';
      readonly differences: readonly HostDifference[];
      /** What hacfg lint has against it, for which hacfg gen refuses to write. */
      readonly findings: readonly Diagnostic[];
    };

export interface HostDifference extends Difference {
  readonly host: string;
}

/** Generates from what was imported, and compares it with what was read. Nothing is written. */
export async function verifyImport(imported: Imported, text: string): Promise<Verdict> {
  const sources = { env: imported.environment, readFile: () => ({ fault: 'is not read' }) };
  const { cluster, diagnostics } = await loadCluster(new SourceText('/hacfg.yaml', text), sources);
  if (cluster === undefined) return { kind: 'faulty', messages: diagnostics.map(({ message }) => message) };
  const files = await generate(planCluster(cluster));
  const found = imported.hosts.flatMap(({ name, node }) => {
    const after = regenerated(name, node, files);
    return differences(node, after, name).map((difference) => ({ host: name, ...difference }));
  });
  const result = await judge(files, cluster.description, '/out');
  return {
    kind: found.length === 0 ? 'same' : 'differs',
    differences: found,
    findings: result.diagnostics.filter(({ severity }) => atLeast(severity, 'warning')),
  };
}

function regenerated(name: string, { release }: NodeModel, hosts: readonly HostFiles[]): NodeModel {
  const files = hosts.find(({ host }) => host === name)?.files ?? [];
  const file = files.find(({ path }) => path === '/etc/keepalived/keepalived.conf');
  const source = new SourceText(`/out/${name}/etc/keepalived/keepalived.conf`, file?.text ?? '');
  const reading = { host: noIncludes, instance: name, release: release ?? NEWEST };
  return buildNode(readConfiguration(source, reading), { name, release });
}
