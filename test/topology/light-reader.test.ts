import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { SourceText } from '../../grammar/source.ts';
import { formatAddress } from '../../grammar/values/address.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import { readTopology } from '../../src/project/topology.ts';
import { loadCluster } from '../../src/topology/load.ts';
import { drawTopologies, type Topology } from '../generate/topologies.ts';

const secrets = { env: {}, readFile: () => ({ fault: 'does not exist' }) };

/** What the reader of hacfg lint, which knows no schema, makes of a file; and what gen does. */
async function bothOf(text: string) {
  const source = new SourceText('/in/hacfg.yaml', text);
  const { cluster, diagnostics } = await loadCluster(source, secrets);
  if (cluster === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { description } = cluster;
  return { description, light: readTopology({ source, root: description.root, faults: [] }, 'hacfg.yaml') };
}

async function expectSame(text: string): Promise<void> {
  const { description, light } = await bothOf(text);
  expect(light.troubles).toEqual([]);
  const hosts = [...(light.topology?.hosts.values() ?? [])].map(({ name, release, addresses }) => ({
    name,
    release: release ?? NEWEST,
    addresses: addresses.map((one) => `${one.interface} ${formatAddress(one.address)}/${one.prefix}`).sort(),
  }));
  const expected = [...description.hosts.values()].map(({ name, release, interfaces }) => ({
    name,
    release,
    addresses: interfaces
      .flatMap(({ name: device, addresses }) =>
        addresses.map(({ text: address, prefix }) => `${device} ${address}/${prefix}`),
      )
      .sort(),
  }));
  expect(hosts).toEqual(expected);
}

/** Written in other ways that mean the same. */
const styles: readonly ((topology: Topology) => string)[] = [
  (topology) => JSON.stringify(topology),
  (topology) => stringify(topology),
  (topology) => stringify(topology, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  (topology) => `%YAML 1.2\n---\n# a comment\n${stringify(topology, { collectionStyle: 'flow' })}`,
];

describe('the reader of hacfg lint', () => {
  it('takes every valid hacfg.yaml, and reads what gen reads', async () => {
    for (const [at, topology] of drawTopologies(20260104, 200).entries())
      await expectSame(styles[at % styles.length]!(topology));
  }, 120_000);

  it.each([
    ['an empty host', 'hosts: { a: , b: ~ }'],
    [
      'a release that is a number',
      'keepalived: 2.2\nhosts: { a: { keepalived: 2.0, address: 192.0.2.1/24, interface: eth0 } }',
    ],
    [
      'a system',
      'defaults: { os: debian12, interface: eth0 }\nhosts: { a: { address: 192.0.2.1/24 }, b: { os: rhel9 } }',
    ],
    ['an anchor', 'hosts:\n  a: &a { os: debian12 }\n  b: *a'],
    ['an address that is written long', 'hosts: { a: { address: "2001:DB8:0::1/64", interface: eth0 } }'],
    [
      'an interface without an address',
      'hosts: { a: { interfaces: { eth0: 192.0.2.1/24, eth1: ~, eth2: [] } } }',
    ],
    ['an empty section', 'hosts: { a: {} }\nlint:'],
  ])('does so with %s', async (_what, text) => {
    await expectSame(text);
  });
});
