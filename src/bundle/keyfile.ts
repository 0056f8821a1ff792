import { basename } from 'node:path/posix';
import type { SourceText } from '../../grammar/source.ts';
import { type IniSetting, keyfileDialect, lastOf, parseIni } from './ini.ts';
import { FactsDraft, type InterfaceFacts } from './interface-facts.ts';
import { splitPiece, trimmed } from './lines.ts';

/** A connection of NetworkManager. */
export interface KeyfileConnection extends InterfaceFacts {
  readonly device: string;
  /** The zone of firewalld the connection is put in. */
  readonly zone: string | undefined;
}

/** Reads a .nmconnection file: `address1=192.0.2.11/24,192.0.2.1` and `method=auto` in [ipv4] and [ipv6]. */
export function parseKeyfile(source: SourceText): KeyfileConnection {
  const file = parseIni(source, keyfileDialect);
  const draft = new FactsDraft(source, 'NetworkManager keyfile');
  draft.faults.push(...file.faults);
  const device =
    lastOf(file, 'connection', 'interface-name')?.value.text ||
    basename(source.path).replace(/\.nmconnection$/, '');
  for (const setting of file.settings) readSetting(draft, device, setting);
  return {
    addresses: draft.addresses,
    dynamic: draft.dynamic,
    faults: draft.faults,
    startsAtBoot: !/^(?:false|no|0)$/i.test(lastOf(file, 'connection', 'autoconnect')?.value.text ?? ''),
    device,
    zone: lastOf(file, 'connection', 'zone')?.value.text || undefined,
  };
}

const families: Readonly<Record<string, 4 | 6>> = { ipv4: 4, ipv6: 6 };

function readSetting(draft: FactsDraft, device: string, { section, key, value }: IniSetting): void {
  const family = Object.hasOwn(families, section) ? families[section] : undefined;
  if (family === undefined) return;
  // Router advertisements, which `auto` means for IPv6, give addresses that stay as long as the card does.
  const isDynamic = value.text === 'dhcp' || (family === 4 && value.text === 'auto');
  if (key === 'method' && isDynamic) draft.addDynamic(device, family, value);
  if (!/^address(?:es)?\d*$/.test(key)) return;
  const parts = splitPiece(value, /[,;]/).map(trimmed);
  // What follows the first address of an `addressN` is its gateway.
  const addresses = key === 'addresses' ? parts : parts.slice(0, 1);
  for (const part of addresses) if (part.text !== '') draft.addAddress(device, part);
}
