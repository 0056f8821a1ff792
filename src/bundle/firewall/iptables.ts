import { basename } from 'node:path/posix';
import type { SourceText } from '../../../grammar/source.ts';
import { addressBits, type Family, parseAddress } from '../../../grammar/values/address.ts';
import { prefixOfNetmask } from '../../../grammar/values/subnet.ts';
import type { FileFault } from '../fault.ts';
import { linesOf, type Piece, partOf, placeOfPiece, trimmed } from '../lines.ts';
import { type Net, protocolNumber } from './packet.ts';
import type { Condition, FilterChain, FilterRule, Ruleset, Verdict } from './ruleset.ts';

/** What a chain is called at each hook. */
const hookOf: Readonly<Record<string, string>> = {
  INPUT: 'input',
  PREROUTING: 'prerouting',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
};

/** Targets after which the next rule has its turn (iptables-extensions(8)). */
const passing: ReadonlySet<string> = new Set(
  'LOG NFLOG ULOG MARK CONNMARK CT NOTRACK TRACE TCPMSS DSCP TOS TTL HL AUDIT SET CHECKSUM CLASSIFY TEE SECMARK CONNSECMARK ECN'.split(
    ' ',
  ),
);

/** Reads what iptables-save printed (iptables-restore(8)); ip6tables and rules.v6 hold the rules for IPv6. */
export function parseIptables(source: SourceText): Ruleset {
  const family: Family = /ip6tables|rules\.v6|6\.rules$/.test(basename(source.path)) ? 6 : 4;
  const chains: FilterChain[] = [];
  const faults: FileFault[] = [];
  let table = 'filter';
  let isOpen = false;
  for (const line of linesOf(source)) {
    const body = trimmed(line);
    if (body.text === '' || body.text.startsWith('#') || body.text === 'COMMIT') continue;
    if (body.text.startsWith('*')) table = body.text.slice(1).trim();
    else if (body.text.startsWith(':')) addChain(chains, body, { table, family, source });
    else if (!addRule(chains, body, { table, source })) {
      isOpen = true;
      const isRule = /^(?:\[\d+:\d+\]\s*)?-/.test(body.text);
      if (!isRule)
        faults.push({ kind: 'firewall-word', place: placeOfPiece(source, body), detail: body.text });
    }
  }
  return { chains, faults, isOpen };
}

interface Where {
  readonly table: string;
  readonly source: SourceText;
}

/** `:INPUT DROP [0:0]`. */
function addChain(chains: FilterChain[], body: Piece, where: Where & { readonly family: Family }): void {
  const [, name, policy] = /^:(\S+)\s*(\S*)/.exec(body.text) ?? [];
  if (name === undefined) return;
  const at = body.text.indexOf(policy ?? '', name.length + 1);
  chains.push({
    name,
    table: where.table,
    // In the other tables a chain of the kernel's may drop as well.
    hook: Object.hasOwn(hookOf, name) && where.table !== 'nat' ? hookOf[name] : undefined,
    families: [where.family],
    policy: policy === 'DROP' ? 'drop' : 'accept',
    policyPlace: placeOfPiece(where.source, partOf(body, at === -1 ? 0 : at, at + (policy?.length ?? 0))),
    rules: [],
  });
}

/** `-A INPUT -p tcp -j ACCEPT`; false when it is something else. */
function addRule(chains: readonly FilterChain[], body: Piece, { table, source }: Where): boolean {
  const words = shellWords(body.text.replace(/^\[\d+:\d+\]\s*/, ''));
  if (words[0] !== '-A' && words[0] !== '--append') return false;
  const chain = chains.find((one) => one.name === words[1] && one.table === table);
  if (chain === undefined) return false;
  chain.rules.push(readRule(words.slice(2), placeOfPiece(source, body)));
  return true;
}

/** Words as iptables-restore divides them: quotes keep blanks together. */
function shellWords(text: string): string[] {
  return Array.from(text.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+/g), ([word]) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_all, double, single) => double ?? single),
  );
}

type Reader = (values: readonly string[]) => Condition;

const states: Reader = ([value]) => ({
  kind: 'state',
  states: (value ?? '').toLowerCase().split(','),
  negated: false,
});
const cast: Reader = ([value]) => ({
  kind: 'cast',
  types: (value ?? '').toLowerCase().split(','),
  negated: false,
});
const never: Reader = () => ({ kind: 'never', negated: false });

/** Options that take one value and test what matters here. */
const options: Readonly<Record<string, Reader>> = {
  '-p': ([value]) => ({ kind: 'protocol', numbers: [protocolNumber(value ?? '')], negated: false }),
  '-s': ([value]) => ({ kind: 'source', nets: netsOf(value ?? ''), negated: false }),
  '-d': ([value]) => ({ kind: 'destination', nets: netsOf(value ?? ''), negated: false }),
  '-i': ([value]) => ({ kind: 'interface', names: [value ?? ''], negated: false }),
  '--state': states,
  '--ctstate': states,
  '--pkt-type': cast,
  '--dst-type': cast,
  // Advertisements have no ports.
  '--dport': never,
  '--sport': never,
  '--dports': never,
  '--sports': never,
  '--ports': never,
  '--icmp-type': never,
  '--icmpv6-type': never,
  '--tcp-flags': never,
};

const longNames: Readonly<Record<string, string>> = {
  '--protocol': '-p',
  '--proto': '-p',
  '--source': '-s',
  '--src': '-s',
  '--destination': '-d',
  '--dst': '-d',
  '--in-interface': '-i',
  '--jump': '-j',
  '--goto': '-g',
  '--match': '-m',
  '--destination-port': '--dport',
  '--source-port': '--sport',
};

/** Options that say nothing of the packet, with the number of their values. */
const silent: Readonly<Record<string, number>> = { '-m': 1, '--comment': 1, '-c': 2 };

/** Reads the options behind the chain's name; what stands behind the target belongs to it. */
function readRule(words: readonly string[], place: FilterRule['place']): FilterRule {
  const conditions: Condition[] = [];
  let negated = false;
  for (let at = 0; at < words.length; ) {
    const word = words[at]!;
    const name = Object.hasOwn(longNames, word) ? longNames[word]! : word;
    if (name === '-j' || name === '-g')
      return { conditions, verdict: readTarget(words[at + 1] ?? '', name === '-g'), place };
    if (name === '!') at++;
    else if (Object.hasOwn(silent, name)) at += 1 + silent[name]!;
    else at = readOption(words, at, { name, negated, conditions });
    negated = name === '!';
  }
  return { conditions, verdict: { kind: 'continue' }, place };
}

interface OptionAt {
  readonly name: string;
  readonly negated: boolean;
  readonly conditions: Condition[];
}

/** Takes one option with its value; returns where the next one is. */
function readOption(words: readonly string[], at: number, { name, negated, conditions }: OptionAt): number {
  if (Object.hasOwn(options, name)) {
    // `-s ! 10.0.0.1` is how old releases negate.
    const isOld = words[at + 1] === '!';
    const value = words[at + (isOld ? 2 : 1)];
    conditions.push({ ...options[name]!([value ?? '']), negated: negated !== isOld });
    return at + (isOld ? 3 : 2);
  }
  conditions.push({ kind: 'unknown', negated: false });
  let next = at + 1;
  while (next < words.length && !/^(?:-|!$)/.test(words[next]!)) next++;
  return next;
}

function readTarget(name: string, isGoto: boolean): Verdict {
  if (name === 'ACCEPT') return { kind: 'accept' };
  if (name === 'DROP' || name === 'REJECT') return { kind: 'drop' };
  if (name === 'RETURN') return { kind: 'return' };
  if (passing.has(name)) return { kind: 'continue' };
  if (/^[A-Z]+$/.test(name) && /QUEUE|TPROXY|SYNPROXY|DNAT|REDIRECT/.test(name)) return { kind: 'unknown' };
  return { kind: isGoto ? 'goto' : 'jump', chain: name };
}

function netsOf(value: string): (Net | undefined)[] {
  return value.split(',').map(readNet);
}

/** `192.0.2.0/24`, `192.0.2.0/255.255.255.0`, `192.0.2.1`. */
export function readNet(text: string): Net | undefined {
  const [host, length] = text.split('/', 2);
  const address = parseAddress(host ?? '');
  if (address === undefined) return undefined;
  const bits = addressBits(address.family);
  if (length === undefined) return { address, prefix: bits };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : prefixOfNetmask(length);
  return prefix === undefined || prefix > bits ? undefined : { address, prefix };
}
