import { dirname } from 'node:path';
import { lint } from '../../src/lint/lint.ts';
import { acceptedReason } from './accepted.ts';
import type { Collection, RecordedCase } from './collections.ts';
import { compare, type Difference } from './compare.ts';

export interface CaseResult extends Difference {
  readonly one: RecordedCase;
  readonly agrees: boolean;
  /** Why the difference is right; undefined: it is not. */
  readonly accepted: string | undefined;
}

/** Lints one recorded case and compares. */
export async function runCase(collection: Collection, one: RecordedCase): Promise<CaseResult> {
  const { diagnostics } = await lint({
    paths: [one.path],
    cwd: dirname(one.path),
    keepalivedVersion: one.release,
    ...(one.configId === undefined ? {} : { configId: one.configId }),
  });
  const difference = compare(diagnostics, one);
  const agrees = difference.missed.length === 0 && difference.falseErrors.length === 0;
  const accepted = agrees ? undefined : acceptedReason(collection.name, one.id, collection.release);
  return { one, agrees, accepted, ...difference };
}

export async function runCollection(collection: Collection): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of collection.cases) results.push(await runCase(collection, one));
  return results;
}
