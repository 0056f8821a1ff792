import { applyWriter, fileWriters } from './files/index.ts';
import type { OutputFile } from './files/types.ts';
import { keepalivedConf } from './keepalived-conf.ts';
import type { ClusterPlan, HostPlan } from './plan/types.ts';
import { templates } from './template-files.ts';
import type { Templates } from './template-helpers.ts';

/** All that is written for one host. */
export interface HostFiles {
  readonly host: string;
  /** In the order of their paths. */
  readonly files: readonly OutputFile[];
  /** The text of apply.sh; undefined: none is written. */
  readonly apply: string | undefined;
}

/** Every file of every host. Pure, but for the templates that are loaded once. */
export async function generate(cluster: ClusterPlan): Promise<HostFiles[]> {
  const known = await templates();
  return cluster.hosts.map((host) => {
    const files = filesOf(host, cluster, known);
    return {
      host: host.name,
      files,
      apply: !needsApply(host, files) ? undefined : applyWriter(host, files, known, cluster),
    };
  });
}

/** A real server behind NAT has no files, but a gateway that is to be looked at. */
function needsApply({ realServer }: HostPlan, files: readonly OutputFile[]): boolean {
  return files.length > 0 || (realServer?.gateways.length ?? 0) > 0;
}

function filesOf(host: HostPlan, cluster: ClusterPlan, known: Templates): OutputFile[] {
  const files = [
    ...keepalivedConf(host, known),
    ...fileWriters.flatMap((write) => write(host, known, cluster)),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
