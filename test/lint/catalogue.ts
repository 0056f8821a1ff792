import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE } from '../support/reference.ts';

const CASES = join(REFERENCE, '../cases/rules');

export const catalogueIsThere = existsSync(CASES);

/** One example of the catalogue: the configurations of its nodes, and what lies beside them. */
export interface Example {
  /** Names of the nodes' files, in their order. */
  readonly nodes: readonly string[];
  readonly companions: readonly string[];
}

export interface Case {
  readonly id: string;
  readonly folder: string;
  readonly bad: Example;
  readonly good: Example;
}

/** Everything of the catalogue that has a case: `GROUP/NAME` is the id of the rule. */
export function catalogue(): Case[] {
  if (!catalogueIsThere) return [];
  return readdirSync(CASES).flatMap((group) =>
    readdirSync(join(CASES, group)).map((name) => {
      const folder = join(CASES, group, name);
      const files = readdirSync(folder).sort();
      return {
        id: `${group}/${name}`,
        folder,
        bad: exampleOf(files, 'bad'),
        good: exampleOf(files, 'good'),
      };
    }),
  );
}

/** `bad.conf`, or `bad-a.conf`, `bad-b.conf`...; `bad.check.sh` and the like are companions. */
function exampleOf(files: readonly string[], kind: string): Example {
  const own = files.filter((file) => file.startsWith(kind));
  const isNode = (file: string) => new RegExp(`^${kind}(?:-[a-z])?\\.conf$`).test(file);
  return { nodes: own.filter(isNode), companions: own.filter((file) => !isNode(file)) };
}

function linesOf(folder: string, file: string): string[] {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

/**
 * `FILE:LINE` of the lines of a bad example that its good one does not have: what is wrong is among them. Empty
 * when the good one only adds something.
 */
export function changedLines({ folder, bad }: Case): Set<string> {
  return new Set(
    bad.nodes.flatMap((file) => {
      const kept = longestCommon(linesOf(folder, file), linesOf(folder, file.replace('bad', 'good')));
      return linesOf(folder, file).flatMap((_, at) => (kept.has(at) ? [] : [`${file}:${at + 1}`]));
    }),
  );
}

/** Positions in `one` of a longest common subsequence. */
function longestCommon(one: readonly string[], other: readonly string[]): Set<number> {
  const lengths = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  for (let a = one.length - 1; a >= 0; a--) {
    for (let b = other.length - 1; b >= 0; b--) {
      lengths[a]![b] =
        one[a] === other[b]
          ? lengths[a + 1]![b + 1]! + 1
          : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!);
    }
  }
  const kept = new Set<number>();
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) {
      kept.add(a++);
      b++;
    } else if (lengths[a + 1]![b]! >= lengths[a]![b + 1]!) a++;
    else b++;
  }
  return kept;
}
