import type { HostFile, HostFileKind, HostFiles } from './host-file.ts';
import type { DynamicInterface, InterfaceAddress, InterfaceFacts } from './interface-facts.ts';
import { contentOf } from './parsers.ts';

const kinds = ['ifcfg', 'keyfile', 'netplan', 'networkd', 'interfaces'] as const;

/** Kinds of files that say which addresses the interfaces of a host have. */
export const interfaceKinds: ReadonlySet<HostFileKind> = new Set<HostFileKind>(kinds);

/** What a file says of interfaces; undefined for a file of another kind. */
export function interfaceFactsOf(file: HostFile): InterfaceFacts | undefined {
  return isInterfaceFile(file) ? contentOf(file) : undefined;
}

function isInterfaceFile(file: HostFile): file is HostFile<(typeof kinds)[number]> {
  return interfaceKinds.has(file.kind);
}

/** Every address that the interface files of a host give to it. */
export function addressesOf(files: HostFiles): InterfaceAddress[] {
  return files.all.flatMap((file) => interfaceFactsOf(file)?.addresses ?? []);
}

/** Those that the host has from its start. */
export function startingAddressesOf(files: HostFiles): InterfaceAddress[] {
  return files.all.flatMap((file) => {
    const facts = interfaceFactsOf(file);
    return facts?.startsAtBoot === true ? facts.addresses : [];
  });
}

/** Every interface of a host that asks a server for its address. */
export function dynamicInterfacesOf(files: HostFiles): DynamicInterface[] {
  return files.all.flatMap((file) => interfaceFactsOf(file)?.dynamic ?? []);
}
