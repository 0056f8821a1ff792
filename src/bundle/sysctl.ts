import type { Place, SourceText } from '../../grammar/source.ts';
import type { FileFault, FileFaultKind } from './fault.ts';
import { linesOf, type Piece, partOf, placeOfPiece, type TextLine, trimmed } from './lines.ts';

/** One assignment of a sysctl file. */
export interface SysctlSetting {
  /** The path below /proc/sys: `net/ipv4/conf/eth0.100/arp_ignore`; may hold wildcards. */
  readonly key: string;
  /** As written; undefined: the key is kept out of what wildcards set. */
  readonly value: string | undefined;
  readonly isPattern: boolean;
  readonly keyPlace: Place;
  /** The value; the key where there is none. */
  readonly place: Place;
  /** The whole line. */
  readonly line: Place;
}

export interface SysctlFile {
  readonly source: SourceText;
  readonly settings: readonly SysctlSetting[];
  readonly faults: readonly FileFault[];
}

/**
 * Reads a sysctl file as systemd-sysctl and sysctl(8) do: `#` and `;` begin a comment only at the beginning of a line,
 * `-key = value` may fail, `-key` alone keeps the key out of patterns (sysctl.d(5); systemd sysctl.c: parse_file).
 */
export function parseSysctl(source: SourceText): SysctlFile {
  const settings: SysctlSetting[] = [];
  const faults: FileFault[] = [];
  for (const line of linesOf(source)) {
    const body = trimmed(line);
    if (body.text === '' || body.text.startsWith('#') || body.text.startsWith(';')) continue;
    const read = readLine(source, line, body);
    if ('kind' in read) faults.push(read);
    else {
      settings.push(read);
      const fault = faultOfValue(source, read);
      if (fault !== undefined) faults.push(fault);
    }
  }
  return { source, settings, faults };
}

function readLine(source: SourceText, line: TextLine, body: Piece): SysctlSetting | FileFault {
  const fault = (kind: FileFaultKind): FileFault => ({
    kind,
    place: placeOfPiece(source, body),
    detail: body.text,
  });
  const equals = body.text.indexOf('=');
  const lenient = body.text.startsWith('-') ? 1 : 0;
  const key = trimmed(partOf(body, lenient, equals === -1 ? undefined : equals));
  if (equals === -1 && lenient === 0) return fault('sysctl-no-equals');
  if (key.text === '') return fault('sysctl-no-key');
  const value = equals === -1 ? undefined : trimmed(partOf(body, equals + 1));
  if (value?.text === '') return fault('sysctl-no-value');
  const path = normalizeKey(key.text);
  return {
    key: path,
    value: value?.text,
    isPattern: /[*?[]/.test(path),
    keyPlace: placeOfPiece(source, key),
    place: placeOfPiece(source, value ?? key),
    line: placeOfPiece(source, trimmed(line)),
  };
}

/**
 * `net.ipv4.conf.eth0/100.rp_filter` and `net/ipv4/conf/eth0.100/rp_filter` are one: the first separator decides what
 * separates, and the other one stands for itself the other way round (systemd sysctl-util.c: sysctl_normalize).
 */
export function normalizeKey(key: string): string {
  const first = /[./]/.exec(key)?.[0];
  const path = first === '.' ? key.replaceAll(/[./]/g, (separator) => (separator === '.' ? '/' : '.')) : key;
  return path
    .replace(/^\/proc\/sys(?=\/)/, '')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '');
}

/** The key as people write it: `net.ipv4.conf.eth0/100.rp_filter`. */
export function dottedKey(path: string): string {
  return path.replaceAll(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** What the kernel takes for the keys that failover depends on (Documentation/networking/ip-sysctl.rst). */
const ranges: Readonly<Record<string, Range>> = {
  arp_ignore: { min: 0, max: 8 },
  arp_announce: { min: 0, max: 2 },
  arp_filter: { min: 0, max: 1 },
  rp_filter: { min: 0, max: 2 },
  accept_local: { min: 0, max: 1 },
  ip_forward: { min: 0, max: 1 },
  ip_nonlocal_bind: { min: 0, max: 1 },
};

/** The range of a key; undefined when it is none of those that matter here. */
export function rangeOf(key: string): Range | undefined {
  const isOurs = /^net\/ipv[46]\/(?:conf\/[^/]+\/\w+|ip_\w+)$/.test(key);
  const name = key.slice(key.lastIndexOf('/') + 1);
  return isOurs && Object.hasOwn(ranges, name) ? ranges[name] : undefined;
}

function faultOfValue(source: SourceText, setting: SysctlSetting): FileFault | undefined {
  const range = rangeOf(setting.key);
  if (range === undefined || setting.value === undefined) return undefined;
  const { value, place } = setting;
  const comment = /^([+-]?\d+)\s+([#;].*)$/.exec(value);
  if (comment !== null) {
    const start = place.span.start + value.length - comment[2]!.length;
    return {
      kind: 'sysctl-comment',
      place: source.origin({ start, end: place.span.end }),
      detail: comment[1]!,
    };
  }
  const number = numberOf(value);
  const fits = number !== undefined && number >= range.min && number <= range.max;
  return fits ? undefined : { kind: 'sysctl-bad-value', place, detail: `${range.min} to ${range.max}` };
}

/** The number the kernel reads: decimal, octal behind `0`, hexadecimal behind `0x` (kernel/sysctl.c: proc_get_long). */
export function numberOf(value: string): number | undefined {
  const [word] = value.split(/\s/, 1);
  if (word === undefined || !/^-?(?:0[xX][\da-fA-F]+|\d+)$/.test(word)) return undefined;
  const isNegative = word.startsWith('-');
  const digits = isNegative ? word.slice(1) : word;
  const isOctal = /^0[0-7]+$/.test(digits);
  const number = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  return isNegative ? -number : number;
}
