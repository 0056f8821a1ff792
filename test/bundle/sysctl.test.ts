import { describe, expect, it } from 'vitest';
import { readHostCommands } from '../../src/bundle/host-commands.ts';
import { HostFiles } from '../../src/bundle/host-file.ts';
import { sysctlOf } from '../../src/bundle/host-state.ts';
import { dottedKey, normalizeKey, numberOf } from '../../src/bundle/sysctl.ts';
import { at, faultsOf, fileOf, parse } from './kit.ts';

/** The state of a host with files at these paths. */
function stateOf(files: Readonly<Record<string, string>>) {
  return sysctlOf(new HostFiles(Object.entries(files).map(([path, text]) => fileOf('sysctl', path, text))));
}

describe('keys', () => {
  // As systemd-sysctl of Debian 12 takes them apart.
  it.each([
    ['net.ipv4.ip_forward', 'net/ipv4/ip_forward'],
    ['net/ipv4/ip_forward', 'net/ipv4/ip_forward'],
    ['net.ipv4.conf.eth0/100.rp_filter', 'net/ipv4/conf/eth0.100/rp_filter'],
    ['net/ipv4/conf/eth0.100/rp_filter', 'net/ipv4/conf/eth0.100/rp_filter'],
    ['/proc/sys/net/ipv4/ip_forward', 'net/ipv4/ip_forward'],
    ['net//ipv4/ip_forward/', 'net/ipv4/ip_forward'],
  ])('%s is %s', (key, path) => {
    expect(normalizeKey(key)).toBe(path);
  });

  it('go back to the form people write', () => {
    expect(dottedKey('net/ipv4/conf/eth0.100/rp_filter')).toBe('net.ipv4.conf.eth0/100.rp_filter');
  });

  it.each([
    ['1', 1],
    ['-1', -1],
    ['010', 8],
    ['0x1f', 31],
    ['1 # on', 1],
    ['yes', undefined],
    ['', undefined],
  ])('the kernel reads %j as %s', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });
});

describe('lines of a sysctl file', () => {
  it('are settings with their places', () => {
    const { settings, faults } = parse(
      'sysctl',
      '# x\n; y\n\n -net.ipv4.ip_forward = 1 \r\n-net.ipv4.conf.all.rp_filter\n',
    );
    expect(faults).toEqual([]);
    expect(settings.map(({ key, value, place, keyPlace }) => [key, value, at(keyPlace), at(place)])).toEqual([
      ['net/ipv4/ip_forward', '1', '4:3', '4:25'],
      ['net/ipv4/conf/all/rp_filter', undefined, '5:2', '5:2'],
    ]);
  });

  // What sysctl(8) and systemd-sysctl of Debian 12 refuse, and what the kernel refuses.
  it.each([
    ['net.ipv4.ip_forward 1', 'sysctl-no-equals@1:1 net.ipv4.ip_forward 1'],
    ['=1', 'sysctl-no-key@1:1 =1'],
    ['net.ipv4.ip_forward =', 'sysctl-no-value@1:1 net.ipv4.ip_forward ='],
    ['net.ipv4.conf.all.arp_ignore = 1 # LVS', 'sysctl-comment@1:34 1'],
    ['net.ipv4.conf.all.arp_announce = 3', 'sysctl-bad-value@1:34 0 to 2'],
    ['net.ipv4.conf.eth0.rp_filter = on', 'sysctl-bad-value@1:32 0 to 2'],
  ])('%s', (line, fault) => {
    expect(faultsOf(parse('sysctl', line))).toEqual([fault]);
  });

  it.each(['kernel.core_pattern = |/usr/bin/x %p # y', 'net.ipv4.ip_local_port_range = 1024 65535'])(
    '%s is none of our business',
    (line) => {
      expect(parse('sysctl', line).faults).toEqual([]);
    },
  );
});

describe('files together', () => {
  const value = (files: Readonly<Record<string, string>>, key: string) => stateOf(files).get(key)?.value;
  const forward = 'net/ipv4/ip_forward';

  // In the order in which systemd-analyze cat-config of Debian 12 shows them.
  it.each<[string, Record<string, string>, number | undefined]>([
    [
      'a file in /run hides its namesake in /usr/lib',
      { '/usr/lib/sysctl.d/10-a.conf': `${forward}=0`, '/run/sysctl.d/10-a.conf': `${forward}=1` },
      1,
    ],
    [
      'a file in /etc hides both',
      { '/run/sysctl.d/10-a.conf': `${forward}=0`, '/etc/sysctl.d/10-a.conf': '# off' },
      undefined,
    ],
    [
      'names decide, not folders',
      { '/etc/sysctl.d/10-a.conf': `${forward}=0`, '/usr/lib/sysctl.d/50-b.conf': `${forward}=1` },
      1,
    ],
    [
      'sysctl.conf has its turn as 99-sysctl.conf',
      { '/etc/sysctl.conf': `${forward}=1`, '/etc/sysctl.d/90-x.conf': `${forward}=0` },
      1,
    ],
    [
      'letters come behind it',
      { '/etc/sysctl.conf': `${forward}=0`, '/etc/sysctl.d/lvs.conf': `${forward}=1` },
      1,
    ],
    ['the last line of a file counts', { '/etc/sysctl.conf': `${forward}=0\n${forward}=1` }, 1],
  ])('%s', (_name, files, expected) => {
    expect(value(files, forward)).toBe(expected);
  });

  it('a pattern sets what nobody names, and leaves out what is kept from it', () => {
    const files = {
      '/usr/lib/sysctl.d/50-default.conf':
        'net.ipv4.conf.*.rp_filter = 2\n-net.ipv4.conf.all.rp_filter\nnet.ipv4.conf.eth1.rp_filter = 1\n',
    };
    const state = stateOf(files);
    expect(['all', 'eth0', 'eth1'].map((name) => state.ofInterface(name, 'rp_filter')?.value)).toEqual([
      undefined,
      2,
      1,
    ]);
    expect(
      stateOf({ '/etc/sysctl.conf': 'net.ipv4.conf.[z-a].x = 1' }).get('net/ipv4/conf/q/x'),
    ).toBeUndefined();
  });
});

describe('commands of boot scripts', () => {
  const script = `#!/bin/sh
VIP=192.0.2.100
case "$1" in
start)
  ifconfig lo:0 $VIP netmask 255.255.255.255 broadcast $VIP up
  /sbin/route add -host $VIP dev lo:0
  echo "1" >/proc/sys/net/ipv4/conf/lo/arp_ignore
  echo 2 > /proc/sys/net/ipv4/conf/all/arp_announce # LVS
  ip addr add 192.0.2.101/32 dev lo && sysctl -w net.ipv4.ip_forward=1
  sysctl -p
  ;;
esac
`;

  it('are followed as far as they are plain', () => {
    const { sysctls, addresses, loadsFiles, allowsVrrp } = readHostCommands(
      fileOf('rc.local', '/etc/rc.local', script).source,
    );
    expect(sysctls.map(({ key, value, place }) => [key, value, at(place)])).toEqual([
      ['net/ipv4/conf/lo/arp_ignore', '1', '7:3'],
      ['net/ipv4/conf/all/arp_announce', '2', '8:3'],
      ['net/ipv4/ip_forward', '1', '9:40'],
    ]);
    expect(addresses.map(({ text, prefix, interface: name }) => `${text}/${prefix} ${name}`)).toEqual([
      '192.0.2.100/32 lo:0',
      '192.0.2.101/32 lo',
    ]);
    expect([loadsFiles, allowsVrrp]).toEqual([true, false]);
    expect(parse('rc.local', 'iptables -I INPUT -p vrrp -j ACCEPT\n').allowsVrrp).toBe(true);
  });
});
