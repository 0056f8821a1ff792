/**
 * `~SEQ` and `~LST` (keepalived lib/parser.c, add_seq and add_lst): the values a loop runs through.
 */

import { withoutComment } from '../definition-text.ts';
import type { SourceText, Span } from '../source.ts';

/** One turn of a loop: variables and what they are set to. */
export type Turn = readonly (readonly [name: string, value: string])[];

export interface Sequence {
  readonly which: '~SEQ' | '~LST';
  readonly turns: readonly Turn[];
  /** Why the daemon drops the line; undefined when the loop is good. */
  readonly fault: string | undefined;
}

/** More turns than this are a mistake, and would take the daemon and us a long time. */
export const MAX_TURNS = 65_536;

/** Reads a whole token, `~SEQ(VAR,1,3)`, with the definitions in it already replaced. */
export function parseSequence(text: string): Sequence {
  const which = text.startsWith('~LST') ? '~LST' : '~SEQ';
  const open = text.indexOf('(');
  if (!text.endsWith(')')) return bad(which, 'the closing ) is missing');
  const inner = text.slice(open + 1, -1);
  return which === '~LST' ? parseList(inner) : parseNumbers(inner, text.startsWith('~SEQx'));
}

/**
 * What the loops of releases before 2.1 cannot do: they count, from numbers that stand there, and among keywords
 * only; and a line ends at its first brace before anybody looks for a loop in it (2.0.20 lib/parser.c: read_line,
 * process_stream, add_seq).
 */
export function simpleLoopFault(
  text: string,
  { isInList, brace }: { readonly isInList: boolean; readonly brace: string | undefined },
): string | undefined {
  if (isInList) return 'before 2.1.0 there are no loops among the entries of a list';
  if (text.startsWith('~LST')) return '~LST came with 2.1.0';
  if (text.startsWith('~SEQx')) return '~SEQx came with 2.1.0';
  if (text.includes('$')) return 'before 2.1.0 a loop takes numbers, not $NAME';
  return brace === undefined ? undefined : `before 2.1.0 the line of a loop ends at its first ${brace}`;
}

/** Offset of the first brace outside quotes and comments in a span of a line; -1 without one. */
export function firstBrace(source: SourceText, span: Span): number {
  const code = withoutComment(source.slice(span));
  const at = code.replaceAll(/"[^"]*"/g, (quoted) => ' '.repeat(quoted.length)).search(/[{}]/);
  return at === -1 ? -1 : span.start + at;
}

function bad(which: Sequence['which'], fault: string): Sequence {
  return { which, turns: [], fault };
}

function parseNumbers(inner: string, hexadecimal: boolean): Sequence {
  const [name = '', ...texts] = inner.split(',').map((part) => part.trim());
  if (name === '') return bad('~SEQ', 'the variable is missing');
  if (texts.length === 0) return bad('~SEQ', 'the number it runs to is missing');
  if (texts.length > 3) return bad('~SEQ', 'it takes a variable and at most START, STEP and END');
  const numbers = texts.map(parseNumber);
  const wrong = numbers.indexOf(undefined);
  if (wrong !== -1) return bad('~SEQ', `'${texts[wrong]}' is not a number`);
  const { start, step, end } = limits(numbers as number[]);
  if (step === 0) return bad('~SEQ', 'a STEP of 0 never reaches the end');
  if (Math.sign(end - start) * step < 0) return bad('~SEQ', `a STEP of ${step} leads away from ${end}`);
  if (hexadecimal && (start < 0 || end < 0)) return bad('~SEQ', '~SEQx takes no negative numbers');
  const count = Math.floor((end - start) / step) + 1;
  if (count > MAX_TURNS) return bad('~SEQ', `${count} turns are more than any configuration needs`);
  const turns = Array.from({ length: count }, (_, turn): Turn => {
    const value = start + turn * step;
    return [[name, value.toString(hexadecimal ? 16 : 10)]];
  });
  return { which: '~SEQ', turns, fault: undefined };
}

/** END, or START and END, or START, STEP and END: the step is the one in the middle. */
function limits(numbers: readonly number[]): { start: number; step: number; end: number } {
  const end = numbers.at(-1)!;
  if (numbers.length === 1) return { start: end < 0 ? -1 : 1, step: end < 1 ? -1 : 1, end };
  const start = numbers[0]!;
  return { start, step: numbers.length === 3 ? numbers[1]! : end < start ? -1 : 1, end };
}

/** strtol() with base 0: decimal, 0x hexadecimal or 0 octal, with a sign. What is not there counts as 0. */
function parseNumber(text: string): number | undefined {
  if (text === '') return 0;
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const digits = match[2]!;
  const base = /^0[xX]/.test(digits) ? 16 : digits.length > 1 && digits.startsWith('0') ? 8 : 10;
  const value = Number.parseInt(base === 16 ? digits.slice(2) : digits, base);
  return match[1] === '-' ? -value : value;
}

function parseList(inner: string): Sequence {
  const parts = splitOutsideBraces(inner);
  const names = tuple(parts[0] ?? '');
  if (names.some((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) {
    return bad('~LST', `'${parts[0] ?? ''}' is not a variable, and not {A,B} either`);
  }
  if (parts.length < 2) return bad('~LST', 'there are no values');
  const turns: Turn[] = [];
  for (const part of parts.slice(1)) {
    const values = tuple(part);
    if (values.length > names.length) {
      return bad(
        '~LST',
        `${part} has ${counted(values.length, 'value')} for ${counted(names.length, 'variable')}`,
      );
    }
    turns.push(names.map((name, index) => [name, values[index] ?? ''] as const));
  }
  return { which: '~LST', turns, fault: undefined };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function tuple(text: string): string[] {
  const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  return inner === text ? [text] : inner.split(',').map((part) => part.trim());
}

function splitOutsideBraces(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === undefined || (character === ',' && depth === 0)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts;
}
