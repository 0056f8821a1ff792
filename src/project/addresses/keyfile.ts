import { basename } from 'node:path';
import type { SourceText } from '../../../grammar/source.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';
import { partsOf, readSettings, settingOf } from './settings.ts';

/** A connection of NetworkManager: `address1=192.0.2.11/24,192.0.2.1` in [ipv4] and [ipv6]. */
export function readKeyfile(source: SourceText): FoundAddress[] {
  const settings = readSettings(source);
  const device =
    settingOf(settings, 'interface-name', 'connection') ??
    basename(source.path).replace(/\.nmconnection$/, '');
  return settings.flatMap((setting) => {
    const isAddress = /^ipv[46]$/.test(setting.section) && /^address(?:es)?\d*$/.test(setting.key);
    if (!isAddress) return [];
    const parts = partsOf(setting, /[,;]/);
    // What follows the first address of an `addressN` is its gateway.
    const addresses = setting.key === 'addresses' ? parts : parts.slice(0, 1);
    return addresses.flatMap(({ text, offset }) =>
      foundAddress(text.trim(), { how: 'NetworkManager keyfile', source, interface: device, offset }),
    );
  });
}
