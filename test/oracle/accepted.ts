import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostFiles } from '../../src/generate/generate.ts';
import { scratchFolder } from '../support/scratch.ts';
import { ask, linesOf, type Question } from './ask.ts';
import type { Daemon } from './daemon.ts';

/** The files of a cluster, by a name for the report. */
export interface Generated {
  readonly name: string;
  readonly hosts: readonly HostFiles[];
}

/** What the daemon says of generated configurations, with all that they name in its place. Empty: it accepts all. */
export async function complaintsAbout(daemon: Daemon, clusters: readonly Generated[]): Promise<string[]> {
  const folder = scratchFolder('generated');
  const questions = clusters.flatMap(({ name, hosts }) =>
    hosts.flatMap((host) => question(folder, name, host)),
  );
  const answers = await ask(daemon, questions, [folder]);
  return answers.flatMap(({ question: { id }, outcome }) => {
    const lines = linesOf(outcome);
    const code = outcome.code === 0 ? [] : [`exit code ${outcome.code}`];
    return [...lines, ...code].map((line) => `${id}: ${line}`);
  });
}

function question(
  folder: string,
  cluster: string,
  { host, files }: HostFiles,
): (Question & { id: string })[] {
  const file = files.find(({ path }) => path === '/etc/keepalived/keepalived.conf');
  if (file === undefined) return [];
  const path = join(folder, cluster, host, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.text, { mode: file.mode });
  return [{ id: `${cluster}/${host}`, path, configId: host }];
}
