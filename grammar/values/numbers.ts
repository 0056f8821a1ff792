/**
 * Numbers as the daemon reads them: C's strtol and strtoul in base 10 over the whole word, and decimals that are
 * counted in fractions of a power of ten (keepalived lib/parser.c: read_int, read_unsigned, read_decimal_unsigned).
 */

/** letters: not a number or text behind it; negative: a sign where none may be; overflow: beyond 32 bits. */
export type NumberFault = 'letters' | 'negative' | 'overflow';

export interface NumberReading {
  /** What C makes of the leading digits; 0 when there are none. For decimals in their smallest unit. */
  readonly value: number;
  readonly fault: NumberFault | undefined;
}

export interface DecimalReading extends NumberReading {
  /** More places than are kept: the value is rounded, and a message printed. */
  readonly tooManyPlaces: boolean;
}

export const maxUnsigned = 4294967295;
export const maxInteger = 2147483647;
export const minInteger = -2147483648;

/** Value of a word of 1 to 9 ASCII digits, else -1: what nearly every number is, without allocating. */
export function plainDigits(text: string): number {
  const length = text.length;
  if (length === 0 || length > 9) return -1;
  let value = 0;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** C's isspace() in the C locale. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

interface Scan {
  readonly value: number;
  /** Offset behind the last digit; 0 when there are no digits, as strtol sets its end pointer. */
  readonly end: number;
  readonly negative: boolean;
}

/** The number at the beginning of `text`: blanks, a sign, digits. */
function scan(text: string): Scan {
  let at = 0;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  const negative = text.charCodeAt(at) === 45;
  if (negative || text.charCodeAt(at) === 43) at++;
  const first = at;
  let value = 0;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return { value, end: at === first ? 0 : at, negative };
}

/** A signed 32-bit integer. An empty word (`""`) is 0, a blank one is not a number. */
export function readInteger(text: string): NumberReading {
  const plain = plainDigits(text);
  if (plain >= 0) return { value: plain, fault: undefined };
  const { value, end, negative } = scan(text);
  const signed = negative && value !== 0 ? -value : value;
  if (end !== text.length) return { value: signed, fault: 'letters' };
  const fits = signed >= minInteger && signed <= maxInteger;
  return { value: signed, fault: fits ? undefined : 'overflow' };
}

/** An unsigned 32-bit integer. Empty and blank words are 0; `-0` is refused as negative. */
export function readUnsigned(text: string): NumberReading {
  const plain = plainDigits(text);
  if (plain >= 0) return { value: plain, fault: undefined };
  const { value, end, negative } = scan(text);
  if (negative) return { value: -value, fault: 'negative' };
  if (end !== text.length && !/^[ \t\n\v\f\r]*$/.test(text)) return { value, fault: 'letters' };
  return { value, fault: value > maxUnsigned ? 'overflow' : undefined };
}

/**
 * A decimal in units of `10 ** -places`: `1.5` is 1500000 for 6 places. The daemon takes the point out, pads with
 * zeros and reads the digits, so text behind the number swallows the padding: `3s` is 3 of the smallest unit.
 */
export function readDecimal(text: string, places = 6): DecimalReading {
  const plain = plainDigits(text);
  if (plain >= 0) return { value: plain * 10 ** places, fault: undefined, tooManyPlaces: false };
  const point = text.indexOf('.');
  const whole = point === -1 ? text : text.slice(0, point);
  const allPlaces = point === -1 ? '' : text.slice(point + 1);
  const tooManyPlaces = allPlaces.length > places;
  const roundUp = tooManyPlaces && allPlaces.charCodeAt(places) >= 53;
  const digits = whole + allPlaces.slice(0, places).padEnd(places, '0');
  const { value, end, negative } = scan(digits);
  const rounded = roundUp ? value + 1 : value;
  if (negative) return { value: -rounded, fault: 'negative', tooManyPlaces };
  if (end !== digits.length) return { value: rounded, fault: 'letters', tooManyPlaces };
  return { value: rounded, fault: value >= 2 ** 64 ? 'overflow' : undefined, tooManyPlaces };
}

const hexadecimalFloat = /^0[xX](?:([0-9a-fA-F]+)\.?([0-9a-fA-F]*)|\.([0-9a-fA-F]+))(?:[pP]([+-]?\d+))?/;
const decimalFloat = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;

/**
 * The number that C's strtod() finds at the beginning of a text, and where it ends: at 0 when there is none. Infinity
 * was refused, and counts as none.
 */
export function scanFloat(text: string): { readonly value: number; readonly end: number } {
  const [lead = '', sign = ''] = /^[ \t\n\v\f\r]*([+-]?)/.exec(text)!;
  const digits = text.slice(lead.length);
  const hexadecimal = hexadecimalFloat.exec(digits);
  const match = hexadecimal ?? decimalFloat.exec(digits);
  if (match === null) return { value: 0, end: 0 };
  const value = hexadecimal === null ? Number(match[0]) : hex(hexadecimal);
  if (!Number.isFinite(value)) return { value: 0, end: 0 };
  return { value: sign === '-' ? -value : value, end: lead.length + match[0].length };
}

/**
 * strtod() over a whole word, which decimals went through up to 2.2.2: `1e3` and `0x10` are numbers to it, and an
 * empty word is 0; NaN is what is none.
 */
export function readFloat(text: string): number {
  const { value, end } = scanFloat(text);
  return end === text.length ? value : Number.NaN;
}

function hex([, whole = '', places = '', onlyPlaces = '', exponent = '0']: RegExpExecArray): number {
  const fraction = places + onlyPlaces;
  const digits = Number.parseInt(`0${whole}${fraction}`, 16);
  return digits * 2 ** (Number(exponent) - 4 * fraction.length);
}

/** A decimal that needs no look: digits, at most one point, at most `places` digits behind it. Else NaN. */
export function plainDecimal(text: string, places = 6): number {
  const length = text.length;
  if (length === 0 || length > 15) return Number.NaN;
  let value = 0;
  let point = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46 && point === -1) point = at;
    else if (code >= 48 && code <= 57) value = value * 10 + code - 48;
    else return Number.NaN;
  }
  if (point === -1) return value;
  const fraction = length - point - 1;
  return fraction > places ? Number.NaN : value / 10 ** fraction;
}

/** `value / 10 ** places` as one writes it: `1.5`, `0.000003`, never `3e-6`. */
export function formatDecimal(value: number, places = 6): string {
  const text = (value / 10 ** places).toFixed(places);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * An unsigned number with C's base prefixes: `0x1f`, `017`, `12` (strtoul base 0), used for names of routing tables,
 * marks and preferences. undefined when the word is not such a number or needs more than 32 bits.
 */
export function readAnyBase(text: string): number | undefined {
  const trimmed = text.replace(/^[ \t\n\v\f\r]+/, '').replace(/^\+/, '');
  let value: number;
  if (/^0[xX][0-9a-fA-F]+$/.test(trimmed)) value = Number.parseInt(trimmed.slice(2), 16);
  else if (/^0[0-7]*$/.test(trimmed)) value = Number.parseInt(trimmed, 8);
  else if (/^[1-9][0-9]*$/.test(trimmed)) value = Number(trimmed);
  else return undefined;
  return value > maxUnsigned ? undefined : value;
}

/** The number somebody most likely meant by `1s`, `0x64`, `500ms`, `50,` : plain text to type, or undefined. */
export function numberMeant(text: string): string | undefined {
  const trimmed = text.trim();
  const hex = /^0[xX]([0-9a-fA-F]{1,7})$/.exec(trimmed);
  if (hex !== null) return String(Number.parseInt(hex[1]!, 16));
  const millis = /^([0-9]{1,9})ms$/i.exec(trimmed);
  if (millis !== null) return formatDecimal(Number(millis[1]) * 1000, 6);
  const unit = /^(-?[0-9]{1,10}(?:\.[0-9]{1,6})?)(?:s|sec|secs|seconds?|[;,%]+)$/i.exec(trimmed);
  return unit?.[1];
}
