import type { SourceText } from '../../grammar/source.ts';
import { lastOf, parseIni, systemdDialect } from './ini.ts';
import { FactsDraft, type InterfaceFacts } from './interface-facts.ts';

const yes = /^(?:1|yes|y|true|t|on)$/i;
const addressSections: ReadonlySet<string> = new Set(['Network', 'Address']);

/** Reads a .network file of systemd-networkd: `Address=` and `DHCP=`, for the interface that `Name=` matches. */
export function parseNetworkd(source: SourceText): InterfaceFacts {
  const file = parseIni(source, systemdDialect);
  const draft = new FactsDraft(source, 'systemd-networkd');
  draft.faults.push(...file.faults);
  const device = lastOf(file, 'Match', 'Name')?.value.text;
  for (const { section, key, value } of file.settings) {
    if (key === 'Address' && addressSections.has(section) && value.text !== '') {
      draft.addAddress(device, value);
    }
    if (key !== 'DHCP' || section !== 'Network') continue;
    if (yes.test(value.text)) draft.addDynamic(device, undefined, value);
    else if (value.text === 'ipv4') draft.addDynamic(device, 4, value);
    else if (value.text === 'ipv6') draft.addDynamic(device, 6, value);
  }
  return draft;
}
