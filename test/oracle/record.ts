import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessages } from '../agreement/messages.ts';
import { ask, linesOf } from './ask.ts';
import { isLeftOut } from './builds.ts';
import type { Daemon } from './daemon.ts';
import { fixtureCollections } from './live.ts';

/** Where the answers stand: file, release, and the lines that the daemon complains of; 0 for what names none. */
export const answersFile = join(import.meta.dirname, '../fixtures/releases/answers.tsv');

/** Asks the daemon about test/fixtures/releases, and writes down the lines that it complains of under its release. */
export async function recordAnswers(daemon: Daemon): Promise<number> {
  const { cases, folder } = fixtureCollections().find(({ name }) => name === 'fixtures/releases')!;
  const answers = await ask(daemon, cases, [folder]);
  const rows = answers.map(({ question, outcome }) => {
    const said = parseMessages(linesOf(outcome)).filter(({ text }) => !isLeftOut(text, daemon.options));
    const lines = [...new Set(said.map(({ line }) => line ?? 0))].sort((a, b) => a - b);
    return [question.id, daemon.release, lines.join(' ') || '-'].join('\t');
  });
  const others = readAnswers().filter((row) => row.split('\t')[1] !== daemon.release);
  writeFileSync(answersFile, `${[...others, ...rows].sort().join('\n')}\n`);
  return rows.length;
}

export function readAnswers(): string[] {
  return existsSync(answersFile) ? readFileSync(answersFile, 'utf8').trimEnd().split('\n') : [];
}
