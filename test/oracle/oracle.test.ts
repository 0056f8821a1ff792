import { existsSync } from 'node:fs';
import { describe, expect, it, type TestContext } from 'vitest';
import { REFERENCE } from '../support/reference.ts';
import { unavailable } from './available.ts';
import { findDaemon } from './daemon.ts';
import { hunt } from './generate/hunt.ts';
import { generate, kindsOfCases } from './generate/index.ts';
import { exampleCollections, fixtureCollections, type LiveCollection, recordedCollections } from './live.ts';
import { describeDifferences, judgeCollection } from './report.ts';

/** Share of files, in percent, on which hacfg and the daemon agree and that must not be lost again. Others: 100. */
const floors: Readonly<Record<string, number>> = {
  devtools: 90,
};

const why = await unavailable();
const daemon = findDaemon();

async function check(collection: LiveCollection, context: TestContext): Promise<void> {
  if (why !== undefined || typeof daemon === 'string') context.skip(why);
  else {
    const judgements = await judgeCollection(daemon, collection);
    const open = judgements.filter(({ agrees }) => !agrees);
    const percent = (100 * (judgements.length - open.length)) / judgements.length;
    expect(percent, open.flatMap(describeDifferences).join('\n')).toBeGreaterThanOrEqual(
      floors[collection.name] ?? 100,
    );
  }
}

async function checkGenerated(kind: string, context: TestContext): Promise<void> {
  if (why !== undefined || typeof daemon === 'string') context.skip(why);
  else {
    const found = await hunt(daemon, generate(kind, sampleOf(kind), 1));
    expect(found.map((one) => `${one.kind} ${one.id}: ${one.said.join('; ')}`)).toEqual([]);
  }
}

/** Few enough to be done in seconds; `npm run agreement -- --live` tries as many as one likes. */
function sampleOf(kind: string): number {
  return ['keywords', 'misplaced', 'entries'].includes(kind) ? 150 : 40;
}

describe('the daemon itself', () => {
  const examples = exampleCollections(typeof daemon === 'string' ? '' : daemon.release);
  const collections = [
    ...fixtureCollections(),
    ...examples,
    ...(existsSync(REFERENCE) ? recordedCollections() : []),
  ];
  for (const collection of collections) {
    it(`agrees about ${collection.name}`, (context) => check(collection, context), 600_000);
  }

  for (const kind of kindsOfCases) {
    it(`agrees about generated ${kind}`, (context) => checkGenerated(kind, context), 600_000);
  }
});
