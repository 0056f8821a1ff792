import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { runGenerate } from '../../src/generate/run.ts';
import { ask, linesOf, type Question } from '../oracle/ask.ts';
import { unavailable } from '../oracle/available.ts';
import { findDaemon } from '../oracle/daemon.ts';
import { drawTopologies } from './topologies.ts';

const seed = 20260102;
const count = 200;
const configuration = '/etc/keepalived/keepalived.conf';

const why = await unavailable();
if (why !== undefined && process.env.HACFG_REQUIRE_ALL === '1') throw new Error(why);

/** Writes what is generated for the daemon's release, and asks it about the configurations. */
async function complaints(root: string): Promise<string[]> {
  const daemon = findDaemon();
  if (typeof daemon === 'string') throw new Error(daemon);
  const questions: Question[] = [];
  for (const [at, topology] of drawTopologies(seed, count, daemon.release).entries()) {
    const source = new SourceText(join(root, 'hacfg.yaml'), JSON.stringify(topology));
    const done = await runGenerate({ topology: source, env: {}, root, failLevel: 'warning' });
    if (done.kind !== 'done') throw new Error(`cluster ${at} is not generated`);
    const files = done.hosts.flatMap(({ host, files: own }) => {
      const file = own.find(({ path: where }) => where === configuration);
      return file === undefined ? [] : { host, ...file };
    });
    // Those between differ from them by no more than numbers.
    for (const { host, ...file } of new Set([files[0]!, files.at(-1)!])) {
      const target = join(root, String(at), host, file.path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, file.text);
      questions.push({ path: target, configId: host });
    }
  }
  expect(questions.length).toBeGreaterThan(count);
  const answers = await ask(daemon, questions, [root]);
  return answers.flatMap(({ question, outcome }) =>
    outcome.code === 0 && linesOf(outcome).length === 0
      ? []
      : [`${question.path.slice(root.length)}: ${outcome.code} ${linesOf(outcome).join(' / ')}`],
  );
}

async function inFolder(run: (root: string) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'hacfg-daemon-'));
  try {
    await run(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe('the daemon', () => {
  it.skipIf(why !== undefined)(
    `accepts without a word what is generated for any valid cluster${why === undefined ? '' : ` (${why})`}`,
    () => inFolder(async (root) => expect(await complaints(root)).toEqual([])),
    180_000,
  );
});
