import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { loadCluster } from '../../src/topology/load.ts';
import { shapes } from '../../src/topology/shapes/index.ts';
import { Workplace } from '../cli/on-disk.ts';
import { features } from '../generate/features.ts';

const texts = [...shapes.map(({ text }) => text), ...features.map(({ yaml }) => yaml)];
const secrets = { PASS: 's3cr3t', KEY: 'k'.repeat(40) };

/** What slips into a file, and what has a meaning in YAML, in keepalived.conf or in JavaScript. */
const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ', ',
    '\n',
    '  ',
    '\t',
    '"',
    "'",
    '#',
    '!',
    '$',
    '%',
    '@',
    '`',
    '? ',
    '|',
    '>',
  ],
  ...['&a ', '*a', '- ', '<<: *a', 'null', '~', 'true', '[]', '{}', '-1', '0', '1e9', '.inf', '99999999999'],
  ...['192.0.2.11', '::', '/24', 'eth0', 'kind: x', '"\\u0000"', 'é', '心', '__proto__', 'constructor'],
];

interface Edit {
  readonly at: number;
  readonly removes: boolean;
  readonly piece: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  removes: fc.boolean(),
  piece: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
});

/** Puts something before a word, or in its place. */
function edited(text: string, { at, removes, piece }: Edit): string {
  const words = [...text.matchAll(/[\w.:/-]+|[^\w\s]|\n/g)];
  const word = words[at % Math.max(1, words.length)];
  if (word === undefined) return piece;
  return text.slice(0, word.index) + piece + text.slice(word.index + (removes ? word[0].length : 0));
}

const mutated = fc
  .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }))
  .map(([text, edits]) => edits.reduce(edited, text));

const place = new Workplace();

describe('a hacfg.yaml with slips in it', () => {
  it('is never too much, and every fault has its place in the file', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const source = new SourceText('hacfg.yaml', text);
        const sources = { env: secrets, readFile: () => ({ fault: 'does not exist' }) };
        const { cluster, diagnostics } = await loadCluster(source, sources);
        expect(cluster === undefined).toBe(diagnostics.length > 0);
        for (const { place: found, message } of diagnostics) {
          expect(found.source).toBe(source);
          expect(found.span.start).toBeLessThanOrEqual(found.span.end);
          expect(found.span.end).toBeLessThanOrEqual(text.length);
          expect(message).not.toMatch(/\p{Cc}|\[object|undefined|NaN/u);
        }
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  it('makes hacfg gen end with 0, or say why and write nothing', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        place.put('hacfg.yaml', text);
        const { code, stdout, stderr } = await place.hacfg('gen -o out --check');
        expect(stderr).not.toContain('internal error');
        expect(existsSync(join(place.folder, 'out'))).toBe(false);
        if (code === 2)
          expect({ stdout, isSaid: /hacfg/.test(stderr) }).toEqual({ stdout: '', isSaid: true });
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
