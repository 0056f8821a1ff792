import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ArgumentSpec,
  allLists,
  BLOCKS,
  blocksThatKnow,
  blockTable,
  compareReleases,
  isRelease,
  type KeywordSpec,
  keywordSpec,
  listSpec,
  NEWEST,
  type OptionSpec,
  RELEASES,
  readingIn,
  rootTable,
} from '../../grammar/vocabulary/index.ts';
import { REFERENCE, whenThere } from '../support/reference.ts';

const rows = BLOCKS.flatMap(({ path, keywords }) =>
  Object.entries(keywords).map(([keyword, spec]) => ({ path, keyword, spec, where: `${path} ${keyword}` })),
);
const LISTS = allLists();
const options = LISTS.flatMap((list) =>
  list.options.map((option) => ({ list, option, where: `${list.name} ${option.option}` })),
);

/** Everything a reader of the tables could be handed as arguments, of today and of earlier releases. */
const argumentLists = [
  ...rows.map(({ where, spec }) => ({ where, args: spec.args })),
  ...rows.flatMap(({ where, spec }) =>
    (spec.history ?? []).map(({ until, args = [] }) => ({ where: `${where} up to ${until}`, args })),
  ),
  ...LISTS.map(({ name, args }) => ({ where: name, args })),
  ...options.map(({ where, option }) => ({ where, args: option.args })),
];

/** Places of `found` in which the condition does not hold, for messages that say where. */
function failures<T extends { where: string }>(found: readonly T[], holds: (item: T) => boolean): string[] {
  return found.filter((item) => !holds(item)).map(({ where }) => where);
}

function duplicates(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

describe('tables', () => {
  it('hold every keyword once', () => {
    expect(rows).toHaveLength(535);
    expect(duplicates(BLOCKS.map(({ path }) => path))).toEqual([]);
    expect(duplicates(LISTS.map(({ name }) => name))).toEqual([]);
    expect(LISTS.flatMap((list) => duplicates(list.options.map(({ option }) => option)))).toEqual([]);
  });

  it('have a table for every block, at the path of its keyword, and none besides', () => {
    const blocks = rows.filter(({ spec }) => spec.kind === 'block');
    expect(
      failures(blocks, ({ path, keyword, spec }) => {
        return (
          spec.block === (path === '/' ? keyword : `${path}/${keyword}`) &&
          blockTable(spec.block) !== undefined
        );
      }),
    ).toEqual([]);
    expect(new Set(BLOCKS.map(({ path }) => path))).toEqual(
      new Set(['/', ...blocks.map(({ spec }) => spec.block)]),
    );
    expect(failures(rows, ({ spec }) => (spec.kind === 'block') === (spec.block !== undefined))).toEqual([]);
  });

  it('have a form for every list', () => {
    expect(
      failures(rows, ({ spec }) =>
        spec.kind === 'list' ? listSpec(spec.list ?? '') !== undefined : spec.list === undefined,
      ),
    ).toEqual([]);
  });

  it('have a form for every argument with words of its own', () => {
    const composite = new Set([
      'lvs_syncd',
      'lvs_timeouts',
      'use_vmac',
      'use_ipvlan',
      'tun',
      'nexthop',
      'encap',
    ]);
    const used = argumentLists.flatMap(({ args }) => args.map(({ type }) => type as string));
    expect([...composite].filter((type) => listSpec(type) === undefined || !used.includes(type))).toEqual([]);
  });

  it('describe everything', () => {
    expect(failures(rows, ({ spec }) => /^[A-Z].*\.$/.test(spec.doc))).toEqual([]);
    expect(failures(options, ({ option }) => /\S.*\.$/.test(option.doc))).toEqual([]);
    expect(failures(rows, ({ spec }) => spec.note !== '')).toEqual([]);
  });

  it('know nothing that every object has', () => {
    expect(keywordSpec('/', 'constructor')).toBeUndefined();
    expect(keywordSpec('global_defs', '__proto__')).toBeUndefined();
    expect(keywordSpec('no/such/block', 'state')).toBeUndefined();
    expect(blocksThatKnow('toString')).toEqual([]);
  });

  it('name replacements that exist', () => {
    const known = ({ path, spec }: { path: string; spec: KeywordSpec }): boolean => {
      const words = (spec.deprecated ?? '').split(' ');
      if (words.length > 2 || words[0] === '') return true;
      if (words.length === 2) return keywordSpec(words[0]!, words[1]!) !== undefined;
      return keywordSpec(path, words[0]!) !== undefined || words[0]! in rootTable.keywords;
    };
    expect(failures(rows, known)).toEqual([]);
    expect(
      failures(rows, ({ path, keyword, spec }) => {
        return spec.sameAs === undefined || keywordSpec(path, spec.sameAs)?.sameAs === keyword;
      }),
    ).toEqual([]);
    expect(
      failures(options, ({ list, option }) =>
        (option.aliases ?? []).every((alias) => list.options.some((other) => other.option === alias)),
      ),
    ).toEqual([]);
  });
});

describe('releases', () => {
  it('are in order and end with what comes next', () => {
    expect(RELEASES).toHaveLength(106);
    expect(RELEASES[0]).toBe('1.1.0');
    expect(RELEASES.slice(-2)).toEqual([NEWEST, 'next']);
    expect([...RELEASES].sort(compareReleases)).toEqual(RELEASES);
    expect(compareReleases('1.2.9', '1.2.10')).toBeLessThan(0);
    expect(compareReleases('next', '2.4.3')).toBeGreaterThan(0);
    expect(compareReleases('2.2.7', '2.2.7')).toBe(0);
    expect(() => compareReleases('2.2.7', 'v2.2.7')).toThrow(RangeError);
    expect(['2.0.20', 'next', 'v2.0.20', '2.0.21', 'HEAD', ''].map(isRelease)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  const lifetime = ({ since, until }: { since?: string; until?: string }): boolean =>
    (since === undefined || isRelease(since)) &&
    (until === undefined || (isRelease(until) && compareReleases(since ?? '1.1.0', until) <= 0));

  it('are the only ones named, and nothing ends before it begins', () => {
    expect(failures(rows, ({ spec }) => lifetime(spec))).toEqual([]);
    expect(failures(options, ({ option }) => lifetime(option))).toEqual([]);
    const values = argumentLists.flatMap(({ where, args }) =>
      args.flatMap((argument) => (argument.values ?? []).map((value) => ({ where, value }))),
    );
    expect(failures(values, ({ value }) => lifetime(value))).toEqual([]);
    expect(
      LISTS.flatMap((list) => [list, ...(list.forms ?? [])]).filter((dated) => !lifetime(dated)),
    ).toEqual([]);
  });

  it('of a history are in order, within the life of the keyword', () => {
    expect(
      failures(rows, ({ spec }) => {
        const ends = (spec.history ?? []).map(({ until }) => until);
        return ends.every(
          (end, index) =>
            isRelease(end) && compareReleases(ends[index - 1] ?? spec.since, end) <= (index > 0 ? -1 : 0),
        );
      }),
    ).toEqual([]);
  });

  it('do not make a block younger than its keywords', () => {
    const blockSince = new Map(rows.map(({ spec }) => [spec.block, spec.since]));
    expect(
      failures(rows, ({ path, spec }) => compareReleases(blockSince.get(path) ?? '1.1.0', spec.since) <= 0),
    ).toEqual([]);
  });
});

describe('arguments', () => {
  it('come with values where they choose among some', () => {
    const all = argumentLists.flatMap(({ where, args }) => args.map((argument) => ({ where, argument })));
    expect(
      failures(all, ({ argument }) => {
        const chooses = /^enum/.test(argument.type);
        return argument.values === undefined ? !chooses : argument.values.length > 0;
      }),
    ).toEqual([]);
    expect(failures(all, ({ argument }) => argument.name !== '')).toEqual([]);
    expect(
      failures(
        all,
        ({ argument }) => (argument.min ?? Number.NEGATIVE_INFINITY) <= (argument.max ?? Infinity),
      ),
    ).toEqual([]);
  });

  it('repeat only at the end', () => {
    expect(
      failures(argumentLists, ({ args }) => args.slice(0, -1).every((argument) => !argument.variadic)),
    ).toEqual([]);
  });

  it('are required before they are optional, but for words that are told apart by their text', () => {
    const wordFirst = failures(argumentLists, ({ args }) => {
      const firstOptional = args.findIndex((argument) => argument.optional);
      return firstOptional === -1 || args.slice(firstOptional).every((argument) => argument.optional);
    });
    expect(wordFirst.sort()).toEqual([
      // all [seconds]
      'global_defs vrrp_garp_extra_if',
      'global_defs vrrp_vmac_garp_intvl',
      // [inet|inet6] ADDRESS, [to] ADDRESS
      'nexthop as',
      'nexthop via',
      'route as',
      'route via',
      'vrrp_instance garp_extra_if',
      'vrrp_instance vmac_garp_intvl',
    ]);
  });

  it('belong to the kind', () => {
    const shape: Readonly<Record<KeywordSpec['kind'], (args: readonly ArgumentSpec[]) => boolean>> = {
      flag: (args) => args.length === 0,
      bool: (args) => args.length === 1 && args[0]!.type === 'bool' && args[0]!.optional === true,
      value: (args) => args.length > 0,
      script: (args) => args[0]?.type === 'script',
      list: () => true,
      block: () => true,
    };
    expect(failures(rows, ({ spec }) => shape[spec.kind](spec.args))).toEqual([]);
  });
});

describe('well-known keywords', () => {
  it.each([
    [
      'vrrp_instance',
      'virtual_router_id',
      'value',
      '1.1.0',
      [{ name: 'vrid', type: 'uint', min: 1, max: 255 }],
    ],
    ['vrrp_instance', 'nopreempt', 'flag', '1.1.8', []],
    [
      'vrrp_instance',
      'advert_int',
      'value',
      '1.1.0',
      [{ name: 'secs', type: 'decimal', min: 0.01, max: 255 }],
    ],
    ['vrrp_instance', 'unicast_peer', 'list', '1.2.8', []],
    ['vrrp_instance', 'strict_mode', 'bool', '1.2.20', [{ name: 'bool', type: 'bool', optional: true }]],
    ['/', 'vrrp_sync_group', 'block', '1.1.0', [{ name: 'name', type: 'string' }]],
    ['/', 'track_file', 'block', '2.1.0', [{ name: 'name', type: 'string' }]],
    [
      'global_defs',
      'set_supplementary_groups',
      'bool',
      'next',
      [{ name: 'bool', type: 'bool', optional: true }],
    ],
    [
      'virtual_server/real_server/TCP_CHECK',
      'connect_port',
      'value',
      '1.1.0',
      [{ name: 'port', type: 'port', min: 1, max: 65535 }],
    ],
  ] as const)('%s %s', (path, keyword, kind, since, args) => {
    expect(keywordSpec(path, keyword)).toMatchObject({ kind, since });
    expect(keywordSpec(path, keyword)?.args).toEqual(args);
  });

  it('hide what must not be shown', () => {
    expect(rows.filter(({ spec }) => spec.secret).map(({ where }) => where)).toEqual([
      'vrrp_instance/authentication auth_pass',
      'vrrp_instance/auth_hmac key',
      'SSL password',
    ]);
  });

  it('are found wherever they are known', () => {
    expect(blocksThatKnow('virtual_router_id')).toEqual(['vrrp_instance']);
    expect(blocksThatKnow('smtp_alert').toSorted()).toEqual([
      'global_defs',
      'virtual_server',
      'virtual_server/real_server',
      'vrrp_instance',
      'vrrp_sync_group',
    ]);
    expect(blocksThatKnow('virtual_router')).toEqual([]);
  });

  it.each([
    ['vrrp_instance', 'smtp_alert', '1.4.5', 'flag', []],
    ['vrrp_instance', 'smtp_alert', '2.0.0', 'bool', [{ name: 'bool', type: 'bool', optional: true }]],
    ['vrrp_script', 'interval', '2.0.6', 'value', [{ name: 'secs', type: 'uint', unchecked: true }]],
    ['vrrp_script', 'interval', '2.3.1', 'value', [{ name: 'secs', type: 'uint', min: 0, max: 4294 }]],
    ['vrrp_script', 'interval', '2.3.2', 'value', [{ name: 'secs', type: 'decimal', min: 0.001, max: 4294 }]],
    ['track_file', 'weight', '2.1.0', 'value', keywordSpec('track_file', 'weight')?.args],
    ['vrrp_track_file', 'weight', '2.0.10', 'value', [{ name: 'weight', type: 'int', min: -254, max: 254 }]],
    [
      'virtual_server/real_server',
      'weight',
      '2.0.15',
      'value',
      [{ name: 'weight', type: 'uint', min: 1, max: 65535 }],
    ],
  ] as const)('%s %s as %s reads it', (path, keyword, release, kind, args) => {
    const reading = readingIn(keywordSpec(path, keyword)!, release);
    expect(reading.kind).toBe(kind);
    expect(reading.args).toEqual(args);
  });
});

// A description of the language that is kept outside of the repository: the tables can be held against it.
const TSV = `${REFERENCE}/keywords.tsv`;
const JSON_FILE = `${REFERENCE}/vocabulary.json`;

const release = (tag: string): string => (tag === 'HEAD' ? 'next' : tag.replace(/^v/, ''));

describe.skipIf(!existsSync(TSV))(`against the list of keywords ${whenThere}`, () => {
  it('has every keyword of every block, and no other', () => {
    const lines = readFileSync(TSV, 'utf8').trimEnd().split('\n').slice(1);
    const listed = lines.map((line) => {
      const [path, keyword, block, since, until] = line.split('\t');
      return [path, keyword, block, release(since!), until === '-' ? '-' : release(until!)].join(' ');
    });
    const shape = (spec: KeywordSpec): string =>
      spec.kind === 'list' ? 'list' : String(spec.kind === 'block');
    const ours = rows.map(({ path, keyword, spec }) => {
      return [path, keyword, shape(spec), spec.since, spec.until ?? '-'].join(' ');
    });
    expect(ours.toSorted()).toEqual(listed.toSorted());
  });
});

interface ReferenceArgument {
  name?: string;
  type: string;
  optional?: boolean;
  variadic?: boolean;
  min?: number;
  max?: number;
  enum?: string[];
}

interface ReferenceKeyword {
  kind: string;
  args: ReferenceArgument[];
  unit: string | null;
  list?: string;
  requires: string[];
  onMissing?: string;
  doc: string;
}

interface Reference {
  blocks: Record<string, { keywords: Record<string, ReferenceKeyword> }>;
  lists: Record<string, { options?: { option?: string; since?: string }[] }>;
  meta: { tags: string[] };
}

describe.skipIf(!existsSync(JSON_FILE))(`against the vocabulary ${whenThere}`, () => {
  const read = (): Reference => JSON.parse(readFileSync(JSON_FILE, 'utf8')) as Reference;

  const comparable = (argument: ReferenceArgument | ArgumentSpec): object => ({
    name: argument.name ?? argument.type,
    type: argument.type,
    optional: argument.optional ?? false,
    variadic: argument.variadic ?? false,
    min: argument.min,
    max: argument.max,
    values: 'enum' in argument ? argument.enum : (argument as ArgumentSpec).values?.map(({ value }) => value),
  });

  it('agrees on what each keyword takes', () => {
    for (const [path, { keywords }] of Object.entries(read().blocks)) {
      for (const [keyword, listed] of Object.entries(keywords)) {
        // The list of keywords has it right: nothing could stand inside.
        if (keyword === 'CI-LINUX') continue;
        const spec = keywordSpec(path, keyword);
        expect({ path, keyword, ...facts(spec), args: spec?.args.map(comparable) }).toEqual({
          path,
          keyword,
          ...facts(listed),
          args: listed.args.map(comparable),
        });
      }
    }
  });

  const facts = (spec: KeywordSpec | ReferenceKeyword | undefined): object => ({
    kind: spec?.kind,
    unit: spec?.unit ?? undefined,
    list: spec?.list,
    requires: [...(spec?.requires ?? [])].sort(),
    onMissing: spec?.onMissing,
    doc: spec?.doc,
  });

  it('agrees on the options of list entries', () => {
    const key = (list: string, { option, since }: { option?: string; since?: string }): string =>
      `${list} ${option} ${release(since ?? '1.2.24')}`;
    const listed = Object.entries(read().lists).flatMap(([list, { options: words = [] }]) =>
      words.filter(({ option }) => option !== undefined).map((option) => key(list, option)),
    );
    // The firewall mark of a virtual server group is listed as a form of the entry.
    const ours = options
      .filter(({ list }) => list.name !== 'vsg')
      .map(({ list, option }: { list: { name: string }; option: OptionSpec }) => key(list.name, option));
    expect(ours.toSorted()).toEqual(listed.toSorted());
  });

  it('agrees on the releases', () => {
    expect(RELEASES).toEqual(read().meta.tags.map(release));
  });
});
