import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REFERENCE, whenThere } from '../support/reference.ts';
import { collections } from './collections.ts';
import { runCollection } from './run.ts';

/** Share of files on which hacfg and the daemon agree, in percent, that must not be lost again. */
const floors: Readonly<Record<string, number>> = {
  language: 100,
  semantics: 100,
  official: 100,
  ops: 99,
  history: 99,
  fixture: 99,
  devtools: 99,
};

/** A few of these write thousands of blocks with loops: they are for the continuous integration. */
const slow: ReadonlySet<string> = new Set(process.env.HACFG_REQUIRE_ALL === '1' ? [] : ['devtools']);

describe.skipIf(!existsSync(REFERENCE))(`agreement with recorded verdicts ${whenThere}`, () => {
  const wanted = collections().filter(({ name }) => name in floors && !slow.has(name));

  it.each(wanted.map((collection) => [collection.name, collection.release, collection] as const))(
    '%s, %s',
    async (name, _release, collection) => {
      const results = await runCollection(collection);
      const open = results.filter(({ agrees, accepted }) => !agrees && accepted === undefined);
      expect(open.filter(({ falseErrors }) => falseErrors.length > 0).map(({ one }) => one.id)).toEqual([]);
      const percent = (100 * (results.length - open.length)) / results.length;
      expect(percent, open.map(({ one }) => one.id).join(' ')).toBeGreaterThanOrEqual(floors[name]!);
    },
    600_000,
  );
});
