import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf, instance, nodes, pointedAt, repaired, wordsOf } from './kit.ts';

const globals = (line: string) => `global_defs {\n${line}\n}\n`;
const password = (text: string) => ['authentication {', 'auth_type PASS', `auth_pass ${text}`, '}'];

describe('a setting in which three nodes differ is one finding', () => {
  const odd = (line: string) =>
    nodes(instance(), instance({ priority: 90 }), instance({ priority: 80, lines: [line] }));

  it.each([
    [
      'advert_int 3',
      'cluster/advert-int-mismatch',
      'advert_int differs for VRID 51: 3 s on lb3, 1 s on lb1 and lb2',
    ],
    [
      'version 3',
      'cluster/version-mismatch',
      'the VRRP version differs for VRID 51: 3 on lb3, 2 on lb1 and lb2',
    ],
    [
      'mcast_dst_ip 224.0.0.20',
      'cluster/mcast-group-mismatch',
      'the multicast group differs for VRID 51: 224.0.0.20 on lb3, 224.0.0.18 on lb1 and lb2',
    ],
  ])('%s', (line, rule, message) => {
    const found = findingsOf(rule, odd(line));
    expect(found.map((one) => [one.message, one.severity, pointedAt(one.place)])).toEqual([
      [message, 'error', `lb3.conf 10: ${line.split(' ')[1]}`],
    ]);
    expect(new Set(found[0]!.related.map(({ place }) => place.source.path))).toEqual(
      new Set(['lb1.conf', 'lb2.conf']),
    );
  });

  it('blames the one node that differs, wherever it stands', () => {
    const files = nodes(
      instance({ lines: ['advert_int 3'] }),
      instance({ priority: 90 }),
      instance({ priority: 80 }),
    );
    const [found] = findingsOf('cluster/advert-int-mismatch', files);
    expect(pointedAt(found!.place)).toBe('lb1.conf 10: 3');
    expect(found!.help).toBe('advert_int 1 on lb1');
  });
});

describe('cluster/vrid-mismatch', () => {
  it('names the VIP and both VRIDs', () => {
    const found = findingsOf(
      'cluster/vrid-mismatch',
      nodes(instance(), instance({ vrid: 52, priority: 90 })),
    );
    expect(found.map((one) => [one.message, pointedAt(one.place)])).toEqual([
      ['virtual_router_id differs for 192.0.2.100: 52 on lb2, 51 on lb1', 'lb2.conf 4: 52'],
    ]);
  });

  it('accepts names that are swapped between active/active nodes', () => {
    const [a, b] = [['192.0.2.100'], ['192.0.2.101']];
    const files = nodes(
      instance({ vips: a! }) + instance({ name: 'VI_2', vrid: 52, priority: 90, vips: b! }),
      instance({ vrid: 52, vips: b! }) + instance({ name: 'VI_2', priority: 90, vips: a! }),
    );
    expect(findingsOf('cluster/vrid-mismatch', files)).toEqual([]);
    expect(findingsOf('cluster/vip-list-mismatch', files)).toEqual([]);
  });
});

describe('cluster/vip-list-mismatch', () => {
  const [one, two, three] = ['192.0.2.100/24', '192.0.2.101/24', '192.0.2.102/24'];
  const pair = (a: readonly string[], b: readonly string[], lines: readonly string[] = []) =>
    nodes(instance({ vips: a, lines }), instance({ vips: b, priority: 90 }));

  it.each([
    [[one, two], [one], '192.0.2.101 only on lb1', 'lb2.conf 7: virtual_ipaddress'],
    [[one], [one, two], '192.0.2.101 only on lb2', 'lb2.conf 9: 192.0.2.101/24'],
    [
      [one, two],
      [one, three],
      '192.0.2.101 only on lb1, 192.0.2.102 only on lb2',
      'lb2.conf 9: 192.0.2.102/24',
    ],
  ])('%j against %j', (a, b, difference, place) => {
    const found = findingsOf('cluster/vip-list-mismatch', pair(a as string[], b as string[]));
    expect(found.map(({ message, severity, place: at }) => [message, severity, pointedAt(at)])).toEqual([
      [`virtual_ipaddress differs for VRID 51: ${difference}`, 'error', place],
    ]);
  });

  it.each([
    ['2.2.7', 'In this release each node drops'],
    ['2.4.3', 'In this release the nodes elect one master'],
    [undefined, 'Up to 2.2.8 each node drops'],
  ])('says what %s does', (release, start) => {
    const [found] = findingsOf('cluster/vip-list-mismatch', pair([one!, two!], [one!]), release);
    expect(found!.why).toMatch(new RegExp(`^${start}`));
  });

  it('counts an address that stands twice, as far as keepalived does', () => {
    const files = pair([one!, one!], [one!]);
    expect(findingsOf('cluster/vip-list-mismatch', files, '2.2.7')).toHaveLength(1);
    expect(findingsOf('cluster/vip-list-mismatch', files, '2.4.3')).toEqual([]);
  });

  it('takes one address written in two ways for one', () => {
    expect(findingsOf('cluster/vip-list-mismatch', pair(['2001:db8:0::1/64'], ['2001:db8::1/64']))).toEqual(
      [],
    );
  });

  it('warns of excluded addresses', () => {
    const excluded = ['virtual_ipaddress_excluded {', '192.0.2.200/24', '}'];
    const found = findingsOf('cluster/vip-list-mismatch', pair([one!], [one!], excluded));
    expect(found.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'virtual_ipaddress_excluded differs for VRID 51: 192.0.2.200 only on lb1'],
    ]);
  });
});

describe('cluster/auth-mismatch', () => {
  const pair = (a: readonly string[], b: readonly string[], top = '') =>
    nodes(instance({ lines: a }), top + instance({ lines: b, priority: 90 }));

  it.each([
    [password('abcdefgh1'), password('abcdefgh2'), 'only the first 8 bytes count'],
    [password('pa#ss1'), password('pa#ss2'), 'a comment cuts both'],
    [[...password('abcd'), 'version 3'], ['version 3'], 'VRRPv3 has none'],
  ])('accepts %j and %j', (a, b) => {
    expect(findingsOf('cluster/auth-mismatch', pair(a, b))).toEqual([]);
  });

  it('points at the password and never shows it', () => {
    const [found, ...more] = findingsOf(
      'cluster/auth-mismatch',
      pair(password('s3cret1'), password('s3cret2')),
    );
    expect(more).toEqual([]);
    expect(pointedAt(found!.place)).toBe('lb2.conf 12: s3cret2');
    expect(wordsOf(found!)).not.toMatch(/s3cret/);
  });

  it('knows that vrrp_strict switches authentication off', () => {
    const [found] = findingsOf(
      'cluster/auth-mismatch',
      pair(password('abcd'), password('abcd'), globals('vrrp_strict')),
    );
    expect(found!.message).toBe('authentication differs for VRID 51: none on lb2, auth_type PASS on lb1');
    expect(pointedAt(found!.place)).toBe('lb2.conf 2: vrrp_strict');
  });
});

describe('cluster/equal-priority', () => {
  it.each([
    ['different networks cards answer', [], 'warning'],
    ['one source for both', ['mcast_src_ip 192.0.2.11'], 'error'],
  ])('%s', (_title, lines, severity) => {
    const found = findingsOf('cluster/equal-priority', nodes(instance({ lines }), instance({ lines })));
    expect(found.map((one) => [one.severity, one.message, pointedAt(one.place)])).toEqual([
      [severity, 'lb1 and lb2 have the same priority 100 for VRID 51', 'lb2.conf 5: 100'],
    ]);
  });

  it('resolves a priority that is not written', () => {
    const files = nodes(instance({ state: 'MASTER', priority: undefined }), instance({ priority: 255 }));
    const [found] = findingsOf('cluster/equal-priority', files);
    expect(found!.message).toBe('lb1 and lb2 have the same priority 255 for VRID 51');
    expect(pointedAt(found!.place)).toBe('lb2.conf 5: 255');
  });

  it('asks the node that says BACKUP to give way', () => {
    const [found] = findingsOf('cluster/equal-priority', nodes(instance(), instance({ state: 'MASTER' })));
    expect([pointedAt(found!.place), found!.help]).toEqual(['lb1.conf 5: 100', 'priority 90 on lb1']);
  });

  it('sets all apart by its fix', () => {
    const priority = fc.integer({ min: 1, max: 254 });
    fc.assert(
      fc.property(priority, fc.integer({ min: 2, max: 5 }), (value, count) => {
        const files = nodes(...Array.from({ length: count }, () => instance({ priority: value })));
        const found = findingsOf('cluster/equal-priority', files);
        expect(found).toHaveLength(1);
        expect(findingsOf('cluster/equal-priority', repaired(files, found))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('cluster/both-master', () => {
  it('is a warning, and tells what else MASTER does', () => {
    const files = nodes(
      instance({ state: 'MASTER', lines: ['nopreempt'] }),
      instance({ state: 'MASTER', priority: 90, lines: ['nopreempt'] }),
    );
    const [found, ...more] = findingsOf('cluster/both-master', files);
    expect(more).toEqual([]);
    expect([found!.severity, pointedAt(found!.place)]).toEqual(['warning', 'lb2.conf 2: MASTER']);
    expect(found!.why).toContain('switches off nopreempt');
  });
});

describe('cluster/duplicate-router-id', () => {
  it('is one finding for three nodes, and leaves the host name alone', () => {
    const text = (priority: number) => globals('router_id lb1') + instance({ priority });
    const found = findingsOf('cluster/duplicate-router-id', nodes(text(110), text(100), text(90)));
    expect(found.map(({ message, help }) => [message, help])).toEqual([
      [
        'router_id lb1 is used by lb1, lb2 and lb3: each node needs its own',
        'router_id lb2 on lb2 and router_id lb3 on lb3; or no router_id at all: then each goes by its host name',
      ],
    ]);
    const plain = instance();
    expect(findingsOf('cluster/duplicate-router-id', nodes(plain, plain))).toEqual([]);
  });
});

describe('cluster/tracking-differs', () => {
  const checked = (name: string, command: string) =>
    `vrrp_script ${name} {\nscript "${command}"\n}\n${instance({ lines: ['track_script {', name, '}'] })}`;

  it.each([
    ['the same command in another folder', '/etc/check8080-1.sh', '/opt/check8080-2.sh', 0],
    ['host names in it', '/bin/check lb1', '/bin/check lb2', 0],
    ['another command', '/bin/check_nginx', '/bin/check_mysql', 1],
  ])('%s', (_title, a, b, count) => {
    const files = nodes(checked('one', a), checked('other', b));
    expect(findingsOf('cluster/tracking-differs', files)).toHaveLength(count);
  });

  it('tells what to define along with it', () => {
    const files = nodes(checked('chk', '/bin/check'), instance({ priority: 90 }));
    const [found] = findingsOf('cluster/tracking-differs', files);
    expect(found!.help).toBe(
      'track_script { chk } in vrrp_instance VI_1 on lb2, and vrrp_script chk above it, as on lb1',
    );
  });

  it('leaves a check that is defined and tracked nowhere to script/defined-not-tracked', () => {
    const idle = `vrrp_script chk {\nscript "/bin/check"\n}\n${instance({ priority: 90 })}`;
    const files = nodes(checked('chk', '/bin/check'), idle);
    expect(findingsOf('cluster/tracking-differs', files)).toEqual([]);
    expect(findingsOf('script/defined-not-tracked', files)).toHaveLength(1);
  });

  it.each([
    ['is demanded of nobody', instance({ priority: 90 })],
    ['counts as the same check', checked('chk', '/bin/check')],
  ])('what is tracked and not defined %s', (_title, other) => {
    const undefinedCheck = instance({ lines: ['track_script {', 'chk', '}'] });
    expect(findingsOf('cluster/tracking-differs', nodes(undefinedCheck, other))).toEqual([]);
  });

  it('speaks of links where interfaces are tracked', () => {
    const files = nodes(instance({ lines: ['track_interface {', 'eth1', '}'] }), instance({ priority: 90 }));
    const [found] = findingsOf('cluster/tracking-differs', files);
    expect([found!.help, found!.why]).toEqual([
      'track_interface { eth1 } in vrrp_instance VI_1 on lb2',
      'The node that does not track the interface takes the VIP, and keeps it, while that link is down there.',
    ]);
  });

  it('ignores the interface that is tracked anyway', () => {
    const files = nodes(instance({ lines: ['track_interface {', 'eth0', '}'] }), instance({ priority: 90 }));
    expect(findingsOf('cluster/tracking-differs', files)).toEqual([]);
  });
});

describe('cluster/equal-priority', () => {
  const bonus = (weight: number) =>
    `vrrp_script chk {\nscript "/bin/check"\nweight ${weight}\n}\n${instance({ lines: ['track_script {', 'chk', '}'] })}`;

  it.each([
    ['a bonus on one node only', bonus(2), instance(), 0],
    ['the same bonus on both', bonus(2), bonus(2), 1],
    ['a penalty, which counts for nothing while all is well', bonus(-2), instance(), 1],
  ])('%s', (_title, a, b, count) => {
    expect(findingsOf('cluster/equal-priority', nodes(a, b))).toHaveLength(count);
  });
});
