import type { Place } from '../../../grammar/source.ts';
import type { Family } from '../../../grammar/values/address.ts';
import type { FileFault } from '../fault.ts';
import { allOf, anyOf, inNet, type Match, type Net, negate, type Packet } from './packet.ts';

/** A test of a rule; one of the alternatives must hold. */
export type Condition = { readonly negated: boolean } & (
  | { readonly kind: 'protocol'; readonly numbers: readonly (number | undefined)[] }
  | { readonly kind: 'source' | 'destination'; readonly nets: readonly (Net | undefined)[] }
  | { readonly kind: 'interface'; readonly names: readonly string[] }
  | { readonly kind: 'state'; readonly states: readonly string[] }
  | { readonly kind: 'cast'; readonly types: readonly string[] }
  | { readonly kind: 'family'; readonly family: Family }
  /** Never holds for an advertisement: a port, a flag of TCP. */
  | { readonly kind: 'never' }
  /** Nothing that is understood here. */
  | { readonly kind: 'unknown' }
);

export type Verdict =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'continue' }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  /** May be anything. */
  | { readonly kind: 'unknown' };

export interface FilterRule {
  readonly conditions: readonly Condition[];
  readonly verdict: Verdict;
  readonly place: Place;
}

export interface FilterChain {
  /** Unique in its table. */
  readonly name: string;
  readonly table: string;
  /** Undefined: reached by jumps only. */
  readonly hook: string | undefined;
  /** The families whose packets come through. */
  readonly families: readonly Family[];
  readonly policy: 'accept' | 'drop';
  readonly policyPlace: Place;
  readonly rules: FilterRule[];
}

/** The rules of a host's packet filter, as one file has them. */
export interface Ruleset {
  readonly chains: readonly FilterChain[];
  readonly faults: readonly FileFault[];
  /** Parts are missing or not understood: what it does cannot be told. */
  readonly isOpen: boolean;
}

export type Judgement =
  | { readonly verdict: 'passes' | 'unknown' }
  | { readonly verdict: 'dropped'; readonly by: Place; readonly rule: FilterRule | undefined };

interface Outcome {
  /** accept: it may get through here. */
  readonly verdict: 'accept' | 'drop' | 'continue';
  readonly by?: FilterRule;
}

const hooks: ReadonlySet<string> = new Set(['ingress', 'prerouting', 'input']);
const deepest = 32;

/**
 * Whether a packet can get into the host. `dropped` is said only when no reading of the rules lets it in; a condition
 * that is not understood may hold or not.
 */
export function judge(ruleset: Ruleset, packet: Packet): Judgement {
  if (ruleset.isOpen) return { verdict: 'unknown' };
  const base = ruleset.chains.filter(
    ({ hook, families }) => hook !== undefined && hooks.has(hook) && families.includes(packet.family),
  );
  for (const chain of base) {
    const { verdict, by } = walk(chain, packet, ruleset.chains, 0);
    if (verdict === 'drop') return { verdict: 'dropped', by: by!.place, rule: by };
    if (verdict === 'continue' && chain.policy === 'drop')
      return { verdict: 'dropped', by: chain.policyPlace, rule: undefined };
  }
  return { verdict: base.length === 0 ? 'unknown' : 'passes' };
}

function walk(chain: FilterChain, packet: Packet, chains: readonly FilterChain[], depth: number): Outcome {
  if (depth > deepest) return { verdict: 'accept' };
  for (const rule of chain.rules) {
    const match = allOf(rule.conditions.map((condition) => holds(condition, packet)));
    const outcome = match === 'no' ? undefined : outcomeOf(rule, match === 'yes', packet);
    if (outcome !== undefined) return outcome;
  }
  return { verdict: 'continue' };

  /** What a rule that holds, or may hold, decides; undefined: the next rule has its turn. */
  function outcomeOf(rule: FilterRule, isSure: boolean, seen: Packet): Outcome | undefined {
    switch (rule.verdict.kind) {
      case 'accept':
      case 'unknown':
        return { verdict: 'accept' };
      case 'drop':
        return isSure ? { verdict: 'drop', by: rule } : undefined;
      case 'return':
        // A return that may happen skips rules that might drop.
        return { verdict: isSure ? 'continue' : 'accept' };
      case 'continue':
        return undefined;
      default:
        return afterJump(rule.verdict, isSure, seen);
    }
  }

  function afterJump(
    verdict: Extract<Verdict, { chain: string }>,
    isSure: boolean,
    seen: Packet,
  ): Outcome | undefined {
    const target = chains.find(({ name, table }) => name === verdict.chain && table === chain.table);
    if (target === undefined) return { verdict: 'accept' };
    const outcome = walk(target, seen, chains, depth + 1);
    if (outcome.verdict === 'accept') return outcome;
    // A goto does not come back: the rest of this chain is passed over.
    if (verdict.kind === 'goto') return isSure ? outcome : { verdict: 'accept' };
    return isSure && outcome.verdict === 'drop' ? outcome : undefined;
  }
}

function holds(condition: Condition, packet: Packet): Match {
  return negate(plainly(condition, packet), condition.negated);
}

function plainly(condition: Condition, packet: Packet): Match {
  switch (condition.kind) {
    case 'protocol':
      return anyOf(
        condition.numbers.map((number) => {
          if (number === undefined) return 'maybe';
          return number === 0 || number === packet.protocol ? 'yes' : 'no';
        }),
      );
    case 'source':
      return anyNet(condition.nets, packet.sources, packet.family);
    case 'destination':
      return anyNet(
        condition.nets,
        packet.destination === undefined ? [] : [packet.destination],
        packet.family,
      );
    case 'interface':
      return anyOf(condition.names.map((name) => matchesInterface(name, packet.interface)));
    case 'state':
      return matchesState(condition.states, packet);
    case 'cast':
      return anyOf(condition.types.map((type) => matchesCast(type, packet)));
    case 'family':
      return condition.family === packet.family ? 'yes' : 'no';
    case 'never':
      return 'no';
    case 'unknown':
      return 'maybe';
  }
}

function anyNet(nets: readonly (Net | undefined)[], candidates: Packet['sources'], family: Family): Match {
  return anyOf(
    nets.map((net) => {
      if (net === undefined) return 'maybe';
      return net.address.family === family ? inNet(candidates, net) : 'no';
    }),
  );
}

/** `eth0`, `eth+` and `eth*`. */
function matchesInterface(name: string, own: string | undefined): Match {
  if (name === '+' || name === '*') return 'yes';
  if (name === 'lo') return 'no';
  if (own === undefined) return 'maybe';
  const start = /^(.*)[+*]$/.exec(name)?.[1];
  return (start === undefined ? own === name : own.startsWith(start)) ? 'yes' : 'no';
}

/** Connection tracking knows an advertisement as new unless the host has sent some itself to the same peer. */
function matchesState(states: readonly string[], packet: Packet): Match {
  const own = packet.established ? 'established' : 'new';
  if (states.includes(own)) return 'yes';
  return states.includes('untracked') ? 'maybe' : 'no';
}

function matchesCast(type: string, packet: Packet): Match {
  if (type === 'multicast') return packet.multicast ? 'yes' : 'no';
  if (type === 'broadcast' || type === 'anycast') return 'no';
  if (type === 'local' || type === 'host') return packet.multicast ? 'no' : 'yes';
  if (type === 'unicast') return packet.multicast ? 'no' : 'maybe';
  return 'maybe';
}
