import type { SourceText } from '../../grammar/source.ts';
import type { Family } from '../../grammar/values/address.ts';
import { FactsDraft, type InterfaceFacts } from './interface-facts.ts';
import type { YamlFile } from './yaml.ts';
import { entryOf, faultsOfYaml, pieceOf, scalarPiece } from './yaml-facts.ts';
import { isMapping, type YamlEntry, type YamlMapping, type YamlNode } from './yaml-tree.ts';

/** Sections of netplan that hold devices, by name. */
const deviceSections: ReadonlySet<string> = new Set([
  'ethernets',
  'bonds',
  'bridges',
  'vlans',
  'vrfs',
  'wifis',
  'modems',
  'tunnels',
  'dummy-devices',
  'virtual-ethernets',
]);

/** Reads netplan: `network: { ethernets: { ens32: { addresses: [192.0.2.11/24], dhcp4: true } } }`. */
export function readNetplan(source: SourceText, [file]: readonly YamlFile[]): InterfaceFacts {
  const draft = new FactsDraft(source, 'netplan');
  draft.faults.push(...faultsOfYaml(source, file));
  if (draft.faults.length > 0 || file?.root === undefined) return draft;
  const network = isMapping(file.root) ? entryOf(file.root, 'network')?.value : undefined;
  if (!isMapping(network)) {
    draft.fault('yaml-shape', { text: source.slice(file.root), offset: file.root.start }, 'network:');
    return draft;
  }
  for (const section of network.entries) {
    if (!deviceSections.has(section.key) || !isMapping(section.value)) continue;
    for (const device of section.value.entries) readDevice(draft, device);
  }
  return draft;
}

function readDevice(draft: FactsDraft, { key, value }: YamlEntry): void {
  if (!isMapping(value)) return;
  const device = deviceName(key, value);
  for (const entry of value.entries) {
    if (entry.key === 'addresses') readAddresses(draft, device, entry.value);
    const family: Family | undefined = entry.key === 'dhcp4' ? 4 : entry.key === 'dhcp6' ? 6 : undefined;
    if (family === undefined || entry.value?.kind !== 'scalar') continue;
    const isOn = entry.value.value === true || /^(?:yes|on|y|true)$/i.test(String(entry.value.value));
    if (isOn) draft.addDynamic(device, family, scalarPiece(draft.source, entry.value));
  }
}

/** The name of the card, where `match` and `set-name` give it. */
function deviceName(key: string, device: YamlMapping): string {
  const setName = entryOf(device, 'set-name')?.value;
  const match = entryOf(device, 'match')?.value;
  const matched = isMapping(match) ? entryOf(match, 'name')?.value : undefined;
  for (const node of [setName, matched]) {
    if (node?.kind === 'scalar' && typeof node.value === 'string') return node.value;
  }
  return key;
}

/** An address stands bare, or as the key of its options: `- 192.0.2.11/24: { label: x }`. */
function readAddresses(draft: FactsDraft, device: string, list: YamlNode | undefined): void {
  if (list?.kind !== 'list') return;
  for (const item of list.items) {
    const key = isMapping(item) ? item.entries[0] : undefined;
    const piece = key === undefined ? pieceOf(draft.source, item) : { text: key.key, offset: key.keyStart };
    if (piece !== undefined) draft.addAddress(device, piece, { needsPrefix: true });
  }
}
