import type { Place, SourceText } from '../../../grammar/source.ts';
import type { Family } from '../../../grammar/values/address.ts';
import type { FileFault } from '../fault.ts';
import { placeOfPiece } from '../lines.ts';
import { readNftRule } from './nft-rule.ts';
import { isSign, NftCursor, type NftToken, nftTokens } from './nft-tokens.ts';
import type { FilterChain, Ruleset } from './ruleset.ts';

type Draft = { -readonly [Key in keyof FilterChain]: FilterChain[Key] };

const families: Readonly<Record<string, readonly Family[]>> = {
  ip: [4],
  ip6: [6],
  inet: [4, 6],
  arp: [],
  bridge: [],
  netdev: [],
};

/** What may stand in a table beside its chains. */
const otherBlocks: ReadonlySet<string> = new Set(
  'set map counter quota limit flowtable secmark synproxy ct'.split(' '),
);

/** Reads a ruleset of nft (nft(8)): tables, chains, rules, `define`, and the commands that build them. */
export function parseNft(source: SourceText): Ruleset {
  return new NftReader(source).read();
}

class NftReader {
  private readonly source: SourceText;
  private chains: Draft[] = [];
  private readonly faults: FileFault[] = [];
  private isOpen = false;
  private readonly definitions = new Map<string, readonly NftToken[]>();

  constructor(source: SourceText) {
    this.source = source;
  }

  read(): Ruleset {
    const tokens = nftTokens(this.source);
    this.checkBraces(tokens);
    const cursor = new NftCursor(tokens);
    for (;;) {
      cursor.skipEnds();
      if (cursor.isDone) break;
      if (!cursor.take('}')) this.command(cursor);
    }
    return { chains: this.chains, faults: this.faults, isOpen: this.isOpen };
  }

  private checkBraces(tokens: readonly NftToken[]): void {
    const open: NftToken[] = [];
    for (const token of tokens) {
      if (isSign(token, '{')) open.push(token);
      else if (isSign(token, '}') && open.pop() === undefined) {
        this.fault(token);
        return;
      }
    }
    const first = open[0];
    if (first !== undefined) this.fault(first);
  }

  private fault(token: NftToken): void {
    this.isOpen = true;
    const place = placeOfPiece(this.source, token);
    this.faults.push({ kind: 'firewall-word', place, detail: token.text });
  }

  private command(cursor: NftCursor): void {
    const word = cursor.next()!.text;
    if (word === 'table') this.table(cursor);
    else if (word === 'define') this.define(cursor.statement());
    else if (/^(?:add|create|insert)$/.test(word)) this.add(cursor, word === 'insert');
    else if (/^(?:flush|delete|destroy)$/.test(word)) this.remove(cursor.statement());
    else {
      // include, and whatever else: what it brings is not known.
      this.isOpen = true;
      cursor.statement();
    }
  }

  /** `define NAME = value`. */
  private define([name, , ...value]: readonly NftToken[]): void {
    if (name !== undefined) this.definitions.set(`$${name.text}`, value);
  }

  /** `flush ruleset`, `delete table inet filter` and `flush table inet filter`. */
  private remove([kind, ...target]: readonly NftToken[]): void {
    const { table } = nameOf(target);
    if (kind?.text === 'ruleset') this.chains = [];
    else if (kind?.text === 'table') this.chains = this.chains.filter((chain) => chain.table !== table);
    else this.isOpen = true;
  }

  private add(cursor: NftCursor, isFirst: boolean): void {
    const kind = cursor.next()?.text;
    if (kind === 'table') this.table(cursor);
    else if (kind === 'rule') this.addRule(cursor.statement(), isFirst);
    else if (kind === 'chain') this.addChain(cursor);
    else cursor.statement();
  }

  private addChain(cursor: NftCursor): void {
    const { family, table, rest } = nameOf(this.untilBrace(cursor));
    const chain = rest[0] === undefined ? undefined : this.chain(table, family, rest[0]);
    if (cursor.take('{') && chain !== undefined) this.chainBody(cursor.block(), chain);
  }

  private addRule(tokens: readonly NftToken[], isFirst: boolean): void {
    const { family, table, rest } = nameOf(tokens);
    const [name, ...rule] = rest;
    if (name === undefined || rule.length === 0) return;
    const { rules } = this.chain(table, family, name);
    // `index 3` and `handle 7` choose a place among rules.
    if (/^(?:index|handle|position)$/.test(rule[0]!.text)) this.isOpen = true;
    const read = readNftRule(this.expand(rule), this.placeOf(rule));
    if (isFirst) rules.unshift(...read);
    else rules.push(...read);
  }

  private untilBrace(cursor: NftCursor): NftToken[] {
    const head: NftToken[] = [];
    for (;;) {
      const token = cursor.peek();
      if (token === undefined || token.kind === 'end' || token.text === '{') return head;
      head.push(cursor.next()!);
    }
  }

  private table(cursor: NftCursor): void {
    const { family, table } = nameOf(this.untilBrace(cursor));
    if (!cursor.take('{')) return;
    const body = new NftCursor(cursor.block());
    for (;;) {
      body.skipEnds();
      const word = body.next();
      if (word === undefined) return;
      const [name] = this.untilBrace(body);
      if (word.text === 'chain' && name !== undefined && body.take('{')) {
        this.chainBody(body.block(), this.chain(table, family, name));
      } else if (otherBlocks.has(word.text) && body.take('{')) body.block();
      else if (word.text === 'flags' || word.text === 'comment') body.statement();
      else {
        this.isOpen = true;
        body.statement();
      }
    }
  }

  private chain(table: string, family: string, name: NftToken): Draft {
    const known = this.chains.find((chain) => chain.table === table && chain.name === name.text);
    if (known !== undefined) return known;
    const chain: Draft = {
      name: name.text,
      table,
      hook: undefined,
      families: families[family] ?? [],
      policy: 'accept',
      policyPlace: placeOfPiece(this.source, name),
      rules: [],
    };
    this.chains.push(chain);
    return chain;
  }

  private chainBody(tokens: readonly NftToken[], chain: Draft): void {
    const body = new NftCursor(tokens);
    for (;;) {
      body.skipEnds();
      if (body.isDone) return;
      const written = body.statement();
      const statement = this.expand(written);
      const [first] = statement;
      if (first === undefined) body.next();
      else if (first.text === 'type') this.header(statement, chain);
      else if (first.text === 'policy') setPolicy(statement, chain, this.source);
      else if (first.text !== 'comment' && first.text !== 'flags')
        chain.rules.push(...readNftRule(statement, this.placeOf(written)));
    }
  }

  /** `type filter hook input priority 0`. */
  private header(statement: readonly NftToken[], chain: Draft): void {
    const at = statement.findIndex(({ text }) => text === 'hook');
    // Address translation drops nothing; its chains see the first packet of a connection only.
    if (statement[1]?.text !== 'nat') chain.hook = statement[at + 1]?.text;
  }

  private placeOf(tokens: readonly NftToken[]): Place {
    const last = tokens.at(-1)!;
    return this.source.origin({ start: tokens[0]!.offset, end: last.offset + last.text.length });
  }

  /** With `$name` replaced by what `define` gave it. */
  private expand(tokens: readonly NftToken[]): NftToken[] {
    return tokens.flatMap((token) => this.definitions.get(token.text) ?? [token]);
  }
}

function setPolicy([, word]: readonly NftToken[], chain: Draft, source: SourceText): void {
  if (word === undefined) return;
  chain.policy = word.text === 'drop' ? 'drop' : 'accept';
  chain.policyPlace = placeOfPiece(source, word);
}

/** `inet filter ...`: the family may be left out, then it is ip. */
function nameOf(tokens: readonly NftToken[]): { family: string; table: string; rest: readonly NftToken[] } {
  const [first, second] = tokens;
  const family = first !== undefined && Object.hasOwn(families, first.text) ? first.text : undefined;
  if (family === undefined) return { family: 'ip', table: `ip ${first?.text}`, rest: tokens.slice(1) };
  return { family, table: `${family} ${second?.text}`, rest: tokens.slice(2) };
}
