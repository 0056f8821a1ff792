import { beforeAll, describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { planCluster } from '../../src/generate/plan/plan.ts';
import type { ClusterPlan, InstancePlan } from '../../src/generate/plan/types.ts';
import { loadCluster } from '../../src/topology/load.ts';
import { secondsOf } from '../../src/topology/schema-values.ts';
import { drawTopologies, type Topology } from './topologies.ts';

const topologies = drawTopologies(20260105, 200);
const plans: ClusterPlan[] = [];

async function planOf(topology: Topology): Promise<ClusterPlan> {
  const source = new SourceText('/hacfg.yaml', JSON.stringify(topology));
  const secrets = { env: {}, readFile: () => ({ fault: 'does not exist' }) };
  const { cluster, diagnostics } = await loadCluster(source, secrets);
  if (cluster === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return planCluster(cluster);
}

interface OnHost {
  readonly host: string;
  readonly instance: InstancePlan;
}

const instancesOf = ({ hosts }: ClusterPlan): OnHost[] =>
  hosts.flatMap(({ name, instances }) => instances.map((instance) => ({ host: name, instance })));

/** The VRID of every router. */
const vridsOf = (plan: ClusterPlan) =>
  Object.fromEntries(instancesOf(plan).map(({ instance: { router, vrid } }) => [router, vrid]));

/** An object with one more entry in the middle. */
function withEntry(object: unknown, name: string, value: unknown): object {
  const entries = Object.entries(object as object);
  const middle = entries.length >> 1;
  return Object.fromEntries([...entries.slice(0, middle), [name, value], ...entries.slice(middle)]);
}

describe('the numbers of a plan', () => {
  beforeAll(async () => {
    for (const topology of topologies) plans.push(await planOf(topology));
  }, 60_000);

  it('have one virtual router for a VRID, on every interface of every host', () => {
    for (const plan of plans) {
      const keys = instancesOf(plan).map(
        ({ host, instance }) => `${host} ${instance.interface} ${instance.family} ${instance.vrid}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('keep their VRIDs when a host, a service or a router comes in the middle, and when services go', async () => {
    for (const [at, topology] of topologies.entries()) {
      const before = vridsOf(plans[at]!);
      const mode = JSON.stringify(topology.hosts).includes('2001:') ? '2001:db8:a::fa/64' : '192.0.2.250/24';
      const host = { address: mode, interface: 'eth0' };
      expect(vridsOf(await planOf({ ...topology, hosts: withEntry(topology.hosts, 'added', host) }))).toEqual(
        before,
      );
      const { services: _gone, ...rest } = topology;
      const global = { ...(topology.global as object), lvs_sync: false };
      expect(vridsOf(await planOf({ ...rest, global }))).toEqual(before);
      // A new router, which is not in the way by its own number.
      const free = Array.from({ length: 255 }, (_, vrid) => 255 - vrid).find(
        (vrid) => !Object.values(before).includes(vrid),
      );
      const [first] = Object.keys(topology.hosts as object);
      const address = mode.startsWith('2001') ? '2001:db8:a::fb/64' : '192.0.2.251/24';
      const router = { nodes: [first!], vips: [address], vrid: free };
      const after = vridsOf(
        await planOf({ ...topology, routers: withEntry(topology.routers, 'added', router) }),
      );
      expect(after).toEqual({ ...before, added: free });
    }
  }, 60_000);

  it('have unicast peers that are all the others and never the host itself', () => {
    let seen = 0;
    for (const plan of plans) {
      const all = instancesOf(plan);
      for (const { host, instance } of all.filter((one) => one.instance.transport === 'unicast')) {
        const others = all.filter((one) => one.host !== host && one.instance.name === instance.name);
        if (others.length === 0) continue;
        seen++;
        const peers = instance.peers.map((peer) => peer.address);
        expect(peers).not.toContain(instance.source);
        expect([...peers].sort()).toEqual(others.map((one) => one.instance.source!).sort());
      }
    }
    expect(seen).toBeGreaterThan(50);
  });

  it('have the source of adverts, but for link-local ones that only the host knows', () => {
    for (const plan of plans) {
      for (const { instance } of instancesOf(plan)) {
        if (instance.family === 4 || (instance.transport === 'unicast' && instance.peers.length > 0))
          expect(instance.source, instance.name).toBeDefined();
      }
    }
  });

  it('keep the failover time that was wished for, and do not hurry without need', () => {
    let seen = 0;
    for (const [at, plan] of plans.entries()) {
      const routers = topologies[at]!.routers as Record<string, { failover?: string }>;
      for (const { instance } of instancesOf(plan)) {
        const wish = routers[instance.router]!.failover;
        if (wish === undefined) continue;
        seen++;
        const { advertInterval: interval, version, priority } = instance;
        const skew = ((256 - priority) / 256) * (version === 3 ? interval! : 1);
        const limit = secondsOf(wish)!;
        expect(3 * interval! + skew).toBeLessThanOrEqual(limit);
        // A step more would be too long for a node of the lowest priority.
        expect(4 * (interval! + (version === 3 ? 0.01 : 1))).toBeGreaterThan(limit);
      }
    }
    expect(seen).toBeGreaterThan(30);
  });
});
