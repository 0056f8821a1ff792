import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { runGenerate } from '../../src/generate/run.ts';

const folder = join(import.meta.dirname, '../../examples');

describe('the cases of the tutorial, corrected', () => {
  it.each(['case1', 'case2'])('%s is generated, and hacfg lint has nothing to say', async (name) => {
    const path = join(folder, `${name}.hacfg.yaml`);
    const request = {
      topology: new SourceText(path, readFileSync(path, 'utf8')),
      env: { VRRP_PASS: 's3cr3t' },
      root: '/out',
      failLevel: 'warning' as const,
    };
    const first = await runGenerate(request);
    expect(first.kind === 'done' ? [] : first.report.diagnostics.map(({ message }) => message)).toEqual([]);
    // The same input gives the same bytes.
    const second = await runGenerate(request);
    if (first.kind === 'done' && second.kind === 'done') expect(second.hosts).toEqual(first.hosts);
  });
});
