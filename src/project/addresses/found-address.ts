import type { Place, SourceText } from '../../../grammar/source.ts';
import { formatAddress, type IpAddress } from '../../../grammar/values/address.ts';
import { readPrefixedAddress } from '../../../grammar/values/subnet.ts';

/** An address that a host has, found in a file beside its configuration. The shape is the model's HostAddress. */
export interface FoundAddress {
  readonly address: IpAddress;
  /** The address in its one form. */
  readonly text: string;
  readonly prefix: number | undefined;
  readonly interface: string | undefined;
  /** What told it: `ifcfg`, `netplan`, `hacfg.yaml`... */
  readonly how: string;
  readonly place: Place | undefined;
}

/** Where in a file an address was found, and by which kind of file. */
export interface Finding {
  readonly how: string;
  readonly source: SourceText;
  /** Offset of the address in the text. */
  readonly offset: number;
  readonly interface: string | undefined;
  /** The prefix where it does not stand behind the address. */
  readonly prefix?: number | undefined;
}

/** Reads `ADDRESS[/PREFIX]`; nothing for `dhcp`, a name or a mistake: those files are not ours to judge. */
export function foundAddress(text: string, finding: Finding): FoundAddress[] {
  const { address, prefix, slash, fault } = readPrefixedAddress(text);
  if (address === undefined) return [];
  const span = { start: finding.offset, end: finding.offset + (slash === -1 ? text.length : slash) };
  return [
    {
      address,
      text: formatAddress(address),
      prefix: slash === -1 || fault !== undefined ? finding.prefix : prefix,
      interface: finding.interface,
      how: finding.how,
      place: finding.source.origin(span),
    },
  ];
}
