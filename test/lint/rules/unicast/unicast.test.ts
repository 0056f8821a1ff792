import { describe, expect, it } from 'vitest';
import { findingsOf, instance, nodes, pointedAt, repaired } from '../cluster/kit.ts';

const address = (node: number) => `192.0.2.1${node}`;
const unicast = (own: number | undefined, peers: readonly number[], priority: number) =>
  instance({
    priority,
    lines: [
      ...(own === undefined ? [] : [`unicast_src_ip ${address(own)}`]),
      'unicast_peer {',
      ...peers.map(address),
      '}',
    ],
  });

describe('unicast/asymmetric-peers', () => {
  const rule = 'unicast/asymmetric-peers';

  it.each([
    ['the master is mute', unicast(1, [9], 110), unicast(2, [1], 100), 'lb2 never hears lb1'],
    [
      'the backup is mute',
      unicast(1, [2], 110),
      unicast(2, [9], 100),
      'The stronger node never hears the weaker one',
    ],
  ])('%s', (_title, one, other, why) => {
    const found = findingsOf(rule, nodes(one, other));
    expect(found).toHaveLength(1);
    expect(found[0]!.why).toContain(why);
    expect(pointedAt(found[0]!.place)).toMatch(/: 192\.0\.2\.19$/);
  });

  it('names the one missing in a mesh of three', () => {
    const files = nodes(unicast(1, [2, 3], 110), unicast(2, [1, 3], 100), unicast(3, [1], 90));
    expect(findingsOf(rule, files).map(({ message, help }) => [message, help])).toEqual([
      ['unicast_peer of lb3 for VRID 51 lacks 192.0.2.12 (lb2)', '192.0.2.12 in unicast_peer on lb3'],
    ]);
  });

  it.each([
    ['no source, but the peers fit', unicast(undefined, [2], 110), unicast(undefined, [1], 100)],
    ['one source for both is another mistake', unicast(1, [2], 110), unicast(1, [2], 100)],
    ['multicast on one side too', unicast(1, [2], 110), instance()],
  ])('says nothing: %s', (_title, one, other) => {
    expect(findingsOf(rule, nodes(one, other))).toEqual([]);
  });
});

describe('unicast/peer-is-self', () => {
  it('removes the line, but never the last one', () => {
    const files = nodes(unicast(1, [1, 2], 100));
    const found = findingsOf('unicast/peer-is-self', files);
    expect(found.map(({ message }) => message)).toEqual([
      'unicast_peer of vrrp_instance VI_1 lists 192.0.2.11, an address of this node',
    ]);
    expect(repaired(files, found)).toEqual(nodes(unicast(1, [2], 100)));
    const [alone] = findingsOf('unicast/peer-is-self', nodes(unicast(1, [1], 100)));
    expect([alone!.fixes, alone!.help]).toEqual([
      [],
      'Write the address of the other node in the place of 192.0.2.11',
    ]);
  });
});
