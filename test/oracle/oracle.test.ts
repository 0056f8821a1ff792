import { existsSync } from 'node:fs';
import { describe, expect, it, type TestContext } from 'vitest';
import { REFERENCE } from '../support/reference.ts';
import { unavailable } from './available.ts';
import { findDaemon } from './daemon.ts';
import { type Judgement, judgeAll } from './judge.ts';
import {
  exampleCollections,
  fixtureCollections,
  type LiveCase,
  type LiveCollection,
  recordedCollections,
} from './live.ts';

/** Share of files, in percent, on which hacfg and the daemon agree and that must not be lost again. Others: 100. */
const floors: Readonly<Record<string, number>> = {
  'fixtures/language': 99,
  'bad examples': 99,
  ops: 98,
  devtools: 90,
};

/** Rules that say what the daemon says itself. */
const sameAsTheDaemon = /^(syntax|value|version)\//;

const why = await unavailable();
const daemon = findDaemon();

/** The differences as one reads them. */
function describeDifferences({ question, missed, falseErrors }: Judgement<LiveCase>): string[] {
  return [
    ...missed.map(({ line, text }) => `${question.id}:${line ?? ''} hacfg says nothing of: ${text}`),
    ...falseErrors.map(({ rule, message, place }) => {
      const { line } = place.source.position(place.span.start);
      return `${question.id}:${line} the daemon is content, hacfg is not: ${message} [${rule}]`;
    }),
  ];
}

async function check(collection: LiveCollection, context: TestContext): Promise<void> {
  if (why !== undefined || typeof daemon === 'string') context.skip(why);
  else {
    const { name, folder, cases, isWrongOnPurpose = false } = collection;
    const judgements = (await judgeAll(daemon, cases, [folder])).map((one) => ({
      ...one,
      falseErrors: one.falseErrors.filter(({ rule }) => !isWrongOnPurpose || sameAsTheDaemon.test(rule)),
    }));
    const open = judgements.filter(({ missed, falseErrors }) => missed.length + falseErrors.length > 0);
    const percent = (100 * (judgements.length - open.length)) / judgements.length;
    expect(percent, open.flatMap(describeDifferences).join('\n')).toBeGreaterThanOrEqual(floors[name] ?? 100);
  }
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
});
