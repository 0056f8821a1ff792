import { describe, expect, it } from 'vitest';
import { findingsOf, type Instance, instance, nodes, pointedAt } from '../cluster/kit.ts';

describe('address/source-not-local', () => {
  const source = ['mcast_src_ip 192.0.2.11'];
  const unicast = (own: string, peer: string) => [`unicast_src_ip ${own}`, 'unicast_peer {', peer, '}'];

  it.each<[string, Instance, Instance, string]>([
    ['equal priorities', { lines: source }, { lines: source }, 'error'],
    ['other priorities', { lines: source }, { priority: 90, lines: source }, 'warning'],
    ['nopreempt', { lines: source }, { priority: 90, lines: [...source, 'nopreempt'] }, 'error'],
    ['preempt_delay', { lines: [...source, 'preempt_delay 5'] }, { priority: 90, lines: source }, 'error'],
    [
      'the VIP as source',
      { vips: ['192.0.2.11'], lines: source },
      { vips: ['192.0.2.11'], priority: 90, lines: source },
      'error',
    ],
    [
      'unicast',
      { lines: unicast('192.0.2.11', '192.0.2.12') },
      { priority: 90, lines: unicast('192.0.2.11', '192.0.2.12') },
      'error',
    ],
  ])('a copied source with %s', (_title, a, b, severity) => {
    const found = findingsOf('address/source-not-local', nodes(instance(a), instance(b)));
    expect(
      found.map((one) => [one.severity, pointedAt(one.place).slice(0, 8), one.related[0]!.message]),
    ).toEqual([[severity, 'lb2.conf', 'and so does lb1']]);
  });

  it('tells the owner by the lists of peers, and the address that is left', () => {
    const files = nodes(
      instance({ lines: unicast('192.0.2.12', '192.0.2.12') }),
      instance({ priority: 90, lines: unicast('192.0.2.12', '192.0.2.11') }),
    );
    const [found] = findingsOf('address/source-not-local', files);
    expect(found!.message).toBe('unicast_src_ip 192.0.2.12 is the address of lb2, not of lb1');
    expect([pointedAt(found!.place), found!.help]).toEqual([
      'lb1.conf 10: 192.0.2.12',
      'unicast_src_ip 192.0.2.11 on lb1',
    ]);
  });

  it('leaves the address to the stronger node where nothing tells whose it is', () => {
    const copied = unicast('192.0.2.11', '192.0.2.12');
    const files = nodes(
      instance({ priority: 90, lines: copied }),
      instance({ priority: 110, lines: copied }),
    );
    const [found] = findingsOf('address/source-not-local', files);
    expect([pointedAt(found!.place), found!.help]).toEqual([
      'lb1.conf 10: 192.0.2.11',
      'unicast_src_ip 192.0.2.12 on lb1, and 192.0.2.11 in its unicast_peer in place of 192.0.2.12',
    ]);
  });

  it('tells the owner by what its other instances send from', () => {
    const [one, two] = ['192.0.2.11', '192.0.2.12'];
    const block = (name: string, vrid: number, own: string, priority: number) =>
      instance({ name, vrid, priority, vips: [`192.0.2.${vrid}`], lines: [`mcast_src_ip ${own}`] });
    const files = nodes(
      block('VI_1', 51, one!, 110) + block('VI_2', 61, two!, 100),
      block('VI_1', 61, two!, 110) + block('VI_2', 51, two!, 100),
    );
    const found = findingsOf('address/source-not-local', files);
    expect(found.map(({ message }) => message)).toEqual([
      'mcast_src_ip 192.0.2.12 is the address of lb2, not of lb1',
    ]);
  });

  it.each([
    [
      undefined,
      'From 2.3.3 on keepalived sends under this address and listens on it, although lb2 does not have',
    ],
    [
      '2.4.3',
      'keepalived sends under this address and listens on it, although lb2 does not have it: the nodes do',
    ],
    [
      '2.2.7',
      'keepalived cannot send from an address that the host does not have: the instance stays in FAULT on lb2',
    ],
    [
      '2.0.20',
      'A host drops packets that claim to come from itself: the node that has this address never hears',
    ],
  ])('says what %s makes of a unicast_src_ip that the host does not have', (release, start) => {
    const copied = unicast('192.0.2.11', '192.0.2.12');
    const files = nodes(instance({ lines: copied }), instance({ priority: 90, lines: copied }));
    const [found] = findingsOf('address/source-not-local', files, release);
    expect([found!.severity, found!.why!.slice(0, start.length)]).toEqual(['error', start]);
  });

  it('is one finding for three nodes', () => {
    const found = findingsOf(
      'address/source-not-local',
      nodes(...[110, 100, 90].map((priority) => instance({ priority, lines: source }))),
    );
    expect(found.map(({ message }) => message)).toEqual([
      'lb1, lb2 and lb3 all send from mcast_src_ip 192.0.2.11: it can be the address of one host only',
    ]);
  });
});

describe('address/vip-is-host-ip', () => {
  it.each<[string, Instance, string, string]>([
    [
      'its source',
      { lines: ['mcast_src_ip 192.0.2.100'] },
      'error',
      'the address that lb1 sends from (mcast_src_ip)',
    ],
    [
      'an owner',
      { priority: 255, lines: ['mcast_src_ip 192.0.2.100'] },
      'warning',
      'the address that lb1 sends from',
    ],
    ['a peer', { lines: ['unicast_peer {', '192.0.2.100', '}'] }, 'error', 'the address of a unicast peer'],
  ])('%s', (_title, one, severity, message) => {
    const found = findingsOf('address/vip-is-host-ip', { 'lb1.conf': instance(one) });
    expect(found.map((finding) => [finding.severity, pointedAt(finding.place)])).toEqual([
      [severity, 'lb1.conf 8: 192.0.2.100/24'],
    ]);
    expect(found[0]!.message).toContain(`VIP 192.0.2.100 of vrrp_instance VI_1 is ${message}`);
  });

  it('looks at excluded addresses too, and at each address once', () => {
    const lines = [
      'mcast_src_ip 192.0.2.9',
      'virtual_ipaddress_excluded {',
      '192.0.2.9',
      '192.0.2.9 dev eth1',
      '}',
    ];
    expect(findingsOf('address/vip-is-host-ip', instance({ lines }))).toHaveLength(1);
  });

  it('uses what only another node knows', () => {
    const files = nodes(
      instance({ vips: ['192.0.2.100'] }) + instance({ name: 'VI_2', vrid: 52, vips: ['192.0.2.12'] }),
      instance({ vips: ['192.0.2.100'], priority: 90, lines: ['mcast_src_ip 192.0.2.12'] }),
    );
    const found = findingsOf('address/vip-is-host-ip', files);
    expect(found.map((one) => [one.place.source.path, one.related[0]!.place.source.path])).toEqual([
      ['lb1.conf', 'lb2.conf'],
    ]);
  });
});

describe('address/duplicate-vip', () => {
  const second = (device: string, vip: string, lines: string[] = []) =>
    instance({ lines }) + instance({ name: 'VI_2', vrid: 52, device, vips: [vip], lines });

  it.each([
    ['two instances', second('eth0', '192.0.2.100'), ['error']],
    ['another interface', second('eth1', '192.0.2.100'), []],
    [
      'one sync group',
      `vrrp_sync_group G1 {\ngroup {\nVI_1\nVI_2\n}\n}\n${second('eth0', '192.0.2.100')}`,
      ['warning'],
    ],
    ['one list', instance({ vips: ['192.0.2.100', '192.0.2.101', '192.0.2.100'] }), ['warning']],
    [
      'link-local addresses of VMACs',
      instance({ vips: ['fe80::1'], lines: ['use_vmac'] }) +
        instance({ name: 'VI_2', vrid: 52, vips: ['fe80::1'], lines: ['use_vmac'] }),
      [],
    ],
  ])('%s', (_title, text, severities) => {
    expect(findingsOf('address/duplicate-vip', text).map(({ severity }) => severity)).toEqual(severities);
  });

  const counting = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `192.0.2.${from + at}`);

  it.each([
    [
      'a slip of the pen in a list that counts up',
      [...counting(100, 103), '192.0.2.102', '192.0.2.105'],
      ['192.0.2.102 stands 2 times in vrrp_instance VI_1'],
      ['Write 192.0.2.102 once; or was 192.0.2.104 meant here? It would come next and is missing'],
    ],
    [
      'a paste of several lines',
      [...counting(100, 104), ...counting(100, 102)],
      ['192.0.2.100 and the 2 addresses behind it are in vrrp_instance VI_1 already'],
      ['Remove these 3 lines; or was 192.0.2.105 meant here? It would come next and is missing'],
    ],
    [
      'repeats here and there',
      ['192.0.2.7', '192.0.2.7', '192.0.2.30', '192.0.2.40', '192.0.2.30'],
      ['192.0.2.7 stands 2 times in vrrp_instance VI_1', '192.0.2.30 stands 2 times in vrrp_instance VI_1'],
      ['Write 192.0.2.7 once', 'Write 192.0.2.30 once'],
    ],
  ])('%s', (_title, vips, messages, helps) => {
    const found = findingsOf('address/duplicate-vip', instance({ vips }));
    expect(found.map(({ message }) => message)).toEqual(messages);
    expect(found.map(({ help }) => help)).toEqual(helps);
  });

  it('says of a repeated static address that it adds nothing', () => {
    const text = `static_ipaddress {\n192.0.2.7/24 dev eth0\n192.0.2.7/24 dev eth0\n}\n${instance()}`;
    const found = findingsOf('address/duplicate-vip', text);
    expect(found.map(({ severity, why }) => [severity, why])).toEqual([
      ['warning', 'An interface has an address once: the second line adds nothing.'],
    ]);
  });
});

describe('address/vip-wrong-subnet', () => {
  it.each([
    ['multicast leaves by the card of the VIP', ['mcast_src_ip 198.51.100.11'], 'warning'],
    [
      'unicast may leave by another one',
      ['unicast_src_ip 198.51.100.11', 'unicast_peer {', '198.51.100.12', '}'],
      'info',
    ],
  ])('%s', (_title, lines, severity) => {
    const found = findingsOf('address/vip-wrong-subnet', instance({ lines }));
    expect(found.map((one) => [one.severity, one.message])).toEqual([
      [
        severity,
        'VIP 192.0.2.100 of vrrp_instance VI_1 is in 192.0.2.0/24, and 198.51.100.11, which this node sends from, is not',
      ],
    ]);
  });
});

describe('address/vip-prefix-duplicates-subnet', () => {
  const id = 'address/vip-prefix-duplicates-subnet';
  const sent = (from: string) => [`mcast_src_ip ${from}`];

  it.each([
    ['the network of the source', { lines: sent('192.0.2.11') }, ['192.0.2.100/32, on all nodes']],
    [
      'nothing known',
      {},
      [
        '192.0.2.100/32, on all nodes, if eth0 has an address in 192.0.2.0/24 of its own; if not, it is right as it stands',
      ],
    ],
    ['another network than that of the source', { lines: sent('198.51.100.11') }, []],
    ['a single address', { vips: ['192.0.2.100'], lines: sent('192.0.2.11') }, []],
  ])('%s', (_title, options: Instance, helps) => {
    expect(findingsOf(id, instance(options)).map(({ help }) => help)).toEqual(helps);
  });

  it('leaves a length on which the nodes do not agree to cluster/vip-list-mismatch', () => {
    const files = nodes(
      instance({ lines: sent('192.0.2.11') }),
      instance({ priority: 90, vips: ['192.0.2.100/32'], lines: sent('192.0.2.12') }),
    );
    expect(findingsOf(id, files)).toEqual([]);
    const found = findingsOf('cluster/vip-list-mismatch', files);
    expect(found.map(({ place, help }) => [pointedAt(place), help])).toEqual([
      ['lb1.conf 8: 192.0.2.100/24', '192.0.2.100/32 on lb1'],
    ]);
  });
});
