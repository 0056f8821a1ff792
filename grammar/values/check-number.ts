import { compareReleases } from '../vocabulary/releases.ts';
import type { ArgumentSpec } from '../vocabulary/types.ts';
import {
  formatDecimal,
  maxInteger,
  maxUnsigned,
  minInteger,
  type NumberReading,
  numberMeant,
  readDecimal,
  readFloat,
  readInteger,
  readUnsigned,
} from './numbers.ts';
import { isZeroPort, portFault } from './port.ts';
import { type WordCheck, type WordFault, wholeWord } from './word-fault.ts';

interface Limits {
  readonly min: number;
  readonly max: number;
}

function isWithin(value: number, { min, max }: Limits): boolean {
  return value >= min && value <= max;
}

/** `numberMeant()`, if it is a value the keyword takes. */
function meant(text: string, limits: Limits): string | undefined {
  const number = numberMeant(text);
  return number !== undefined && isWithin(Number(number), limits) ? number : undefined;
}

function checkWhole(
  text: string,
  reading: NumberReading,
  limits: Limits,
  lenient: boolean,
): WordFault | undefined {
  if (reading.fault === undefined && isWithin(reading.value, limits)) return undefined;
  if (reading.fault !== 'letters') return wholeWord(text, 'out-of-range');
  const used = lenient && isWithin(reading.value, limits) ? String(reading.value) : undefined;
  return wholeWord(text, 'not-a-number', { used, suggestion: meant(text, limits) });
}

export const checkUnsigned: WordCheck = (text, argument, { lenient }) => {
  const limits = { min: argument.min ?? 0, max: argument.max ?? maxUnsigned };
  return checkWhole(text, readUnsigned(text), limits, lenient);
};

export const checkInteger: WordCheck = (text, argument, { lenient }) => {
  const limits = { min: argument.min ?? minInteger, max: argument.max ?? maxInteger };
  return checkWhole(text, readInteger(text), limits, lenient);
};

/** Last release that read decimals as floating point numbers (keepalived lib/parser.c, read_double). */
export const FLOATS_UNTIL = '2.2.2';

function checkFloat(text: string, argument: ArgumentSpec): WordFault | undefined {
  const limits = { min: argument.min ?? 0, max: argument.max ?? Number.POSITIVE_INFINITY };
  const value = readFloat(text);
  if (isWithin(value, limits)) return undefined;
  const suggestion = meant(text, limits);
  return wholeWord(text, Number.isNaN(value) ? 'not-a-number' : 'out-of-range', { suggestion });
}

/** Seconds or milliseconds with a point; limits are those of the argument, in its unit. */
export const checkDecimal: WordCheck = (text, argument, { places, lenient, release }) => {
  if (compareReleases(release, FLOATS_UNTIL) <= 0) return checkFloat(text, argument);
  const { value, fault, tooManyPlaces } = readDecimal(text, places);
  const unit = 10 ** places;
  const limits = {
    min: Math.round((argument.min ?? 0) * unit),
    max: Math.round((argument.max ?? 2 ** 64 / unit) * unit),
  };
  const isIn = isWithin(value, limits);
  if (fault === 'letters') {
    const inUnits = { min: argument.min ?? 0, max: argument.max ?? Number.POSITIVE_INFINITY };
    const used = lenient && isIn ? formatDecimal(value, places) : undefined;
    return wholeWord(text, 'not-a-number', { used, suggestion: meant(text, inUnits) });
  }
  if (fault !== undefined || !isIn) return wholeWord(text, 'out-of-range');
  if (!tooManyPlaces) return undefined;
  const kept = formatDecimal(value, places);
  const start = text.indexOf('.') + 1 + places;
  return { fault: 'too-many-decimals', start, end: text.length, used: kept, suggestion: kept };
};

export const checkPort: WordCheck = (text, _argument, { zeroPort }) => {
  if (zeroPort && isZeroPort(text)) return undefined;
  return portFault(text) === undefined
    ? undefined
    : wholeWord(text, 'bad-port', { suggestion: namedPort(text) });
};

/** The few service names people write where only numbers are read. */
const services: Readonly<Record<string, string>> = {
  dns: '53',
  domain: '53',
  ftp: '21',
  http: '80',
  https: '443',
  ldap: '389',
  mysql: '3306',
  postgresql: '5432',
  smtp: '25',
  ssh: '22',
};

function namedPort(text: string): string | undefined {
  return services[text.toLowerCase()] ?? meant(text, { min: 1, max: 65535 });
}

/** Reads `N` or `N-M`, both within `limits` and in order. */
function isRange(text: string, limits: Limits, needsBoth: boolean): boolean {
  const match = /^\s*\+?(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null || (needsBoth && match[2] === undefined)) return false;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && isWithin(first, limits) && isWithin(last, limits);
}

/** An HTTP status or a range of them (check_http.c: status_code_handler). */
export const checkStatusCode: WordCheck = (text, argument) => {
  const limits = { min: argument.min ?? 100, max: argument.max ?? 599 };
  if (isRange(text, limits, false)) return undefined;
  return wholeWord(text, /^[0-9-]+$/.test(text) ? 'out-of-range' : 'not-a-number');
};

/** `N-N`; a reversed or overlong range is not looked at (vrrp_iprule.c: alloc_rule). */
export const checkUidRange: WordCheck = (text) =>
  /^\s*[+-]?\d+-\s*[+-]?\d+/.test(text) ? undefined : wholeWord(text, 'bad-range');

/** `N-N`: a single port is refused too, by a slip in the daemon (vrrp_iprule.c: alloc_rule). */
export const checkPortRange: WordCheck = (text) => {
  if (/^\s*[+-]?\d+-\s*[+-]?\d+/.test(text)) return undefined;
  return wholeWord(text, 'bad-range', { suggestion: /^\d+$/.test(text) ? `${text}-${text}` : undefined });
};

const maxUint64 = 18446744073709551615n;

export const checkUint64: WordCheck = (text) => {
  const digits = text.replace(/^[ \t\n\v\f\r]*\+?/, '');
  if (!/^\d*$/.test(digits)) return wholeWord(text, digits.startsWith('-') ? 'out-of-range' : 'not-a-number');
  return digits.length > 19 && BigInt(digits) > maxUint64 ? wholeWord(text, 'out-of-range') : undefined;
};

/** Largest values of types that have no limits in the tables. */
const largest: Readonly<Record<string, number>> = {
  uint: maxUnsigned,
  fwmark: maxUnsigned,
  'rt-table': maxUnsigned,
  'rt-group': maxInteger,
  'rt-scope': 255,
  'rt-proto': 255,
  'ip-proto': 255,
  dsfield: 255,
  realms: 255,
  umask: 0o777,
};

/** The limits to show for an argument: what the type implies when the table names none. */
export function limitsOf(argument: ArgumentSpec): { min: number | undefined; max: number | undefined } {
  if (argument.type === 'port') return { min: argument.min ?? 1, max: argument.max ?? 65535 };
  if (argument.type === 'status-code') return { min: argument.min ?? 100, max: argument.max ?? 599 };
  if (argument.type === 'int') return { min: argument.min ?? minInteger, max: argument.max ?? maxInteger };
  return { min: argument.min ?? 0, max: argument.max ?? largest[argument.type] };
}
