import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { compare, type Difference } from '../agreement/compare.ts';
import { isMasked } from '../agreement/machine.ts';
import { type DaemonMessage, parseMessages } from '../agreement/messages.ts';
import { type Answer, ask, linesOf, type Question } from './ask.ts';
import type { Daemon } from './daemon.ts';
import { acceptedDifference } from './differences.ts';

const isSuppressed = /[#!]\s*hacfg-disable/;
const suppressed = 'a comment in the file asks hacfg not to say it';

/** What hacfg and the daemon made of one file. */
export interface Judgement<Asked extends Question> extends Difference {
  readonly question: Asked;
  readonly messages: readonly DaemonMessage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Reasons of the differences that are meant to be. */
  readonly accepted: readonly string[];
  readonly agrees: boolean;
}

/** Lets the daemon and hacfg, set to its release, judge the same files. */
export async function judgeAll<Asked extends Question>(
  daemon: Daemon,
  questions: readonly Asked[],
  folders: readonly string[],
): Promise<Judgement<Asked>[]> {
  // The daemon works in processes of its own; hacfg need not wait for it.
  const asked = ask(daemon, questions, folders);
  const linted = lintAll(daemon, questions);
  const [answers, findings] = await Promise.all([asked, linted]);
  return answers.map((answer, at) => judge(daemon, answer, findings[at]!));
}

async function lintAll({ release }: Daemon, questions: readonly Question[]): Promise<Diagnostic[][]> {
  const findings: Diagnostic[][] = [];
  for (const { path, configId } of questions) {
    const { diagnostics } = await lint({
      paths: [path],
      cwd: dirname(path),
      keepalivedVersion: release,
      configId,
    });
    findings.push([...diagnostics]);
    // The answers of the daemon want to be read, too.
    await new Promise(setImmediate);
  }
  return findings;
}

function judge<Asked extends Question>(
  { release }: Daemon,
  { question, outcome }: Answer<Asked>,
  diagnostics: readonly Diagnostic[],
): Judgement<Asked> {
  const { path } = question;
  const raw = linesOf(outcome);
  const messages = parseMessages(raw);
  const text = readFileSync(path, 'utf8');
  const silent = messages.length === 0 && !isMasked(raw, text);
  const found = compare(diagnostics, { path, messages, silent });
  const accepted: string[] = [];
  const isOpen = (said: string) => {
    const reason = isSuppressed.test(text) ? suppressed : acceptedDifference({ path, text: said, release });
    if (reason !== undefined) accepted.push(reason);
    return reason === undefined;
  };
  const missed = found.missed.filter((complaint) => isOpen(complaint.text));
  const falseErrors = found.falseErrors.filter(({ rule }) => isOpen(rule));
  return {
    question,
    messages,
    diagnostics,
    missed,
    falseErrors,
    accepted,
    agrees: missed.length === 0 && falseErrors.length === 0,
  };
}
