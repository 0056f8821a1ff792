import type { SourceText } from '../../grammar/source.ts';
import type { HostFile, HostFileKind } from './host-file.ts';
import type { ShellScript } from './shell/script.ts';

/** What the parser of a kind of file makes of it. */
export interface Contents {
  readonly script: ShellScript;
}

export type ParsedKind = keyof Contents & HostFileKind;

type Parse<Kind extends ParsedKind> = (source: SourceText) => Contents[Kind];

/** Where the parsers are. A kind without one is read by its rules as text. */
const loaders: { readonly [Kind in ParsedKind]: () => Promise<Parse<Kind>> } = {
  script: async () => (await import('./shell/parse.ts')).parseScript,
};

const loaded: { [Kind in ParsedKind]?: Parse<Kind> } = {};
const contents = new WeakMap<SourceText, Contents[ParsedKind]>();

/** Loads the parsers of some kinds; until then contentOf() knows nothing. A plain configuration needs none of them. */
export async function loadParsers(kinds: Iterable<HostFileKind>): Promise<void> {
  for (const kind of kinds) {
    if (isParsed(kind)) await load(kind);
  }
}

async function load<Kind extends ParsedKind>(kind: Kind): Promise<void> {
  loaded[kind] ??= (await loaders[kind]()) as (typeof loaded)[Kind];
}

function isParsed(kind: HostFileKind): kind is ParsedKind {
  return Object.hasOwn(loaders, kind);
}

/** A file as its parser sees it; undefined when its kind has none, or none was loaded. */
export function contentOf<Kind extends ParsedKind>(file: HostFile<Kind>): Contents[Kind] | undefined {
  return parsed(file.kind, file.source);
}

/** A text that stands for a file of a kind, such as the script behind `sh -c`. */
export function parsed<Kind extends ParsedKind>(kind: Kind, source: SourceText): Contents[Kind] | undefined {
  const parse = loaded[kind];
  if (parse === undefined) return undefined;
  const known = contents.get(source);
  if (known !== undefined) return known as Contents[Kind];
  const content = parse(source);
  contents.set(source, content);
  return content;
}
