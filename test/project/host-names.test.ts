import { expect, it } from 'vitest';
import { nameHosts } from '../../src/project/host-names.ts';

const cases: [string[], string[]][] = [
  [['/x/keepalived.conf'], ['keepalived.conf']],
  [['/x/web1/etc/keepalived/keepalived.conf'], ['web1']],
  [['/etc/keepalived/keepalived.conf'], ['keepalived.conf']],
  [
    ['/x/web1/keepalived.conf', '/x/web2/keepalived.conf'],
    ['web1', 'web2'],
  ],
  [
    ['/x/master/keepalived/keepalived.conf', '/x/slave/keepalived/keepalived.conf'],
    ['master', 'slave'],
  ],
  [
    ['/x/keepalived-master.conf', '/x/keepalived-backup.conf'],
    ['keepalived-master', 'keepalived-backup'],
  ],
  [
    ['/x/keepalived.conf.master', '/x/keepalived.conf.backup'],
    ['keepalived.conf.master', 'keepalived.conf.backup'],
  ],
  [
    ['/x/a/lb1/k.conf', '/x/a/lb2/k.conf', '/x/b/lb1/k.conf'],
    ['a/lb1', 'a/lb2', 'b/lb1'],
  ],
  [
    ['/x/lb1/rootfs/etc/keepalived/keepalived.conf', '/x/lb2/rootfs/etc/keepalived/keepalived.conf'],
    ['lb1', 'lb2'],
  ],
  [
    ['/x/web1/etc/keepalived/keepalived.conf', '/x/web1.conf'],
    ['web1', 'web1 (2)'],
  ],
  [
    ['/k.conf', '/x/k.conf'],
    ['/k.conf', '/x/k.conf'],
  ],
];

it.each(cases)('%j', (paths, expected) => {
  const names = nameHosts(paths, new Map());
  expect(paths.map((path) => names.get(path))).toEqual(expected);
});

it('keeps the names given', () => {
  const names = nameHosts(['/x/a.conf', '/x/b.conf'], new Map([['/x/a.conf', 'web1']]));
  expect([...names].sort()).toEqual([
    ['/x/a.conf', 'web1'],
    ['/x/b.conf', 'b'],
  ]);
});
