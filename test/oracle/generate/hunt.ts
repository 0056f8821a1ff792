import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../grammar/source.ts';
import { type Diagnostic, severities } from '../../../src/diagnostics/diagnostic.ts';
import { beyondTheDaemon } from '../../agreement/compare.ts';
import type { DaemonMessage } from '../../agreement/messages.ts';
import { scratchFolder } from '../../support/scratch.ts';
import type { Question } from '../ask.ts';
import { isLeftOut } from '../builds.ts';
import type { Daemon } from '../daemon.ts';
import { acceptedDifference } from '../differences.ts';
import { type Judgement, judgeAll } from '../judge.ts';
import { isSpokenOf } from '../kinds.ts';
import { type GeneratedCase, own } from './case.ts';

/** missed: the daemon complains and hacfg has nothing, or a hint only; false: an error of which the daemon knows nothing. */
export interface Disagreement {
  readonly kind: 'missed' | 'false';
  readonly id: string;
  readonly text: string;
  /** What the daemon said, or what hacfg did. */
  readonly said: readonly string[];
}

interface Packed {
  readonly one: GeneratedCase;
  readonly number: number;
  /** Lines of the file, from 1; both included. */
  readonly first: number;
  readonly last: number;
}

interface Pack extends Question {
  readonly cases: readonly Packed[];
}

/** Cases in one file: fewer than there are VRIDs. */
const packSize = 60;
const configId = 'testid';

/**
 * What hacfg and the daemon make of every case. Most cases share a file; a disagreement in one is looked at again in a
 * file of its own, where nothing else can be the cause.
 */
export async function hunt(daemon: Daemon, cases: readonly GeneratedCase[]): Promise<Disagreement[]> {
  const together = cases.filter(({ alone }) => alone !== true);
  const suspects = new Set<GeneratedCase>();
  const packs: GeneratedCase[][] = [];
  for (let at = 0; at < together.length; at += packSize) packs.push(together.slice(at, at + packSize));
  for (const { one } of await disagreements(daemon, packs)) suspects.add(one);
  const single = cases.filter((one) => one.alone === true || suspects.has(one));
  const found = await disagreements(
    daemon,
    single.map((one) => [one]),
  );
  return found.map(({ disagreement }) => disagreement);
}

interface Found {
  readonly one: GeneratedCase;
  readonly disagreement: Disagreement;
}

async function disagreements(daemon: Daemon, packs: readonly (readonly GeneratedCase[])[]): Promise<Found[]> {
  if (packs.length === 0) return [];
  const folder = scratchFolder('generated');
  const questions = packs.map((cases, at) => writePack(join(folder, `${at}`), cases));
  const judgements = await judgeAll(daemon, questions, [folder]);
  return judgements.flatMap((judgement) =>
    judgement.question.cases.flatMap((packed) => {
      const disagreement = disagreementOn(packed, judgement, daemon);
      return disagreement === undefined ? [] : [{ one: packed.one, disagreement }];
    }),
  );
}

function writePack(folder: string, cases: readonly GeneratedCase[]): Pack {
  const lines: string[] = [];
  const packed = cases.map((one, at) => {
    const number = at + 1;
    const first = lines.length + 1;
    lines.push(...one.lines(number));
    return { one, number, first, last: lines.length };
  });
  mkdirSync(folder);
  const path = join(folder, 'keepalived.conf');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, configId, cases: packed };
}

function disagreementOn(
  packed: Packed,
  { question, messages, diagnostics, masked }: Judgement<Pack>,
  daemon: Daemon,
): Disagreement | undefined {
  const { one, number } = packed;
  const isOnly = question.cases.length === 1;
  const name = own(number).name;
  const isOurs = ({ line, text }: DaemonMessage) =>
    isOnly || (line === undefined ? text.includes(name) : line >= packed.first && line <= packed.last);
  const all = messages.filter(isOurs);
  const said = all.filter(({ text }) => {
    return acceptedDifference({ path: question.path, text, release: daemon.release }) === undefined;
  });
  const found = diagnostics.filter(({ place, related }) =>
    [place, ...related.map((other) => other.place)].some((where) => isOnly || isWithin(where, packed)),
  );
  // What a build without some feature says of it is no disagreement, and what follows from it neither.
  if (said.some(({ text }) => isLeftOut(text, daemon.options))) return undefined;
  const unmet = said.filter(({ text }) => !isSpokenOf(text, found));
  if (unmet.length > 0)
    return {
      kind: 'missed',
      id: one.id,
      text: one.lines(number).join('\n'),
      said: unmet.map(({ line, text }) => `${line === undefined ? '' : line - packed.first + 1}: ${text}`),
    };
  const wrong =
    all.length > 0 || (masked && isOnly)
      ? []
      : found.filter((diagnostic) => isFalse(diagnostic, question, daemon));
  if (wrong.length === 0) return undefined;
  return {
    kind: 'false',
    id: one.id,
    text: one.lines(number).join('\n'),
    said: wrong.map(
      ({ rule, message, place }) => `${lineOf(place) - packed.first + 1}: ${message} [${rule}]`,
    ),
  };
}

function isFalse({ severity, rule, message }: Diagnostic, { path }: Question, { release }: Daemon): boolean {
  return (
    severity === severities[0] &&
    !beyondTheDaemon.has(rule) &&
    acceptedDifference({ path, text: rule, message, release }) === undefined
  );
}

function lineOf({ source, span }: Place): number {
  return source.position(span.start).line;
}

function isWithin(place: Place, { first, last }: Packed): boolean {
  const line = lineOf(place);
  return line >= first && line <= last;
}
