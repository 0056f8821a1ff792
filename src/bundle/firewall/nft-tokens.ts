import type { SourceText } from '../../../grammar/source.ts';
import type { Piece } from '../lines.ts';

/** A word, a sign or a line end of a ruleset of nft; the text of a string is without its quotes. */
export interface NftToken extends Piece {
  readonly kind: 'word' | 'string' | 'sign' | 'end';
}

const pattern = /#[^\n]*|\\\r?\n|"([^"\n]*)"|([{},])|([;\n])|(!=|==|<=|>=|[=<>])|([^\s{};,"#=!<>\\]+|[!\\])/g;

/** Divides a ruleset into tokens. `;` and line ends are the same. */
export function nftTokens(source: SourceText): NftToken[] {
  const tokens: NftToken[] = [];
  for (const match of source.text.matchAll(pattern)) {
    const [whole, string, bracket, end, operator] = match;
    const offset = match.index;
    if (whole.startsWith('#') || /^\\\r?\n$/.test(whole)) continue;
    if (string !== undefined) tokens.push({ kind: 'string', text: string, offset: offset + 1 });
    else if (end !== undefined) tokens.push({ kind: 'end', text: end, offset });
    else if (bracket !== undefined || operator !== undefined)
      tokens.push({ kind: 'sign', text: whole, offset });
    else tokens.push({ kind: 'word', text: whole, offset });
  }
  return tokens;
}

/** Tokens one after the other,. */
export class NftCursor {
  private readonly tokens: readonly NftToken[];
  private at = 0;

  constructor(tokens: readonly NftToken[]) {
    this.tokens = tokens;
  }

  get isDone(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): NftToken | undefined {
    return this.tokens[this.at + ahead];
  }

  next(): NftToken | undefined {
    return this.tokens[this.at++];
  }

  /** Whether the next token is this text; then it is taken. */
  take(text: string): boolean {
    if (this.peek()?.text !== text || this.peek()?.kind === 'string') return false;
    this.at++;
    return true;
  }

  skipEnds(): void {
    while (this.peek()?.kind === 'end') this.at++;
  }

  /** Up to the end of the statement; braces in it are taken whole. The end itself is taken, too. */
  statement(): NftToken[] {
    const taken: NftToken[] = [];
    let depth = 0;
    for (;;) {
      const token = this.peek();
      if (token === undefined || (depth === 0 && isSign(token, '}'))) return taken;
      this.at++;
      if (isSign(token, '{')) depth++;
      if (isSign(token, '}')) depth--;
      if (token.kind !== 'end') taken.push(token);
      else if (depth === 0) return taken;
    }
  }

  /** What stands in braces, from behind the opening one; the closing one is taken. */
  block(): NftToken[] {
    const taken: NftToken[] = [];
    for (let depth = 1; ; ) {
      const token = this.next();
      if (token === undefined) return taken;
      if (isSign(token, '{')) depth++;
      if (isSign(token, '}') && --depth === 0) return taken;
      taken.push(token);
    }
  }
}

export function isSign(token: NftToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
