import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { applyEdits, type FixPolicy, planFixes } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic, Edit, Fix } from '../../src/diagnostics/diagnostic.ts';

const source = new SourceText('a.conf', '0123456789');
const other = new SourceText('b.conf', 'abcdefghij');
const policy: FixPolicy = { unsafe: false, fileOf: ({ path }) => path, allows: () => true };

function edit(start: number, end: number, text: string, where = source): Edit {
  return { place: { source: where, span: { start, end } }, text };
}

function finding(...fixes: readonly (readonly Edit[] | Fix)[]): Diagnostic {
  return {
    rule: 'style/x',
    severity: 'warning',
    message: 'm',
    why: undefined,
    help: undefined,
    label: undefined,
    place: { source, span: { start: 0, end: 1 } },
    related: [],
    fixes: fixes.map((fix) => ('edits' in fix ? fix : { title: 't', safety: 'safe', edits: fix })),
    url: '',
  };
}

/** What becomes of both files. */
function outcome(diagnostics: readonly Diagnostic[], more: Partial<FixPolicy> = {}): string {
  const plan = planFixes(diagnostics, { ...policy, ...more });
  const texts = [source, other].map(({ path, text }) => applyEdits(text, plan.edits.get(path) ?? []));
  return `${texts.join(' ')} fixed ${plan.fixed.length} postponed ${plan.postponed}`;
}

describe('planning fixes', () => {
  it.each<[string, Diagnostic[], string]>([
    ['one', [finding([edit(2, 4, 'x')])], '01x456789 abcdefghij fixed 1 postponed 0'],
    [
      'two apart, in any order',
      [finding([edit(6, 8, 'y')]), finding([edit(2, 4, 'x')])],
      '01x45y89 abcdefghij fixed 2 postponed 0',
    ],
    [
      'two that meet',
      [finding([edit(2, 4, '')]), finding([edit(4, 6, '')])],
      '016789 abcdefghij fixed 2 postponed 0',
    ],
    [
      'two that overlap: the second waits',
      [finding([edit(2, 5, 'x')]), finding([edit(4, 6, 'y')])],
      '01x56789 abcdefghij fixed 1 postponed 1',
    ],
    [
      'insertions at one point: the second waits',
      [finding([edit(3, 3, 'x')]), finding([edit(3, 3, 'y')])],
      '012x3456789 abcdefghij fixed 1 postponed 1',
    ],
    [
      'an insertion where something goes: the second waits',
      [finding([edit(3, 5, '')]), finding([edit(3, 3, 'y')])],
      '01256789 abcdefghij fixed 1 postponed 1',
    ],
    [
      'the same edit twice counts for both',
      [finding([edit(3, 3, 'x')]), finding([edit(3, 3, 'x'), edit(5, 6, '')])],
      '012x346789 abcdefghij fixed 2 postponed 0',
    ],
    [
      'a fix in two files',
      [finding([edit(0, 1, 'x'), edit(0, 1, 'y', other)])],
      'x123456789 ybcdefghij fixed 1 postponed 0',
    ],
    [
      'a fix of which one edit collides is not made by half',
      [finding([edit(0, 1, 'x')]), finding([edit(0, 2, 'z'), edit(0, 1, 'y', other)])],
      'x123456789 abcdefghij fixed 1 postponed 1',
    ],
    [
      'a fix that overlaps itself is none',
      [finding([edit(0, 2, 'x'), edit(1, 3, 'y')])],
      '0123456789 abcdefghij fixed 0 postponed 1',
    ],
    ['a fix that changes nothing', [finding([edit(2, 3, '2')])], '0123456789 abcdefghij fixed 0 postponed 0'],
  ])('%s', (_name, diagnostics, expected) => {
    expect(outcome(diagnostics)).toBe(expected);
  });

  it('leaves proposals alone unless they are asked for, and prefers what is safe', () => {
    const proposal: Fix = { title: 't', safety: 'unsafe', edits: [edit(0, 1, 'x')] };
    expect(outcome([finding(proposal)])).toContain('fixed 0');
    expect(outcome([finding(proposal)], { unsafe: true })).toMatch(/^x.*fixed 1/);
    expect(outcome([finding(proposal, [edit(0, 1, 'y')])], { unsafe: true })).toMatch(/^y/);
  });

  it('makes no fix of which one edit is not allowed', () => {
    const both = finding([edit(0, 1, 'x'), edit(0, 1, 'y', other)]);
    const allows = ({ place }: Edit) => place.source === source;
    expect(outcome([both], { allows })).toContain('fixed 0 postponed 0');
  });
});

describe('applying edits', () => {
  it.each([
    ['a\nb\n', 'x\ny', 'x\nyb\n'],
    ['a\r\nb\r\n', 'x\ny', 'x\r\nyb\r\n'],
    ['a\r\nb\r\n', 'x\r\ny', 'x\r\nyb\r\n'],
    ['a\nb\r\n', 'x\ny', 'x\nyb\r\n'],
    ['a', 'x\ny', 'x\ny'],
  ])('ends lines as %j does', (text, put, expected) => {
    const file = new SourceText('c.conf', text);
    const end = Math.max(text.indexOf('b'), text.length === 1 ? 1 : 0);
    expect(applyEdits(text, [edit(0, end, put, file)])).toBe(expected);
  });

  it('is the same as making the planned edits one by one from the end', () => {
    const span = fc
      .tuple(fc.nat(10), fc.nat(4))
      .map(([start, length]) => [start, Math.min(10, start + length)]);
    const edits = fc.array(fc.tuple(span, fc.stringMatching(/^[x-z]{0,3}$/)), { maxLength: 6 });
    fc.assert(
      fc.property(edits, (list) => {
        const found = list.map(([[start, end], text]) => finding([edit(start!, end!, text)]));
        const planned = planFixes(found, policy).edits.get('a.conf') ?? [];
        const expected = planned.reduceRight(
          (text, { place: { span }, text: put }) => text.slice(0, span.start) + put + text.slice(span.end),
          source.text,
        );
        expect(applyEdits(source.text, planned)).toBe(expected);
      }),
    );
  });
});
