import type { SourceText } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';
import type { Piece } from './lines.ts';
import type { YamlFile } from './yaml.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar } from './yaml-tree.ts';

/** The entry of a key. */
export function entryOf(mapping: YamlMapping, key: string): YamlEntry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}

/** A value of text or number with its place, without its quotes. */
export function scalarPiece(source: SourceText, node: YamlScalar): Piece {
  const written = source.text.slice(node.textStart, node.end);
  const isQuoted = node.textStart !== node.start;
  const text = isQuoted ? written.replace(/["']$/, '') : written.trimEnd();
  return { text, offset: node.textStart };
}

/** A scalar as a piece; undefined for anything else. */
export function pieceOf(source: SourceText, node: YamlNode | undefined): Piece | undefined {
  return node?.kind === 'scalar' ? scalarPiece(source, node) : undefined;
}

/** The scalars of a list, or the one scalar that stands in its place. */
export function piecesOf(source: SourceText, node: YamlNode | undefined): Piece[] {
  const items = node?.kind === 'list' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => pieceOf(source, item) ?? []);
}

/** What the parser could not read. Places stay inside of the text. */
export function faultsOfYaml(source: SourceText, file: YamlFile | undefined): FileFault[] {
  return (file?.faults ?? []).slice(0, 1).map(({ offset, message }) => {
    const start = Math.min(offset, source.text.length);
    const end = Math.max(start, Math.min(source.lineEnd(start), source.text.length));
    const place = source.origin({
      start,
      end: end === start ? start : start + lengthOfWord(source, start, end),
    });
    return { kind: 'yaml', place, detail: message };
  });
}

function lengthOfWord(source: SourceText, start: number, end: number): number {
  return Math.max(1, /^\S*/.exec(source.text.slice(start, end))![0].length);
}
