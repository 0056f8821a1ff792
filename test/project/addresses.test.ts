import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import type { FoundAddress } from '../../src/project/addresses/found-address.ts';
import { addressesIn } from '../../src/project/addresses/host-files.ts';
import { readIfcfg } from '../../src/project/addresses/ifcfg.ts';
import { readInterfaces } from '../../src/project/addresses/interfaces.ts';
import { readIpAddr } from '../../src/project/addresses/ip-addr.ts';
import { readKeyfile } from '../../src/project/addresses/keyfile.ts';
import { readNetplan } from '../../src/project/addresses/netplan.ts';
import { readNetworkd } from '../../src/project/addresses/networkd.ts';
import { Disk } from '../../src/project/disk.ts';
import { filesOfFolder } from '../../src/project/host-files.ts';
import { folderOf } from './kit.ts';

/** `ADDRESS/PREFIX INTERFACE LINE:COLUMN`; the place must hold the address. */
function summary(found: readonly FoundAddress[] | undefined): string[] | undefined {
  return found?.map(({ text, prefix, interface: device, place }) => {
    const { line, column } = place!.source.position(place!.span.start);
    expect(place!.source.slice(place!.span).toLowerCase()).toBe(text);
    return `${text}/${prefix} ${device} ${line}:${column}`;
  });
}

const text = (lines: readonly string[], path: string) => new SourceText(path, lines.join('\n'));

describe('files that tell addresses', () => {
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
    expect(summary(readIfcfg(text(lines, '/x/ifcfg-eth9')))).toEqual([
      '172.16.100.14/24 ens32 2:8',
      '172.16.100.99/32 ens32 4:10',
      '2001:db8::14/64 ens32 7:10',
      '2001:db8::15/64 ens32 8:23',
      '2001:db8::16/64 ens32 8:39',
    ]);
    expect(summary(readIfcfg(text(['IPADDR=10.0.0.1'], '/x/ifcfg-lo:0')))).toEqual([
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
    expect(summary(readKeyfile(text(lines, '/x/lan.nmconnection')))).toEqual([
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
    expect(summary(readNetworkd(text(lines, '/x/10.network')))).toEqual([
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
    expect(summary(readInterfaces(text(lines, '/x/interfaces')))).toEqual([
      '192.0.2.11/24 eth0 3:11',
      '2001:db8::11/64 eth0 7:11',
    ]);
  });

  it('netplan', async () => {
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
    expect(summary(await readNetplan(text(lines, '/x/n.yaml')))).toEqual([
      '192.0.2.11/24 ens32 5:19',
      '2001:db8::11/64 ens32 5:35',
      '10.0.0.1/8 bond0 9:11',
    ]);
  });

  it('ip -j addr, but for what keepalived itself has added', () => {
    const links = [
      { ifname: 'lo', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8 }] },
      {
        ifname: 'ens32',
        addr_info: [
          { local: '192.0.2.11', prefixlen: 24 },
          { local: '192.0.2.100', prefixlen: 32, protocol: 'keepalived' },
          { local: 7 },
          null,
        ],
      },
      null,
      { ifname: 'x' },
    ];
    const source = new SourceText('/x/facts.json', JSON.stringify(links));
    expect(summary(readIpAddr(source))).toEqual(['127.0.0.1/8 lo 1:56', '192.0.2.11/24 ens32 1:125']);
    expect(readIpAddr(new SourceText('/x', 'oops'))).toBeUndefined();
    expect(readIpAddr(new SourceText('/x', '{}'))).toBeUndefined();
  });
});

describe('addressesIn', () => {
  it('reads every kind, and is not put off by broken files', async () => {
    const folder = folderOf({
      'etc/sysconfig/network-scripts/ifcfg-eth0': 'IPADDR=10.0.0.1\n',
      'etc/netplan/a.yaml': 'network: {ethernets: {eth1: {addresses: [10.0.0.2/8]}}}\n',
      'etc/netplan/broken.yaml': 'network: [unclosed\n  - {',
      'etc/netplan/list.yaml': '- 1\n',
      'etc/netplan/utf16.yaml': Uint8Array.of(0xff, 0xfe, 0x20, 0),
      'etc/network/interfaces.d/x': 'iface eth2 inet static\naddress 10.0.0.3/8\n',
      'etc/systemd/network/a.network': '[Network]\nAddress=10.0.0.4/8\n',
    });
    const found = await addressesIn(filesOfFolder(folder, new Disk()));
    expect(found.map(({ text: address, how }) => [address, how])).toEqual([
      ['10.0.0.1', 'ifcfg'],
      ['10.0.0.4', 'systemd-networkd'],
      ['10.0.0.3', 'interfaces'],
      ['10.0.0.2', 'netplan'],
    ]);
  });

  it('finds nothing where nothing is', async () => {
    expect(await addressesIn(filesOfFolder(folderOf({}), new Disk()))).toEqual([]);
  });
});
