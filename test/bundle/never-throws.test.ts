import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { VRRP } from '../../src/bundle/firewall/packet.ts';
import { judge } from '../../src/bundle/firewall/ruleset.ts';
import { parse, parsedKinds } from './kit.ts';
import { allTrees } from './trees.ts';

/** Every span in a value: `{ source, span }` wherever it is. */
function spansIn(value: unknown, seen = new Set<unknown>()): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null || seen.has(value) || value instanceof SourceText)
    return [];
  seen.add(value);
  if (value instanceof Map) return [];
  if ('span' in value && 'source' in value) return [value.span as { start: number; end: number }];
  return Object.values(value).flatMap((inner) => spansIn(inner, seen));
}

const samples = Object.values(allTrees).flatMap((tree) => Object.values(tree));
const words = [...new Set(samples.flatMap((text) => text.split(/(\s+)/)))];

/** Noise, words of real files in any order, and real files with a piece cut out. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom(...words, '{', '}', '[', ']', '"', '=', '\\\n', '<', '- ', ':'), { maxLength: 60 })
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(80)).map(([text, at, length]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + text.slice(start + length);
  }),
);

describe.each(parsedKinds)('the reader of %s', (kind) => {
  it('takes any text, and every place is inside of it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of spansIn(parse(kind, text))) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe.each(['nftables', 'iptables'] as const)('judging %s', (kind) => {
  it('takes any ruleset', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const packet = {
          family: 4,
          protocol: VRRP,
          interface: 'eth0',
          sources: [],
          destination: undefined,
          multicast: true,
          established: false,
        } as const;
        expect(['passes', 'unknown', 'dropped']).toContain(judge(parse(kind, text), packet).verdict);
      }),
      { numRuns: 100 },
    );
  });

  it('chains that jump to each other end', () => {
    const text =
      kind === 'iptables'
        ? '*filter\n:INPUT DROP [0:0]\n:A - [0:0]\n-A INPUT -j A\n-A A -j A\nCOMMIT\n'
        : 'table inet t { chain a { jump a\n jump a\n }\n chain i { type filter hook input priority 0; policy drop;\n jump a\n } }';
    const packet = {
      family: 4,
      protocol: VRRP,
      interface: 'eth0',
      sources: [],
      destination: undefined,
      multicast: true,
      established: false,
    } as const;
    expect(judge(parse(kind, text), packet).verdict).toBe('passes');
  });
});

it('aliases of YAML that multiply without end are given up', () => {
  const lines = ['a0: &a0 [x, x]'];
  for (let at = 1; at < 40; at++) lines.push(`a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`);
  expect(parse('compose', lines.join('\n')).containers).toEqual([]);
});
