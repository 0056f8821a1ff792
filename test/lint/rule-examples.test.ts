import { describe, expect, it } from 'vitest';
import type { Example, Rule } from '../../src/lint/rule.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { lintTexts, positionOf } from '../support/lint-texts.ts';

function found(rule: Rule, example: Example): string[] {
  return lintTexts(example.files, rules, { release: example.release, machine: example.machine })
    .filter((diagnostic) => diagnostic.rule === rule.id)
    .map((diagnostic) => positionOf(diagnostic, example.files));
}

/** An example shows one mistake: whatever else is wrong with it would confuse whoever reads it. */
function errors(example: Example): string[] {
  return lintTexts(example.files, rules, { release: example.release, machine: example.machine })
    .filter((diagnostic) => diagnostic.severity === 'error' || diagnostic.rule.startsWith('internal/'))
    .map(
      (diagnostic) => `${positionOf(diagnostic, example.files)} ${diagnostic.rule}: ${diagnostic.message}`,
    );
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is documented', () => {
    expect(rule.docs.summary).toMatch(/^\S.*[^.]$/);
    expect(rule.docs.why).toMatch(/[.?]$/);
    expect(rule.docs.references.length).toBeGreaterThan(0);
    expect(rule.bad.length).toBeGreaterThan(0);
    expect(rule.good.length).toBeGreaterThan(0);
    expect(id).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
  });

  it.each(rule.bad.map((example, index) => [index + 1, example] as const))(
    'bad example %i',
    (_index, example) => {
      const positions = found(rule, example);
      expect(example.at).toBeDefined();
      expect(positions[0]).toMatch(new RegExp(`^${example.at}(:|$)`));
    },
  );

  it.each(rule.good.map((example, index) => [index + 1, example] as const))(
    'good example %i',
    (_index, example) => {
      expect(found(rule, example)).toEqual([]);
      expect(errors(example)).toEqual([]);
    },
  );
});

describe('the registry', () => {
  it('has every id once', () => {
    const ids = rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
