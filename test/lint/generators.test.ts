import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { groupIntoClusters } from '../../src/model/cluster.ts';
import { nodeOf } from '../model/kit.ts';

const folder = join(import.meta.dirname, '../fixtures/generators');

/** One file for all nodes, with lines for each of them behind its name. */
const oneFile: ReadonlySet<string> = new Set(['operator']);
const all = readdirSync(folder);

function nodesOf(generator: string) {
  const path = join(folder, generator);
  return readdirSync(path).map((name) => {
    const file = join(path, name, 'keepalived.conf');
    return nodeOf(readFileSync(file, 'utf8'), { name, path: file });
  });
}

/** The warnings that each of them earns; every one of them is true. */
const earned: Readonly<Record<string, readonly string[]>> = {
  'ansible-role': [],
  'container-image': ['script/security-not-enabled'],
  // Every director is in its own pool, and forwards by DR.
  'control-plane': ['lvs/director-is-real-server'],
  'firewall-pair': [],
  kolla: ['auth/pass-too-long', 'script/security-not-enabled'],
  'kube-vip-like': ['cluster/duplicate-router-id'],
  kubeadm: [],
  neutron: [
    'cluster/duplicate-router-id',
    'cluster/equal-priority',
    'script/track-own-interface',
    'value/list-entry',
  ],
  octavia: ['script/security-not-enabled', 'vrrp/nopreempt-state-master'],
  openshift: ['auth/pass-too-long', 'cluster/equal-priority'],
  // Each node finds itself among its peers.
  operator: ['cluster/duplicate-router-id', 'unicast/peer-is-self'],
  puppet: [],
  'storage-ingress': ['check-script/no-timeout', 'script/security-not-enabled'],
  vyos: ['auth/pass-too-long', 'script/security-not-enabled'],
};

/** What programs write that set up clusters; they know what they do, and do not do it as people would. */
describe('configurations in the manner of generators', () => {
  it.each(all.filter((name) => !oneFile.has(name)))('%s: the nodes are one cluster', (name) => {
    expect(groupIntoClusters(nodesOf(name)).map(({ nodes }) => nodes.length)).toEqual([nodesOf(name).length]);
  });

  it.each(all)('%s: no error, and no warning that is not earned', async (name) => {
    const { diagnostics, troubles } = await lint({ paths: ['.'], cwd: join(folder, name) });
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').map(({ rule }) => rule);
    expect(troubles).toEqual([]);
    expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect([...new Set(warnings)].sort()).toEqual(earned[name]);
  });
});
