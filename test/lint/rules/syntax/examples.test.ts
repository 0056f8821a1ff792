import { describe, expect, it } from 'vitest';
import type { Example } from '../../../../src/lint/rule.ts';
import { positionOf } from '../../../support/lint-texts.ts';
import { lintText, syntaxRules } from './kit.ts';

const examplesOf = (kind: 'bad' | 'good') =>
  syntaxRules.flatMap((rule) =>
    rule[kind].map((example, index): [string, Example, string] => [
      `${rule.id} ${index + 1}`,
      example,
      rule.id,
    ]),
  );
/** Mistakes that have consequences of their own, which are reported as well. */
const withConsequences = new Set(['syntax/bad-condition 2']);
const withRelease = (example: Example) => (example.release === undefined ? {} : { release: example.release });

describe('examples of the syntax rules', () => {
  it.each(examplesOf('bad'))('bad: %s is found where it says, and nothing else is', (title, example, id) => {
    const found = lintText(example.files, withRelease(example));
    expect({ first: found[0]!.rule, at: positionOf(found[0]!, example.files) }).toEqual({
      first: id,
      at: example.at,
    });
    if (!withConsequences.has(title)) expect([...new Set(found.map(({ rule }) => rule))]).toEqual([id]);
  });

  it.each(examplesOf('good'))('good: %s is clean', (_title, example) => {
    expect(lintText(example.files, withRelease(example)).map(({ message }) => message)).toEqual([]);
  });

  it.each(syntaxRules.map((rule) => [rule.id, rule] as const))(
    '%s has both kinds, with places',
    (_id, rule) => {
      expect(rule.good.length).toBeGreaterThan(0);
      expect(rule.bad.length).toBeGreaterThan(0);
      expect(rule.bad.every(({ at }) => at !== undefined)).toBe(true);
    },
  );

  it('no message ends in a full stop, none is without a label', () => {
    const all = examplesOf('bad').flatMap(([, example]) => lintText(example.files, withRelease(example)));
    expect(all.filter(({ message, label }) => message.endsWith('.') || label === undefined)).toEqual([]);
  });
});
