import { posix } from 'node:path';
import type { HostFile, HostFileKind, HostFiles } from '../../bundle/host-file.ts';
import type { FoundAddress } from './found-address.ts';
import { readIfcfg } from './ifcfg.ts';
import { readInterfaces } from './interfaces.ts';
import { readKeyfile } from './keyfile.ts';
import { readNetplan } from './netplan.ts';
import { readNetworkd } from './networkd.ts';

type Reader = (file: HostFile) => readonly FoundAddress[] | Promise<readonly FoundAddress[]>;

/** The kinds of files that tell addresses. */
const readers: { readonly [Kind in HostFileKind]?: Reader } = {
  ifcfg: ({ source, path }) => readIfcfg(source, posix.basename(path)),
  keyfile: ({ source }) => readKeyfile(source),
  netplan: ({ source }) => readNetplan(source),
  interfaces: ({ source }) => readInterfaces(source),
  networkd: ({ source }) => readNetworkd(source),
};

/** The addresses in the interface files of a host. A file that cannot be understood tells none. */
export async function addressesIn(files: HostFiles): Promise<FoundAddress[]> {
  const found: FoundAddress[] = [];
  for (const file of files.all) {
    const read = readers[file.kind];
    if (read !== undefined) found.push(...(await read(file)));
  }
  return found;
}
