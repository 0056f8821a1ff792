import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupIntoClusters } from '../../src/model/cluster.ts';
import type { NodeModel } from '../../src/model/node.ts';
import { REFERENCE, whenThere } from '../support/reference.ts';
import { nodeOf } from './kit.ts';

/** Pairs of real configurations, where they are at hand. */
const corpus = join(REFERENCE, '../corpus');
const list = join(corpus, 'pairs.tsv');

interface Row {
  readonly repository: string;
  readonly files: readonly [string, string];
  readonly kind: string;
  readonly paths: readonly [string, string];
}

function rows(): Row[] {
  const lines = readFileSync(list, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [repository, fileA, fileB, , kind, pathA, pathB] = line.split('\t');
    return { repository: repository!, files: [fileA!, fileB!], kind: kind!, paths: [pathA!, pathB!] };
  });
}

function read({ repository, files, paths }: Row, at: 0 | 1): NodeModel {
  const text = readFileSync(join(corpus, files[at]), 'utf8');
  return nodeOf(text, { path: `/${repository}/${paths[at]}`, name: `${repository} ${paths[at]}` });
}

describe.skipIf(!existsSync(list))(`pairs of real configurations ${whenThere}`, () => {
  it('are each one cluster', () => {
    const strays = rows().filter((row) => groupIntoClusters([read(row, 0), read(row, 1)]).length !== 1);
    expect(strays.map((row) => row.files)).toEqual([]);
  });

  it('are told apart when all are read together', () => {
    const pairs = rows().filter((row) => row.kind === 'head');
    const clusters = groupIntoClusters(pairs.flatMap((row) => [read(row, 0), read(row, 1)]));
    const wrong = clusters.filter(
      ({ nodes }) => nodes.length !== 2 || repositoryOf(nodes[0]!) !== repositoryOf(nodes[1]!),
    );
    expect(wrong.map(({ nodes }) => nodes.map((node) => node.name))).toEqual([]);
  });
});

function repositoryOf(node: NodeModel): string {
  return node.name.split(' ')[0]!;
}
