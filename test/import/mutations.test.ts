import fc from 'fast-check';
import { expect, it } from 'vitest';
import { structureFaults } from '../../src/import/structure.ts';
import { shapes } from '../../src/topology/shapes/index.ts';
import { features } from '../generate/features.ts';
import { configurationsOf } from '../generate/kit.ts';
import { importTexts } from './kit.ts';

const secrets = { PASS: 's3cr3t', KEY: 'k'.repeat(40) };
const descriptions = [...shapes.map(({ text }) => text), ...features.map(({ yaml }) => yaml)];
const clusters: Record<string, string>[] = [];
for (const yaml of descriptions)
  clusters.push(Object.fromEntries(await configurationsOf(yaml, { env: secrets })));

const extra = [
  ...[
    '    garp_master_delay 3',
    '    nopreempt',
    '    preempt_delay 10',
    '    priority 90',
    '    state BACKUP',
  ],
  ...['    interface eth1', '    use_vmac', '    smtp_alert', '    dont_track_primary', '    advert_int 3'],
  ...[
    '    mcast_src_ip 192.0.2.99',
    '    unicast_peer {',
    '        192.0.2.98',
    '    virtual_ipaddress {',
    '}',
  ],
  ...[
    '    track_script {',
    '        nothing',
    '    weight 5',
    '    quorum 2',
    '    lb_kind NAT',
    '    protocol UDP',
  ],
  ...[
    '        weight 0',
    '        connect_timeout 9',
    '    notify_master "/bin/x y" root',
    '    authentication {',
  ],
  ...[
    'static_routes {',
    'vrrp_script other {',
    'vrrp_sync_group g {',
    'virtual_server 192.0.2.200 53 {',
    'q x',
  ],
];

interface Edit {
  readonly node: number;
  readonly at: number;
  readonly removes: boolean;
  readonly line: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  node: fc.nat(),
  at: fc.nat(),
  removes: fc.boolean(),
  line: fc.oneof(fc.constant(''), fc.constantFrom(...extra)),
});

/** Takes a line out of one configuration, or puts one in. */
function edited(texts: Record<string, string>, { node, at, removes, line }: Edit): Record<string, string> {
  const names = Object.keys(texts);
  const name = names[node % names.length]!;
  const lines = texts[name]!.split('\n');
  lines.splice(at % lines.length, removes ? 1 : 0, line);
  return { ...texts, [name]: lines.join('\n') };
}

it('whatever stands in the files, import loses nothing: it means the same, or hacfg gen refuses it', async () => {
  const mutated = fc
    .tuple(fc.constantFrom(...clusters), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([texts, edits]) => edits.reduce(edited, texts));
  await fc.assert(
    fc.asyncProperty(mutated, async (texts) => {
      const { verdict, imported } = await importTexts(texts);
      // hacfg import refuses what may be misread.
      fc.pre(structureFaults(imported.hosts.map(({ node }) => node)).length === 0);
      if (verdict.kind !== 'faulty') expect(verdict.differences).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 180_000);
