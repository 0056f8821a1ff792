import { existsSync } from 'node:fs';
import { describe, expect, it, type TestContext } from 'vitest';
import { REFERENCE } from '../support/reference.ts';
import { unavailable } from './available.ts';
import { findDaemon } from './daemon.ts';
import { hunt } from './generate/hunt.ts';
import { generate, kindsOfCases } from './generate/index.ts';
import { exampleCollections, fixtureCollections, type LiveCollection, recordedCollections } from './live.ts';
import { describeDifferences, judgeCollection } from './report.ts';

const why = await unavailable();
const daemon = findDaemon();

async function check(collection: LiveCollection, context: TestContext): Promise<void> {
  if (why !== undefined || typeof daemon === 'string') context.skip(why);
  else {
    const judgements = await judgeCollection(daemon, collection);
    expect(judgements.length).toBeGreaterThan(0);
    const open = judgements.filter(({ agrees }) => !agrees);
    expect(open.flatMap(describeDifferences)).toEqual([]);
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
