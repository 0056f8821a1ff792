import { SourceText } from '../../grammar/source.ts';
import type { FileFault } from '../../src/bundle/fault.ts';
import type { HostFile } from '../../src/bundle/host-file.ts';
import { type Contents, contentOf, loadParsers, type ParsedKind } from '../../src/bundle/parsers.ts';

const kinds: readonly ParsedKind[] = [
  'sysctl',
  'ifcfg',
  'keyfile',
  'netplan',
  'networkd',
  'interfaces',
  'firewalld',
  'nftables',
  'iptables',
  'ufw',
  'unit',
  'compose',
  'dockerfile',
  'manifest',
  'rc.local',
  'haproxy',
  'nginx',
];

await loadParsers(kinds);

/** Every kind of file with a parser here. */
export const parsedKinds = kinds;

/** A file of a kind, as it stands on its host. */
export function fileOf<Kind extends ParsedKind>(kind: Kind, path: string, text: string): HostFile<Kind> {
  return { path, kind, source: new SourceText(path, text), mode: undefined, owner: undefined };
}

/** What the parser of a kind makes of a text. */
export function parse<Kind extends ParsedKind>(kind: Kind, text: string, path = '/x/file'): Contents[Kind] {
  return contentOf(fileOf(kind, path, text))!;
}

/** `KIND@LINE:COLUMN DETAIL` of every fault. */
export function faultsOf(content: { readonly faults: readonly FileFault[] }): string[] {
  return content.faults.map(({ kind, place, detail }) => {
    const { line, column } = place.source.position(place.span.start);
    return `${kind}@${line}:${column} ${detail}`;
  });
}

/** `LINE:COLUMN`. */
export function at(place: FileFault['place']): string {
  const { line, column } = place.source.position(place.span.start);
  return `${line}:${column}`;
}
