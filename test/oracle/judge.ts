import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { compare, type Difference } from '../agreement/compare.ts';
import { isMasked } from '../agreement/machine.ts';
import { type DaemonMessage, parseMessages } from '../agreement/messages.ts';
import { type Answer, ask, linesOf, type Question } from './ask.ts';
import { isLeftOut } from './builds.ts';
import type { Daemon } from './daemon.ts';
import { acceptedDifference } from './differences.ts';
import { isSpokenOf } from './kinds.ts';

const isSuppressed = /[#!]\s*hacfg-disable/;
const suppressed = 'a comment in the file asks hacfg not to say it';

/** What hacfg and the daemon made of one file. */
export interface Judgement<Asked extends Question> extends Difference {
  readonly question: Asked;
  readonly messages: readonly DaemonMessage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Something of the machine kept the daemon from looking at the rest: its silence says nothing. */
  readonly masked: boolean;
  /** Reasons of the differences that are meant to be. */
  readonly accepted: readonly string[];
  readonly agrees: boolean;
}

/** Rules that say what the daemon says itself. */
const sameAsTheDaemon = /^(syntax|value|version)\//;

/** A judgement on a file that is meant to be wrong, in ways of which the daemon knows nothing, too. */
export function onPurpose<Asked extends Question>(judgement: Judgement<Asked>): Judgement<Asked> {
  const falseErrors = judgement.falseErrors.filter(({ rule }) => sameAsTheDaemon.test(rule));
  return { ...judgement, falseErrors, agrees: judgement.missed.length + falseErrors.length === 0 };
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
  { release, options }: Daemon,
  { question, outcome }: Answer<Asked>,
  diagnostics: readonly Diagnostic[],
): Judgement<Asked> {
  const { path } = question;
  const raw = linesOf(outcome);
  const messages = parseMessages(raw);
  const text = readFileSync(path, 'utf8');
  const masked = isMasked(raw, text);
  const silent = messages.length === 0 && !masked;
  const found = compare(diagnostics, { path, messages, silent });
  const accepted: string[] = [];
  // The lines of a block that is left out are unknown one by one, and so are its braces.
  const lacksBlock = messages.some((one) => isLeftOut(one.text, options));
  const isOpen = (said: string, message?: string) => {
    if (lacksBlock && /^(Unknown keyword|Unexpected|Extra)/.test(said)) return false;
    const met = { path, text: said, release, ...(message === undefined ? {} : { message }) };
    const reason = isSuppressed.test(text) ? suppressed : acceptedDifference(met);
    if (reason !== undefined) accepted.push(reason);
    return reason === undefined;
  };
  const otherwise = messages.filter(
    (one) => !found.missed.includes(one) && !isSpokenOf(one.text, diagnostics),
  );
  const missed = [...found.missed, ...otherwise].filter((complaint) => isOpen(complaint.text));
  const falseErrors = found.falseErrors.filter(({ rule, message }) => isOpen(rule, message));
  return {
    question,
    messages,
    diagnostics,
    masked,
    missed,
    falseErrors,
    accepted,
    agrees: missed.length === 0 && falseErrors.length === 0,
  };
}
