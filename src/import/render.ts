import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { asWritten } from '../../grammar/preprocess/definitions.ts';
import type { TopologyText } from '../topology/schema.ts';
import type { ImportedHost } from './hosts.ts';

type Yaml = typeof import('yaml');

/** A hacfg.yaml as text. What nobody could tell is asked for, in comments marked with `<-`. */
export async function renderTopology(text: TopologyText, hosts: readonly ImportedHost[]): Promise<string> {
  const yaml = await import('yaml');
  const document = new yaml.Document(withTexts(text));
  document.commentBefore = header(text, hosts);
  const section = document.get('hosts', true);
  if (yaml.isMap(section)) for (const host of hosts) dressHost(section, host, yaml);
  compact(document, yaml);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Blocks read better as a text of several lines than as a list. */
function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value === 'string') return asWritten(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    isBlocks(key, inner) ? `${inner.join('\n')}\n` : withTexts(inner),
  ]);
  return Object.fromEntries(entries);
}

function isBlocks(key: string, value: unknown): value is readonly string[] {
  const holdsLines = key === 'verbatim' || key === 'global_verbatim' || key === 'lines';
  return holdsLines && Array.isArray(value) && value.some((line) => String(line).endsWith('{'));
}

function header({ keepalived }: TopologyText, hosts: readonly ImportedHost[]): string {
  const unknown = hosts.some(isWithoutAddress);
  return [
    ' yaml-language-server: $schema=https://raw.githubusercontent.com/hacfg/hacfg/main/schema/hacfg.schema.json',
    ' Written by hacfg import from the configurations of these hosts. To write their files again: hacfg gen -o out',
    ...(keepalived === undefined
      ? [
          ' keepalived: "2.2" # <- the release on the hosts, or os: of each host; without, the newest is meant',
        ]
      : []),
    ...(unknown ? [' Lines marked with "<-" ask for what the configurations do not tell.'] : []),
  ].join('\n');
}

function isWithoutAddress({ interfaces }: ImportedHost): boolean {
  return [...interfaces.values()].flat().length === 0;
}

/** A host without an address gets a line that asks for it. */
function dressHost(section: YAMLMap, host: ImportedHost, yaml: Yaml): void {
  const entry = section.get(host.name, true);
  if (!yaml.isMap(entry)) return;
  if (isWithoutAddress(host)) {
    const device = entry.get('interface', true);
    const ask = ' <- its own address: add address: 192.0.2.11/24 with the right one';
    if (yaml.isScalar(device)) device.comment = ask;
    else entry.comment = ask;
  }
}

/** Short lists and mappings of plain values stand on one line. */
function compact(document: Document, yaml: Yaml): void {
  yaml.visit(document, {
    Collection(_key, node, path) {
      if (path.length < 3 || !node.items.every((item) => isPlain(item, yaml))) return;
      if (hasComment(node, yaml)) return;
      const length = node.items.reduce((sum: number, item) => sum + lengthOf(item, yaml), 0);
      if (length <= 70) node.flow = true;
    },
  });
}

function isPlain(item: unknown, yaml: Yaml): boolean {
  if (yaml.isScalar(item)) return true;
  return yaml.isPair(item) && yaml.isScalar((item as Pair<Node, Node>).value);
}

function hasComment(node: { readonly items: readonly unknown[] }, yaml: Yaml): boolean {
  const values = node.items.map((item) => (yaml.isPair(item) ? item.value : item));
  return values.some((value) => yaml.isScalar(value) && value.comment != null);
}

function lengthOf(item: unknown, yaml: Yaml): number {
  if (yaml.isPair(item)) return lengthOf(item.key, yaml) + lengthOf(item.value, yaml) + 4;
  return yaml.isScalar(item) ? String(item.value).length + 2 : 100;
}
