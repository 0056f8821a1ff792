import { beforeAll, describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { runGenerate } from '../../src/generate/run.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { Election } from '../../src/model/election/election.ts';
import { type Fault, faultText, singleFaults } from '../../src/model/election/faults.ts';
import { isHurtBy } from '../../src/model/election/standing.ts';
import type { VirtualRouter } from '../../src/model/virtual-router.ts';
import { clustersOf } from './clusters.ts';
import { drawTopologies, type Topology } from './topologies.ts';

const seed = 20260103;
const count = 200;

interface Case {
  readonly at: number;
  readonly cluster: Cluster;
}

const cases: Case[] = [];

async function clustersFrom(topology: Topology): Promise<Cluster[]> {
  const source = new SourceText('/hacfg.yaml', JSON.stringify(topology));
  const done = await runGenerate({ topology: source, env: {}, root: '/out', failLevel: 'error' });
  if (done.kind !== 'done') throw new Error('nothing is generated');
  return clustersOf(done.hosts, String(topology.keepalived));
}

/** `192.0.2.130`: of each router the first VIP. */
function nameOf({ members }: VirtualRouter): string {
  return members[0]!.instance.name;
}

/** Whether a failure concerns a member: it gives up, or has fewer points than it had. */
function isHit(router: VirtualRouter, fault: Fault): boolean {
  const member = router.members.find(({ node }) => node === fault.node);
  return member !== undefined && isHurtBy(member, [fault]);
}

/** What does not happen as promised when one thing fails. */
function brokenPromises({ at, cluster }: Case): string[] {
  const election = new Election(cluster);
  const healthy = election.start();
  const broken: string[] = [];
  const say = (router: VirtualRouter, text: string) =>
    broken.push(`cluster ${at}, ${nameOf(router)}: ${text}`);
  for (const router of cluster.routers) {
    const masters = healthy.mastersOf(router);
    if (masters.length !== 1) say(router, `${masters.length} masters while all is well`);
  }
  for (const fault of singleFaults(cluster)) {
    const outcome = election.after(healthy, [fault]);
    for (const router of cluster.routers.filter(({ members }) => members.length > 1)) {
      const [before] = healthy.mastersOf(router);
      const masters = outcome.mastersOf(router);
      if (!outcome.isSteady) say(router, `no rest when ${faultText(fault)}`);
      else if (masters.length !== 1) say(router, `${masters.length} masters when ${faultText(fault)}`);
      else if (before === fault.node && isHit(router, fault) && masters[0] === before)
        say(router, `${before.name} stays master although ${faultText(fault)}`);
    }
  }
  return broken;
}

describe('the plan', () => {
  beforeAll(async () => {
    for (const [at, topology] of drawTopologies(seed, count).entries())
      for (const cluster of await clustersFrom(topology)) cases.push({ at, cluster });
  }, 120_000);

  it('moves every VIP with every single failure, and never makes two masters', () => {
    expect(cases.length).toBeGreaterThanOrEqual(count);
    expect(cases.flatMap(brokenPromises)).toEqual([]);
  });

  it('has the preferred node back when the failure is gone, unless preemption is off', () => {
    const broken = cases.flatMap(({ at, cluster }) => {
      const election = new Election(cluster);
      const healthy = election.start();
      const units = cluster.routers.filter(({ members }) =>
        members.every(({ instance }) => !instance.nopreempt.value && instance.syncGroup === undefined),
      );
      return singleFaults(cluster).flatMap((fault) => {
        const healed = election.after(election.after(healthy, [fault]), []);
        return units
          .filter((router) => healed.mastersOf(router)[0] !== healthy.mastersOf(router)[0])
          .map((router) => `cluster ${at}, ${nameOf(router)}: after ${faultText(fault)}`);
      });
    });
    expect(broken).toEqual([]);
  });
});
