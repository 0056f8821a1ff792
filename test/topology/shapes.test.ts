import { describe, expect, it } from 'vitest';
import { shapes } from '../../src/topology/shapes/index.ts';
import { generateFrom } from '../generate/kit.ts';

/** What a shape leaves to its reader, or what the plan means. */
const known: ReadonlySet<string> = new Set([
  'lvs/no-fallback',
  'script/timeout-vs-interval',
  'check-script/output-unseen',
]);

describe.each(shapes)('the shape $name', ({ name, text }) => {
  it('is generated, and hacfg lint has nothing to say', async () => {
    const made = await generateFrom(text, { failLevel: 'info' });
    const said = made.kind === 'done' ? [] : made.report.diagnostics;
    expect(said.filter(({ rule }) => !known.has(rule)).map(({ message }) => message)).toEqual([]);
    expect((await generateFrom(text, { failLevel: 'warning' })).kind).toBe('done');
  });

  it('marks every address outside of loopback as the reader’s to change', () => {
    const lines = text.split('\n').filter((line) => /^[^#]*(?:192\.0\.2|198\.51\.100|2001:db8:)/.test(line));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    // Below a key that is marked itself.
    const below = /^ {6}- /;
    for (const line of lines) if (!below.test(line)) expect(line).toContain('# <-');
  });

  it('has documentation addresses only, and lines that fit', () => {
    const code = text.replace(/#.*$/gm, '');
    for (const [address] of code.matchAll(/\d+\.\d+\.\d+\.\d+/g))
      expect(address).toMatch(/^(?:192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0)\./);
    for (const line of text.split('\n').slice(1)) expect(line.length, line).toBeLessThanOrEqual(122);
    expect(text.endsWith('\n')).toBe(true);
    expect(name).toMatch(/^[a-z0-9-]+$/);
  });
});

describe('the list of shapes', () => {
  it('names each once', () => {
    expect(new Set(shapes.map(({ name }) => name)).size).toBe(shapes.length);
  });
});
