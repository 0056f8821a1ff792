import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type FixOutcome, fix } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import type { LintRequest } from '../../src/lint/request.ts';
import type { Example, Rule } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { REFERENCE, whenThere } from '../support/reference.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hacfg-fixes-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** The files of an example on the disk, and the request that lints them. */
function onDisk({ files, release }: Pick<Example, 'files' | 'release'>): LintRequest {
  const folder = mkdtempSync(join(root, 'case-'));
  const byName = typeof files === 'string' ? { 'keepalived.conf': files } : files;
  for (const [name, text] of Object.entries(byName)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const names = Object.keys(byName);
  // Files of other kinds are found, and may be mended, where the folder is asked about.
  const isBundle = names.some((name) => !name.endsWith('.conf') || name.includes('/etc/'));
  return {
    paths: isBundle ? ['.'] : names,
    cwd: folder,
    rules: { optional: rules.map(({ id }) => id) },
    ...(release === undefined ? {} : { keepalivedVersion: release }),
  };
}

function save({ changes }: FixOutcome): void {
  for (const { path, after } of changes) writeFileSync(path, after);
}

function errorsBeside(rule: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter((one) => one.severity === 'error' && one.rule !== rule)
    .map((one) => `${one.rule}: ${one.message}`);
}

const isFixable = (rule: string) => (one: Diagnostic) =>
  one.rule === rule && one.fixes.some(({ safety }) => safety === 'safe');

/** Fixes what one rule finds, and holds the result to what a fix promises. */
async function expectSoundFix(rule: string, request: LintRequest): Promise<number> {
  const first = await fix(request, {
    unsafe: false,
    accept: ({ diagnostics }) => diagnostics.filter((one) => one.rule === rule),
  });
  const { diagnostics: before } = first.before;
  if (!before.some(isFixable(rule))) return 0;
  expect(first.fixed.length).toBeGreaterThan(0);
  expect(first.unfinished).toBe(false);
  save(first);
  const after = (await lint(request)).diagnostics;
  // What had a fix is gone, and nothing else is wrong that was not before.
  expect(after.filter(isFixable(rule))).toEqual([]);
  expect(after.filter((one) => one.rule === rule).length).toBeLessThan(
    before.filter((one) => one.rule === rule).length,
  );
  const known = errorsBeside(rule, before);
  expect(errorsBeside(rule, after).filter((text) => !known.includes(text))).toEqual([]);
  // All other fixes on top come to an end, too, and a second run has nothing to do.
  const rest = await fix(request, { unsafe: false });
  expect(rest.unfinished).toBe(false);
  save(rest);
  expect((await fix(request, { unsafe: false })).changes).toEqual([]);
  return first.fixed.length;
}

const examples = rules.flatMap((rule: Rule) =>
  rule.bad.map((example, index) => [rule.id, index + 1, example] as const),
);

describe('the safe fixes of the bad examples', () => {
  it.each(examples)('%s, example %i', async (id, _index, example) => {
    await expectSoundFix(id, onDisk(example));
  });
});

describe('a rule that is said to have a fix', () => {
  it.each(rules.filter((rule) => rule.fix !== undefined).map((rule) => [rule.id, rule.fix, rule] as const))(
    '%s: %s',
    async (id, safety, rule) => {
      const found = await Promise.all(
        rule.bad.map(async (example) => (await lint(onDisk(example))).diagnostics),
      );
      const fixes = found
        .flat()
        .filter((one) => one.rule === id)
        .flatMap((one) => one.fixes);
      expect(fixes.map((one) => one.safety)).toContain(safety);
    },
  );

  it('is the only kind that has one', async () => {
    const silent = rules.filter((rule) => rule.fix === undefined);
    for (const rule of silent) {
      for (const example of rule.bad) {
        const { diagnostics } = await lint(onDisk(example));
        const fixes = diagnostics.filter((one) => one.rule === rule.id).flatMap((one) => one.fixes);
        expect([rule.id, fixes]).toEqual([rule.id, []]);
      }
    }
  });
});

const cases = join(REFERENCE, '../cases/rules');

/** The bad files of the case collection, those of one name together. */
function badCases(): [name: string, request: () => LintRequest][] {
  if (!existsSync(cases)) return [];
  return readdirSync(cases, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((folder) => {
      const names = readdirSync(folder).filter((name) => /^bad.*\.conf$/.test(name));
      if (names.length === 0) return [];
      const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
      return [[folder.slice(cases.length + 1), () => onDisk({ files })]];
    });
}

describe.skipIf(badCases().length === 0)(`the safe fixes of the case collection ${whenThere}`, () => {
  it.each(badCases())('%s', async (name, request) => {
    await expectSoundFix(name, request());
  });
});
