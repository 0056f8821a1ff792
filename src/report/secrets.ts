import type { Place, SourceText, Span } from '../../grammar/source.ts';
import { SecretWords } from './secret-words.ts';

/** Makes text fit to be seen by everybody. */
export interface Masking {
  /** Text of a file with every secret character replaced by `*`; as long as the span, so offsets stay right. */
  lineText(source: SourceText, span: Span): string;
  /** Prose about a configuration: a message, a hint. */
  prose(text: string): string;
  /** A piece of configuration that is not in a file: the text of a fix. */
  configuration(text: string): string;
}

/** `XXXX`, `****`: what people put in the place of a password and of names alike before they show a file. */
const standInSigns = 'xX*?._-';

/**
 * Secrets are masked where they were found, and once more by pattern: whatever follows `auth_pass`, also in
 * comments and in text that could not be parsed.
 */
export function maskSecrets(secrets: readonly Place[]): Masking {
  const spansOf = spansBySource(secrets);
  let words: SecretWords | undefined;
  const prose = (text: string): string => {
    if (secrets.length === 0) return text;
    words ??= new SecretWords(
      secrets.map(({ source, span }) => withoutQuotes(source.slice(span))).filter((word) => !isStandIn(word)),
    );
    return words.mask(text);
  };
  return {
    lineText: (source, span) => maskPattern(maskSpans(source, span, spansOf.get(source) ?? noSpans)),
    prose,
    configuration: (text) => maskPattern(prose(text)),
  };
}

function withoutQuotes(word: string): string {
  const start = word.startsWith('"') ? 1 : 0;
  return word.slice(start, word.length > start && word.endsWith('"') ? -1 : undefined);
}

function isStandIn(word: string): boolean {
  for (const sign of word) if (!standInSigns.includes(sign)) return false;
  return word !== '';
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}

const noSpans: readonly Span[] = [];

/** In ascending order, to be searched by halves: a big file may hold thousands. */
function spansBySource(secrets: readonly Place[]): Map<SourceText, Span[]> {
  const map = new Map<SourceText, Span[]>();
  for (const { source, span } of secrets) {
    const spans = map.get(source);
    if (spans === undefined) map.set(source, [span]);
    else spans.push(span);
  }
  for (const spans of map.values()) spans.sort((a, b) => a.start - b.start);
  return map;
}

function maskSpans(source: SourceText, span: Span, secrets: readonly Span[]): string {
  let text = source.slice(span);
  for (let at = firstEndingBehind(secrets, span.start); at < secrets.length; at++) {
    const secret = secrets[at]!;
    if (secret.start >= span.end) break;
    const start = Math.max(secret.start, span.start) - span.start;
    const end = Math.min(secret.end, span.end) - span.start;
    if (start < end) text = text.slice(0, start) + stars(text.slice(start, end)) + text.slice(end);
  }
  return text;
}

function firstEndingBehind(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The word behind `auth_pass`: quoted or not, or glued to a comment sign; a brace that closes the block is spared. */
const behindAuthPass = /(?<![\w-])(auth_pass[^\S\n]+[#!]*)("[^"\n]*"?|[^\s"{}][^\s]*?(?=[{}]*(?:\s|$)))/g;

function maskPattern(text: string): string {
  if (!text.includes('auth_pass')) return text;
  return text.replace(behindAuthPass, (_all, keyword: string, word: string) => keyword + stars(word));
}
