import { describe, expect, it } from 'vitest';
import { SourceText } from '../../grammar/source.ts';
import type { FoundAddress } from '../../src/project/addresses/found-address.ts';
import { addressesIn } from '../../src/project/addresses/host-files.ts';
import { readIpAddr } from '../../src/project/addresses/ip-addr.ts';
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

describe('readIpAddr', () => {
  it('reads ip -j addr, but for what keepalived itself has added', () => {
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
      ['10.0.0.2', 'netplan'],
      ['10.0.0.4', 'systemd-networkd'],
      ['10.0.0.3', 'interfaces'],
    ]);
  });

  it('finds nothing where nothing is', async () => {
    expect(await addressesIn(filesOfFolder(folderOf({}), new Disk()))).toEqual([]);
  });
});
