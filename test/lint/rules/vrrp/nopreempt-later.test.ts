import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupIntoClusters } from '../../../../src/model/cluster.ts';
import { Election } from '../../../../src/model/election/election.ts';
import type { Fault } from '../../../../src/model/election/faults.ts';
import { nodeOf } from '../../../model/kit.ts';
import { findingsOf, instance, nodes, pointedAt } from '../cluster/kit.ts';

const rule = 'vrrp/nopreempt-with-weight';

interface NodeText {
  readonly priority: number;
  readonly weight: number;
  readonly nopreempt: boolean;
}

function textOf({ priority, weight, nopreempt }: NodeText): string {
  const lines = [...(nopreempt ? ['nopreempt'] : []), 'track_script {', 'chk', '}'];
  return `vrrp_script chk {\nscript "/usr/bin/pgrep -x nginx"\nweight ${weight}\n}\n${instance({ priority, lines })}`;
}

/** Who is master when the first node restarts, and then the check of the second fails. */
function masterInTheEnd(texts: readonly string[]): string {
  const read = texts.map((text, at) =>
    nodeOf(text, { name: `lb${at + 1}`, path: `/cluster/lb${at + 1}/keepalived.conf` }),
  );
  const [cluster] = groupIntoClusters(read);
  const election = new Election(cluster!);
  const steps: readonly (readonly Fault[])[] = [
    [{ kind: 'node', node: read[0]! }],
    [],
    [{ kind: 'tracked', node: read[1]!, what: 'script', name: 'chk' }],
  ];
  let outcome = election.start();
  for (const faults of steps) outcome = election.after(outcome, faults);
  return outcome
    .mastersOf(cluster!.routers[0]!)
    .map(({ name }) => name)
    .join();
}

describe('vrrp/nopreempt-with-weight, once the weaker node is master', () => {
  it('points at the weight of the node that nobody would take over from', () => {
    const texts = [
      textOf({ priority: 110, weight: -50, nopreempt: true }),
      textOf({ priority: 100, weight: -50, nopreempt: false }),
    ];
    const [found, ...more] = findingsOf(rule, nodes(...texts));
    expect(more).toEqual([]);
    expect([found!.severity, found!.message, pointedAt(found!.place)]).toEqual([
      'warning',
      'weight -50 of vrrp_script chk moves nothing for VRID 51 once lb2 is master: nopreempt keeps lb1 from taking over from lb2',
      'lb2.conf 3: -50',
    ]);
    expect(found!.related.map(({ message }) => message)).toEqual([
      'lb1 waits until lb2 is silent',
      'tracked by lb2',
    ]);
  });

  it('speaks where the election ends on the broken node, and only there', () => {
    const weight = fc.integer({ min: -120, max: -1 });
    fc.assert(
      fc.property(
        fc.integer({ min: 101, max: 250 }),
        weight,
        weight,
        fc.boolean(),
        fc.boolean(),
        (...parts) => {
          const [priority, one, other, isFirst, isSecond] = parts;
          const texts = [
            textOf({ priority, weight: one, nopreempt: isFirst }),
            textOf({ priority: 100, weight: other, nopreempt: isSecond }),
          ];
          const spoken = findingsOf(rule, nodes(...texts)).map(({ message }) => message);
          const later = spoken.filter((message) => message.includes('once lb2 is master'));
          expect(masterInTheEnd(texts)).toBe(isFirst ? 'lb2' : 'lb1');
          expect(later).toHaveLength(isFirst && !isSecond ? 1 : 0);
          expect(spoken.length).toBe(isFirst || isSecond ? 1 : 0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says nothing where a third node would take over', () => {
    const texts = [
      textOf({ priority: 110, weight: -50, nopreempt: true }),
      textOf({ priority: 100, weight: -50, nopreempt: false }),
      textOf({ priority: 90, weight: -50, nopreempt: false }),
    ];
    expect(findingsOf(rule, nodes(...texts))).toEqual([]);
  });
});
