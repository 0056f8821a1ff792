import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../grammar/values/address.ts';
import type { Known } from '../../src/model/known.ts';
import { instanceOf, nodeOf, shown } from './kit.ts';

const vip = 'virtual_ipaddress {\n192.0.2.100\n}';
const vip6 = 'virtual_ipaddress {\nfe80::51\n2001:db8::1\n}';

function said(known: Known<unknown>): unknown[] {
  return [known.value, known.origin];
}

describe('priority and state', () => {
  const cases: [string, unknown[], unknown[]][] = [
    ['', [100, 'default'], ['BACKUP', 'default']],
    ['state MASTER', [255, 'default'], ['MASTER', 'written']],
    ['priority 255', [255, 'written'], ['MASTER', 'default']],
    ['state BACKUP\npriority 150', [150, 'written'], ['BACKUP', 'written']],
    ['priority 300', [100, 'corrected'], ['BACKUP', 'default']],
    ['priority 150\npriority 0', [100, 'corrected'], ['BACKUP', 'default']],
    ['priority 90\npriority 110', [110, 'written'], ['BACKUP', 'default']],
    ['state MASTER\nstate BACKUP\npriority 1', [1, 'written'], ['MASTER', 'written']],
    ['state BACKUP\nstate MASTER\npriority 1', [1, 'written'], ['MASTER', 'written']],
    ['state master\npriority 1', [1, 'written'], ['BACKUP', 'corrected']],
    ['state MASTER\nstate SLAVE\npriority 1', [1, 'written'], ['BACKUP', 'corrected']],
    ['strict_mode\nstate MASTER\npriority 100', [100, 'written'], ['BACKUP', 'corrected']],
    ['strict_mode\nstate BACKUP\npriority 255', [255, 'written'], ['MASTER', 'corrected']],
  ];
  it.each(cases)('%j', (lines, priority, state) => {
    const instance = instanceOf(`${lines}\n${vip}`);
    expect(said(instance.priority)).toEqual(priority);
    expect(said(instance.state)).toEqual(state);
  });

  it('points at the value', () => {
    const instance = instanceOf('interface eth0\npriority  110');
    expect(shown(instance.priority.place)).toBe('6:11 110');
    expect(instance.state.place).toBeUndefined();
  });
});

describe('version', () => {
  const cases: [string, string, string, unknown[]][] = [
    ['IPv4', vip, '', [2, 'default']],
    ['IPv6', vip6, '', [3, 'default']],
    ['global', vip, 'vrrp_version 3', [3, 'inherited']],
    ['global does not bind IPv6', vip6, 'vrrp_version 2', [3, 'default']],
    ['own before global', `version 2\n${vip}`, 'vrrp_version 3', [2, 'written']],
    ['the first of its own', `version 3\nversion 2\n${vip}`, '', [3, 'written']],
    ['2 before the family is known', `version 2\n${vip6}`, '', [2, 'written']],
    ['2 after it', `${vip6}\nversion 2`, '', [3, 'corrected']],
    ['2 with IPv6, strict', `version 2\nstrict_mode\n${vip6}`, '', [3, 'corrected']],
    ['nonsense', `version 4\n${vip}`, '', [2, 'default']],
  ];
  it.each(cases)('%s', (_, lines, global, expected) => {
    expect(said(instanceOf(lines, global).version)).toEqual(expected);
  });
});

describe('advert_int', () => {
  const cases: [string, number, string][] = [
    ['', 1, 'default'],
    ['advert_int 2', 2, 'written'],
    ['advert_int 0.3', 1, 'corrected'],
    ['advert_int 1.6', 2, 'corrected'],
    ['version 3\nadvert_int 0.3', 0.3, 'written'],
    ['version 3\nadvert_int 0.125', 0.13, 'corrected'],
    ['version 3\nadvert_int 60', 40.95, 'corrected'],
    ['advert_int 256', 1, 'corrected'],
    ['advert_int 3\nadvert_int x', 3, 'written'],
  ];
  it.each(cases)('%j is %d (%s)', (lines, value, origin) => {
    expect(said(instanceOf(`${lines}\n${vip}`).advertInterval)).toEqual([value, origin]);
  });
});

describe('preemption', () => {
  const cases: [string, boolean, number][] = [
    ['nopreempt\npreempt_delay 5', true, 0],
    ['preempt_delay 5', false, 5],
    ['state MASTER\npriority 150\nnopreempt', false, 0],
    ['state MASTER\npriority 150\npreempt_delay 5', false, 0],
    ['priority 255\nnopreempt', false, 0],
    ['nopreempt\npreempt', false, 0],
    ['preempt\nnopreempt', true, 0],
    ['nopreempt false', true, 0],
    ['strict_mode\npreempt_delay 5', false, 0],
    ['preempt_delay 5\npreempt_delay 1001', false, 0],
  ];
  it.each(cases)('%j', (lines, nopreempt, delay) => {
    const instance = instanceOf(`${lines}\n${vip}`);
    expect([instance.nopreempt.value, instance.preemptDelay.value]).toEqual([nopreempt, delay]);
  });

  it('keeps the place of what the daemon clears', () => {
    const { nopreempt } = instanceOf(`state MASTER\npriority 1\nnopreempt\n${vip}`);
    expect([...said(nopreempt), shown(nopreempt.place)]).toEqual([false, 'corrected', '7:1 nopreempt']);
  });
});

describe('virtual_router_id and interface', () => {
  const vrids: [string, number | undefined, string][] = [
    ['', undefined, 'default'],
    ['virtual_router_id 51', 51, 'written'],
    ['virtual_router_id 256', undefined, 'corrected'],
    ['virtual_router_id 51\nvirtual_router_id 0', 51, 'written'],
    ['virtual_router_id 5x', undefined, 'corrected'],
  ];
  it.each(vrids)('%j', (lines, value, origin) => {
    expect(said(instanceOf(lines).vrid)).toEqual([value, origin]);
  });

  const interfaces: [string, string | undefined][] = [
    ['interface eth0', 'eth0'],
    ['interface eth0\ninterface ens32', 'ens32'],
    ['interface lo', undefined],
    ['interface averyveryverylongname', undefined],
  ];
  it.each(interfaces)('%j', (lines, name) => {
    expect(instanceOf(lines).interface.value).toBe(name);
  });
});

describe('authentication', () => {
  const pass = (type: string, word: string) =>
    `authentication {\nauth_type ${type}\nauth_pass ${word}\n}\n${vip}`;

  it('compares the first 8 bytes', () => {
    const { authentication } = instanceOf(pass('PASS', 'k33pAlived2'));
    expect([authentication.type.value, authentication.pass.value]).toEqual(['PASS', 'k33pAliv']);
    expect([authentication.written.value, authentication.pass.origin]).toEqual(['k33pAlived2', 'corrected']);
  });

  it('counts bytes, not characters', () => {
    expect(instanceOf(pass('PASS', 'пароль')).authentication.pass.value).toBe(
      Buffer.from('паро').toString('latin1'),
    );
  });

  const dropped: [string, string, string | undefined][] = [
    ['version 3', `version 3\n${pass('PASS', 'x')}`, 'version-3'],
    ['strict', `strict_mode\n${pass('PASS', 'x')}`, 'strict'],
    ['no password', `authentication {\nauth_type PASS\n}\n${vip}`, 'no-pass'],
    ['unknown type', pass('MD5', 'x'), undefined],
    ['no type', `authentication {\nauth_pass x\n}\n${vip}`, undefined],
  ];
  it.each(dropped)('%s: none', (_, lines, reason) => {
    const { authentication } = instanceOf(lines);
    expect([authentication.type.value, authentication.pass.value, authentication.dropped]).toEqual([
      'none',
      undefined,
      reason,
    ]);
  });

  it('merges blocks', () => {
    const lines = `authentication {\nauth_type PASS\nauth_pass one\n}\nauthentication {\nauth_pass two\n}\n${vip}`;
    expect(instanceOf(lines).authentication.pass.value).toBe('two');
  });

  it('does not start as MASTER with AH', () => {
    expect(said(instanceOf(`state MASTER\npriority 9\n${pass('AH', 'x')}`).state)).toEqual([
      'BACKUP',
      'corrected',
    ]);
  });
});

describe('addresses', () => {
  it('reads VIPs with prefix, device, label and place', () => {
    const { vips } = instanceOf(
      'interface eth0\nvirtual_ipaddress {\n  192.0.2.1/24 dev eth1 label eth1:vip\n  192.0.2.2\n}',
    );
    expect(
      vips.map(({ text, prefix, prefixWritten, device, ownDevice, label, place }) => [
        text,
        prefix,
        prefixWritten,
        device,
        ownDevice,
        label,
        shown(place),
      ]),
    ).toEqual([
      ['192.0.2.1', 24, true, 'eth1', 'eth1', 'eth1:vip', '7:3 192.0.2.1/24'],
      ['192.0.2.2', 32, false, 'eth0', undefined, undefined, '8:3 192.0.2.2'],
    ]);
  });

  it('drops the other family and, from 2.3.3 on, repetitions', () => {
    const lines = 'virtual_ipaddress {\n192.0.2.1\n2001:db8::1\n192.0.2.1/24\n}';
    const newer = instanceOf(lines, '', { release: '2.3.3' });
    expect(newer.vips.map((one) => one.text)).toEqual(['192.0.2.1']);
    expect(newer.droppedVips.map((one) => [one.text, one.dropped])).toEqual([
      ['2001:db8::1', 'wrong-family'],
      ['192.0.2.1', 'repeated'],
    ]);
    const older = instanceOf(lines, '', { release: '2.3.2' });
    expect(older.vips.map((one) => one.text)).toEqual(['192.0.2.1', '192.0.2.1']);
  });

  it('compares IPv6 addresses in their one form', () => {
    expect(instanceOf('virtual_ipaddress {\n2001:DB8:0::1\n}').vips[0]!.text).toBe('2001:db8::1');
  });

  it('appends lists and moves what has no room to the excluded ones', () => {
    const many = (from: number, count: number) =>
      `virtual_ipaddress {\n${Array.from({ length: count }, (_, at) => `10.${from}.${at >> 8}.${at & 255}`).join('\n')}\n}`;
    const instance = instanceOf(`${many(1, 200)}\n${many(2, 60)}`);
    expect([instance.vips.length, instance.excludedVips.length]).toEqual([255, 5]);
    expect(instance.excludedVips[0]!.text).toBe('10.2.0.55');
  });

  const families: [string, string, 4 | 6][] = [
    ['nothing', '', 4],
    ['VIP', vip6, 6],
    ['source first', `mcast_src_ip 192.0.2.11\n${vip6}`, 4],
    ['peer', 'unicast_peer {\n2001:db8::2\n}', 6],
    ['native_ipv6', 'native_ipv6', 6],
    ['excluded VIPs do not count', 'virtual_ipaddress_excluded {\n2001:db8::2\n}', 4],
  ];
  it.each(families)('family by %s', (_, lines, family) => {
    expect(instanceOf(lines).family).toBe(family);
  });

  it('takes the last source of either keyword, without its prefix', () => {
    const { source } = instanceOf('unicast_src_ip 192.0.2.11\nmcast_src_ip 192.0.2.12/24');
    expect([formatAddress(source.value!), shown(source.place)]).toEqual(['192.0.2.12', '6:14 192.0.2.12/24']);
  });

  it('ignores a source of the other family', () => {
    const { source } = instanceOf(`${vip}\nmcast_src_ip 2001:db8::1`);
    expect(said(source)).toEqual([undefined, 'corrected']);
  });

  it('is unicast only with an accepted peer', () => {
    expect(instanceOf('unicast_src_ip 192.0.2.11').unicast).toBe(false);
    expect(instanceOf(`${vip}\nunicast_peer {\n2001:db8::1\n}`).unicast).toBe(false);
    const instance = instanceOf('unicast_peer {\n192.0.2.12/24 min_ttl 64\n}');
    expect([instance.unicast, instance.unicastPeers[0]!.text, instance.unicastPeers[0]!.minTtl]).toEqual([
      true,
      '192.0.2.12',
      64,
    ]);
    expect(instance.checkUnicastSource.value).toBe(true);
  });

  it('resolves the multicast group', () => {
    const group = (lines: string, global = '') =>
      formatAddress(instanceOf(lines, global).multicastGroup.value);
    expect(group(vip)).toBe('224.0.0.18');
    expect(group(vip6)).toBe('ff02::12');
    expect(group(vip, 'vrrp_mcast_group4 224.0.0.20')).toBe('224.0.0.20');
    expect(group(`${vip}\nmcast_dst_ip 224.0.0.21`, 'vrrp_mcast_group4 224.0.0.20')).toBe('224.0.0.21');
    expect(group(`${vip}\nmcast_dst_ip 192.0.2.1`)).toBe('224.0.0.18');
  });
});

describe('switches', () => {
  it('any word switches skip_check_adv_addr on', () => {
    expect(said(instanceOf('skip_check_adv_addr off').skipCheckAdvAddr)).toEqual([true, 'corrected']);
    expect(instanceOf('', 'vrrp_skip_check_adv_addr').skipCheckAdvAddr.value).toBe(true);
  });

  it('strict mode decides what nobody says', () => {
    const strict = instanceOf(vip, 'vrrp_strict');
    expect([strict.strict.origin, strict.accept.value, strict.lowerPrioNoAdvert.value]).toEqual([
      'inherited',
      false,
      true,
    ]);
    const own = instanceOf(`strict_mode off\n${vip}`, 'vrrp_strict');
    expect([own.strict.value, own.accept.value, own.lowerPrioNoAdvert.value]).toEqual([false, true, false]);
  });

  it('clears accept in strict VRRPv2', () => {
    expect(said(instanceOf(`strict_mode\naccept\n${vip}`).accept)).toEqual([false, 'corrected']);
    expect(instanceOf(`strict_mode\naccept\nversion 3\n${vip}`).accept.value).toBe(true);
    expect(instanceOf(`accept\nno_accept\n${vip}`).accept.value).toBe(false);
  });
});

describe('blocks', () => {
  it('skips instances the daemon skips', () => {
    const text =
      'vrrp_instance A {\npriority 1\n}\nvrrp_instance A {\npriority 2\n}\nvrrp_instance B C {\n}\nvrrp_instance D {\n}\n';
    expect(nodeOf(text).instances.map((one) => [one.name, one.priority.value])).toEqual([
      ['A', 1],
      ['D', 100],
    ]);
  });

  it('gives the statements of a keyword', () => {
    const instance = instanceOf('notify_master "/a x"\nnotify_master "/b"');
    expect([instance.all('notify_master').length, shown(instance.place)]).toEqual([2, '4:15 VI_1']);
    expect(instance.last('notify_fault')).toBeUndefined();
  });
});
