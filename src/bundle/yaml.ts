import type { Alias, Document } from 'yaml';
import type { SourceText } from '../../grammar/source.ts';
import { readEverydayYaml } from './everyday-yaml.ts';
import type { YamlNode } from './yaml-tree.ts';

export interface YamlFault {
  readonly offset: number;
  /** One line, in the parser's words. */
  readonly message: string;
  /** What the parser calls it: DUPLICATE_KEY. */
  readonly code?: string;
}

export interface YamlFile {
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
  /** Offsets of keys that are lists or mappings, which no file of ours has. */
  readonly oddKeys: readonly number[];
  /** The whole as plain values. */
  readonly plain: unknown;
}

/** How many aliases are followed: a small text can make a tree out of them that fills the memory. */
const maxAliases = 1000;

type Yaml = typeof import('yaml');

const options = { uniqueKeys: true, prettyErrors: false, logLevel: 'error' } as const;

/** Parses YAML into a tree that knows its offsets. */
export async function parseYaml(source: SourceText): Promise<YamlFile> {
  const everyday = readEverydayYaml(source.text);
  if (everyday !== undefined) return { root: everyday, faults: [], oddKeys: [], plain: plainValue(everyday) };
  return parseAnyYaml(source);
}

/** The same by the whole parser, which is loaded only here. */
export async function parseAnyYaml(source: SourceText): Promise<YamlFile> {
  const yaml = await import('yaml');
  return readDocument(yaml, yaml.parseDocument(source.text, options));
}

/** A parser for files of several documents, which `---` divides; never empty. */
export async function yamlParser(): Promise<(source: SourceText) => YamlFile[]> {
  const yaml = await import('yaml');
  return (source) => {
    const documents = yaml.parseAllDocuments(source.text, options);
    const list = Array.isArray(documents) ? documents : [];
    return list.length === 0
      ? [{ root: undefined, faults: [], oddKeys: [], plain: undefined }]
      : list.map((document) => readDocument(yaml, document));
  };
}

function readDocument(yaml: Yaml, document: Document): YamlFile {
  const faults = document.errors.map((error) => ({
    offset: error.pos[0],
    message: error.message.split('\n')[0]!,
    code: error.code,
  }));
  const reader = new TreeReader(yaml, document);
  const root = reader.convert(document.contents);
  const { oddKeys } = reader;
  faults.push(...reader.oddAliases);
  const isSound = faults.length === 0 && oddKeys.length === 0;
  return { root, faults, oddKeys, plain: isSound ? plainOf(document) : undefined };
}

/** The whole as plain values; undefined when its aliases would make too many of them. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // The parser refuses to multiply aliases without end, and an alias that leads nowhere.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** A tree without aliases as plain values. */
function plainValue(node: YamlNode | undefined): unknown {
  if (node?.kind === 'list') return node.items.map(plainValue);
  if (node?.kind === 'mapping')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
  return node?.value ?? null;
}

class TreeReader {
  readonly oddKeys: number[] = [];
  readonly oddAliases: { offset: number; message: string; code: 'BAD_ALIAS' }[] = [];
  private readonly yaml: Yaml;
  private readonly document: Document;
  private readonly seen = new Set<unknown>();
  private aliases = 0;

  constructor(yaml: Yaml, document: Document) {
    this.yaml = yaml;
    this.document = document;
  }

  convert(node: unknown): YamlNode | undefined {
    const isAlias = this.yaml.isAlias(node);
    if (isAlias && ++this.aliases > maxAliases) return undefined;
    const target = isAlias ? node.resolve(this.document) : node;
    // An alias may lead back to what it stands in.
    if (this.seen.has(target) || (isAlias && target === undefined)) {
      if (isAlias) this.reportAlias(node, target === undefined);
      return undefined;
    }
    this.seen.add(target);
    const result = this.convertNode(target);
    this.seen.delete(target);
    return result;
  }

  private reportAlias({ source, range }: Alias, isUnknown: boolean): void {
    this.oddAliases.push({
      offset: range?.[0] ?? 0,
      message: isUnknown ? `no &${source} before this *${source}` : `*${source} stands for what it is in`,
      code: 'BAD_ALIAS',
    });
  }

  private convertNode(node: unknown): YamlNode | undefined {
    const { yaml } = this;
    if (!yaml.isNode(node)) return undefined;
    const [start, end] = node.range ?? [0, 0];
    if (yaml.isScalar(node)) {
      const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      return { kind: 'scalar', value: node.value, start, end, textStart: isQuoted ? start + 1 : start };
    }
    if (yaml.isSeq(node)) {
      const items = node.items.flatMap((item) => this.convert(item) ?? []);
      return { kind: 'list', items, start, end: node.flow === true ? end : (items.at(-1)?.end ?? end) };
    }
    if (!yaml.isMap(node)) return undefined;
    const entries = node.items.flatMap((pair) => {
      const key = this.convert(pair.key);
      if (key?.kind !== 'scalar') {
        this.oddKeys.push(key?.start ?? start);
        return [];
      }
      return { key: String(key.value), keyStart: key.textStart, value: this.convert(pair.value) };
    });
    const last = entries.at(-1)?.value?.end;
    return { kind: 'mapping', entries, start, end: node.flow === true ? end : (last ?? end) };
  }
}
