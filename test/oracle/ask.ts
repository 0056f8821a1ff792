import { dirname } from 'node:path';
import { readVariants } from '../../src/lint/pipeline.ts';
import { loadProject } from '../../src/project/load.ts';
import { batchesOf, type Candidate } from './batches.ts';
import type { Daemon } from './daemon.ts';
import { needsOf } from './needs.ts';
import type { Outcome } from './protocol.ts';
import { Sandbox } from './sandbox.ts';

/** A file for the daemon. */
export interface Question {
  readonly path: string;
  readonly configId: string;
}

export interface Answer<Asked extends Question> {
  readonly question: Asked;
  readonly outcome: Outcome;
}

const secondsEach = 6;

/**
 * What the daemon says of every file, in their order.
 * @param folders those that hold the files and all they include.
 */
export async function ask<Asked extends Question>(
  daemon: Daemon,
  questions: readonly Asked[],
  folders: readonly string[],
): Promise<Answer<Asked>[]> {
  const candidates: (Candidate & { question: Asked })[] = [];
  for (const question of questions) {
    candidates.push({ question, path: question.path, needs: await needs(question, daemon) });
  }
  const answers = new Map<Asked, Answer<Asked>>();
  for (const { items, needs: furniture } of batchesOf(candidates)) {
    const sandbox = await Sandbox.open({ needs: furniture, folders, daemon: daemon.path, secondsEach });
    try {
      await Promise.all(
        items.map(async ({ question }) => {
          const outcome = await sandbox.run(question.path, question.configId);
          answers.set(question, { question, outcome });
        }),
      );
    } finally {
      sandbox.close();
    }
  }
  return questions.map((question) => answers.get(question)!);
}

async function needs({ path, configId }: Question, { release }: Daemon) {
  const { nodes, troubles } = await loadProject({ paths: [path], cwd: dirname(path) });
  const source = nodes.find((one) => one.requested);
  if (source === undefined) throw new Error(`${path}: ${troubles[0]?.message ?? 'cannot be read'}`);
  const [variant] = readVariants({
    name: source.hostName,
    main: source.source,
    host: source.includes,
    release,
    configId,
  });
  return needsOf(variant!.node.configuration, release);
}

/** Lines of what the daemon printed, a crash or a hang as the last. */
export function linesOf({ output, signal, code, hung }: Outcome): string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  if (hung) return [...lines, 'HANG'];
  return signal !== null || (code ?? 0) >= 128 ? [...lines, `CRASH ${signal ?? code}`] : lines;
}
