import type { Place, SourceText } from '../../grammar/source.ts';
import type { YamlNode } from '../bundle/yaml-tree.ts';
import type { YamlPath } from './problem.ts';

/**
 * The place of a value, or of its key, in the text. A part of the way that is not there ends it: the nearest thing
 * around it is shown.
 */
export function locate(
  source: SourceText,
  root: YamlNode | undefined,
  path: YamlPath,
  at: 'key' | 'value',
): Place {
  let node = root;
  let key: { start: number; end: number } | undefined;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (node?.kind === 'mapping') {
      const entry = node.entries.find((one) => one.key === String(step));
      if (entry === undefined) return spot(source, node, key);
      key = { start: entry.keyStart, end: entry.keyStart + entry.key.length };
      if (isLast && (at === 'key' || entry.value === undefined)) return source.origin(key);
      node = entry.value;
    } else if (node?.kind === 'list' && typeof step === 'number' && node.items[step] !== undefined) {
      node = node.items[step];
      key = undefined;
    } else {
      return spot(source, node, key);
    }
  }
  return spot(source, node, key);
}

/** A block of many lines is shown by its key; what has none, by its first word. */
function spot(
  source: SourceText,
  node: YamlNode | undefined,
  key: { start: number; end: number } | undefined,
): Place {
  if (node === undefined) return source.origin(key ?? { start: 0, end: 0 });
  const text = source.text.slice(node.start, node.end).trimEnd();
  if (!text.includes('\n')) return source.origin({ start: node.start, end: node.start + text.length });
  if (key !== undefined) return source.origin(key);
  const first = /^[^\n]*/.exec(text)![0].trimEnd();
  return source.origin({ start: node.start, end: node.start + first.length });
}
