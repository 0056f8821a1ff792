/** YAML as a tree that knows its offsets. */

interface Ranged {
  /** Offsets of the node in the text; a block ends with its last value. */
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

export function isMapping(node: YamlNode | undefined): node is YamlMapping {
  return node?.kind === 'mapping';
}
