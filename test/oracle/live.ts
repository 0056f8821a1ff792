import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ReleaseName } from '../../grammar/vocabulary/index.ts';
import type { Example } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { collections } from '../agreement/collections.ts';
import { scratchFolder } from '../support/scratch.ts';
import type { Question } from './ask.ts';

/** A file to be judged by hacfg and by the daemon. */
export interface LiveCase extends Question {
  readonly id: string;
}

export interface LiveCollection {
  readonly name: string;
  /** Holds all its files. */
  readonly folder: string;
  /** Its files are meant to be wrong in ways of which the daemon knows nothing, too. */
  readonly isWrongOnPurpose?: boolean;
  readonly cases: readonly LiveCase[];
}

const fixtures = join(import.meta.dirname, '../fixtures');
/** What the daemon is called with, -i, unless a recording used another one. */
const configId = 'testid';

/** Every configuration below test/fixtures, by the folder it is in. */
export function fixtureCollections(): LiveCollection[] {
  return readdirSync(fixtures).map((name) => {
    const folder = join(fixtures, name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.conf'))
      .sort();
    return {
      name: `fixtures/${name}`,
      folder,
      cases: files.map((id) => ({ id, path: join(folder, id), configId })),
    };
  });
}

/** The good and the bad examples of all rules, but for those that are about another release. */
export function exampleCollections(release: ReleaseName): LiveCollection[] {
  return (['good', 'bad'] as const).map((kind) => {
    const folder = scratchFolder(`examples-${kind}`);
    const cases = rules.flatMap((rule) =>
      rule[kind].flatMap((example, at) =>
        (example.release ?? release) === release ? writeExample(folder, `${rule.id}-${at + 1}`, example) : [],
      ),
    );
    return { name: `${kind} examples`, folder, cases, isWrongOnPurpose: kind === 'bad' };
  });
}

function writeExample(folder: string, id: string, { files }: Example): LiveCase[] {
  const byName = typeof files === 'string' ? { 'keepalived.conf': files } : files;
  return Object.entries(byName).flatMap(([name, text]) => {
    const path = join(folder, id, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return name.endsWith('.conf') ? [{ id: relative(folder, path), path, configId }] : [];
  });
}

/** The files of which verdicts were recorded, each once, but for those that are fixtures; without the verdicts. */
export function recordedCollections(): LiveCollection[] {
  const byName = new Map<string, Map<string, LiveCase>>();
  const copied = new Set(readdirSync(fixtures));
  for (const { name, cases } of collections().filter((one) => !copied.has(one.name))) {
    const known = byName.get(name) ?? new Map<string, LiveCase>();
    byName.set(name, known);
    for (const one of cases) {
      if (existsSync(one.path))
        known.set(one.id, { id: one.id, path: one.path, configId: one.configId ?? configId });
    }
  }
  return [...byName].map(([name, known]) => {
    const cases = [...known.values()];
    return { name, folder: commonFolder(cases.map(({ path }) => path)), cases };
  });
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0]!);
  while (!paths.every((path) => path.startsWith(`${folder}/`))) folder = dirname(folder);
  return folder;
}
