import { BLOCKS, type KeywordSpec } from '../../../grammar/vocabulary/index.ts';
import type { GeneratedCase } from './case.ts';
import { skeletons } from './skeletons.ts';
import { goodWord, wordsFor } from './values.ts';

/** They change the run itself, not what is read. */
const excluded: ReadonlySet<string> = new Set(['net_namespace', 'net_namespace_ipvs', 'instance']);
/** A second file of its own: what they say holds for all blocks. */
const general = 'global_defs';

/** Every keyword of the vocabulary with right and wrong values. */
export function keywordCases(): GeneratedCase[] {
  return BLOCKS.flatMap(({ path, keywords }) => {
    if (skeletons[path] === undefined) return [];
    return Object.entries(keywords).flatMap(([keyword, spec]) =>
      spec.kind === 'block' || spec.kind === 'list' || excluded.has(keyword)
        ? []
        : casesOf(path, keyword, spec),
    );
  });
}

function casesOf(path: string, keyword: string, spec: KeywordSpec): GeneratedCase[] {
  const make = (what: string, lines: readonly string[], alone = path === general): GeneratedCase => ({
    id: `${path} ${what}`,
    lines: (number) => skeletons[path]!(number, lines, keyword),
    alone,
  });
  const { args } = spec;
  const good = args.filter(({ optional }) => !optional).map(goodWord);
  const full = args.map(goodWord);
  const line = (words: readonly string[]) => [keyword, ...words].join(' ');
  const tries = args.flatMap((argument, at) =>
    wordsFor(argument).map((word) => line([...full.slice(0, at), word])),
  );
  const plain = line(good.length > 0 ? good : full);
  return [
    ...[...new Set([...tries, plain])].map((text) => make(text, [text])),
    make(`${keyword} alone`, [keyword], true),
    make(`${plain} twice`, [plain, plain]),
    make(`${plain} and more`, [`${plain} more words`]),
    make(`${plain} in braces`, [`${plain} { abc }`]),
    make(`"${keyword}" quoted`, [line(good).replace(keyword, `"${keyword}"`)]),
    make(`${keyword} in capitals`, [line(good).replace(keyword, keyword.toUpperCase())]),
  ];
}

/** Every keyword in a block that does not know it. */
export function misplacedCases(): GeneratedCase[] {
  const hosts = ['vrrp_instance', 'vrrp_script', 'virtual_server', 'virtual_server/real_server'];
  return BLOCKS.flatMap(({ path, keywords }) =>
    Object.entries(keywords).flatMap(([keyword, spec]) => {
      if (spec.kind === 'block' || spec.kind === 'list') return [];
      const text = [keyword, ...spec.args.filter(({ optional }) => !optional).map(goodWord)].join(' ');
      return hosts
        .filter((host) => host !== path)
        .map((host) => ({
          id: `${keyword} of ${path} in ${host}`,
          lines: (number: number) => skeletons[host]!(number, [text], keyword),
        }));
    }),
  );
}
