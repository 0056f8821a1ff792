import type { Place, SourceText } from '../../grammar/source.ts';
import {
  addressBits,
  type Family,
  formatAddress,
  type IpAddress,
  parseAddress,
} from '../../grammar/values/address.ts';
import type { FileFault } from './fault.ts';
import { type Piece, partOf, placeOfPiece } from './lines.ts';

/** An address that a file gives to an interface. */
export interface InterfaceAddress {
  readonly address: IpAddress;
  /** The address in its one form. */
  readonly text: string;
  /** Undefined: none is written, or a wrong one. */
  readonly prefix: number | undefined;
  readonly interface: string | undefined;
  /** The kind of file: `ifcfg`, `netplan`... */
  readonly how: string;
  /** The address as written. */
  readonly place: Place;
  /** The netmask or prefix length as written, where it stands in a setting of its own. */
  readonly prefixPlace: Place | undefined;
}

/** An interface that asks a server for its address. */
export interface DynamicInterface {
  readonly interface: string | undefined;
  /** Undefined: of both families. */
  readonly family: Family | undefined;
  readonly how: string;
  /** The setting that says so. */
  readonly place: Place;
}

/** What one file says of interfaces. */
export interface InterfaceFacts {
  readonly addresses: readonly InterfaceAddress[];
  readonly dynamic: readonly DynamicInterface[];
  readonly faults: readonly FileFault[];
  /** False: the file is there, and nothing brings its interface up at boot. */
  readonly startsAtBoot: boolean;
}

/** Collects the facts of a file. */
export class FactsDraft implements InterfaceFacts {
  readonly addresses: InterfaceAddress[] = [];
  readonly dynamic: DynamicInterface[] = [];
  readonly faults: FileFault[] = [];
  startsAtBoot = true;
  readonly source: SourceText;
  private readonly how: string;

  constructor(source: SourceText, how: string) {
    this.source = source;
    this.how = how;
  }

  fault(kind: FileFault['kind'], piece: Piece, detail = piece.text): void {
    this.faults.push({ kind, place: placeOfPiece(this.source, piece), detail });
  }

  addDynamic(device: string | undefined, family: Family | undefined, piece: Piece): void {
    this.dynamic.push({
      interface: device,
      family,
      how: this.how,
      place: placeOfPiece(this.source, piece),
    });
  }

  /** Adds `ADDRESS` or `ADDRESS/LENGTH`; a fault when it is neither. `mask` is the prefix from another setting. */
  addAddress(device: string | undefined, piece: Piece, options: AddressOptions = {}): void {
    const slash = piece.text.indexOf('/');
    const host = partOf(piece, 0, slash === -1 ? undefined : slash);
    const address = parseAddress(host.text);
    if (address === undefined) {
      this.fault('bad-address', piece);
      return;
    }
    let prefix = options.mask?.prefix;
    if (slash !== -1) {
      const length = partOf(piece, slash + 1);
      prefix = readLength(length.text, address.family);
      if (prefix === undefined) this.fault('bad-prefix', length);
    } else if (options.needsPrefix === true) this.fault('no-prefix', piece);
    this.addresses.push({
      address,
      text: formatAddress(address),
      prefix,
      interface: device,
      how: this.how,
      place: placeOfPiece(this.source, host),
      prefixPlace: slash === -1 ? options.mask?.place : placeOfPiece(this.source, partOf(piece, slash + 1)),
    });
  }
}

/** A prefix length that stands in a setting of its own. */
export interface Mask {
  readonly prefix: number | undefined;
  readonly place: Place;
}

interface AddressOptions {
  readonly mask?: Mask | undefined;
  /** The format refuses an address without a length. */
  readonly needsPrefix?: boolean;
}

/** Whether a file that names its interface means this one; systemd-networkd takes patterns, several in a line. */
export function isForDevice(written: string | undefined, device: string): boolean {
  if (written === undefined || !/[\s*?[]/.test(written)) return written === device;
  return written.split(/\s+/).some((pattern) => {
    const source = pattern
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return !pattern.startsWith('!') && matches(source, device);
  });
}

function matches(source: string, device: string): boolean {
  // An open bracket is no pattern, and matches nothing.
  return /\[[^\]]*$/.test(source) ? false : new RegExp(`^(?:${source})$`).test(device);
}

/** The number behind a slash; undefined when it is none or too long for the family. */
export function readLength(text: string, family: Family): number | undefined {
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const length = Number(text);
  return length <= addressBits(family) ? length : undefined;
}

/** How the readers of interface files call them. */
export const interfaceFiles: ReadonlySet<string> = new Set([
  'ifcfg',
  'NetworkManager keyfile',
  'netplan',
  'systemd-networkd',
  'interfaces',
]);

/** `lo`, `lo:0`, and the interfaces made to hold addresses that nobody else is to see. */
export function isLoopbackDevice(name: string): boolean {
  return /^(?:lo(?::.*)?|dummy\S*)$/.test(name);
}
