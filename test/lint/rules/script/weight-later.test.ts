import { expect, it } from 'vitest';
import { findingsOf, instance, nodes, pointedAt } from '../cluster/kit.ts';

/** The check stands below the instance that tracks it: keepalived does not know it yet. */
const later = (priority: number, weight: number) =>
  `${instance({ priority, lines: ['track_script {', 'chk', '}'] })}vrrp_script chk {\nscript "/bin/check"\nweight ${weight}\n}\n`;

it.each([
  [100, 90, 2, ['with 100, not below lb2’s 92'], 'weight 11, or more'],
  [100, 90, -5, ['with 95, not below lb2’s 90'], 'weight -11, or lower'],
  [100, 90, -20, [], undefined],
  [101, 100, 2, [], undefined],
])('priorities %i and %i, weight %i, once the check is moved up', (high, low, weight, ends, help) => {
  const found = findingsOf('script/weight-too-small', nodes(later(high, weight), later(low, weight)));
  expect(found.map(({ message }) => message)).toEqual(
    ends.map(
      (end) =>
        `weight ${weight} of vrrp_script chk will be too small for VRID 51 once it is defined above the instance: when it fails, lb1 is left ${end}`,
    ),
  );
  if (found[0] === undefined) return;
  expect([found[0].severity, pointedAt(found[0].place), found[0].help]).toEqual([
    'warning',
    `lb1.conf 16: ${weight}`,
    `${help}, on all nodes; or priorities closer together`,
  ]);
});
