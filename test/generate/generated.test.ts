import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import type { HostFiles } from '../../src/generate/generate.ts';
import { compareFolder } from '../../src/generate/output/compare.ts';
import { entriesOf } from '../../src/generate/output/manifest.ts';
import { writeFolder } from '../../src/generate/output/write.ts';
import { runGenerate } from '../../src/generate/run.ts';
import { lint } from '../../src/lint/lint.ts';
import { findingsOf } from './findings.ts';
import { drawTopologies, type Topology } from './topologies.ts';

const seed = 20260101;
const count = 200;

interface Case {
  readonly at: number;
  readonly folder: string;
  readonly source: SourceText;
  hosts: readonly HostFiles[] | undefined;
  /** Why nothing was generated. */
  faults: readonly string[];
}

let root: string;
const cases: Case[] = [];

async function generate({ source, folder }: Pick<Case, 'source' | 'folder'>) {
  return runGenerate({ topology: source, env: {}, root: join(folder, 'out'), failLevel: 'warning' });
}

async function caseOf(topology: Topology, at: number): Promise<Case> {
  const folder = join(root, String(at));
  const source = new SourceText(join(folder, 'hacfg.yaml'), JSON.stringify(topology, null, 1));
  const done = await generate({ source, folder });
  return done.kind === 'done'
    ? { at, folder, source, hosts: done.hosts, faults: [] }
    : { at, folder, source, hosts: undefined, faults: findingsOf(done.report.diagnostics) };
}

describe('what is generated for any valid cluster', () => {
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hacfg-generated-'));
    for (const [at, topology] of drawTopologies(seed, count).entries())
      cases.push(await caseOf(topology, at));
  }, 120_000);

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('has nothing at warning or above', () => {
    expect(cases.flatMap(({ at, faults }) => faults.map((fault) => `cluster ${at}: ${fault}`))).toEqual([]);
  });

  it('comes out byte for byte the same again', async () => {
    for (const one of cases.filter(({ at }) => at % 4 === 0)) {
      const again = await generate(one);
      expect(again.kind === 'done' ? entriesOf(again.hosts) : again.kind).toEqual(entriesOf(one.hosts!));
    }
  }, 120_000);

  it('is clean for hacfg lint once it is written, and not out of date', async () => {
    const findings: string[] = [];
    for (const { at, folder, source, hosts } of cases.filter((one) => one.at % 4 === 1)) {
      const out = join(folder, 'out');
      const entries = entriesOf(hosts!);
      writeFolder(out, compareFolder(out, entries, undefined));
      writeFileSync(source.path, source.text);
      const { diagnostics, troubles } = await lint({ paths: ['out'], cwd: folder });
      const bad = diagnostics.filter(({ severity }) => severity !== 'info');
      findings.push(
        ...[...findingsOf(bad), ...troubles.map(({ message }) => message)].map((text) => `${at}: ${text}`),
      );
      const { comparisons } = compareFolder(out, entries, undefined);
      expect(comparisons.filter(({ status, wrongMode }) => status !== 'same' || wrongMode)).toEqual([]);
    }
    expect(findings).toEqual([]);
  }, 120_000);
});
