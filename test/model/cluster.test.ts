import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cluster, groupIntoClusters } from '../../src/model/cluster.ts';
import { vridCollisions } from '../../src/model/collisions.ts';
import type { NodeModel } from '../../src/model/node.ts';
import { nodeOf } from './kit.ts';

interface Given {
  readonly name?: string;
  readonly vrid?: number | string;
  readonly vips?: readonly string[];
  readonly more?: string;
}

function instance({ name = 'VI_1', vrid = 51, vips = ['192.0.2.100'], more = '' }: Given = {}): string {
  const list = vips.length === 0 ? '' : `virtual_ipaddress {\n${vips.join('\n')}\n}\n`;
  return `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${vrid}\n${list}${more}\n}\n`;
}

/** Nodes n1, n2... of some texts, each in a folder of its own unless `paths` says otherwise. */
function nodes(
  texts: readonly string[],
  paths: readonly string[] = [],
  bundles: readonly string[] = [],
): NodeModel[] {
  return texts.map((text, at) =>
    nodeOf(text, {
      name: `n${at + 1}`,
      path: paths[at] ?? `/x/n${at + 1}/keepalived.conf`,
      bundle: bundles[at],
    }),
  );
}

/** `n1:VI_1+n2:VI_1` for each router, `(vips)` behind those whose VRIDs differ. */
function routersOf(clusters: readonly Cluster[]): string[][] {
  return clusters.map((cluster) =>
    cluster.routers.map(
      ({ members, matchedBy }) =>
        members.map((member) => `${member.node.name}:${member.instance.name}`).join('+') +
        (matchedBy === 'vips' ? ' (vips)' : ''),
    ),
  );
}

const source = (own: string, ...peers: string[]) =>
  `unicast_src_ip ${own}\nunicast_peer {\n${peers.join('\n')}\n}`;

describe('groupIntoClusters', () => {
  const cases: [string, string[], string[][]][] = [
    ['the same text twice is a pair', [instance(), instance()], [['n1:VI_1+n2:VI_1']]],
    [
      'one address in common is enough',
      [instance({ vips: ['192.0.2.100', '192.0.2.101/24'] }), instance({ vips: ['192.0.2.101'] })],
      [['n1:VI_1+n2:VI_1']],
    ],
    [
      'an excluded address counts',
      [
        instance({ name: 'A', vips: ['192.0.2.1', '192.0.2.9'] }),
        instance({ name: 'B', vips: ['192.0.2.2'], more: 'virtual_ipaddress_excluded {\n192.0.2.9\n}' }),
      ],
      [['n1:A+n2:B']],
    ],
    [
      'names may be swapped between the nodes',
      [
        instance({ name: 'VI_1', vrid: 51, vips: ['192.0.2.1'] }) +
          instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.2'] }),
        instance({ name: 'VI_1', vrid: 52, vips: ['192.0.2.2'] }) +
          instance({ name: 'VI_2', vrid: 51, vips: ['192.0.2.1'] }),
      ],
      [['n1:VI_1+n2:VI_2', 'n1:VI_2+n2:VI_1']],
    ],
    [
      'VRIDs may be swapped by mistake',
      [
        instance({ name: 'VI_1', vrid: 51, vips: ['192.0.2.1'] }) +
          instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.2'] }),
        instance({ name: 'VI_1', vrid: 52, vips: ['192.0.2.1'] }) +
          instance({ name: 'VI_2', vrid: 51, vips: ['192.0.2.2'] }),
      ],
      [['n1:VI_1+n2:VI_1 (vips)', 'n1:VI_2+n2:VI_2 (vips)']],
    ],
    [
      'one address under two VRIDs',
      [instance({ vrid: 51 }), instance({ vrid: 52 })],
      [['n1:VI_1+n2:VI_1 (vips)']],
    ],
    [
      'an odd one out of three',
      [instance({ vrid: 51 }), instance({ vrid: 52 }), instance({ vrid: 51 })],
      [['n1:VI_1+n2:VI_1+n3:VI_1 (vips)']],
    ],
    ['a VRID the daemon refuses', [instance({ vrid: 300 }), instance()], [['n1:VI_1+n2:VI_1 (vips)']]],
    [
      'two pairs with one address are strangers',
      [instance({ vrid: 51 }), instance({ vrid: 51 }), instance({ vrid: 52 }), instance({ vrid: 52 })],
      [['n1:VI_1+n2:VI_1'], ['n3:VI_1+n4:VI_1']],
    ],
    [
      'another list under the same name and VRID is a mistake',
      [instance({ vips: ['192.0.2.1'] }), instance({ vips: ['192.0.2.2'] })],
      [['n1:VI_1+n2:VI_1']],
    ],
    [
      'another list under another name is another cluster',
      [instance({ name: 'WEB', vips: ['192.0.2.1'] }), instance({ name: 'DB', vips: ['192.0.2.2'] })],
      [['n1:WEB'], ['n2:DB']],
    ],
    [
      'another list under another password is another cluster',
      ['one', 'two'].map((pass, at) =>
        instance({
          vips: [`192.0.2.${at + 1}`],
          more: `authentication {\nauth_type PASS\nauth_pass ${pass}\n}`,
        }),
      ),
      [['n1:VI_1'], ['n2:VI_1']],
    ],
    [
      'two pairs of one VRID and name are two clusters',
      ['1', '1', '2', '2'].map((last) => instance({ vips: [`192.0.2.${last}`] })),
      [['n1:VI_1+n2:VI_1'], ['n3:VI_1+n4:VI_1']],
    ],
    [
      'IPv4 and IPv6 with one VRID are two routers',
      [1, 2].map(() => instance({ name: 'V4' }) + instance({ name: 'V6', vips: ['2001:db8::1'] })),
      [['n1:V4+n2:V4', 'n1:V6+n2:V6']],
    ],
    [
      'a VRID used on two interfaces is two routers',
      [1, 2].map(() => instance({ name: 'IN', vips: ['10.0.0.1'] }) + instance({ name: 'OUT' })),
      [['n1:IN+n2:IN', 'n1:OUT+n2:OUT']],
    ],
    [
      'a link-local address on every interface does not mix them up',
      [
        instance({ name: 'A', vips: ['fe80::1', '2001:db8:a::1'] }) +
          instance({ name: 'B', vips: ['fe80::1', '2001:db8:b::1'] }),
        instance({ name: 'X', vips: ['fe80::1', '2001:db8:b::1'] }) +
          instance({ name: 'Y', vips: ['fe80::1', '2001:db8:a::1'] }),
      ],
      [['n1:A+n2:Y', 'n1:B+n2:X']],
    ],
    [
      'unicast peers that list each other',
      [
        instance({ name: 'A', vips: ['192.0.2.1'], more: source('10.0.0.1', '10.0.0.2') }),
        instance({ name: 'B', vips: ['192.0.2.2'], more: source('10.0.0.2', '10.0.0.1') }),
      ],
      [['n1:A+n2:B']],
    ],
    [
      'unicast routers with disjoint peers are strangers',
      [
        instance({ vips: ['192.0.2.1'], more: source('10.0.0.1', '10.0.0.2') }),
        instance({ vips: ['192.0.2.2'], more: source('10.0.0.3', '10.0.0.4') }),
      ],
      [['n1:VI_1'], ['n2:VI_1']],
    ],
    [
      'one unicast and one multicast',
      [instance({ more: source('10.0.0.1', '10.0.0.2') }), instance()],
      [['n1:VI_1+n2:VI_1']],
    ],
    ['no VRRP at all', ['', instance(), 'global_defs {\n}\n'], [[], ['n2:VI_1'], []]],
    [
      'three nodes',
      [instance({ more: 'priority 1' }), instance({ more: 'priority 2' }), instance({ more: 'priority 3' })],
      [['n1:VI_1+n2:VI_1+n3:VI_1']],
    ],
  ];
  it.each(cases)('%s', (_, texts, expected) => {
    expect(routersOf(groupIntoClusters(nodes(texts)))).toEqual(expected);
  });

  it('needs more than VRID and name when there are other files', () => {
    const far = [instance({ vips: ['192.0.2.1'] }), instance({ vips: ['198.51.100.1'] })];
    expect(routersOf(groupIntoClusters(nodes(far)))).toEqual([['n1:VI_1+n2:VI_1']]);
    const third = instance({ vrid: 7, vips: ['10.9.9.9'] });
    expect(routersOf(groupIntoClusters(nodes([...far, third])))).toEqual([
      ['n1:VI_1'],
      ['n2:VI_1'],
      ['n3:VI_1'],
    ]);
  });

  it('takes nodes that share a router for peers in others too', () => {
    const both = (vip: string) =>
      instance({ name: 'A', vrid: 1, vips: ['10.0.0.1'] }) + instance({ name: 'B', vips: [vip] });
    const texts = [both('192.0.2.1'), both('198.51.100.1'), instance({ vrid: 7, vips: ['10.9.9.9'] })];
    expect(routersOf(groupIntoClusters(nodes(texts)))).toEqual([['n1:A+n2:A', 'n1:B+n2:B'], ['n3:VI_1']]);
  });

  it('keeps sites apart whose private addresses repeat', () => {
    const paths = ['paris/lb1', 'paris/lb2', 'oslo/lb1', 'oslo/lb2'].map(
      (folder) => `/x/${folder}/keepalived.conf`,
    );
    const texts = [1, 2, 3, 4].map(() => instance());
    expect(routersOf(groupIntoClusters(nodes(texts, paths)))).toEqual([
      ['n1:VI_1+n2:VI_1'],
      ['n3:VI_1+n4:VI_1'],
    ]);
    const ring = ['1', '2', '3', '4'].map((own) =>
      instance({
        more: source(
          `10.0.0.${own}`,
          ...['1', '2', '3', '4'].filter((one) => one !== own).map((one) => `10.0.0.${one}`),
        ),
      }),
    );
    expect(routersOf(groupIntoClusters(nodes(ring, paths)))).toEqual([['n1:VI_1+n2:VI_1+n3:VI_1+n4:VI_1']]);
  });

  describe('many clusters in one folder, with the same VRID and VIP', () => {
    const named = (given: Readonly<Record<string, number>>) =>
      groupIntoClusters(
        Object.entries(given).map(([name, priority]) =>
          nodeOf(instance({ more: `priority ${priority}` }), { name, path: `/x/${name}.conf` }),
        ),
      ).map((cluster) => cluster.nodes.map((node) => node.name).join('+'));

    it.each([
      [
        'sites by name',
        { 'paris-lb1': 110, 'paris-lb2': 100, 'oslo-lb1': 110, 'oslo-lb2': 100 },
        ['paris-lb1+paris-lb2', 'oslo-lb1+oslo-lb2'],
      ],
      [
        'roles at the end',
        { 'shop-master': 110, 'wiki.backup': 100, 'shop-backup': 100, 'wiki.master': 110 },
        ['shop-master+shop-backup', 'wiki.backup+wiki.master'],
      ],
      [
        'one cluster with a name for each site: the priorities are a single order',
        { 'paris-lb1': 130, 'paris-lb2': 120, 'oslo-lb1': 110, 'oslo-lb2': 100 },
        ['paris-lb1+paris-lb2+oslo-lb1+oslo-lb2'],
      ],
      [
        'one cluster in which two priorities are equal by mistake',
        { lb1: 110, lb2: 100, lb3: 90, lb4: 90 },
        ['lb1+lb2+lb3+lb4'],
      ],
      [
        'hosts with names of their own',
        { zeus: 110, hera: 100, ares: 90, eris: 90 },
        ['zeus+hera+ares+eris'],
      ],
      ['a pair and a witness', { lb1: 110, lb2: 100, witness: 100 }, ['lb1+lb2+witness']],
    ])('%s', (_title, given, expected) => {
      expect(named(given)).toEqual(expected);
    });
  });

  it('does not join what two hacfg.yaml list', () => {
    const texts = [instance(), instance(), instance()];
    expect(routersOf(groupIntoClusters(nodes(texts, [], ['/a', '/b', '/a'])))).toEqual([
      ['n1:VI_1+n3:VI_1'],
      ['n2:VI_1'],
    ]);
  });

  it('takes two readings of one file for peers when they are those of two hosts', () => {
    const path = '/x/keepalived.conf';
    const [first, second] = nodes([instance(), instance()], [path, path]);
    expect(routersOf(groupIntoClusters([first!, second!]))).toEqual([['n1:VI_1+n2:VI_1']]);
    const again = nodeOf(instance(), { name: 'n1', path });
    expect(
      groupIntoClusters([first!, again]).flatMap(({ routers }) => routers.map((one) => one.members.length)),
    ).toEqual([1, 1]);
  });

  it('gives the VRID of the majority', () => {
    const [cluster] = groupIntoClusters(nodes([52, 51, 51].map((vrid) => instance({ vrid }))));
    expect(cluster!.routers[0]!.vrid).toBe(51);
  });

  it('puts every instance into one router, every node into one cluster', () => {
    const given = fc.record({
      name: fc.constantFrom('A', 'B'),
      vrid: fc.constantFrom<number | string>(51, 52, 'x'),
      vips: fc.subarray(['192.0.2.1', '192.0.2.2', '10.0.0.1', '2001:db8::1']),
    });
    const texts = fc.array(fc.uniqueArray(given, { maxLength: 2, selector: (one) => one.name }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, (all) => {
        const input = nodes(all.map((one) => one.map(instance).join('')));
        const clusters = groupIntoClusters(input);
        expect(clusters.flatMap((cluster) => cluster.nodes).toSorted(byName)).toEqual(input.toSorted(byName));
        const members = clusters.flatMap((cluster) => cluster.routers.flatMap((router) => router.members));
        expect(new Set(members.map((member) => member.instance)).size).toBe(members.length);
        expect(members.length).toBe(input.reduce((sum, node) => sum + node.instances.length, 0));
        for (const router of clusters.flatMap((cluster) => cluster.routers)) {
          expect(new Set(router.members.map((member) => member.node)).size).toBe(router.members.length);
          expect(new Set(router.members.map((member) => member.instance.family)).size).toBe(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('copes with hundreds of nodes', () => {
    const many = nodes(
      Array.from({ length: 400 }, (_, at) =>
        instance({ vips: [`10.${(at >> 1) >> 8}.${(at >> 1) & 255}.1`] }),
      ),
    );
    const clusters = groupIntoClusters(many);
    expect(clusters.length).toBe(200);
    expect(clusters.every((cluster) => cluster.routers[0]!.members.length === 2)).toBe(true);
  });
});

function byName(one: NodeModel, other: NodeModel): number {
  return one.name.localeCompare(other.name);
}

describe('addresses of hosts', () => {
  const known = (texts: string[]) => {
    const all = nodes(texts);
    groupIntoClusters(all);
    return all.map((node) => node.addresses.map(({ text, how }) => `${text} ${how}`));
  };
  const peers = (...list: string[]) => instance({ more: `unicast_peer {\n${list.join('\n')}\n}` });

  it('are what a node says', () => {
    expect(known([instance({ more: 'mcast_src_ip 192.0.2.11' })])).toEqual([['192.0.2.11 mcast_src_ip']]);
    expect(
      known([
        'static_ipaddress {\n192.0.2.1/24 dev eth1\n}\nbfd_instance b {\nneighbor_ip 10.0.0.2\nsource_ip 10.0.0.1\n}',
      ]),
    ).toEqual([['10.0.0.1 source_ip', '192.0.2.1 static_ipaddress']]);
  });

  it('are what the peers say of a silent node', () => {
    expect(known([instance({ more: source('10.0.0.1', '10.0.0.2') }), peers('10.0.0.1')])).toEqual([
      ['10.0.0.1 unicast_src_ip'],
      ['10.0.0.2 peer of n1'],
    ]);
    expect(
      known([peers('10.0.0.2', '10.0.0.3'), peers('10.0.0.1', '10.0.0.3'), peers('10.0.0.1', '10.0.0.2')]),
    ).toEqual([
      ['10.0.0.1 peer of n2', '10.0.0.1 peer of n3'],
      ['10.0.0.2 peer of n1', '10.0.0.2 peer of n3'],
      ['10.0.0.3 peer of n1', '10.0.0.3 peer of n2'],
    ]);
  });

  it('are not guessed', () => {
    expect(known([peers('10.0.0.2', '10.0.0.3'), peers('10.0.0.2', '10.0.0.3')])).toEqual([[], []]);
    expect(known([peers('10.0.0.9', '10.0.0.8'), peers('10.0.0.1')])[1]).toEqual([]);
  });

  it('keep both claims to one address', () => {
    const copy = instance({ more: 'mcast_src_ip 192.0.2.11' });
    expect(known([copy, copy])).toEqual([['192.0.2.11 mcast_src_ip'], ['192.0.2.11 mcast_src_ip']]);
  });

  it('do not pile up when nodes are grouped again', () => {
    const all = nodes([instance({ more: source('10.0.0.1', '10.0.0.2') }), peers('10.0.0.1')]);
    groupIntoClusters(all);
    groupIntoClusters(all);
    expect(all[1]!.addresses.length).toBe(1);
    groupIntoClusters([all[1]!]);
    expect(all[1]!.addresses.length).toBe(0);
  });
});

describe('vridCollisions', () => {
  const collisions = (texts: string[], bundles: string[] = []) =>
    vridCollisions(groupIntoClusters(nodes(texts, [], bundles))).map(
      ({ vrid, routers, evidence }) =>
        `${vrid} ${evidence} ${routers.map((one) => one.members.map((member) => member.node.name).join('+')).join(' / ')}`,
    );
  const web = instance({ name: 'WEB', vips: ['192.0.2.1'] });
  const db = instance({ name: 'DB', vips: ['192.0.2.2'] });

  it('finds strangers in one network, once', () => {
    expect(collisions([web, web, db, db])).toEqual(['51 addresses n1+n2 / n3+n4']);
    expect(collisions([web, db], ['/a', '/a'])).toEqual(['51 bundle n1 / n2']);
  });

  it('is silent about other networks, VRIDs and unicast', () => {
    expect(collisions([web, instance({ name: 'DB', vips: ['198.51.100.2'] })])).toEqual([]);
    expect(collisions([web, instance({ name: 'DB', vrid: 52, vips: ['192.0.2.2'] })])).toEqual([]);
    const unicast = instance({ name: 'DB', vips: ['192.0.2.2'], more: source('192.0.2.12', '192.0.2.13') });
    expect(collisions([web, unicast])).toEqual([]);
    expect(collisions([web + instance({ name: 'X', vips: ['192.0.2.9'] })])).toEqual([]);
  });
});
