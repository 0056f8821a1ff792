import type { Statement } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import type { Family, IpAddress } from '../../grammar/values/address.ts';

export type { Family, IpAddress };

/** An entry of virtual_ipaddress, virtual_ipaddress_excluded or static_ipaddress that the daemon accepts. */
export interface VirtualAddress {
  readonly address: IpAddress;
  /** The address in its one form, without prefix: a key to compare by. */
  readonly text: string;
  /** 32 or 128 when none is written, or a wrong one. */
  readonly prefix: number;
  readonly prefixWritten: boolean;
  /** The interface it goes to: `dev`, else that of the instance. */
  readonly device: string | undefined;
  /** Undefined when it is the instance's. */
  readonly ownDevice: string | undefined;
  readonly label: string | undefined;
  /** The entry; its first word is the address. */
  readonly statement: Statement;
  /** The address as written. */
  readonly place: Place;
  /** Why the daemon drops it, if it does. */
  readonly dropped: 'wrong-family' | 'repeated' | undefined;
}

/** An address of this host itself, and how we know. */
export interface HostAddress {
  readonly address: IpAddress;
  /** The address in its one form. */
  readonly text: string;
  readonly prefix: number | undefined;
  readonly interface: string | undefined;
  /** For people: `mcast_src_ip`, `unicast_src_ip`, `peer of web2`, `hacfg.yaml`, `ifcfg`, `netplan`, `facts`... */
  readonly how: string;
  readonly place: Place | undefined;
}
