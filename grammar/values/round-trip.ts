import { compareReleases } from '../vocabulary/releases.ts';
import { FLOATS_UNTIL } from './check-number.ts';
import { maxUnsigned, readDecimal, scanFloat } from './numbers.ts';
import { type WordCheck, type WordFault, wholeWord } from './word-fault.ts';

const MIN_MS = 200;
const MAX_MS = 120_000;

interface Scaled {
  readonly digits: string;
  /** Decimal places kept: milliseconds of a number of seconds. */
  readonly places: 0 | 3;
  /** Without a unit: the number is in units of the kernel. */
  readonly isRaw: boolean;
}

/** Takes `s`, `sec`, `secs` or `ms`... off the number; undefined when something else is behind it. */
function takeUnit(text: string): Scaled | undefined {
  const at = text.search(/[sS]/);
  if (at === -1) return { digits: text, places: 0, isRaw: true };
  if (!/^s(?:ecs?)?$/i.test(text.slice(at))) return undefined;
  const isMs = at > 0 && /[mM]/.test(text[at - 1]!);
  const digits = text.slice(0, isMs ? at - 1 : at);
  return digits === '' ? undefined : { digits, places: isMs ? 0 : 3, isRaw: false };
}

/** Up to 2.2.2 a time had no limits, and was read as a floating point number where it has a point or an `e`. */
function checkFloatTime(text: string): WordFault | undefined {
  const isFloat = text.includes('.') || (/[eE]/.test(text) && !/[xX]/.test(text));
  const { value, end } = scanFloat(text);
  if (end === 0 || !/^(?:s|secs?|ms|msecs?)?$/i.test(text.slice(end))) return wholeWord(text, 'not-a-number');
  const isRight = value <= maxUnsigned && (isFloat ? value > 0 : !text.trimStart().startsWith('-'));
  return isRight ? undefined : wholeWord(text, 'out-of-range');
}

/**
 * Times of a route: a number in units of `1 / (1000 * unitsPerMs)` s, or with `s` or `ms`; outside of 200 ms to 120 s
 * the limit is used (keepalived vrrp_ip_rule_route_parser.c: get_time_rtt).
 */
export function checkRoundTrip(unitsPerMs: number): WordCheck {
  return (text, _argument, { release }) => {
    if (compareReleases(release, FLOATS_UNTIL) <= 0) return checkFloatTime(text);
    const scaled = takeUnit(text.trimStart());
    if (scaled === undefined || /[eE]/.test(scaled.digits)) return wholeWord(text, 'not-a-number');
    const { value, fault, tooManyPlaces } = readDecimal(scaled.digits, scaled.places);
    if (fault === 'letters') return wholeWord(text, 'not-a-number');
    if (fault !== undefined || value > MAX_MS * unitsPerMs) return wholeWord(text, 'out-of-range');
    const ms = scaled.isRaw ? value / unitsPerMs : value;
    if (ms > MAX_MS) return wholeWord(text, 'out-of-range', { used: '120s' });
    if (ms < MIN_MS) return wholeWord(text, 'out-of-range', { used: '200ms' });
    return tooManyPlaces
      ? wholeWord(text, 'too-many-decimals', { used: `${ms}ms`, suggestion: `${ms}ms` })
      : undefined;
  };
}
