import { existsSync } from 'node:fs';
import { describe, expect, it, type TestContext } from 'vitest';
import { REFERENCE } from '../support/reference.ts';
import { unavailable } from './available.ts';
import type { Daemon } from './daemon.ts';
import { findDaemon } from './daemon.ts';
import { type Judgement, judgeAll } from './judge.ts';
import {
  exampleCollections,
  fixtureCollections,
  type LiveCase,
  type LiveCollection,
  recordedCollections,
} from './live.ts';

/** The differences as one reads them; empty when there is none. */
function differencesOf(judgements: readonly Judgement<LiveCase>[]): string[] {
  return judgements.flatMap(({ question, missed, falseErrors }) => [
    ...missed.map(({ line, text }) => `${question.id}:${line ?? ''} hacfg says nothing of: ${text}`),
    ...falseErrors.map(({ rule, message, place }) => {
      const { line } = place.source.position(place.span.start);
      return `${question.id}:${line} the daemon is content, hacfg is not: ${message} [${rule}]`;
    }),
  ]);
}

const why = await unavailable();
const daemon = findDaemon() as Daemon;

function check(collection: LiveCollection): void {
  it(`agrees about ${collection.name}`, async (context: TestContext) => {
    if (why !== undefined) context.skip(why);
    expect(differencesOf(await judgeAll(daemon, collection.cases, [collection.folder]))).toEqual([]);
  }, 300_000);
}

describe('the daemon itself', () => {
  for (const collection of [...fixtureCollections(), ...exampleCollections()]) check(collection);
  if (existsSync(REFERENCE)) for (const collection of recordedCollections()) check(collection);
});
