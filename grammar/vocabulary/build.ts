import { compareReleases } from './releases.ts';
import type {
  ArgumentSpec,
  ArgumentType,
  BlockTable,
  EarlierReading,
  EnumValue,
  KeywordSpec,
  ListSpec,
  OptionSpec,
  ReleaseName,
} from './types.ts';

/*
 * Short forms for the rows of the tables. A row says only what is particular to its keyword; the constructors
 * below hold what most keywords of a kind have in common.
 */

// Arguments

export const UINT_MAX = 4294967295;
export const INT_MAX = 2147483647;
export const INT_MIN = -2147483648;

interface Range {
  readonly min?: number;
  readonly max?: number;
}

type Details = Omit<ArgumentSpec, 'name' | 'type'>;

export function argument(name: string, type: ArgumentType, details?: Details): ArgumentSpec {
  return { name, type, ...details };
}

/** Without a range: anything that fits 32 bits. */
export function uint(name: string, range: Range = { min: 0, max: UINT_MAX }): ArgumentSpec {
  return { name, type: 'uint', ...range };
}

export function int(name: string, range: Range): ArgumentSpec {
  return { name, type: 'int', ...range };
}

/** Seconds or milliseconds with up to six decimals. */
export function decimal(name: string, range: Range): ArgumentSpec {
  return { name, type: 'decimal', ...range };
}

/** A number of an earlier release, which took whatever strtoul, atoi or atof made of it. */
export function unchecked(name: string, type: ArgumentType = 'uint'): ArgumentSpec {
  return { name, type, unchecked: true };
}

export function text(name: string): ArgumentSpec {
  return { name, type: 'string' };
}

export function path(name: string): ArgumentSpec {
  return { name, type: 'path' };
}

export function address(name: string): ArgumentSpec {
  return { name, type: 'ip' };
}

export function networkInterface(name = 'ifname'): ArgumentSpec {
  return { name, type: 'interface' };
}

export function port(name: string, range?: Range): ArgumentSpec {
  return { name, type: 'port', ...range };
}

export function fwmark(name: string): ArgumentSpec {
  return { name, type: 'fwmark', min: 0, max: UINT_MAX };
}

export function choice(
  name: string,
  values: readonly (string | EnumValue)[],
  type: ArgumentType = 'enum',
): ArgumentSpec {
  return { name, type, values: values.map((value) => (typeof value === 'string' ? { value } : value)) };
}

export function optional(spec: ArgumentSpec): ArgumentSpec {
  return { ...spec, optional: true };
}

/** May be repeated to the end of the line. */
export function variadic(spec: ArgumentSpec): ArgumentSpec {
  return { ...spec, variadic: true };
}

export const USER: ArgumentSpec = { name: 'user', type: 'user' };
export const GROUP: ArgumentSpec = { name: 'group', type: 'group' };

const BOOL: readonly ArgumentSpec[] = [{ name: 'bool', type: 'bool', optional: true }];
const SCRIPT: readonly ArgumentSpec[] = [{ name: 'script', type: 'script' }, optional(USER), optional(GROUP)];

// Keywords

/** A keyword before its block has lent it what is common to the block. */
export type Row = Omit<KeywordSpec, 'since' | 'block'> & { readonly since?: ReleaseName };

/** Made one by one, when a keyword is asked for: a configuration uses few of the hundreds. */
export type Rows = Readonly<Record<string, () => Row>>;

type Particulars = Partial<Omit<Row, 'kind' | 'doc' | 'args' | 'list'>>;

type Arguments = ArgumentSpec | readonly ArgumentSpec[];

/** A word that stands for itself. What follows it is not read. */
export function flag(doc: string, particulars?: Particulars): Row {
  return { kind: 'flag', args: [], repeat: 'idempotent', onBad: 'ignore', doc, ...particulars };
}

/** true|on|yes|false|off|no, and true when nothing follows. */
export function bool(doc: string, particulars?: Particulars): Row {
  return {
    kind: 'bool',
    args: BOOL,
    repeat: 'override',
    onBad: 'ignore',
    onMissing: 'ok',
    default: false,
    doc,
    ...particulars,
  };
}

export function value(args: Arguments, doc: string, particulars?: Particulars): Row {
  const all = 'type' in args ? [args] : args;
  // What happened to a keyword without its value is not recorded for those that are gone.
  const onMissing =
    particulars?.until !== undefined
      ? {}
      : ({ onMissing: all.every((argument) => argument.optional) ? 'ok' : 'exit' } as const);
  return { kind: 'value', args: all, repeat: 'override', onBad: 'ignore', ...onMissing, doc, ...particulars };
}

/** A quoted command, then a user and a group unless `args` says otherwise. */
export function script(doc: string, particulars?: Particulars & { readonly args?: Row['args'] }): Row {
  return {
    kind: 'script',
    args: SCRIPT,
    repeat: 'warn-ignore',
    onBad: 'ignore',
    onMissing: 'exit',
    doc,
    ...particulars,
  };
}

/** A block of entries; their form is `listSpec(name)`. */
export function list(
  name: string,
  doc: string,
  particulars?: Particulars & { readonly args?: Row['args'] },
): Row {
  return {
    kind: 'list',
    args: [],
    list: name,
    repeat: 'accumulate',
    onBad: 'drop-item',
    doc,
    ...particulars,
  };
}

/** A block of keywords; the path of its table is the path of this row. */
export function block(doc: string, particulars?: Particulars & { readonly args?: Row['args'] }): Row {
  return { kind: 'block', args: [], repeat: 'multi', onBad: 'drop-block', doc, ...particulars };
}

// History

/** Up to and including `until` the arguments were these. */
export function upTo(until: ReleaseName, ...args: readonly ArgumentSpec[]): EarlierReading {
  return { until, args };
}

/** Up to and including `until` it was a plain flag. */
export function flagUpTo(until: ReleaseName): EarlierReading {
  return { until, kind: 'flag', args: [] };
}

/** The same rows but for a few particulars: blocks that share keywords learnt them at different times. */
export function adapt(rows: Rows, changes: Readonly<Record<string, Particulars>>): Rows {
  const copy: Record<string, () => Row> = { ...rows };
  for (const [keyword, change] of Object.entries(changes))
    copy[keyword] = () => ({ ...rows[keyword]!(), ...change });
  return copy;
}

function dependingOn<R extends Row>(features: readonly string[], row: R): R {
  if (features.length === 0) return row;
  return { ...row, requires: row.requires === undefined ? features : [...features, ...row.requires] };
}

// Tables

/** Rows of a block that are made together, and what all of them depend on besides what each depends on. */
export interface RowGroup {
  readonly requires: readonly string[];
  readonly rows: () => Rows;
}

/**
 * The table of a block. `since` is the first release of the block and of every keyword that does not name its
 * own; `requires` is what all keywords of the block depend on. `rows` is called when the table is first read: few
 * configurations use more than a handful of the blocks.
 */
export function table(
  path: string,
  since: ReleaseName,
  requires: readonly string[],
  rows: () => Rows,
): BlockTable {
  return tableOfGroups(path, since, { requires, rows });
}

/** The table of a large block: a group is made when the groups before it do not know a keyword. */
export function tableOfGroups(path: string, since: ReleaseName, ...groups: readonly RowGroup[]): BlockTable {
  return new Table(path, since, groups);
}

class Table implements BlockTable {
  readonly path: string;
  private readonly since: ReleaseName;
  private readonly groups: readonly RowGroup[];
  private readonly rows: Rows[] = [];
  private readonly made = new Map<string, KeywordSpec>();

  constructor(path: string, since: ReleaseName, groups: readonly RowGroup[]) {
    this.path = path;
    this.since = since;
    this.groups = groups;
  }

  get names(): readonly string[] {
    return this.groups.flatMap((_, index) => Object.keys(this.rowsOf(index)));
  }

  get keywords(): BlockTable['keywords'] {
    return Object.fromEntries(this.names.map((name) => [name, this.keyword(name)!]));
  }

  keyword(name: string): KeywordSpec | undefined {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const row = this.row(name);
    if (row === undefined) return undefined;
    const spec = this.complete(name, row);
    this.made.set(name, spec);
    return spec;
  }

  private row(name: string): Row | undefined {
    for (let index = 0; index < this.groups.length; index++) {
      const rows = this.rowsOf(index);
      // A file may well say `constructor` or `toString`.
      if (Object.hasOwn(rows, name)) return dependingOn(this.groups[index]!.requires, rows[name]!());
    }
    return undefined;
  }

  private rowsOf(index: number): Rows {
    this.rows[index] ??= this.groups[index]!.rows();
    return this.rows[index];
  }

  private complete(name: string, row: Row): KeywordSpec {
    const spec: Writable<KeywordSpec> = {
      ...row,
      since: newer(row.since ?? this.since, this.since),
    };
    if (row.kind === 'block') spec.block = this.path === '/' ? name : `${this.path}/${name}`;
    if (row.history !== undefined) keepLifetime(spec, row.history);
    return spec;
  }
}

/** A shared row may be older than the block it is in, and remember what that block never did. */
function keepLifetime(spec: Writable<KeywordSpec>, history: readonly EarlierReading[]): void {
  const own = history.filter(({ until }) => compareReleases(until, spec.since) >= 0);
  if (own.length > 0) spec.history = own;
  else delete spec.history;
}

function newer(a: ReleaseName, b: ReleaseName): ReleaseName {
  return a === b || compareReleases(a, b) > 0 ? a : b;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

// Lists

export type UnnamedList = Omit<ListSpec, 'name'>;

/** By name, and made one by one, as the keywords are. */
export type Lists = Readonly<Record<string, () => UnnamedList>>;

export function entries(form: string, particulars: Partial<Omit<UnnamedList, 'form'>> = {}): UnnamedList {
  return { form, args: [], options: [], ...particulars };
}

export function option(
  since: ReleaseName,
  word: string,
  args: Arguments,
  doc: string,
  particulars?: Partial<OptionSpec>,
): OptionSpec {
  return { option: word, args: 'type' in args ? [args] : args, since, doc, ...particulars };
}
