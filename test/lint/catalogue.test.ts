import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { whenThere } from '../support/reference.ts';
import { type Case, catalogue, catalogueIsThere, changedLines, type Example } from './catalogue.ts';

const built = new Set<string>(rules.map(({ id }) => id));
const cases = catalogue();
/** The release by which the catalogue judges its cases. */
const RELEASE = '2.2.7';
const done = cases.filter(({ id }) => built.has(id));
const unbuilt = cases.filter(({ id }) => !built.has(id));

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

/** Where the good case changes something else than what the finding points at. */
const elsewhere: ReadonlySet<string> = new Set([
  // Any of the addresses may go; the finding is at the first one that does not fit.
  'address/too-many-vips',
]);

async function findings(one: Case, example: Example): Promise<readonly Diagnostic[]> {
  const cwd = inProject(one, example);
  const { diagnostics, troubles } = await lint({
    paths: example.nodes,
    cwd,
    keepalivedVersion: RELEASE,
    // Some rules run on request only.
    rules: { optional: [one.id] },
  });
  expect(troubles).toEqual([]);
  return diagnostics;
}

/** The folder of the case; where hints in hacfg.toml lie in it, a copy that says the same in hacfg.yaml. */
function inProject({ folder }: Case, { companions, nodes }: Example): string {
  const hints = companions.find((file) => file.endsWith('.hacfg.toml'));
  if (hints === undefined) return folder;
  const copy = mkdtempSync(join(tmpdir(), 'hacfg-case-'));
  copies.push(copy);
  for (const file of nodes) copyFileSync(join(folder, file), join(copy, file));
  const yaml = readFileSync(join(folder, hints), 'utf8').replaceAll(' = ', ': ');
  writeFileSync(join(copy, 'hacfg.yaml'), yaml);
  return copy;
}

function lineOf({ source, span }: Diagnostic['place']): string {
  return `${basename(source.path)}:${source.position(span.start).line}`;
}

/** Where a finding points, and where it points as well. */
function linesOf({ place, related }: Diagnostic): string[] {
  return [place, ...related.map((other) => other.place)].map(lineOf);
}

function shown({ rule, message, place }: Diagnostic): string {
  return `${lineOf(place)} ${rule}: ${message}`;
}

describe.skipIf(!catalogueIsThere)(`the catalogue of rules ${whenThere}`, () => {
  it.each(done.map((one) => [one.id, one] as const))('%s finds its bad case', async (id, one) => {
    const all = await findings(one, one.bad);
    const own = all.filter(({ rule }) => rule === id);
    expect(own.length, `found: ${all.map(shown).join('\n')}`).toBeGreaterThan(0);
    const changed = changedLines(one);
    if (changed.size > 0 && !elsewhere.has(id)) {
      expect(
        own.flatMap(linesOf).filter((line) => changed.has(line)),
        own.map(shown).join('\n'),
      ).not.toEqual([]);
    }
  });

  it.each(done.map((one) => [one.id, one] as const))('%s accepts its good case', async (id, one) => {
    const all = await findings(one, one.good);
    expect(all.filter(({ rule, severity }) => rule === id || severity === 'error').map(shown)).toEqual([]);
  });

  it.skipIf(process.env.HACFG_REQUIRE_ALL !== '1')(
    `has every rule built (${unbuilt.length} of ${cases.length} are not)`,
    () => {
      expect(unbuilt.map(({ id }) => id)).toEqual([]);
    },
  );
});
