import { expect, it } from 'vitest';
import { releaseMeant, releaseOfSystem } from '../../src/project/releases.ts';

it.each([
  ['2.2.7', '2.2.7'],
  ['v2.2.7', '2.2.7'],
  ['2.2', '2.2.8'],
  ['1', '1.4.5'],
  ['9.9', undefined],
  ['new', undefined],
  ['2.2.', undefined],
])('release %s is %s', (text, expected) => {
  expect(releaseMeant(text)).toBe(expected);
});

it.each([
  ['rhel7', '1.3.5'],
  ['CentOS 7', '1.3.5'],
  ['rocky-9', '2.2.8'],
  ['debian12', '2.2.7'],
  ['ubuntu22.04', '2.2.4'],
  ['plan9', undefined],
  ['', undefined],
])('system %s has %s', (os, expected) => {
  expect(releaseOfSystem(os)).toBe(expected);
});
