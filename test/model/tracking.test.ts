import { describe, expect, it } from 'vitest';
import type { Tracked } from '../../src/model/node.ts';
import { nodeOf, shown } from './kit.ts';

const script = (name: string, lines = '') => `vrrp_script ${name} {\nscript "/usr/bin/true"\n${lines}\n}\n`;
const instance = (lines: string, name = 'VI_1') => `vrrp_instance ${name} {\ninterface eth0\n${lines}\n}\n`;

function trackedBy(text: string): unknown[] {
  return nodeOf(text).instances[0]!.tracked.map(summary);
}

function summary({ kind, name, weight, reverse, dropped }: Tracked): unknown[] {
  return [kind, name, weight.value, weight.origin, reverse, dropped];
}

describe('tracked objects', () => {
  const cases: [string, string, unknown[]][] = [
    [
      'default weight',
      script('a') + instance('track_script {\na\n}'),
      ['script', 'a', 0, 'default', false, undefined],
    ],
    [
      'weight of the definition',
      script('a', 'weight -20') + instance('track_script {\na\n}'),
      ['script', 'a', -20, 'inherited', false, undefined],
    ],
    [
      'own weight wins',
      script('a', 'weight -20') + instance('track_script {\na weight 5\n}'),
      ['script', 'a', 5, 'written', false, undefined],
    ],
    [
      'reverse of the definition',
      script('a', 'weight -20 reverse') + instance('track_script {\na\n}'),
      ['script', 'a', -20, 'inherited', true, undefined],
    ],
    [
      'noreverse',
      script('a', 'weight -20 reverse') + instance('track_script {\na weight -20 noreverse\n}'),
      ['script', 'a', -20, 'written', false, undefined],
    ],
    [
      '254 becomes 253',
      script('a') + instance('track_script {\na weight -254\n}'),
      ['script', 'a', -253, 'corrected', false, undefined],
    ],
    [
      'a weight out of range is that of the definition',
      script('a', 'weight 7') + instance('track_script {\na weight 300\n}'),
      ['script', 'a', 7, 'corrected', false, undefined],
    ],
    ['no definition', instance('track_script {\na\n}'), ['script', 'a', 0, 'default', false, 'undefined']],
    [
      'definition further down',
      instance('track_script {\na\n}') + script('a', 'weight 3'),
      ['script', 'a', 3, 'inherited', false, 'defined-later'],
    ],
    [
      'own interface',
      instance('track_interface {\neth0 weight 5\n}'),
      ['interface', 'eth0', 5, 'written', false, 'own-interface'],
    ],
    [
      'other interface',
      instance('track_interface {\neth1\n}'),
      ['interface', 'eth1', 0, 'default', false, undefined],
    ],
    [
      'owner',
      script('a') + instance('priority 255\ntrack_script {\na weight -5\n}'),
      ['script', 'a', -5, 'written', false, 'owner'],
    ],
    [
      'owner, without weight',
      script('a') + instance('priority 255\ntrack_script {\na\n}'),
      ['script', 'a', 0, 'default', false, undefined],
    ],
    [
      'file: weight 1',
      `track_file f {\nfile /tmp/f\n}\n${instance('track_file {\nf\n}')}`,
      ['file', 'f', 1, 'default', false, undefined],
    ],
    [
      'process: weight 0',
      `vrrp_track_process p {\nprocess nginx\n}\n${instance('track_process {\np\n}')}`,
      ['process', 'p', 0, 'default', false, undefined],
    ],
    [
      'bfd',
      `bfd_instance b {\nneighbor_ip 192.0.2.9\nweight 9\n}\n${instance('track_bfd {\nb\n}')}`,
      ['bfd', 'b', 9, 'inherited', false, undefined],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(trackedBy(text)).toEqual([expected]);
  });

  it('drops a repetition', () => {
    expect(
      nodeOf(script('a') + instance('track_script {\na\na weight 3\n}')).instances[0]!.tracked.map(
        (one) => one.dropped,
      ),
    ).toEqual([undefined, 'repeated']);
  });

  it('finds the first of two definitions', () => {
    const node = nodeOf(script('a', 'weight 1') + script('a', 'weight 2') + instance('track_script {\na\n}'));
    expect([node.scripts.length, node.instances[0]!.tracked[0]!.weight.value]).toEqual([2, 1]);
  });

  it('points at name and weight', () => {
    const [tracked] = nodeOf(script('a') + instance('track_script {\n  a weight -7\n}')).instances[0]!
      .tracked;
    expect([shown(tracked!.place), shown(tracked!.weight.place)]).toEqual(['8:3 a', '8:12 -7']);
  });
});

describe('definitions', () => {
  it('resolves a script', () => {
    const [one] = nodeOf(script('chk', 'interval 3\nfall 2\nrise 0\nuser nginx www')).scripts;
    expect([one!.command.value, one!.interval.value, one!.timeout.value, one!.timeout.origin]).toEqual([
      '/usr/bin/true',
      3,
      3,
      'inherited',
    ]);
    expect([one!.fall.value, one!.rise.value, one!.rise.origin, one!.user.value]).toEqual([
      2,
      1,
      'corrected',
      'nginx',
    ]);
  });

  it('reads 0 as one second', () => {
    expect(nodeOf(script('chk', 'interval 0\ntimeout 0')).scripts[0]!.timeout.value).toBe(1);
  });

  it('knows whom a BFD instance is for', () => {
    const bfd = (lines: string) =>
      nodeOf(`bfd_instance b {\nneighbor_ip 192.0.2.9\n${lines}\n}`).bfdInstances[0]!;
    expect([bfd('').forVrrp, bfd('').forCheckers]).toEqual([true, true]);
    expect([bfd('vrrp').forVrrp, bfd('vrrp').forCheckers]).toEqual([true, false]);
  });
});

describe('sync groups', () => {
  const group = (lines: string, name = 'G') => `vrrp_sync_group ${name} {\n${lines}\n}\n`;

  it('knows its members, and they it', () => {
    const node = nodeOf(group('group {\nA B\nC\nA\n}') + instance('', 'A') + instance('', 'B'));
    const [found] = node.syncGroups;
    expect(found!.members.map((one) => [one.name, one.dropped, shown(one.place)])).toEqual([
      ['A', undefined, '3:1 A'],
      ['B', undefined, '3:3 B'],
      ['C', 'unknown', '4:1 C'],
      ['A', 'repeated', '5:1 A'],
    ]);
    expect(found!.instances.map((one) => one.name)).toEqual(['A', 'B']);
    expect(node.instances[0]!.syncGroup).toBe(found);
  });

  it('leaves an instance to the first group that lists it', () => {
    const node = nodeOf(group('group {\nA\n}') + group('group {\nA\n}', 'H') + instance('', 'A'));
    expect(node.syncGroups.map((one) => one.members[0]!.dropped)).toEqual([undefined, 'other-group']);
  });

  const member = instance(
    'track_script {\na weight -5\n}\ntrack_interface {\neth1 weight -5\n}\ntrack_file {\nf\n}',
    'A',
  );
  const definitions = `${script('a')}track_file f {\nfile /tmp/f\n}\n`;

  it('drops weighted scripts of its members', () => {
    const node = nodeOf(definitions + group('group {\nA\n}') + member);
    expect(node.instances[0]!.tracked.map((one) => [one.name, one.weight.value, one.dropped])).toEqual([
      ['a', -5, 'sync-group-member'],
      ['eth1', -5, undefined],
      ['f', 0, undefined],
    ]);
  });

  it.each(['sync_group_tracking_weight', 'global_tracking'])('keeps them with %s', (keyword) => {
    const node = nodeOf(definitions + group(`group {\nA\n}\n${keyword}`) + member);
    expect(node.instances[0]!.tracked.map((one) => one.dropped)).toEqual([undefined, undefined, undefined]);
  });

  it('has tracked objects of its own, without weight when a member is the owner', () => {
    const own = group('group {\nA\n}\ntrack_script {\na weight -5\n}');
    const weights = (lines: string) =>
      nodeOf(definitions + own + instance(lines, 'A')).syncGroups[0]!.tracked.map((one) => [
        one.weight.value,
        one.dropped,
        one.group?.name,
      ]);
    expect(weights('priority 100')).toEqual([[-5, undefined, 'G']]);
    expect(weights('priority 255')).toEqual([[0, undefined, 'G']]);
  });
});
