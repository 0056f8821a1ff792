import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planPriorities } from '../../src/generate/plan/priorities.ts';

const clamp = (value: number) => Math.min(254, Math.max(1, value));

describe('planned priorities', () => {
  it('are round numbers for a pair with one check', () => {
    expect(planPriorities([undefined, undefined], 1)).toEqual({ priorities: [110, 100], weight: -20 });
  });

  it('let every single failed check move the VIP, and never make two nodes equal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 6 }), (nodes, checks) => {
        const { priorities, weight } = planPriorities(Array(nodes).fill(undefined), checks);
        expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
        expect(new Set(priorities).size).toBe(nodes);
        expect(weight).toBeLessThan(0);
        const after = clamp(priorities[0]! + weight!);
        for (const other of priorities.slice(1)) expect(after).toBeLessThan(other);
        // However many checks fail, nothing is cut off at the ends of the scale.
        expect(priorities.at(-1)! + weight! * checks).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('cost more than the distance that hacfg.yaml fixes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { minLength: 2, maxLength: 4 }),
        (fixed) => {
          const { priorities, weight } = planPriorities(fixed, 1);
          expect(priorities).toEqual(fixed);
          if (weight !== undefined) expect(-weight).toBeGreaterThan(Math.max(...fixed) - Math.min(...fixed));
        },
      ),
    );
  });

  it('give way to a fault where there is no room', () => {
    expect(planPriorities([254, 1], 1).weight).toBeUndefined();
    expect(planPriorities([255, 100], 1).weight).toBeUndefined();
  });
});
