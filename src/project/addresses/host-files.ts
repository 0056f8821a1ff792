import { posix } from 'node:path';
import type { HostFile, HostFileKind, HostFiles } from '../../bundle/host-file.ts';
import type { FoundAddress } from './found-address.ts';
import { readIfcfg } from './ifcfg.ts';
import { readInterfaces } from './interfaces.ts';
import { readKeyfile } from './keyfile.ts';
import { readNetplan } from './netplan.ts';
import { readNetworkd } from './networkd.ts';

/** The kinds of files that tell addresses. netplan is YAML, and its parser comes when there is such a file. */
const readers: { readonly [Kind in HostFileKind]?: (file: HostFile) => readonly FoundAddress[] } = {
  ifcfg: ({ source, path }) => readIfcfg(source, posix.basename(path)),
  keyfile: ({ source }) => readKeyfile(source),
  interfaces: ({ source }) => readInterfaces(source),
  networkd: ({ source }) => readNetworkd(source),
};

/** The addresses in the interface files of a host. A file that cannot be understood tells none. */
export async function addressesIn(files: HostFiles): Promise<FoundAddress[]> {
  const found = plainAddressesIn(files);
  for (const { source } of files.ofKind('netplan')) found.push(...(await readNetplan(source)));
  return found;
}

/** Those that are told at once: in all files but those of netplan. */
export function plainAddressesIn(files: HostFiles): FoundAddress[] {
  return files.all.flatMap((file) => readers[file.kind]?.(file) ?? []);
}
