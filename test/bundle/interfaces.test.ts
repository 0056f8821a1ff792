import { describe, expect, it } from 'vitest';
import type { InterfaceFacts } from '../../src/bundle/interface-facts.ts';
import type { ParsedKind } from '../../src/bundle/parsers.ts';
import { at, faultsOf, parse as parseText } from './kit.ts';

type InterfaceKind = 'ifcfg' | 'keyfile' | 'netplan' | 'networkd' | 'interfaces';

const parse = <Kind extends InterfaceKind & ParsedKind>(
  kind: Kind,
  lines: readonly string[],
  path?: string,
) => parseText(kind, lines.join('\n'), path);

/** `ADDRESS/PREFIX INTERFACE LINE:COLUMN`; the place must hold the address. */
function summary({ addresses }: InterfaceFacts): string[] {
  return addresses.map(({ text, prefix, interface: device, place }) => {
    expect(place.source.slice(place.span).toLowerCase()).toBe(text);
    return `${text}/${prefix} ${device} ${at(place)}`;
  });
}

/** `INTERFACE FAMILY LINE:COLUMN`. */
function dynamic({ dynamic: found }: InterfaceFacts): string[] {
  return found.map(({ interface: device, family, place }) => `${device} ${family ?? 'both'} ${at(place)}`);
}

describe('files that give addresses to interfaces', () => {
  it('ifcfg', () => {
    const lines = [
      'DEVICE="ens32"',
      'IPADDR=172.16.100.14',
      'NETMASK=255.255.255.0',
      "IPADDR1='172.16.100.99' ",
      'PREFIX1=32',
      '#IPADDR2=172.16.100.1',
      'IPV6ADDR=2001:db8::14/64',
      'IPV6ADDR_SECONDARIES="2001:db8::15/64 2001:db8::16/64"',
      'IPADDR3=dhcp',
    ];
    expect(summary(parse('ifcfg', lines, '/x/ifcfg-eth9'))).toEqual([
      '172.16.100.14/24 ens32 2:8',
      '172.16.100.99/32 ens32 4:10',
      '2001:db8::14/64 ens32 7:10',
      '2001:db8::15/64 ens32 8:23',
      '2001:db8::16/64 ens32 8:39',
    ]);
    expect(summary(parse('ifcfg', ['IPADDR=10.0.0.1'], '/x/ifcfg-lo:0'))).toEqual([
      '10.0.0.1/undefined lo:0 1:8',
    ]);
  });

  it('NetworkManager keyfile', () => {
    const lines = [
      '[connection]',
      'id=lan',
      'interface-name=ens32',
      '[ipv4]',
      'address1=192.0.2.11/24,192.0.2.1',
      'dns=192.0.2.53;',
      '[ipv6]',
      'addresses=2001:db8::1/64;2001:db8::2/64;',
      '[other]',
      'address1=10.0.0.1/8',
    ];
    expect(summary(parse('keyfile', lines, '/x/lan.nmconnection'))).toEqual([
      '192.0.2.11/24 ens32 5:10',
      '2001:db8::1/64 ens32 8:11',
      '2001:db8::2/64 ens32 8:26',
    ]);
  });

  it('systemd-networkd', () => {
    const lines = [
      '[Match]',
      'Name=ens3',
      '[Network]',
      'Address=192.0.2.11/24',
      'Gateway=192.0.2.1',
      '[Address]',
      'Address=10.0.0.1/8',
    ];
    expect(summary(parse('networkd', lines, '/x/10.network'))).toEqual([
      '192.0.2.11/24 ens3 4:9',
      '10.0.0.1/8 ens3 7:9',
    ]);
  });

  it('interfaces', () => {
    const lines = [
      'auto eth0',
      'iface eth0 inet static',
      '  address 192.0.2.11',
      '  netmask 255.255.255.0',
      'iface eth1 inet dhcp',
      'iface eth0 inet6 static',
      '  address 2001:db8::11/64',
      '# address 10.0.0.1',
    ];
    expect(summary(parse('interfaces', lines, '/x/interfaces'))).toEqual([
      '192.0.2.11/24 eth0 3:11',
      '2001:db8::11/64 eth0 7:11',
    ]);
  });

  it('netplan', () => {
    const lines = [
      'network:',
      '  version: 2',
      '  ethernets:',
      '    ens32:',
      '      addresses: [192.0.2.11/24, "2001:db8::11/64"]',
      '  bonds:',
      '    bond0:',
      '      addresses:',
      '        - 10.0.0.1/8: { label: bond0:x }',
      '        - dhcp',
    ];
    expect(summary(parse('netplan', lines, '/x/n.yaml'))).toEqual([
      '192.0.2.11/24 ens32 5:19',
      '2001:db8::11/64 ens32 5:35',
      '10.0.0.1/8 bond0 9:11',
    ]);
  });
});

describe('interfaces that ask a server for their address', () => {
  it.each<[InterfaceKind, string[], string[]]>([
    ['ifcfg', ['DEVICE=eth0', 'BOOTPROTO="dhcp"'], ['eth0 4 2:12']],
    ['ifcfg', ['DEVICE=eth0', 'BOOTPROTO=none', 'DHCPV6C=yes'], ['eth0 6 3:9']],
    ['ifcfg', ['DEVICE=eth0', 'BOOTPROTO=static'], []],
    ['keyfile', ['[connection]', 'interface-name=eth0', '[ipv4]', 'method=auto'], ['eth0 4 4:8']],
    ['keyfile', ['[ipv6]', 'method=auto', '[ipv4]', 'method=manual'], []],
    ['keyfile', ['[ipv6]', 'method=dhcp'], ['file 6 2:8']],
    ['networkd', ['[Match]', 'Name=eth0', '[Network]', 'DHCP=yes'], ['eth0 both 4:6']],
    ['networkd', ['[Match]', 'Name=eth0', '[Network]', 'DHCP=ipv4'], ['eth0 4 4:6']],
    ['networkd', ['[Network]', 'DHCP=no'], []],
    ['interfaces', ['iface eth0 inet dhcp'], ['eth0 4 1:17']],
    ['interfaces', ['iface eth0 inet6 auto'], []],
    ['netplan', ['network:', '  ethernets:', '    eth0: {dhcp4: true, dhcp6: false}'], ['eth0 4 3:19']],
    ['netplan', ['network:', '  ethernets:', '    eth0: {dhcp4: no}'], []],
    [
      'netplan',
      ['network:', '  ethernets:', '    lan:', '      match: {name: eth0}', '      dhcp4: yes'],
      ['eth0 4 5:14'],
    ],
  ])('%s: %j', (kind, lines, expected) => {
    expect(dynamic(parse(kind, lines))).toEqual(expected);
  });
});

describe('faults of interface files', () => {
  it.each<[InterfaceKind, string[], string[]]>([
    ['ifcfg', ['IPADDR 192.0.2.1'], ['no-assignment@1:1 IPADDR 192.0.2.1']],
    ['ifcfg', ['IPADDR = 192.0.2.1'], ['blank-around-equals@1:1 IPADDR = 192.0.2.1']],
    ['ifcfg', ['IPADDR= 192.0.2.1'], ['blank-around-equals@1:1 IPADDR= 192.0.2.1']],
    ['ifcfg', ['IPADDR="192.0.2.1'], ['open-quote@1:8 "192.0.2.1']],
    ['ifcfg', ['IPADDR=192.0.2.256'], ['bad-address@1:8 192.0.2.256']],
    ['ifcfg', ['IPADDR=192.0.2.1', 'NETMASK=255.255.0.255'], ['bad-netmask@2:9 255.255.0.255']],
    ['ifcfg', ['IPADDR=192.0.2.1', 'PREFIX=33'], ['bad-prefix@2:8 33']],
    ['ifcfg', ['IPADDR=192.0.2.1 # the first', 'PREFIX=24', 'GATEWAY=', '', '# IPADDR2 x'], []],
    ['ifcfg', ['IPADDR=$(cat /run/address)'], []],
    ['keyfile', ['[ipv4]', 'address1'], ['ini-line@2:1 address1']],
    ['keyfile', ['address1=192.0.2.1/24'], ['ini-no-section@1:1 address1']],
    ['keyfile', ['[ipv4]', 'address1=192.0.2.1/33'], ['bad-prefix@2:20 33']],
    ['networkd', ['[Network]', 'Address=192.0.2/24'], ['bad-address@2:9 192.0.2/24']],
    [
      'interfaces',
      ['iface eth0 inet static', 'address 192.0.2.1', 'netmask 255.0.255.0'],
      ['bad-netmask@3:9 255.0.255.0'],
    ],
    // What ifquery of Debian 12 refuses the file for.
    ['interfaces', ['adress 192.0.2.1'], ['stray-option@1:1 adress']],
    [
      'interfaces',
      ['auto eth0', 'address 192.0.2.1', 'iface eth0 inet manual'],
      ['stray-option@2:1 address'],
    ],
    ['interfaces', ['iface eth0 inet static', '  address'], ['empty-option@2:3 address']],
    ['interfaces', ['mapping eth0', '  script /x', '  map'], ['empty-option@3:3 map']],
    [
      'interfaces',
      ['mapping eth0', '  script /x', '  map home', 'source /x/*', 'iface eth0 inet manual'],
      [],
    ],
    [
      'netplan',
      ['network:', '  ethernets:', '    eth0: {addresses: [192.0.2.1]}'],
      ['no-prefix@3:24 192.0.2.1'],
    ],
    ['netplan', ['ethernets: {}'], ['yaml-shape@1:1 network:']],
    ['netplan', ['network:', '\tethernets: {}'], ['yaml@2:1 Tabs are not allowed as indentation']],
    ['netplan', [''], []],
  ])('%s: %j', (kind, lines, expected) => {
    expect(faultsOf(parse(kind, lines))).toEqual(expected);
  });
});
