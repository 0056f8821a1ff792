import type { GeneratedCase } from './case.ts';
import { entryCases } from './entries.ts';
import { keywordCases, misplacedCases } from './keywords.ts';
import { mutationCase } from './mutations.ts';
import { Random } from './random.ts';
import { instanceCase, serviceCase } from './semantic.ts';
import { structureCases, textCases } from './structure.ts';

export type { GeneratedCase } from './case.ts';

/** Kinds of cases: those that are told off one by one, and those that are drawn. */
const listed: Readonly<Record<string, () => GeneratedCase[]>> = {
  keywords: keywordCases,
  misplaced: misplacedCases,
  entries: entryCases,
  structure: structureCases,
  text: textCases,
};
const drawn: Readonly<Record<string, (random: Random) => GeneratedCase>> = {
  instances: instanceCase,
  services: serviceCase,
  mutations: mutationCase,
};

export const kindsOfCases: readonly string[] = [...Object.keys(listed), ...Object.keys(drawn)];

/** `count` cases of a kind; all there are when there are no more. The same seed gives the same. */
export function generate(kind: string, count: number, seed: number): GeneratedCase[] {
  const random = new Random(seed);
  const draw = drawn[kind];
  if (draw !== undefined) return Array.from({ length: count }, () => draw(random));
  const all = listed[kind]!();
  return count >= all.length ? all : random.shuffled(all).slice(0, count);
}
