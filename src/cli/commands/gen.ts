import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { nearest } from '../../../grammar/did-you-mean.ts';
import { SourceText } from '../../../grammar/source.ts';
import type { HostFiles } from '../../generate/generate.ts';
import {
  type Comparison,
  compareFolder,
  FolderError,
  type FolderState,
} from '../../generate/output/compare.ts';
import { entriesOf, manifestEntry, manifestName, manifestText } from '../../generate/output/manifest.ts';
import { writeFolder } from '../../generate/output/write.ts';
import { type Findings, type Generated, runGenerate } from '../../generate/run.ts';
import { secretsOfText } from '../../generate/secrets-of-text.ts';
import { decode } from '../../project/decode.ts';
import { topologyNames } from '../../project/topology.ts';
import { maskSecrets } from '../../report/secrets.ts';
import { colorLevel, paintFor } from '../color.ts';
import type { Arguments, Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { JobError, OutputError, reasonOf, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { type GenSettings, genOptions, genSettings } from '../gen-settings.ts';
import type { Io } from '../io.ts';
import { version } from '../version.ts';

/** `hacfg gen`: every file of every host, from one description. */
export const gen: Command = {
  options: genOptions,
  positional: { name: 'file', describe: 'The description of the cluster', shownDefault: 'hacfg.yaml' },
  examples: [
    { command: '$0 gen -o out', does: 'from hacfg.yaml in this folder' },
    { command: '$0 gen cluster.yaml -o out --diff', does: 'what would change' },
    { command: '$0 gen -o out --check', does: 'in CI: is what is there up to date?' },
    { command: '$0 gen --stdout --host lb1', does: 'to look at one host' },
  ],
  epilogue:
    'Nothing is written when hacfg.yaml has a fault (exit code 2), or when hacfg lint finds something in the result (exit code 1). Secrets come from the environment or files, and are shown nowhere.',
  run,
};

type Done = Extract<Generated, { kind: 'done' }>;

/**
 * How much of a function V8 runs before it compiles it anew, optimised; its default is a fifteenth. A run is over
 * before that pays: for 200 hosts it took 0.6 of 2.8 s of processor time.
 */
const patience = '--interrupt-budget=2000000';

/** The V8 of Node 20 to 24. One that has no such flag would say so on standard error. */
const patientEngines = /^1[1-3]\./;

async function run(args: Arguments, io: Io): Promise<number> {
  if (patientEngines.test(process.versions.v8)) setFlagsFromString(patience);
  const settings = genSettings(args);
  const topology = readTopology(settings.file, io);
  const root = resolve(io.cwd, settings.folder ?? 'out');
  const done = await runGenerate({ topology, env: io.env, root, failLevel: settings.failLevel });
  if (done.kind !== 'done') {
    await showFindings(done.report, settings, io);
    if (done.kind === 'faulty') return exitCodes.failed;
    io.stderr.write('hacfg: nothing written: hacfg lint finds the above in what would be\n');
    return exitCodes.findings;
  }
  const hosts = chosenHosts(done.hosts, settings.hosts);
  if (settings.mode === 'stdout') return printFiles(hosts, done, io);
  try {
    return await toFolder(hosts, root, done, settings, io);
  } catch (error) {
    if (error instanceof FolderError) throw new JobError(error.message);
    if (error instanceof Error && 'code' in error)
      throw new OutputError(`cannot write to ${settings.folder}: ${reasonOf(error)}`);
    throw error;
  }
}

function readTopology(named: string | undefined, io: Io): SourceText {
  const name = named ?? topologyNames.find((one) => existsSync(resolve(io.cwd, one))) ?? topologyNames[0]!;
  const path = resolve(io.cwd, name);
  try {
    const text = decode(readFileSync(path))?.text;
    if (text === undefined) throw new JobError(`${name} is UTF-16; save it as UTF-8`);
    return new SourceText(path, text);
  } catch (error) {
    if (error instanceof JobError || !(error instanceof Error && 'code' in error)) throw error;
    const help = named === undefined ? ': hacfg init writes one to start from' : '';
    throw new JobError(`cannot read ${name}: ${reasonOf(error)}${help}`);
  }
}

function chosenHosts(all: readonly HostFiles[], names: readonly string[]): readonly HostFiles[] {
  const known = all.map(({ host }) => host);
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const hint = near.length > 0 ? didYouMean(near) : `; there are ${known.join(', ')}`;
    throw new UsageError(`no host is called ${name}${hint}`, 'gen');
  }
  return names.length === 0 ? all : all.filter(({ host }) => names.includes(host));
}

async function showFindings(report: Findings, { color }: GenSettings, io: Io): Promise<void> {
  const { renderPretty } = await import('../../report/pretty.ts');
  for (const { path, message } of report.troubles ?? []) io.stderr.write(`hacfg: ${path}: ${message}\n`);
  if (report.diagnostics.length === 0) return;
  const paint = await paintFor(color, io.env, io.stderr);
  io.stderr.write(
    renderPretty(report, {
      cwd: io.cwd,
      columns: Math.max(io.stderr.columns ?? 100, 40),
      paint,
      level: 'info',
      rules: [],
      version,
    }),
  );
}

function printFiles(hosts: readonly HostFiles[], { secrets, sources }: Done, io: Io): number {
  const masking = maskSecrets(secrets);
  const texts = entriesOf(hosts).map((entry) => {
    const source = sources.find(
      ({ path }) => path.endsWith(`/${entry.file}`) && path.length > entry.file.length,
    );
    const whole = source?.text === entry.text ? source : undefined;
    const shown =
      whole === undefined
        ? masking.configuration(entry.text)
        : masking.lineText(whole, { start: 0, end: whole.text.length });
    const { mode, owner, group } = manifestEntry(entry);
    return `# ==> ${entry.file} (${mode} ${owner}:${group})\n${shown}`;
  });
  io.stdout.write(texts.join('\n'));
  return exitCodes.clean;
}

async function toFolder(
  hosts: readonly HostFiles[],
  root: string,
  done: Done,
  settings: GenSettings,
  io: Io,
): Promise<number> {
  const only = settings.hosts.length === 0 ? undefined : new Set(settings.hosts);
  const state = compareFolder(root, entriesOf(hosts), only);
  const differing = state.comparisons.filter(differs);
  if (settings.mode === 'diff') await showDiff(differing, root, done, settings, io);
  if (settings.mode === 'check') listDifferences(differing, state, root, io);
  if (settings.mode !== 'write') {
    const isClean = differing.length === 0 && isManifestCurrent(state, root);
    return settings.check && !isClean ? exitCodes.findings : exitCodes.clean;
  }
  const edited = state.comparisons.filter(({ status }) => status === 'edited');
  if (edited.length > 0 && !settings.force) {
    for (const { file } of edited)
      io.stderr.write(`hacfg: ${join(settings.folder!, file)} was changed by hand\n`);
    throw new JobError('nothing written: --diff shows what would be lost, --force writes all the same');
  }
  const { written, removed, kept } = writeFolder(root, state);
  for (const file of kept)
    io.stderr.write(
      `hacfg: ${join(settings.folder!, file)} is no longer needed, but was changed by hand: left alone\n`,
    );
  const same = state.comparisons.length - written.length - removed.length - kept.length;
  io.stdout.write(
    `${settings.folder}: ${written.length} written, ${same} unchanged, ${removed.length} removed, for ${hosts.length} hosts\n`,
  );
  return exitCodes.clean;
}

function differs({ status, wrongMode }: Comparison): boolean {
  return (status !== 'same' && status !== 'kept') || wrongMode;
}

const words: Readonly<Record<Comparison['status'], string>> = {
  new: 'is missing',
  changed: 'is out of date',
  same: 'has other permissions',
  edited: 'was changed by hand',
  stale: 'is no longer needed',
  kept: '',
};

function listDifferences(differing: readonly Comparison[], state: FolderState, root: string, io: Io): void {
  for (const { file, status } of differing) io.stdout.write(`${file} ${words[status]}\n`);
  if (differing.length === 0 && !isManifestCurrent(state, root))
    io.stdout.write(`${manifestName} is out of date\n`);
}

function isManifestCurrent({ comparisons, others }: FolderState, root: string): boolean {
  const path = join(root, manifestName);
  if (!existsSync(path)) return false;
  const own = comparisons.flatMap(({ entry }) => (entry === undefined ? [] : manifestEntry(entry)));
  return readFileSync(path, 'utf8') === manifestText([...own, ...others]);
}

async function showDiff(
  differing: readonly Comparison[],
  root: string,
  { secrets }: Done,
  { color }: GenSettings,
  io: Io,
): Promise<void> {
  const { renderDiff } = await import('../../report/diff.ts');
  const changes = differing
    .filter(({ entry, before }) => entry === undefined || before?.toString('utf8') !== entry.text)
    .map(({ file, entry, before }) => ({
      source: new SourceText(join(root, file), before?.toString('utf8') ?? ''),
      text: entry?.text ?? '',
    }));
  io.stdout.write(
    renderDiff(changes, {
      cwd: io.cwd,
      paint: await paintFor(color, io.env, io.stdout),
      secrets: [...secrets, ...changes.flatMap(({ source }) => secretsOfText(source))],
      isTerminal: io.stdout.isTTY || colorLevel(color, io.env, io.stdout) > 0,
    }),
  );
}
