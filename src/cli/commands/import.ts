import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place, SourceText } from '../../../grammar/source.ts';
import { importNodes } from '../../import/import.ts';
import type { Note } from '../../import/notes.ts';
import { readNodes } from '../../import/read-nodes.ts';
import { renderTopology } from '../../import/render.ts';
import { missingIncludes, structureFaults } from '../../import/structure.ts';
import { type Verdict, verifyImport } from '../../import/verify.ts';
import { releaseMeant } from '../../project/releases.ts';
import { shownPath } from '../../report/report.ts';
import type { Arguments, Command } from '../command.ts';
import { JobError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { writeOutputFile } from '../output-file.ts';

/** So many findings are listed; hacfg lint shows all. */
const mostShown = 20;

/** `hacfg import`: existing configurations become a hacfg.yaml. */
export const importCommand: Command = {
  options: {
    output: {
      type: 'value',
      alias: 'o',
      describe: 'Write to this file',
      shownDefault: 'standard output',
      group: 'Output:',
    },
    force: { type: 'flag', describe: 'Write over a file that is there', group: 'Output:' },
    'keep-secrets': {
      type: 'flag',
      describe: 'Copy passwords; without, hacfg.yaml names environment variables for them',
      group: 'Output:',
    },
    quiet: { type: 'flag', alias: 'q', describe: 'List nothing on standard error', group: 'Output:' },
    'keepalived-version': {
      type: 'value',
      describe: 'The keepalived release of the hosts, for example 2.2.7',
      shownDefault: 'the newest',
      group: 'What the files are for:',
    },
    facts: {
      type: 'list',
      describe: 'HOST=FILE: what "ip -j addr" prints on a host. Repeatable',
      group: 'What the files are for:',
    },
  },
  positional: {
    name: 'paths',
    describe: 'Configurations, or folders with those of the hosts',
    required: true,
  },
  examples: [
    { command: '$0 import lb1.conf lb2.conf -o hacfg.yaml', does: 'two hosts' },
    { command: '$0 import cluster/ > hacfg.yaml', does: 'cluster/HOST/etc/keepalived/keepalived.conf' },
  ],
  epilogue:
    'What hacfg.yaml has no words for goes to its verbatim lines; standard error lists all of it, and says whether hacfg gen makes the same of the result. Comments are not taken over. Exit code 1: something would not be the same.',
  run,
};

async function run({ positionals, values, lists, flags }: Arguments, io: Io): Promise<number> {
  const version = values['keepalived-version'];
  const release = version === undefined ? undefined : releaseMeant(version);
  if (version !== undefined && release === undefined)
    throw new UsageError(`--keepalived-version takes a release such as 2.2.7, not ${version}`, 'import');
  const output = values.output;
  if (output !== undefined && !flags.has('force') && existsSync(resolve(io.cwd, output)))
    throw new JobError(`${output} is there already: --force writes over it`);
  const request = { paths: positionals, cwd: io.cwd, facts: (lists.facts ?? []).map(hostFacts) };
  const { nodes, sources, troubles } = await readNodes(request, release);
  if (troubles.length > 0) throw new JobError(troubles.map(troubleText).join('\nhacfg: '));
  if (nodes.length === 0)
    throw new JobError(`no keepalived configuration found in ${positionals.join(', ')}`);
  const faults = structureFaults(nodes);
  if (faults.length > 0) {
    const told = faults.map((one) => noteText(one, io)).join('\n  ');
    throw new JobError(
      `what belongs to what is not sure until this is mended (hacfg lint says how):\n  ${told}`,
    );
  }
  const imported = importNodes({ nodes, keepsSecrets: flags.has('keep-secrets'), release: version });
  const text = await renderTopology(imported.text, imported.hosts);
  // Checked before a byte is written: a terminal keeps what it has shown.
  if (output === undefined && io.stdout.isTTY && imported.holdsSecret)
    throw new JobError(
      'the result holds a password, which is not shown on a terminal: -o FILE writes it to a file',
    );
  const verdict = await verifyImport(imported, text);
  const notes = [...missingIncludes(nodes), ...imported.notes];
  if (!flags.has('quiet')) list(notes, sources, verdict, io);
  if (output === undefined) io.stdout.write(text);
  else writeOutputFile(output, io.cwd, text, imported.holdsSecret ? 0o600 : 0o666);
  return verdict.kind === 'differs' ? exitCodes.findings : exitCodes.clean;
}

function troubleText({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === '' ? message : `${path}: ${message}`;
}

function hostFacts(text: string): { host: string; file: string } {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1)
    throw new UsageError(`--facts takes HOST=FILE, not ${text}`, 'import');
  return { host: text.slice(0, equals), file: text.slice(equals + 1) };
}

function list(notes: readonly Note[], sources: readonly SourceText[], verdict: Verdict, io: Io): void {
  const lines = notes.map((note) => noteText(note, io));
  if (sources.some(({ text }) => /[#!]/.test(text))) lines.push('comments are not taken over');
  lines.push(...verdictLines(verdict));
  io.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

function noteText({ place, message }: Note, io: Io): string {
  return place === undefined ? message : `${placeText(place, io)}: ${message}`;
}

function placeText({ source, span }: Place, io: Io): string {
  const { line, column } = source.position(span.start);
  return `${shownPath(source.path, io.cwd)}:${line}:${column}`;
}

function verdictLines(verdict: Verdict): string[] {
  if (verdict.kind === 'faulty') {
    const faults = verdict.messages.slice(0, mostShown).map((message) => `  ${message}`);
    return ['hacfg gen will refuse it until this is mended in it:', ...faults];
  }
  const { differences, findings } = verdict;
  const lines = differences.map(
    ({ host, fact }) => `${host}: what hacfg gen writes from it differs in ${fact}`,
  );
  if (differences.length === 0) lines.push('hacfg gen writes configurations from it that mean the same');
  if (findings.length === 0) return lines;
  const hasErrors = findings.some(({ severity }) => severity === 'error');
  const level = hasErrors ? 'the errors' : 'the warnings';
  const advice = hasErrors ? 'mend them first' : '--fail-level error writes all the same';
  return [
    ...lines,
    `hacfg gen refuses to write while hacfg lint finds ${level} below; ${advice}:`,
    ...findings.slice(0, mostShown).map(({ severity, message }) => `  ${severity}: ${message}`),
    ...(findings.length > mostShown ? [`  and ${findings.length - mostShown} more`] : []),
  ];
}
