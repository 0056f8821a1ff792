import type { LintRequest, LintResult, RuleSettings } from '../../lint/request.ts';
import type { LocalMachine } from '../../model/machine.ts';
import type { Remainder } from '../baseline.ts';
import type { Arguments, Command } from '../command.ts';
import { engine as realEngine } from '../engine.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Fixing, fixHint, fixSummary, showChanges, writeChanges } from '../fixing.ts';
import type { Io } from '../io.ts';
import { lintOptions } from '../lint-options.ts';
import { complain, finish, isForPeople, reportAll } from '../lint-report.ts';
import { type LintSettings, lintSettings } from '../lint-settings.ts';
import { mentionsRules, ruleSettings } from '../rule-ids.ts';

/** `hacfg lint`: the main job. */
export const lint: Command = {
  options: lintOptions,
  positional: {
    name: 'paths',
    describe:
      'Files and folders; - for standard input. Files that serve the same virtual router are compared',
    shownDefault: '.',
  },
  examples: [
    { command: '$0 lint', does: 'every configuration below this folder' },
    { command: '$0 lint web1.conf web2.conf', does: 'a pair, each file and both together' },
    { command: '$0 lint --keepalived-version 1.3.5 .', does: 'as CentOS 7 will read it' },
    { command: '$0 lint --rule style/*=off --max-warnings 3 .', does: 'with rules of your own' },
    {
      command: 'ssh lb1 cat /etc/keepalived/keepalived.conf | $0 lint - --stdin-filename lb1.conf',
      does: 'what runs over there',
    },
    { command: '$0 lint --staged', does: 'what the next commit changes, against its peers' },
    { command: '$0 lint -f pretty -f sarif=hacfg.sarif .', does: 'for people, and for code scanning' },
  ],
  epilogue:
    'Exit codes: 0 nothing at or above the fail level, 1 findings, 2 the job could not be done: a wrong option, a missing or unreadable file. 2 also when there were findings in the other files.',
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const settings = lintSettings(args);
  const engine = io.engine ?? realEngine;
  const rules = mentionsRules(args) ? ruleSettings(args, await engine.rules()) : undefined;
  const asked = await request(settings, rules, io);
  if (settings.fixing !== undefined) return runFixing(asked, settings.fixing, settings, io);
  const result = await engine.lint(asked);
  if (settings.baseline.write !== undefined) {
    return runWriteBaseline(result, settings.baseline.write, settings, io);
  }
  const rest = await takeBaseline(result, asked.rules, settings, io);
  await reportAll(rest.result, settings, io);
  if (isForPeople(settings)) io.stdout.write(toleratedHint(rest) + fixHint(rest.result));
  return finish(rest.result, settings, io);
}

async function runFixing(
  asked: LintRequest,
  fixing: Fixing,
  settings: LintSettings,
  io: Io,
): Promise<number> {
  // What a baseline tolerates is left as it is.
  const accept = async (result: LintResult) =>
    (await takeBaseline(result, asked.rules, settings, io)).result.diagnostics;
  const outcome = await (io.engine ?? realEngine).fix(asked, { unsafe: fixing.unsafe, accept });
  const { result, changes } = outcome;
  if (fixing.mode === 'diff') {
    await showChanges(outcome, settings.color, io);
    io.stderr.write(fixSummary(outcome, fixing, io));
    const code = complain(result, result.troubles, settings, io);
    return code === exitCodes.clean && changes.length > 0 && !settings.exitZero ? exitCodes.findings : code;
  }
  const troubles = writeChanges(outcome, asked.stdin?.bytes, io);
  if (troubles.length > 0) return complain(result, [...result.troubles, ...troubles], settings, io);
  // Where the text goes, a report would be taken for a part of it.
  const beside = asked.stdin === undefined ? io : { ...io, stdout: io.stderr };
  const rest = await takeBaseline(result, asked.rules, settings, io);
  await reportAll(rest.result, settings, beside);
  const stream = isForPeople(settings) ? beside.stdout : io.stderr;
  stream.write(toleratedHint(rest) + fixSummary({ ...outcome, result: rest.result }, fixing, io));
  return finish(rest.result, settings, io);
}

async function runWriteBaseline(
  result: LintResult,
  file: string,
  settings: LintSettings,
  io: Io,
): Promise<number> {
  const code = complain(result, result.troubles, settings, io);
  // A baseline without what could not be read would call it new as soon as it can.
  if (code !== exitCodes.clean) return code;
  const { writeBaseline } = await import('../baseline.ts');
  const count = writeBaseline(result, file, io.cwd);
  io.stderr.write(
    `${count} ${count === 1 ? 'finding' : 'findings'} written to ${file}; --baseline ${file} tolerates them\n`,
  );
  return exitCodes.clean;
}

/** What is left of a result without the findings of the baseline in force, and with stale entries where asked for. */
async function takeBaseline(
  result: LintResult,
  rules: RuleSettings | undefined,
  { baseline }: LintSettings,
  io: Io,
): Promise<Remainder> {
  const file = baseline.file ?? (baseline.isOff ? undefined : result.defaults?.baseline);
  if (file === undefined) return { result, tolerated: 0, stale: [] };
  const { staleFindings, withoutBaseline } = await import('../baseline.ts');
  const rest = withoutBaseline(result, file, io.cwd);
  if (!baseline.reportStale || rest.stale.length === 0) return rest;
  const stale = staleFindings(rest.stale, await (io.engine ?? realEngine).rules(), rules);
  return { ...rest, result: { ...rest.result, diagnostics: [...rest.result.diagnostics, ...stale] } };
}

function toleratedHint({ tolerated }: Remainder): string {
  if (tolerated === 0) return '';
  return `  ${tolerated} ${tolerated === 1 ? 'finding is' : 'findings are'} in the baseline, and not shown\n`;
}

async function request(
  settings: LintSettings,
  rules: RuleSettings | undefined,
  io: Io,
): Promise<LintRequest> {
  const { paths, stdinFilename, keepalivedVersion, configId, projectFile, facts, peers, staged } = settings;
  return {
    paths: paths.filter((path) => path !== '-'),
    cwd: io.cwd,
    ...(paths.includes('-') ? { stdin: { filename: stdinFilename, bytes: await io.stdin() } } : {}),
    ...(keepalivedVersion === undefined ? {} : { keepalivedVersion }),
    ...(configId === undefined ? {} : { configId }),
    ...(projectFile === undefined ? {} : { projectFile }),
    ...(facts.length === 0 ? {} : { facts }),
    ...(settings.local ? { local: await thisMachine() } : {}),
    ...(rules === undefined ? {} : { rules }),
    ...(peers ? { peers } : {}),
    ...(staged ? { staged } : {}),
  };
}

async function thisMachine(): Promise<LocalMachine> {
  const { localMachine } = await import('../../project/local.ts');
  return localMachine();
}
