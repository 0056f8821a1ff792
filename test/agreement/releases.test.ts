import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { answersFile, readAnswers } from '../oracle/record.ts';
import { beyondTheDaemon } from './compare.ts';

function linesOf({ place, related }: Diagnostic): number[] {
  return [place, ...related.map((one) => one.place)].map(
    ({ source, span }) => source.position(span.start).line,
  );
}

// `npm run agreement -- --record` asks a daemon about a new file in test/fixtures/releases.
describe('files on which releases differ, as their daemons judged them', () => {
  const rows = readAnswers().map((row) => row.split('\t') as [string, string, string]);

  it.each(rows)('%s, %s: %s', async (file, release, lines) => {
    const path = join(dirname(answersFile), file);
    const options = { keepalivedVersion: release, configId: 'testid' };
    const { diagnostics } = await lint({ paths: [path], cwd: dirname(path), ...options });
    const spokenOf = new Set(diagnostics.flatMap(linesOf));
    // 0 stands for a complaint that names no line.
    if (diagnostics.some(({ severity }) => severity !== 'info')) spokenOf.add(0);
    const complained = lines === '-' ? [] : lines.split(' ').map(Number);
    expect(complained.filter((line) => !spokenOf.has(line))).toEqual([]);
    const errors = diagnostics.filter((one) => one.severity === 'error' && !beyondTheDaemon.has(one.rule));
    if (complained.length === 0) expect(errors.map(({ message }) => message)).toEqual([]);
  });
});
