import type { z } from 'zod';
import { nearest } from '../../grammar/did-you-mean.ts';
import type { TopologyProblem, YamlPath } from './problem.ts';
import { keysAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;

/** What a schema found, in the words of hacfg. */
export function schemaProblems(
  issues: readonly Issue[],
  schema: z.core.$ZodType,
  value: unknown,
): TopologyProblem[] {
  // What a key may be at most says more than what a number may be.
  const inOrder = issues.toSorted((one, other) => Number(isBeyondAll(one)) - Number(isBeyondAll(other)));
  const found = inOrder.flatMap((issue) => problemsOf(issue, [], { schema, value }));
  // A key with a slip in it is not missing besides.
  const meant = new Set(found.flatMap(({ stands }) => stands ?? []));
  const judged = new Set<string>();
  return (
    found
      .filter(({ lacks }) => lacks === undefined || !meant.has(lacks))
      // Of several things that a value must be, the first says enough.
      .filter(({ path, kind }) => {
        const isNew = kind !== 'bad-value' || !judged.has(path.join('\n'));
        judged.add(path.join('\n'));
        return isNew;
      })
      .map(({ stands: _stands, lacks: _lacks, ...problem }) => problem)
  );
}

/** The largest whole number that can be told from the next, which the schema has as a limit of its own. */
function isBeyondAll(issue: Issue): boolean {
  return issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER;
}

/** A problem, with the way to the key that is missing, or to those that a wrong key may stand for. */
interface Draft extends TopologyProblem {
  readonly lacks?: string;
  readonly stands?: readonly string[];
}

function keyAt(path: YamlPath, key: string): string {
  return [...path, key].join('\n');
}

interface Whole {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
}

function problemsOf(issue: Issue, above: YamlPath, whole: Whole): Draft[] {
  const path = [...above, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, whole));
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    const message = inner === undefined ? 'must be a name' : demand(inner);
    return [{ path, at: 'key', kind: 'bad-key', message: `${shownKey(String(path.at(-1)))} ${message}` }];
  }
  if (issue.code === 'invalid_union') return unionProblems(issue, path, whole);
  const found = valueAt(whole.value, path);
  if (issue.code === 'invalid_type' && found === undefined) return [missingKey(path, whole)];
  const isWhole = (issue.code === 'custom' || issue.code === 'too_small') && typeof found === 'object';
  const not = isWhole ? '' : notFound(found, path);
  const near = issue.code === 'invalid_value' ? nearest(String(found), issue.values.map(String)) : [];
  const example = typeof found === 'object' ? undefined : listOf(issue, path, found);
  const help = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : (example ?? exampleFor(found, path));
  return [
    {
      path,
      kind: 'bad-value',
      message: `${labelOf(path)} ${demand(issue)}${not}`,
      ...(help === undefined ? {} : { help }),
    },
  ];
}

/** A list of one is a list. */
function listOf(issue: Issue, path: YamlPath, found: unknown): string | undefined {
  const isList = issue.code === 'invalid_type' && issue.expected === 'array';
  const isShown = isList && notFound(found, path) !== '';
  return isShown ? `${String(path.at(-1))}: [${String(found)}]` : undefined;
}

/** What an empty service, router or file may look like. */
function exampleFor(found: unknown, path: YamlPath): string | undefined {
  const isEmpty = found === null || (Array.isArray(found) && found.length === 0);
  if (isEmpty && path.length === 2) return wholes.get(String(path[0]));
  const isNoMapping = path.length === 0 && (Array.isArray(found) || typeof found !== 'object');
  return isNoMapping || isEmpty ? examples.get(String(path.at(-1) ?? '')) : undefined;
}

const wholes: ReadonlyMap<string, string> = new Map([
  ['routers', '{ nodes: [lb1, lb2], vips: [192.0.2.100/24] }'],
  ['services', '{ vip: 192.0.2.100, ports: [80], real_servers: [web1, web2] }'],
  ['checks', '{ kind: nginx }'],
  ['sync_groups', '{ routers: [outside, inside] }'],
]);

/** Keys that something cannot be without, with a value; the file itself by the empty name. */
const examples: ReadonlyMap<string, string> = new Map([
  ['', 'hosts: and routers: at the top; hacfg init writes a file to start from.'],
  ['hosts', 'hosts: { lb1: { address: 192.0.2.11/24, interface: eth0 } }'],
  ['nodes', 'nodes: [lb1, lb2]'],
  ['vips', 'vips: [192.0.2.100/24]'],
  ['real_servers', 'real_servers: [web1, web2]'],
  ['routers', 'routers: [outside, inside]'],
]);

/** A key, unless it is too long or too odd to be repeated. */
function shownKey(key: string): string {
  return key.length > 60 || /\p{Cc}/u.test(key) ? 'this key' : key;
}

function unknownKey(path: YamlPath, key: string, { schema, value }: Whole): Draft {
  const known = keysAt(schema, path, value);
  const taken = new Set(Object.keys((valueAt(value, path) as object | undefined) ?? {}));
  const free = known.filter((one) => !taken.has(one));
  const near = nearest(key, free);
  const hint = synonyms.get(key);
  const meant = near.length > 0 ? near : hint !== undefined && known.includes(hint) ? [hint] : [];
  const [there] = nearest(
    key,
    known.filter((one) => taken.has(one)),
  );
  return {
    path: [...path, key],
    at: 'key',
    kind: 'unknown-key',
    message: `unknown key ${shownKey(key)} in ${containerOf(path)}`.replace('key this key', 'key'),
    help: helpForKey(key, meant, there, free),
    stands: meant.map((one) => keyAt(path, one)),
  };
}

function helpForKey(
  key: string,
  meant: readonly string[],
  there: string | undefined,
  free: readonly string[],
): string {
  if (key === '<<') return 'YAML 1.2 has no merge keys. What is the same everywhere goes into defaults.';
  if (meant.length > 0) return `Did you mean ${meant.join(' or ')}?`;
  if (there !== undefined) return `${there} is there already: put it in there.`;
  return `Keys here: ${free.slice(0, 20).join(', ')}.`;
}

/** Words of keepalived.conf, and what hacfg.yaml calls them. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['virtual_router_id', 'vrid'],
  ['router_id', 'vrid'],
  ['virtual_ipaddress', 'vips'],
  ['vip', 'vips'],
  ['advert_int', 'advert_interval'],
  ['authentication', 'auth'],
  ['auth_pass', 'auth'],
  ['nopreempt', 'preempt'],
  ['unicast_peer', 'transport'],
  ['track_script', 'track'],
  ['track_interface', 'track_interfaces'],
  ['hosts', 'nodes'],
  ['use_vmac', 'vmac'],
  ['lb_algo', 'scheduler'],
  ['lb_kind', 'forward'],
  ['lvs_sched', 'scheduler'],
  ['lvs_method', 'forward'],
  ['delay_loop', 'interval'],
  ['persistence_timeout', 'persistence'],
  ['real_server', 'real_servers'],
  ['servers', 'real_servers'],
  ['virtual_server', 'services'],
  ['script', 'run'],
  ['command', 'run'],
  ['ip', 'address'],
  ['priority', 'nodes'],
]);

function missingKey(path: YamlPath, whole: Whole): Draft {
  const key = String(path.at(-1));
  const around = path.slice(0, -1);
  const example = key === 'kind' ? `Kinds: ${kindsAt(around, whole).join(', ')}.` : examples.get(key);
  return {
    path: around,
    at: 'key',
    kind: 'missing-key',
    message: `${containerOf(around)} needs ${key}`,
    lacks: keyAt(around, key),
    ...(example === undefined ? {} : { help: example }),
  };
}

function kindsAt(path: YamlPath, { schema, value }: Whole): string[] {
  const result = (schema as z.ZodType).safeParse(value);
  const issue = result.error?.issues.find(
    (one) => 'options' in one && one.path.slice(0, -1).join('\n') === path.join('\n'),
  );
  return issue !== undefined && 'options' in issue ? (issue.options as unknown[]).map(String) : [];
}

/** Of several forms, the one that was meant: the only one of the right type, else the one with the fewest faults. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: YamlPath,
  whole: Whole,
): Draft[] {
  const found = valueAt(whole.value, path);
  if ('options' in issue && Array.isArray(issue.options)) return [badKind(issue.options, path, found, whole)];
  const branches = issue.errors.filter((errors) => !errors.some(isWrongType));
  const closest = branches.toSorted((a, b) => faults(a) - faults(b))[0];
  if (found !== undefined && closest !== undefined && closest.length > 0) {
    return closest.flatMap((one) => problemsOf(one, path, whole));
  }
  if (found === undefined) return [missingKey(path, whole)];
  const wanted = issue.message === 'Invalid input' ? `must be ${choices(issue).join(' or ')}` : issue.message;
  return [{ path, kind: 'bad-value', message: `${labelOf(path)} ${wanted}${notFound(found, path)}` }];
}

function badKind(options: readonly unknown[], path: YamlPath, found: unknown, whole: Whole): Draft {
  if (found === undefined) return { ...missingKey(path, whole), help: `Kinds: ${options.join(', ')}.` };
  const near = nearest(String(found), options.map(String));
  return {
    path,
    kind: 'bad-value',
    message: `${labelOf(path)} must be one of ${options.join(', ')}${notFound(found, path)}`,
    ...(near.length > 0 ? { help: `Did you mean ${near.join(' or ')}?` } : {}),
  };
}

/** A fault of the value as a whole: this form was not meant. */
function isWrongType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((errors) => errors.some(isWrongType));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function faults(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
}

function choices(issue: Extract<Issue, { code: 'invalid_union' }>): string[] {
  const names = issue.errors.flatMap((errors) =>
    errors
      .filter((one) => one.path.length === 0)
      .flatMap((one) => (one.code === 'invalid_union' ? choices(one) : [phraseOf(one)])),
  );
  return [...new Set(names.filter((one) => one !== undefined))];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'empty',
};

function phraseOf(issue: Issue): string | undefined {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  return issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : undefined;
}

function demand(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return issue.message.startsWith('Too small') ? 'must not be empty' : issue.message;
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must be at most ${issue.maximum} characters long`
        : `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** `, not 300`; nothing for what is too long to repeat, or not to be repeated. */
function notFound(found: unknown, path: YamlPath): string {
  if (found === null) return ', not empty';
  if (path.some((step) => secretKeys.has(String(step)))) return '';
  if (Array.isArray(found)) return found.length === 0 ? '' : ', not a list';
  if (typeof found === 'object') return ', not a mapping';
  // What is too large for a number is not what was written any more.
  if (typeof found === 'number' && Math.abs(found) > Number.MAX_SAFE_INTEGER) return '';
  const text = String(found);
  if (text === '' || text.length > 60 || /\p{Cc}/u.test(text)) return '';
  // A number in quotes is a text.
  const isQuoted = typeof found === 'string' && /^(?:\d+(?:\.\d+)?|true|false|null)$/.test(text);
  return isQuoted ? `, not "${text}" in quotes` : `, not ${text}`;
}

/** What stands below these keys may be a secret. */
export const secretKeys: ReadonlySet<string> = new Set(['pass', 'ah', 'hmac']);

/** `vrid`, `an entry of vips`. */
function labelOf(path: YamlPath): string {
  const last = path.at(-1);
  if (typeof last === 'string') return path.length === 2 ? containerOf(path) : last;
  return last === undefined ? 'hacfg.yaml' : `an entry of ${String(path.at(-2) ?? 'the list')}`;
}

const singular: Readonly<Record<string, string>> = {
  hosts: 'host',
  routers: 'router',
  services: 'service',
  checks: 'check',
  sync_groups: 'sync group',
};

/** `router VI_1`, `an entry of nodes`, `the top level`. */
export function containerOf(path: YamlPath): string {
  const last = path.at(-1);
  if (last === undefined) return 'the top level';
  if (typeof last === 'number') return `an entry of ${String(path.at(-2))}`;
  const kind = path.length === 2 ? singular[String(path[0])] : undefined;
  return kind === undefined ? last : `${kind} ${last}`;
}

export function valueAt(value: unknown, path: YamlPath): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}
