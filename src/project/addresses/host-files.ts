import type { HostFiles } from '../../bundle/host-file.ts';
import { interfaceFactsOf, interfaceKinds } from '../../bundle/interface-files.ts';
import { loadParsers } from '../../bundle/parsers.ts';
import type { FoundAddress } from './found-address.ts';

/** The addresses in the interface files of a host. A file that cannot be understood tells none. */
export async function addressesIn(files: HostFiles): Promise<FoundAddress[]> {
  await loadParsers(files.all.map(({ kind }) => kind).filter((kind) => interfaceKinds.has(kind)));
  return knownAddressesIn(files);
}

/** The same, once the parsers are loaded. */
export function knownAddressesIn(files: HostFiles): FoundAddress[] {
  return files.all.flatMap((file) => interfaceFactsOf(file)?.addresses ?? []);
}
