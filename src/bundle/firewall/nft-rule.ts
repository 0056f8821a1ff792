import type { Place } from '../../../grammar/source.ts';
import { readNet } from './iptables.ts';
import { isSign, type NftToken } from './nft-tokens.ts';
import { protocolNumber } from './packet.ts';
import type { Condition, FilterRule, Verdict } from './ruleset.ts';

/** Makes a condition of the values behind its words; undefined: a value that is not known, such as a named set. */
type Reader = (values: readonly (string | undefined)[]) => Condition;

const protocols: Reader = (values) => ({
  kind: 'protocol',
  numbers: values.map((value) => (value === undefined ? undefined : protocolNumber(value))),
  negated: false,
});
const nets =
  (kind: 'source' | 'destination'): Reader =>
  (values) => ({
    kind,
    nets: values.map((value) => (value === undefined ? undefined : readNet(value))),
    negated: false,
  });
const known =
  (make: (values: readonly string[]) => Condition): Reader =>
  (values) => {
    const texts = values.filter((value) => value !== undefined);
    return texts.length === values.length ? make(texts) : { kind: 'unknown', negated: false };
  };
const interfaces = known((names) => ({ kind: 'interface', names, negated: false }));
const casts = known((types) => ({ kind: 'cast', types, negated: false }));

/** What can be tested, by its words (nft(8), EXPRESSIONS). */
const selectors: Readonly<Record<string, Reader>> = {
  iif: interfaces,
  iifname: interfaces,
  'meta iif': interfaces,
  'meta iifname': interfaces,
  'ip saddr': nets('source'),
  'ip6 saddr': nets('source'),
  'ip daddr': nets('destination'),
  'ip6 daddr': nets('destination'),
  'ip protocol': protocols,
  'ip6 nexthdr': protocols,
  'meta l4proto': protocols,
  'meta protocol': known(([name]) => familyCondition(name ?? '')),
  l4proto: protocols,
  'ct state': known((names) => ({ kind: 'state', states: names, negated: false })),
  pkttype: casts,
  'meta pkttype': casts,
  'fib daddr type': casts,
  'meta nfproto': known(([name]) => familyCondition(name ?? '')),
};

function familyCondition(name: string): Condition {
  if (/^(?:ipv4|ip)$/.test(name)) return { kind: 'family', family: 4, negated: false };
  if (/^(?:ipv6|ip6)$/.test(name)) return { kind: 'family', family: 6, negated: false };
  return { kind: 'unknown', negated: false };
}

/** Headers that an advertisement does not have. */
const otherHeaders: ReadonlySet<string> = new Set(
  'tcp udp th sctp dccp udplite icmp icmpv6 igmp esp comp gre vlan'.split(' '),
);

/** The families that a selector of a header speaks of. */
const familyOfHeader: Readonly<Record<string, 4 | 6>> = { ip: 4, ip6: 6 };

/** Statements that change nothing about who gets in, with the words they may take along. */
const statements: ReadonlySet<string> = new Set(['counter', 'log', 'comment', 'notrack', 'packets', 'bytes']);

interface Values {
  readonly values: readonly (string | undefined)[];
  /** Verdicts by value, of a verdict map. */
  readonly verdicts: readonly (readonly [string | undefined, Verdict])[] | undefined;
  readonly negated: boolean;
  readonly next: number;
}

/** Reads one rule of a chain; a verdict map becomes one rule for each of its entries. */
export function readNftRule(tokens: readonly NftToken[], place: Place): FilterRule[] {
  const conditions: Condition[] = [];
  const rules: FilterRule[] = [];
  for (let at = 0; at < tokens.length; ) {
    const verdict = readVerdict(tokens, at);
    if (verdict !== undefined) return [...rules, { conditions, verdict, place }];
    const selected = tokens[at]!.kind === 'word' ? selectorAt(tokens, at) : undefined;
    if (selected === undefined) {
      const condition = otherCondition(tokens, at);
      if (condition !== undefined) conditions.push(condition);
      at++;
      continue;
    }
    const family = familyOfHeader[tokens[at]!.text];
    if (family !== undefined) conditions.push({ kind: 'family', family, negated: false });
    const found = readValues(tokens, at + selected.length);
    at = found.next;
    if (found.verdicts === undefined)
      conditions.push({ ...selected.reader(found.values), negated: found.negated });
    for (const [value, of] of found.verdicts ?? []) {
      const condition = value === '_' ? [] : [selected.reader([value])];
      rules.push({ conditions: [...conditions, ...condition], verdict: of, place });
    }
  }
  return [...rules, { conditions, verdict: { kind: 'continue' }, place }];
}

/** What a word that selects nothing known says; undefined: nothing about who gets in. */
function otherCondition(tokens: readonly NftToken[], at: number): Condition | undefined {
  const { text } = tokens[at]!;
  if (otherHeaders.has(text)) return { kind: 'never', negated: false };
  const isSilent = statements.has(text) || isArgumentOfStatement(tokens, at);
  return isSilent ? undefined : { kind: 'unknown', negated: false };
}

/** `log prefix "x"`, `counter packets 0`, `comment "x"`: strings and numbers behind a statement. */
function isArgumentOfStatement(tokens: readonly NftToken[], at: number): boolean {
  const { kind, text } = tokens[at]!;
  if (kind === 'string') return true;
  const before = tokens[at - 1]?.text ?? '';
  return /^(?:prefix|level|flags|group|snaplen|queue-threshold)$/.test(text)
    ? isIn(tokens, at, 'log')
    : /^(?:packets|bytes|level|flags|group|snaplen|queue-threshold)$/.test(before);
}

function isIn(tokens: readonly NftToken[], at: number, statement: string): boolean {
  return tokens.slice(0, at).some(({ text }) => text === statement);
}

function selectorAt(tokens: readonly NftToken[], at: number): { reader: Reader; length: number } | undefined {
  for (let length = 3; length > 0; length--) {
    const name = tokens
      .slice(at, at + length)
      .map(({ text }) => text)
      .join(' ');
    if (Object.hasOwn(selectors, name)) return { reader: selectors[name]!, length };
  }
  return undefined;
}

/** `[!=] value[,value...]`, `{ value, ... }`, `vmap { value : verdict, ... }`. */
function readValues(tokens: readonly NftToken[], from: number): Values {
  let at = from;
  const negated = isSign(tokens[at], '!=');
  if (negated || isSign(tokens[at], '==') || tokens[at]?.text === 'in') at++;
  const isMap = tokens[at]?.text === 'vmap';
  if (isMap) at++;
  if (!isSign(tokens[at], '{')) {
    if (isMap) return { values: [], verdicts: [[undefined, { kind: 'unknown' }]], negated, next: at + 1 };
    const values = [valueIn(tokens[at])];
    for (; isSign(tokens[at + 1], ','); at += 2) values.push(valueIn(tokens[at + 2]));
    return { values, verdicts: undefined, negated, next: at + 1 };
  }
  const end = endOfBraces(tokens, at);
  const elements = elementsOf(tokens.slice(at + 1, end));
  const verdicts = elements.map(
    (element) => [valueIn(element[0]), readVerdict(withoutColon(element), 0) ?? { kind: 'unknown' }] as const,
  );
  const values = elements.map((element) => (element.length === 1 ? valueIn(element[0]) : undefined));
  return { values, verdicts: isMap ? verdicts : undefined, negated, next: end + 1 };
}

/** The text of a value; undefined for a named set, an undefined variable or nothing. */
function valueIn(token: NftToken | undefined): string | undefined {
  if (token === undefined || /^[@$]/.test(token.text)) return undefined;
  return token.text.replace(/(?<=[a-z\d]):$/i, '');
}

function endOfBraces(tokens: readonly NftToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    if (isSign(tokens[at], '{')) depth++;
    if (isSign(tokens[at], '}') && --depth === 0) return at;
  }
  return tokens.length;
}

function elementsOf(tokens: readonly NftToken[]): NftToken[][] {
  const elements: NftToken[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, ',')) elements.push([]);
    else if (token.kind !== 'end' && token.kind !== 'sign') elements.at(-1)!.push(token);
  }
  return elements.filter((element) => element.length > 0);
}

function withoutColon(element: readonly NftToken[]): readonly NftToken[] {
  return element.slice(element[1]?.text === ':' ? 2 : 1);
}

function readVerdict(tokens: readonly NftToken[], at: number): Verdict | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  switch (token.text) {
    case 'accept':
    case 'return':
    case 'continue':
      return { kind: token.text };
    case 'drop':
    case 'reject':
      return { kind: 'drop' };
    case 'jump':
    case 'goto':
      return { kind: token.text, chain: tokens[at + 1]?.text ?? '' };
    case 'queue':
    case 'tproxy':
    case 'synproxy':
      return { kind: 'unknown' };
    default:
      return undefined;
  }
}
