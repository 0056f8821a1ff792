import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noIncludes } from '../../../../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../../../../grammar/reader/reader.ts';
import { SourceText } from '../../../../grammar/source.ts';
import { NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { groupIntoClusters } from '../../../../src/model/cluster.ts';
import { buildNode } from '../../../../src/model/node.ts';

const root = join(import.meta.dirname, '../../../..');

/** `web2:14:14 error RULE`, of everything that is no matter of taste. */
async function found(path: string): Promise<string[]> {
  const { diagnostics, troubles } = await lint({ paths: [path], cwd: root });
  expect(troubles).toEqual([]);
  return diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ place, severity, rule }) => {
      const { line, column } = place.source.position(place.span.start);
      return `${place.source.path.split('/').at(-2)}:${line}:${column} ${severity} ${rule}`;
    });
}

const case1 = [
  'web1:23:1 error address/vip-is-host-ip',
  'web2:14:14 error address/source-not-local',
  'web2:16:10 error cluster/equal-priority',
  'web2:23:1 error address/vip-is-host-ip',
  'web2:3:11 warning cluster/duplicate-router-id',
];

describe('the tutorial', () => {
  it('finds the mistakes of the first case, each once', async () => {
    const all = await found('examples/tutorial/case1');
    for (const expected of case1) expect(all.filter((one) => one === expected)).toEqual([expected]);
    expect(all.filter((one) => / (cluster|address)\//.test(one)).sort()).toEqual(case1);
  });

  it('has no error in the second', async () => {
    expect((await found('examples/tutorial/case2')).filter((one) => one.includes(' error '))).toEqual([]);
  });

  it('keeps the two apart when both are named', async () => {
    const all = await found('examples/tutorial');
    const together = all.filter((one) => / (cluster|address)\//.test(one));
    // Two clusters with one VRID in one network: all there is to say of them together.
    expect(together.filter((one) => one.includes('vrid-collision'))).toHaveLength(1);
    expect(together.filter((one) => !one.includes('vrid-collision')).sort()).toEqual(case1);
  });

  it('shows the line of the other file, and notices that the VIP is the same address', async () => {
    const { diagnostics } = await lint({ paths: ['examples/tutorial/case1'], cwd: root });
    const source = diagnostics.find(({ rule }) => rule === 'address/source-not-local')!;
    expect(source.message).toContain('172.16.100.12, which is the VIP as well');
    expect(
      source.related.map(({ place, message }) => [
        place.source.path.split('/').at(-2),
        place.source.position(place.span.start).line,
        message,
      ]),
    ).toEqual([
      ['web1', 14, 'and so does web1'],
      ['web1', 23, 'web1 has it as VIP'],
      ['web2', 23, 'web2 has it as VIP'],
    ]);
  });

  it('is two clusters of two nodes', () => {
    const names = ['case1/web1', 'case2/dir1', 'case1/web2', 'case2/dir2'];
    const nodes = names.map((name) => {
      const path = join('examples/tutorial', name, 'keepalived.conf');
      const main = new SourceText(path, readFileSync(join(root, path), 'utf8'));
      const options = { host: noIncludes, instance: 'lb1', release: NEWEST };
      return buildNode(readConfiguration(main, options), { name });
    });
    const clusters = groupIntoClusters(nodes).map((cluster) => cluster.nodes.map(({ name }) => name));
    expect(clusters).toEqual([
      ['case1/web1', 'case1/web2'],
      ['case2/dir1', 'case2/dir2'],
    ]);
  });
});
