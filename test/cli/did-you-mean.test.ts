import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../grammar/did-you-mean.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['priority', 'priority', 0],
    ['prioirty', 'priority', 1],
    ['priorty', 'priority', 1],
    ['prioritty', 'priority', 1],
    ['priarity', 'priority', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('from %j to %j is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  it('is at least the difference of lengths and at most the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
      }),
    );
  });
});

describe('nearest', () => {
  const keywords = [
    'virtual_router_id',
    'virtual_rr',
    'priority',
    'state',
    'weight',
    'dev',
    'nopreempt',
    'preempt_delay',
  ];

  it.each([
    ['virtual_router_ip', ['virtual_router_id']],
    ['virtual_routerid', ['virtual_router_id']],
    ['proirity', ['priority']],
    ['PRIORITY', ['priority']],
    ['sate', ['state']],
    ['no_preempt', ['nopreempt']],
    ['de', ['dev']],
    ['d', []],
    ['dve', ['dev']],
    ['xyzzy', []],
    ['', []],
  ])('to %j: %j', (word, expected) => {
    expect(nearest(word, keywords)).toEqual(expected);
  });

  it('puts the nearest first, keeps the order of equals, and stops at the limit', () => {
    const candidates = ['statex', 'stata', 'statb', 'state', 'statc'];
    expect(nearest('state', candidates)).toEqual(['state', 'statex', 'stata']);
    expect(nearest('state', candidates, 1)).toEqual(['state']);
    expect(nearest('State', candidates, 2)).toEqual(['state', 'statex']);
  });
});
