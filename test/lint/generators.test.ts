import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { groupIntoClusters } from '../../src/model/cluster.ts';
import { nodeOf } from '../model/kit.ts';

const folder = join(import.meta.dirname, '../fixtures/generators');

function nodesOf(generator: string) {
  const path = join(folder, generator);
  return readdirSync(path).map((name) => {
    const file = join(path, name, 'keepalived.conf');
    return nodeOf(readFileSync(file, 'utf8'), { name, path: file });
  });
}

/** What programs write that set up clusters; they know what they do, and do not do it as people would. */
describe('configurations in the manner of generators', () => {
  it.each(readdirSync(folder))('%s: the nodes are one cluster', (name) => {
    expect(groupIntoClusters(nodesOf(name)).map(({ nodes }) => nodes.length)).toEqual([nodesOf(name).length]);
  });

  it.each(readdirSync(folder))('%s: no error', async (name) => {
    const { diagnostics, troubles } = await lint({ paths: ['.'], cwd: join(folder, name) });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(troubles).toEqual([]);
    expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
