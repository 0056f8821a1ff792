import { isKnownIn } from '../vocabulary/releases.ts';
import type { ArgumentSpec, ArgumentType, ReleaseName } from '../vocabulary/types.ts';
import { isIpv4 } from './address.ts';
import { readBoolean } from './booleans.ts';
import * as addresses from './check-address.ts';
import * as names from './check-name.ts';
import * as numbers from './check-number.ts';
import { interfaceNameFault } from './interface-name.ts';
import { plainDecimal, plainDigits } from './numbers.ts';
import type { WordCheck, WordFault, WordReading } from './word-fault.ts';

/** How a word of each type is judged; types that are not here take any word. */
const checks: Readonly<Partial<Record<ArgumentType, WordCheck>>> = {
  bool: names.checkBoolean,
  uint: numbers.checkUnsigned,
  int: numbers.checkInteger,
  uint64: numbers.checkUint64,
  decimal: numbers.checkDecimal,
  fwmark: numbers.checkUnsigned,
  port: numbers.checkPort,
  'status-code': numbers.checkStatusCode,
  'uid-range': numbers.checkUidRange,
  'port-range': numbers.checkPortRange,
  enum: names.checkChoice,
  'enum-nocase': names.checkChoiceNoCase,
  'enum-or-uint': names.checkChoiceOrNumber,
  'uint-or-word': names.checkChoiceOrNumber,
  hex: names.checkHex,
  'hex-wildcard': names.checkHexWildcard,
  umask: names.checkUmask,
  interface: names.checkInterface,
  'rt-scope': names.checkScope,
  'rt-table': names.checkTable,
  'rt-proto': names.checkProtocol,
  'rt-group': names.checkInterfaceGroup,
  dsfield: names.checkDsField,
  realms: names.checkRealms,
  'fwmark-mask': names.checkMarkAndMask,
  'ip-proto': names.checkIpProtocol,
  ip: addresses.checkSocketAddress,
  ipv4: addresses.checkIpv4,
  'ip-multicast': addresses.checkMulticast,
  'ipv4-multicast': addresses.checkMulticast4,
  'ipv6-multicast': addresses.checkMulticast6,
  'ip-prefix': addresses.checkPrefixedAddress,
  'ip-prefix-or-all': addresses.checkDestination,
  'ipv4-or-sign': addresses.checkBroadcast,
  'netmask-or-prefixlen': addresses.checkGranularity,
};

/** Types that stand for a line of options: `checkKeywordOptions` of keyword-options.ts looks at them. */
const optionLines: ReadonlySet<ArgumentType> = new Set([
  'lvs_syncd',
  'lvs_timeouts',
  'use_vmac',
  'use_ipvlan',
  'tun',
]);

/**
 * Whether a glance shows that the word is right, without allocating: what nearly every word of a large file is.
 * false says nothing.
 */
export function isPlainlyRight(
  text: string,
  argument: ArgumentSpec,
  release: ReleaseName | undefined,
): boolean {
  switch (argument.type) {
    case 'uint':
    case 'int':
    case 'port':
    case 'fwmark':
      return isInLimits(
        plainDigits(text),
        argument,
        argument.type === 'port' ? 65535 : Number.POSITIVE_INFINITY,
      );
    case 'decimal':
      // The fewest places any keyword keeps.
      return isInLimits(plainDecimal(text, 3), argument, Number.POSITIVE_INFINITY);
    case 'bool':
      return readBoolean(text) !== undefined;
    case 'ip':
    case 'ip-prefix':
    case 'vs-header':
      return isIpv4(text);
    case 'enum':
      return isChoice(text, argument, release);
    case 'interface':
      return interfaceNameFault(text) === undefined;
    default:
      return checks[argument.type] === undefined && !optionLines.has(argument.type);
  }
}

/** Negative values and NaN stand for words that need a closer look. */
function isInLimits(value: number, argument: ArgumentSpec, max: number): boolean {
  return (
    value >= 0 &&
    value >= (argument.min ?? (argument.type === 'port' ? 1 : 0)) &&
    value <= (argument.max ?? max)
  );
}

function isChoice(text: string, argument: ArgumentSpec, release: ReleaseName | undefined): boolean {
  const choices = argument.values;
  if (choices === undefined) return true;
  for (const choice of choices) {
    if (choice.value === text) return release === undefined || isKnownIn(release, choice);
  }
  return false;
}

/** What is wrong with a word read as `argument`; undefined when the daemon takes it. */
export function checkWord(text: string, argument: ArgumentSpec, reading: WordReading): WordFault | undefined {
  return checks[argument.type]?.(text, argument, reading);
}
