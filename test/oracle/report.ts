import { unavailable } from './available.ts';
import { type Daemon, findDaemon } from './daemon.ts';
import { hunt } from './generate/hunt.ts';
import { generate, kindsOfCases } from './generate/index.ts';
import { type Judgement, judgeAll, onPurpose } from './judge.ts';
import {
  exampleCollections,
  fixtureCollections,
  type LiveCase,
  type LiveCollection,
  recordedCollections,
} from './live.ts';

export interface LiveOptions {
  /** Names of collections or of kinds of generated cases; none: all. */
  readonly only: readonly string[];
  /** Generated cases of each kind. */
  readonly count: number;
  readonly seed: number;
  readonly list: boolean;
}

/** Prints how hacfg and the daemon at hand agree on files that are there, and on generated ones. */
export async function reportLive(options: LiveOptions, print: (line: string) => void): Promise<void> {
  const why = await unavailable();
  const daemon = findDaemon();
  if (why !== undefined || typeof daemon === 'string') {
    print(`the daemon cannot be asked: ${why}`);
    return;
  }
  print(`keepalived ${daemon.version}, judged as ${daemon.release}`);
  const isWanted = (name: string) => options.only.length === 0 || options.only.includes(name);
  const collections = [
    ...fixtureCollections(),
    ...exampleCollections(daemon.release),
    ...recordedCollections(),
  ];
  for (const collection of collections.filter(({ name }) => isWanted(name)))
    await reportCollection(daemon, collection, options, print);
  for (const kind of kindsOfCases.filter(isWanted)) await reportGenerated(daemon, kind, options, print);
}

function row(name: string, total: number, missed: number, wrong: number): string {
  const percent = total === 0 ? 100 : (100 * (total - missed - wrong)) / total;
  return `${name.padEnd(18)} ${String(total).padStart(5)}  ${percent.toFixed(1).padStart(5)} %  ${missed} with misses, ${wrong} with false alarms`;
}

async function reportCollection(
  daemon: Daemon,
  collection: LiveCollection,
  { list }: LiveOptions,
  print: (line: string) => void,
): Promise<void> {
  const judgements = await judgeCollection(daemon, collection);
  const open = judgements.filter(({ agrees }) => !agrees);
  const missed = open.filter((one) => one.missed.length > 0).length;
  print(row(collection.name, judgements.length, missed, open.length - missed));
  if (list) for (const line of open.flatMap(describeDifferences)) print(`  ${line}`);
}

export async function judgeCollection(
  daemon: Daemon,
  { cases, folder, isWrongOnPurpose = false }: LiveCollection,
): Promise<Judgement<LiveCase>[]> {
  const judgements = await judgeAll(daemon, cases, [folder]);
  return isWrongOnPurpose ? judgements.map(onPurpose) : judgements;
}

async function reportGenerated(
  daemon: Daemon,
  kind: string,
  { count, seed, list }: LiveOptions,
  print: (line: string) => void,
): Promise<void> {
  const cases = generate(kind, count, seed);
  const found = await hunt(daemon, cases);
  const missed = found.filter((one) => one.kind === 'missed').length;
  print(row(kind, cases.length, missed, found.length - missed));
  if (!list) return;
  for (const one of found) {
    print(`  ${one.kind}: ${one.id}`);
    for (const line of one.said) print(`    ${line}`);
  }
}

/** The differences of a file as one reads them; none when there is none. */
export function describeDifferences({ question, missed, falseErrors }: Judgement<LiveCase>): string[] {
  return [
    ...missed.map(({ line, text }) => `${question.id}:${line ?? ''} hacfg says nothing of: ${text}`),
    ...falseErrors.map(({ rule, message, place }) => {
      const { line } = place.source.position(place.span.start);
      return `${question.id}:${line} the daemon is content, hacfg is not: ${message} [${rule}]`;
    }),
  ];
}
