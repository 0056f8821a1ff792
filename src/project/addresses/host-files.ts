import { SourceText } from '../../../grammar/source.ts';
import { decode } from '../decode.ts';
import type { Disk } from '../disk.ts';
import { glob } from '../glob.ts';
import type { FoundAddress } from './found-address.ts';
import { readIfcfg } from './ifcfg.ts';
import { readInterfaces } from './interfaces.ts';
import { readKeyfile } from './keyfile.ts';
import { readNetplan } from './netplan.ts';
import { readNetworkd } from './networkd.ts';

interface HostFile {
  /** Relative to the root of the host's tree. */
  readonly pattern: string;
  readonly read: (source: SourceText) => readonly FoundAddress[] | Promise<readonly FoundAddress[]>;
}

/** The files of a host that tell its addresses. */
const hostFiles: readonly HostFile[] = [
  { pattern: 'etc/sysconfig/network-scripts/ifcfg-*', read: readIfcfg },
  { pattern: 'etc/NetworkManager/system-connections/*.nmconnection', read: readKeyfile },
  { pattern: 'etc/netplan/*.{yaml,yml}', read: readNetplan },
  { pattern: 'etc/network/{interfaces,interfaces.d/*}', read: readInterfaces },
  { pattern: 'etc/systemd/network/*.network', read: readNetworkd },
];

/** The addresses in the interface files of a host's tree. A file that cannot be read or understood tells none. */
export async function addressesInTree(root: string, disk: Disk): Promise<FoundAddress[]> {
  const found: FoundAddress[] = [];
  for (const { pattern, read } of hostFiles) {
    for (const path of glob(pattern, root, disk)) {
      const bytes = disk.read(path);
      const text = typeof bytes === 'string' ? undefined : decode(bytes)?.text;
      if (text !== undefined) found.push(...(await read(new SourceText(path, text))));
    }
  }
  return found;
}
