import { noIncludes } from '../../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../../grammar/reader/reader.ts';
import { type Place, SourceText } from '../../grammar/source.ts';
import { buildNode, type NodeFacts, type NodeModel, type VrrpInstance } from '../../src/model/node.ts';

/** The model of a text; `path` is where its file is said to be. */
export function nodeOf(text: string, facts: Partial<NodeFacts> & { path?: string } = {}): NodeModel {
  const { path = '/cluster/keepalived.conf', name = 'web1', ...rest } = facts;
  const release = rest.release ?? '2.4.3';
  const source = new SourceText(path, text);
  return buildNode(readConfiguration(source, { host: noIncludes, instance: name, release }), {
    name,
    ...rest,
  });
}

/** The only instance of a text: `lines` are those of its block, `global` those of global_defs. */
export function instanceOf(lines: string, global = '', facts: Partial<NodeFacts> = {}): VrrpInstance {
  const node = nodeOf(`global_defs {\n${global}\n}\nvrrp_instance VI_1 {\n${lines}\n}\n`, facts);
  return node.instances[0]!;
}

/** `LINE:COLUMN` and the text there. */
export function shown(place: Place | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { line, column } = place.source.position(place.span.start);
  return `${line}:${column} ${place.source.slice(place.span)}`;
}
