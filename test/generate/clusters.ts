import { join } from 'node:path';
import { noIncludes } from '../../grammar/preprocess/include-host.ts';
import { SourceText } from '../../grammar/source.ts';
import type { HostFiles } from '../../src/generate/generate.ts';
import { readVariants } from '../../src/lint/pipeline.ts';
import { type Cluster, groupIntoClusters } from '../../src/model/cluster.ts';

/** The clusters that generated configurations make, as the linter sees them. */
export function clustersOf(hosts: readonly HostFiles[], release: string): Cluster[] {
  const nodes = hosts.flatMap(({ host, files }) => {
    const file = files.find(({ path }) => path === '/etc/keepalived/keepalived.conf');
    if (file === undefined) return [];
    const main = new SourceText(join('/out', host, file.path), file.text);
    return readVariants({ name: host, main, host: noIncludes, bundle: '/out', release }).map(
      ({ node }) => node,
    );
  });
  return groupIntoClusters(nodes);
}
