import { BFD_INSTANCE } from './bfd.ts';
import type { Lists } from './build.ts';
import * as checkers from './checkers.ts';
import { GLOBAL_DEFS } from './global.ts';
import * as groups from './groups.ts';
import { lists } from './lists.ts';
import { REAL_SERVER, SSL, VIRTUAL_SERVER } from './lvs.ts';
import { compareReleases } from './releases.ts';
import { ROOT } from './root.ts';
import { routing } from './routing.ts';
import { TRACK_FILE, VRRP_SCRIPT, VRRP_TRACK_FILE, VRRP_TRACK_PROCESS } from './tracking.ts';
import type { ArgumentSpec, BlockTable, KeywordKind, KeywordSpec, ListSpec, ReleaseName } from './types.ts';
import * as vrrp from './vrrp.ts';

export { compareReleases, isKnownIn, isRelease, NEWEST, RELEASES } from './releases.ts';
export type * from './types.ts';

/** The keywords of the top level. */
export const rootTable: BlockTable = ROOT;

/** The tables of all blocks, the top level first. */
export const BLOCKS: readonly BlockTable[] = [
  ROOT,
  GLOBAL_DEFS,
  ...Object.values(vrrp),
  ...Object.values(groups),
  VRRP_SCRIPT,
  TRACK_FILE,
  VRRP_TRACK_FILE,
  VRRP_TRACK_PROCESS,
  BFD_INSTANCE,
  VIRTUAL_SERVER,
  REAL_SERVER,
  ...Object.values(checkers),
  SSL,
];

const TABLES: ReadonlyMap<string, BlockTable> = new Map(BLOCKS.map((table) => [table.path, table]));
const LISTS: Lists = { ...routing, ...lists };
const forms = new Map<string, ListSpec>();

/** Table of a block: `/`, `vrrp_instance`, `virtual_server/real_server/TCP_CHECK`... */
export function blockTable(path: string): BlockTable | undefined {
  return TABLES.get(path);
}

/** What `keyword` means in the block at `path`. */
export function keywordSpec(path: string, keyword: string): KeywordSpec | undefined {
  return TABLES.get(path)?.keyword(keyword);
}

/** Form of the entries of a list, or of the words of an argument type such as `use_vmac`. */
export function listSpec(name: string): ListSpec | undefined {
  const known = forms.get(name);
  if (known !== undefined) return known;
  if (!Object.hasOwn(LISTS, name)) return undefined;
  const spec = { name, ...LISTS[name]!() };
  forms.set(name, spec);
  return spec;
}

/** The forms of all list entries. */
export function allLists(): readonly ListSpec[] {
  return Object.keys(LISTS).map((name) => listSpec(name)!);
}

let whereKnown: ReadonlyMap<string, string[]> | undefined;

/** Paths of the blocks that know the keyword; made for hints, so the index is built when first asked. */
export function blocksThatKnow(keyword: string): readonly string[] {
  whereKnown ??= indexOfKeywords();
  return whereKnown.get(keyword) ?? [];
}

function indexOfKeywords(): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { path, names } of BLOCKS) {
    for (const keyword of names) {
      const paths = index.get(keyword);
      if (paths === undefined) index.set(keyword, [path]);
      else paths.push(path);
    }
  }
  return index;
}

/** How one release reads a keyword. */
export interface Reading {
  readonly kind: KeywordKind;
  readonly args: readonly ArgumentSpec[];
  readonly note?: string;
}

/** How `release` reads the keyword: its form of today, unless the history has an older one for that release. */
export function readingIn(spec: KeywordSpec, release: ReleaseName): Reading {
  const earlier = spec.history?.find((reading) => compareReleases(release, reading.until) <= 0);
  return earlier === undefined ? spec : { ...spec, ...earlier };
}
