import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import { generate } from '../../src/generate/generate.ts';
import { planCluster } from '../../src/generate/plan/plan.ts';
import type { ClusterPlan } from '../../src/generate/plan/types.ts';
import { loadCluster } from '../../src/topology/load.ts';

const yaml = `
global: { lvs_sync: true }
hosts:
  HOST: { address: [192.0.2.11/24, "2001:db8::11/64"], interface: IFACE, os: debian12 }
  other: { address: [192.0.2.12/24, "2001:db8::12/64"], interface: IFACE, os: rhel9 }
  old: { address: 192.0.2.13/24, interface: IFACE, os: rhel7 }
  r1: { address: [192.0.2.21/24, "2001:db8::21/64"], interface: IFACE, os: rhel7 }
  r2: { address: [192.0.2.22/24, "2001:db8::22/64"], interface: IFACE, os: rhel9 }
  r3: { address: [192.0.2.23/24, "2001:db8::23/64"], interface: IFACE, os: ubuntu24.04 }
  r4: { address: [192.0.2.24/24, "2001:db8::24/64"], interface: IFACE, os: debian12 }
  r5: { address: [192.0.2.25/24, "2001:db8::25/64"], interface: IFACE, network: networkd }
  r6: { address: [192.0.2.26/24, "2001:db8::26/64"], interface: IFACE }
  r7: { address: 192.0.2.27/24, interface: IFACE, os: debian12 }
routers:
  VI_1: { nodes: [HOST, other, old], vips: [192.0.2.100, "2001:db8::100", 192.0.2.101] }
services:
  SERVICE:
    vips: [192.0.2.100, "2001:db8::100"]
    port: 80
    fwmark: 3
    forward: dr
    real_servers: [r1, r2, r3, r4, r5, r6]
    check: { kind: http, port: 80 }
  nat: { vip: 192.0.2.101, port: 25, forward: nat, real_servers: [r7], check: { kind: smtp } }
`;

async function plan(): Promise<ClusterPlan> {
  const { cluster, diagnostics } = await loadCluster(new SourceText('/in/hacfg.yaml', yaml), {
    env: {},
    readFile: () => ({ fault: 'is not there' }),
  });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return planCluster(cluster!);
}

/** The value with a text in it replaced by another, wherever it stands. */
function swap<Value>(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') return (value === from ? to : value) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => swap(one, from, to)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, swap(one as unknown, from, to)]),
  ) as Value;
}

/** The files around keepalived.conf, without comments: what their programs read. */
async function meaning(cluster: ClusterPlan): Promise<string[]> {
  const hosts = await generate(cluster);
  return hosts.flatMap(({ files }) =>
    files
      .filter(({ path }) => !path.endsWith('keepalived.conf'))
      .map(({ text }) => text.replace(/^#(?!!).*\n/gm, '').replace(/^Description=.*\n/gm, '')),
  );
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\n[connection]\n',
        '"',
        "'",
        ' ',
        ';',
        '}',
        '{ ',
        '#',
        '$(x)',
        '`x`',
        '<!--',
      ),
      fc.constantFrom(
        '-->',
        '\u2028',
        '\n  evil: yes',
        '\nExecStart=/bin/x\n',
        '\nIPADDR=192.0.2.1\n',
        '\0',
        '{{x}}',
      ),
      fc.string({ unit: 'binary', minLength: 1 }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => /[^\p{L}\p{N}_.:/%@+-]/u.test(text));

describe('a value that the checks of hacfg.yaml would have refused', () => {
  it.each(['IFACE', '192.0.2.100', '2001:db8::100', '224.0.0.18', '192.0.2.12'])(
    'in the place of %s is written nowhere',
    async (place) => {
      const sound = await plan();
      await fc.assert(
        fc.asyncProperty(hostile, async (text) => {
          await expect(generate(swap(sound, place, text))).rejects.toThrow(/not a plain word/);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each(['SERVICE', 'HOST'])('in the place of %s stays in its comment', async (place) => {
    const sound = await plan();
    const wanted = await meaning(sound);
    await fc.assert(
      fc.asyncProperty(
        hostile.filter((one) => !one.includes('\0')),
        async (text) => {
          expect(await meaning(swap(sound, place, text))).toEqual(wanted);
        },
      ),
      { numRuns: 30 },
    );
  });
});
