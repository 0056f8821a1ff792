import type { SourceText, Span } from '../../grammar/source.ts';
import { type CommentStyle, commentOffset, isWithinComment } from './comments.ts';

export const directiveKinds = [
  'disable-next-line',
  'disable-line',
  'disable-file',
  'disable',
  'enable',
] as const;

export type DirectiveKind = (typeof directiveKinds)[number];

/** `vrrp/state`, `vrrp/*`, `*`: rules as a directive names them. */
export interface Selector {
  readonly text: string;
  readonly span: Span;
}

/** A comment that is addressed to hacfg: `# hacfg-disable-next-line RULE[, RULE] -- reason`. */
export interface Directive {
  readonly source: SourceText;
  /** What stands behind `hacfg-`; undefined: nothing that hacfg knows. */
  readonly kind: DirectiveKind | undefined;
  /** `hacfg-disable-line` as it is written. */
  readonly word: Selector;
  /** From the word to the end of the reason. */
  readonly span: Span;
  /** From the comment sign to the end of the line. */
  readonly comment: Span;
  /** The line it stands on, from 1. */
  readonly line: number;
  /** None: every rule. */
  readonly selectors: readonly Selector[];
  readonly reason: string | undefined;
}

const start = /(?:^|[#!;])[ \t]*(hacfg-((?:disable|enable)[\w-]*|[a-z-]*(?:line|file)))(?![\w-])/;

/** Every directive in the comments of a text, in its order. Costs next to nothing where there are none. */
export function directivesIn(source: SourceText, style: CommentStyle): Directive[] {
  const found: Directive[] = [];
  const { text } = source;
  for (let at = text.indexOf('hacfg-'); at !== -1; at = text.indexOf('hacfg-', at)) {
    const index = source.lineIndex(at);
    const directive = directiveOn(source, index + 1, style);
    if (directive !== undefined) found.push(directive);
    at = source.lineEnd(at);
  }
  return found;
}

function directiveOn(source: SourceText, line: number, style: CommentStyle): Directive | undefined {
  const { start: lineStart, end: lineEnd } = source.lineSpan(line);
  const text = source.text.slice(lineStart, lineEnd);
  const comment = commentOffset(text, style);
  const sign = /^(?:<!--|[#!;]+)?/.exec(text.slice(comment))![0].length;
  const body = text.slice(comment + sign).replace(style === 'markup' ? /-->.*$/ : /$^/, '');
  const match = start.exec(body);
  if (match === null) return undefined;
  const [, word, kind] = match;
  const offset = comment + sign + match.index + match[0].length - word!.length;
  if (!isWithinComment(text, offset + word!.length, style)) return undefined;
  const rest = body.slice(match.index + match[0].length).trimEnd();
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(rest);
  const list = dashes === null ? rest : rest.slice(0, dashes.index);
  const reason = dashes === null ? '' : rest.slice(dashes.index + dashes[0].length).trim();
  const behindWord = lineStart + offset + word!.length;
  return {
    source,
    kind: directiveKinds.find((known) => known === kind),
    word: { text: word!, span: { start: lineStart + offset, end: behindWord } },
    span: { start: lineStart + offset, end: behindWord + rest.length },
    comment: { start: lineStart + comment, end: lineEnd },
    line,
    selectors: selectorsIn(list, behindWord),
    reason: reason === '' ? undefined : reason,
  };
}

function selectorsIn(list: string, offset: number): Selector[] {
  return Array.from(list.matchAll(/[^\s,]+/g)).flatMap(({ 0: text, index }) => {
    // `hacfg-disable-line: vrrp/state` is understood.
    if (text === ':') return [];
    return [{ text, span: { start: offset + index, end: offset + index + text.length } }];
  });
}

/** Whether a selector stands for a rule: its id, its group, or all. */
export function selects(selector: string, rule: string): boolean {
  if (selector === rule || selector === '*' || selector === 'all') return true;
  const group = selector.replace(/\/\*$/, '');
  return !group.includes('/') && rule.startsWith(`${group}/`);
}

/** The first line behind a directive that holds more than blanks and comments; undefined: there is none. */
export function lineBelow({ source, line }: Directive, style: CommentStyle): number | undefined {
  for (let at = line + 1; at <= source.lineStarts.length; at++) {
    const text = source.slice(source.lineSpan(at));
    if (text.slice(0, commentOffset(text, style)).trim() !== '') return at;
  }
  return undefined;
}
