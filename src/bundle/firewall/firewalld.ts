import { basename } from 'node:path/posix';
import type { SourceText } from '../../../grammar/source.ts';
import type { FileFault } from '../fault.ts';
import { type Piece, placeOfPiece } from '../lines.ts';
import { attributeOf, childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { readNet } from './iptables.ts';
import type { Net } from './packet.ts';

/** A rich rule of a zone (firewalld.richlanguage(5)). */
export interface RichRule {
  readonly family: string | undefined;
  readonly source: { readonly net: Net | undefined; readonly negated: boolean } | undefined;
  readonly destination: { readonly net: Net | undefined; readonly negated: boolean } | undefined;
  /** What it is about: `protocol`, `service`, `port`...; undefined: everything from its source. */
  readonly element: { readonly kind: string; readonly value: string } | undefined;
  readonly action: 'accept' | 'reject' | 'drop' | 'mark' | undefined;
  /** Rules of a lower number come first; without one, those that refuse come before those that accept. */
  readonly priority: number;
}

/** A zone file of firewalld (firewalld.zone(5)). */
export interface FirewalldZone {
  readonly source: SourceText;
  /** By the name of its file. */
  readonly name: string;
  readonly target: 'default' | 'ACCEPT' | 'DROP' | 'REJECT';
  readonly interfaces: readonly string[];
  /** Undefined: an ipset or a MAC address. */
  readonly sources: readonly (Net | undefined)[];
  readonly services: readonly string[];
  readonly protocols: readonly string[];
  readonly rules: readonly RichRule[];
  /** The `<zone>` tag. */
  readonly tag: Piece;
  /** Offset of the closing tag. */
  readonly end: number;
}

/** A service file of firewalld (firewalld.service(5)). */
export interface FirewalldService {
  readonly name: string;
  readonly protocols: readonly string[];
  readonly includes: readonly string[];
}

/** Rules in the words of iptables (firewalld.direct(5)). */
export interface DirectRule {
  readonly family: 'ipv4' | 'ipv6' | 'eb';
  readonly args: string;
}

export type FirewalldFile =
  | { readonly kind: 'zone'; readonly zone: FirewalldZone; readonly faults: readonly FileFault[] }
  | { readonly kind: 'service'; readonly service: FirewalldService; readonly faults: readonly FileFault[] }
  | { readonly kind: 'direct'; readonly rules: readonly DirectRule[]; readonly faults: readonly FileFault[] }
  | {
      readonly kind: 'settings';
      readonly defaultZone: string | undefined;
      readonly faults: readonly FileFault[];
    }
  /** What goes from zone to zone; `toHost`: some of it may get into the host. */
  | { readonly kind: 'policy'; readonly toHost: boolean; readonly faults: readonly FileFault[] }
  | { readonly kind: 'other'; readonly faults: readonly FileFault[] };

/** Reads any file of firewalld; what an XML file is tells its root element. */
export function parseFirewalld(source: SourceText): FirewalldFile {
  if (source.path.endsWith('.conf')) {
    const defaultZone = /^[ \t]*DefaultZone[ \t]*=[ \t]*(\S+)/m.exec(source.text)?.[1];
    return { kind: 'settings', defaultZone, faults: [] };
  }
  const { root, faults } = parseXml(source);
  if (root === undefined || faults.length > 0) return { kind: 'other', faults };
  const name = basename(source.path).replace(/\.xml$/, '');
  switch (root.name) {
    case 'zone':
      return { kind: 'zone', zone: readZone(root, name, source), faults: unknownElements(root, source) };
    case 'service':
      return {
        kind: 'service',
        service: {
          name,
          protocols: valuesOf(root, 'protocol', 'value'),
          includes: valuesOf(root, 'include', 'service'),
        },
        faults,
      };
    case 'policy':
      return { kind: 'policy', toHost: valuesOf(root, 'egress-zone', 'name').includes('HOST'), faults };
    case 'direct':
      return { kind: 'direct', rules: root.children.flatMap(readDirect), faults };
    default:
      return { kind: 'other', faults };
  }
}

const zoneElements: ReadonlySet<string> = new Set(
  'short description interface source service port protocol icmp-block icmp-block-inversion masquerade forward forward-port source-port rule ingress-priority egress-priority'.split(
    ' ',
  ),
);

/** firewalld refuses a zone with an element it does not know (firewall/core/io/zone.py). */
function unknownElements(root: XmlElement, source: SourceText): FileFault[] {
  return root.children
    .filter(({ name }) => !zoneElements.has(name))
    .map(({ tag, name }) => ({
      kind: 'firewall-word',
      place: placeOfPiece(source, tag),
      detail: `<${name}>`,
    }));
}

function readZone(root: XmlElement, name: string, source: SourceText): FirewalldZone {
  const target = attributeOf(root, 'target')?.text ?? 'default';
  const end = source.text.lastIndexOf('</');
  return {
    source,
    name,
    target: target === 'ACCEPT' || target === 'DROP' ? target : /REJECT/.test(target) ? 'REJECT' : 'default',
    interfaces: valuesOf(root, 'interface', 'name'),
    sources: childrenOf(root, 'source').map((one) => readNet(attributeOf(one, 'address')?.text ?? '')),
    services: valuesOf(root, 'service', 'name'),
    protocols: valuesOf(root, 'protocol', 'value'),
    rules: childrenOf(root, 'rule').map(readRichRule),
    tag: root.tag,
    end: root.tag.text.endsWith('/>') ? root.inside : end,
  };
}

const elementValue: Readonly<Record<string, string>> = {
  protocol: 'value',
  service: 'name',
  port: 'port',
  'source-port': 'port',
  'forward-port': 'port',
  'icmp-block': 'name',
  'icmp-type': 'name',
  masquerade: '',
};

function readRichRule(rule: XmlElement): RichRule {
  const element = rule.children.find(({ name }) => Object.hasOwn(elementValue, name));
  const action = rule.children.find(({ name }) => /^(?:accept|reject|drop|mark)$/.test(name))?.name;
  const kind = element?.name;
  return {
    family: attributeOf(rule, 'family')?.text,
    source: readEnd(childrenOf(rule, 'source')[0]),
    destination: readEnd(childrenOf(rule, 'destination')[0]),
    element:
      kind === undefined
        ? undefined
        : { kind, value: attributeOf(element!, elementValue[kind]!)?.text ?? '' },
    action: action as RichRule['action'],
    priority: Number(attributeOf(rule, 'priority')?.text ?? 0) || 0,
  };
}

function readEnd(element: XmlElement | undefined): RichRule['source'] {
  if (element === undefined) return undefined;
  const negated = /^(?:yes|true)$/i.test(attributeOf(element, 'invert')?.text ?? '');
  return { net: readNet(attributeOf(element, 'address')?.text ?? ''), negated };
}

function readDirect(element: XmlElement): DirectRule[] {
  if (element.name !== 'rule' && element.name !== 'passthrough') return [];
  const family = attributeOf(element, 'ipv')?.text;
  const chain = attributeOf(element, 'chain')?.text;
  const args = element.name === 'rule' ? `-A ${chain} ${element.text.trim()}` : element.text.trim();
  return [{ family: family === 'ipv6' || family === 'eb' ? family : 'ipv4', args }];
}

function valuesOf(parent: XmlElement, child: string, attribute: string): string[] {
  return childrenOf(parent, child).flatMap((one) => attributeOf(one, attribute)?.text ?? []);
}
