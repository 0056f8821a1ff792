import type { SourceText } from '../../grammar/source.ts';

interface Ranged {
  /** Offsets of the node in the text. */
  readonly start: number;
  readonly end: number;
}

export interface YamlScalar extends Ranged {
  readonly kind: 'scalar';
  readonly value: unknown;
  /** Offset of the text itself, behind an opening quote. */
  readonly textStart: number;
}

export interface YamlList extends Ranged {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly key: string;
  /** Offset of the key's text. */
  readonly keyStart: number;
  /** Undefined: nothing behind the colon. */
  readonly value: YamlNode | undefined;
}

export interface YamlMapping extends Ranged {
  readonly kind: 'mapping';
  readonly entries: readonly YamlEntry[];
}

export type YamlNode = YamlScalar | YamlList | YamlMapping;

export interface YamlFault {
  readonly offset: number;
  /** One line, in the parser's words. */
  readonly message: string;
}

export interface YamlFile {
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
  /** The whole as plain values. */
  readonly plain: unknown;
}

export function isMapping(node: YamlNode | undefined): node is YamlMapping {
  return node?.kind === 'mapping';
}

/** Parses YAML into a tree that knows its offsets. The parser is loaded only here, when there is a file for it. */
export async function parseYaml(source: SourceText): Promise<YamlFile> {
  const yaml = await import('yaml');
  const document = yaml.parseDocument(source.text, {
    uniqueKeys: true,
    prettyErrors: false,
  });
  const faults = document.errors.map((error) => ({
    offset: error.pos[0],
    message: error.message.split('\n')[0]!,
  }));
  const seen = new Set<unknown>();
  const convert = (node: unknown): YamlNode | undefined => {
    // An alias may lead back to what it stands in.
    const target = yaml.isAlias(node) ? node.resolve(document) : node;
    if (seen.has(target)) return undefined;
    seen.add(target);
    const result = convertNode(target);
    seen.delete(target);
    return result;
  };
  const convertNode = (node: unknown): YamlNode | undefined => {
    if (!yaml.isNode(node)) return undefined;
    const [start, end] = node.range ?? [0, 0];
    if (yaml.isScalar(node)) {
      const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      return { kind: 'scalar', value: node.value, start, end, textStart: isQuoted ? start + 1 : start };
    }
    if (yaml.isSeq(node)) {
      return { kind: 'list', items: node.items.flatMap((item) => convert(item) ?? []), start, end };
    }
    if (!yaml.isMap(node)) return undefined;
    const entries = node.items.flatMap((pair) => {
      const key = convert(pair.key);
      if (key?.kind !== 'scalar') return [];
      return { key: String(key.value), keyStart: key.textStart, value: convert(pair.value) };
    });
    return { kind: 'mapping', entries, start, end };
  };
  const root = convert(document.contents);
  return { root, faults, plain: faults.length === 0 ? document.toJS({ maxAliasCount: 100 }) : undefined };
}
