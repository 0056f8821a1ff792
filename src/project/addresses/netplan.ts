import type { SourceText } from '../../../grammar/source.ts';
import { isMapping, parseYaml, type YamlNode } from '../yaml.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';

/** netplan: `network: { ethernets: { ens32: { addresses: [192.0.2.11/24] } } }`, any kind of device. */
export async function readNetplan(source: SourceText): Promise<FoundAddress[]> {
  const { root } = await parseYaml(source);
  const kinds = entriesOf(root, 'network');
  return kinds.flatMap((kind) =>
    (isMapping(kind.value) ? kind.value.entries : []).flatMap((device) =>
      addressesOf(device.value).flatMap((node) =>
        foundAddress(node.text, { how: 'netplan', source, interface: device.key, offset: node.start }),
      ),
    ),
  );
}

function entriesOf(root: YamlNode | undefined, key: string) {
  const found = isMapping(root) ? root.entries.find((entry) => entry.key === key)?.value : undefined;
  return isMapping(found) ? found.entries : [];
}

/** An address stands bare, or as the key of its options: `- 192.0.2.11/24: { label: x }`. */
function addressesOf(device: YamlNode | undefined): { text: string; start: number }[] {
  const list = isMapping(device)
    ? device.entries.find((entry) => entry.key === 'addresses')?.value
    : undefined;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    if (item.kind === 'scalar')
      return typeof item.value === 'string' ? { text: item.value, start: item.textStart } : [];
    return isMapping(item) ? item.entries.map(({ key, keyStart }) => ({ text: key, start: keyStart })) : [];
  });
}
