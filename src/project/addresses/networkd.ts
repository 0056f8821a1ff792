import type { SourceText } from '../../../grammar/source.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';
import { readSettings, settingOf } from './settings.ts';

/** A .network file of systemd-networkd: `Address=` in [Network] and [Address], `Name=` in [Match]. */
export function readNetworkd(source: SourceText): FoundAddress[] {
  const settings = readSettings(source);
  const device = settingOf(settings, 'Name', 'Match');
  return settings
    .filter(({ section, key }) => key === 'Address' && (section === 'Network' || section === 'Address'))
    .flatMap(({ value, offset }) =>
      foundAddress(value, { how: 'systemd-networkd', source, interface: device, offset }),
    );
}
