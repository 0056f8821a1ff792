import { basename } from 'node:path';
import type { SourceText } from '../../../grammar/source.ts';
import { readUnsigned } from '../../../grammar/values/numbers.ts';
import { prefixOfNetmask } from '../../../grammar/values/subnet.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';
import { partsOf, readSettings, type Setting, settingOf } from './settings.ts';

/** ifcfg-NAME of network-scripts: IPADDR, IPADDR1..., PREFIX or NETMASK with the same number, IPV6ADDR. */
export function readIfcfg(source: SourceText, name = basename(source.path)): FoundAddress[] {
  const settings = readSettings(source);
  const device = settingOf(settings, 'DEVICE') ?? name.replace(/^ifcfg-/, '');
  const common = { how: 'ifcfg', source, interface: device };
  return settings.flatMap((setting) => {
    const number = /^IPADDR(\d*)$/.exec(setting.key)?.[1];
    if (number !== undefined) {
      return foundAddress(setting.value, {
        ...common,
        offset: setting.offset,
        prefix: prefixOf(settings, number),
      });
    }
    if (setting.key !== 'IPV6ADDR' && setting.key !== 'IPV6ADDR_SECONDARIES') return [];
    return partsOf(setting, /\s+/).flatMap(({ text, offset }) => foundAddress(text, { ...common, offset }));
  });
}

function prefixOf(settings: readonly Setting[], number: string): number | undefined {
  const prefix = settingOf(settings, `PREFIX${number}`);
  if (prefix !== undefined) {
    const { value, fault } = readUnsigned(prefix);
    return fault === undefined && value <= 32 ? value : undefined;
  }
  const mask = settingOf(settings, `NETMASK${number}`);
  return mask === undefined ? undefined : prefixOfNetmask(mask);
}
