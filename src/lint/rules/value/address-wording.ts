import { keywordOf } from '../../../../grammar/configuration.ts';
import { readGroupRange } from '../../../../grammar/values/group-range.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { WordProblem } from './ownership.ts';
import { consequence, nameOfBlock, nameOfValue, replacement, typeThis, whereabouts } from './wording.ts';

type Wording = Omit<Finding, 'place'>;

/** Text behind an address that is cut off: a prefix length is noise, a range was meant to be more. */
function cutWording(problem: WordProblem, where: string): Wording {
  const rest = problem.value.slice((problem.used ?? '').length);
  const isEntry = problem.kind === 'bad-entry';
  const reader = isEntry ? where : nameOfValue(problem);
  if (!rest.startsWith('-')) {
    return {
      severity: 'info',
      message: `${isEntry ? where : `${reader} in ${where}`} takes bare addresses: ${rest} is not read`,
      why: `keepalived cuts the word at the slash and uses ${problem.used}, without a message.`,
      label: 'not read',
      ...typeThis(problem),
      ...replacement(problem, problem.suggestion, 'safe'),
    };
  }
  return {
    severity: 'warning',
    message: `${problem.value} in ${where} is read as ${problem.used}: ${isEntry ? 'an entry' : reader} is one address, not a range`,
    why: 'keepalived cuts the word at the dash, without a message; the other addresses of the range are never used.',
    help: 'Write one line for each address',
    label: 'not read',
  };
}

function prefixWording(problem: WordProblem, where: string): Wording {
  const { value, suggestion, used } = problem;
  const length = value.slice(value.indexOf('/') + 1);
  const limit = value.includes(':') ? 128 : 32;
  const isNetmask = length.includes('.') && suggestion !== undefined;
  return {
    message: isNetmask
      ? `${value} in ${where} has a netmask where a prefix length is read`
      : `${value} in ${where} has no valid prefix length: "${length}" is not a number from 0 to ${limit}`,
    why: prefixConsequence(problem),
    label: used === undefined ? 'not a prefix length' : `read as ${used}`,
    ...typeThis(problem),
    ...(isNetmask ? replacement(problem, suggestion, 'safe') : {}),
  };
}

function prefixConsequence(problem: WordProblem): string {
  const { used, value } = problem;
  if (used === undefined) return consequence(problem);
  // The leading digits are used, so the address is as meant; only the test of the file fails.
  if (value.includes(used))
    return `keepalived warns and takes ${used}; a configuration test (keepalived -t) fails on it.`;
  return `keepalived reports it and puts the address on the interface as ${used}: with a wrong length the subnet is not reached through it.`;
}

function rangeWording(problem: WordProblem, where: string): Wording {
  const { value } = problem;
  if (readGroupRange(value).fault === undefined) {
    return {
      message: `the range ${value} in ${where} ends in a whole address, which keepalived reads only from 2.2.2 on`,
      why: consequence(problem),
      label: 'only the last octet may stand here',
      help: problem.suggestion ?? 'One line for each range within a /24, written FIRST-LAST_OCTET',
    };
  }
  const isSubnet = value.includes('/');
  const isReversed = (value.includes(':') ? /-[\da-fA-F:]+$/ : /-[\d.]+$/).test(value);
  return {
    message: isSubnet
      ? `${value} in ${where} is not the first address of its subnet`
      : `the range ${value} in ${where} ${isReversed ? 'does not end behind its start' : 'has no valid end'}`,
    why: consequence(problem),
    label: isSubnet ? 'host bits are set' : 'not a range',
    help:
      problem.suggestion ??
      'Write FIRST-LAST with the last octet (IPv6: group) or a whole address behind the dash',
  };
}

function familyWording(problem: WordProblem, where: string): Wording {
  if (problem.kind === 'bad-entry' && problem.fault === 'wrong-family') {
    return {
      message: `${problem.value} ${whereabouts(problem)} is of another IP family than the words before it`,
      why: consequence(problem),
      label: 'IPv4 and IPv6 do not mix here',
    };
  }
  const isMulticast = problem.fault === 'not-multicast';
  const isUsed = problem.used === problem.value;
  const need =
    problem.argument?.type === 'ipv6-multicast' || problem.value.includes(':') ? 'ff02::/16' : '224.0.0.0/4';
  return {
    ...(isUsed ? { severity: 'warning' } : {}),
    message: isMulticast
      ? `${nameOfValue(problem)} ${problem.value} in ${where} is not a multicast address${isUsed || need === 'ff02::/16' ? ' of the link' : ''}`
      : `${nameOfValue(problem)} ${problem.value} in ${where} is of the wrong family`,
    why: isUsed
      ? 'keepalived reports it and uses it all the same; a router may carry it off the link.'
      : consequence(problem),
    label: isMulticast ? `must be in ${need}` : 'IPv4 and IPv6 do not mix here',
  };
}

/** Words of which no host is called so, but that people write where an address is to come. */
const placeholderNames: readonly RegExp[] = [
  /^[xX]+$/,
  // VIP, VIP_1, NODE_IP_ADDRESS
  /^(?:[A-Z0-9]+_)*(?:VIP|IP|ADDR|ADDRESS)\d*(?:_[A-Z0-9]+)*$/,
  /^(?:your|my|some)[-_.]?(?:\w*[-_.])?(?:v?ip|addr(?:ess)?)$/i,
  // [VIP], and <your of <your address>
  /^\[[A-Za-z_-]+\]$|^</,
];

/** Whether an address is still to be written there; those with numbers left out are for the rule about placeholders. */
function isPlaceholderName(text: string): boolean {
  const host = text.replace(/\/.*$/, '');
  return placeholderNames.some((pattern) => pattern.test(host));
}

/** Why a word is no address, when that is easy to say. */
function flaw(text: string): string | undefined {
  const host = text.replace(/\/.*$/, '');
  if (/^[A-Za-z][\w.-]*$/.test(host)) return 'a name; names are not looked up here';
  if (host.startsWith('[')) return 'brackets are for URLs';
  if (host.includes('%')) return 'an interface is named by dev, not behind %';
  if (/^(\d+\.){3}\d+:\d+$/.test(host)) return 'the port is a word of its own';
  if (/^(\d+\.){3}\d+-\d+$/.test(host)) return 'ranges are not read here';
  const octets = host.split('.');
  if (!octets.every((octet) => /^\d+$/.test(octet))) return undefined;
  if (octets.length !== 4) return `${octets.length} octets instead of 4`;
  const large = octets.find((octet) => Number(octet) > 255);
  if (large !== undefined) return `octet ${large} is above 255`;
  return octets.some((octet) => /^0\d/.test(octet)) ? 'octets are written without leading zeros' : undefined;
}

/** `ADDRESS PORT` for an address with its port glued to it, where a port may follow. */
function withPort(problem: WordProblem): string | undefined {
  const takesPort = /^(virtual|real|sorry)_server$/.test(keywordOf(problem.statement));
  const parts = /^((?:\d+\.){3}\d+):(\d+)$|^\[([\da-fA-F:.]+)\]:(\d+)$/.exec(problem.value);
  if (!takesPort || parts === null) return undefined;
  return `${parts[1] ?? parts[3]} ${parts[2] ?? parts[4]}`;
}

/** The address behind an option: that of the entry stands for itself. */
function isOption(problem: WordProblem): boolean {
  return problem.kind === 'bad-entry' && problem.option !== undefined;
}

/** The keyword or option that takes the address; an entry has none, and of a header the block is named. */
function nameOfAddress(problem: WordProblem): string {
  const isEntry = problem.kind === 'bad-entry' && problem.option === undefined;
  return isEntry || problem.statement.parent.owner === undefined ? '' : `${nameOfValue(problem)} `;
}

function addressWording(problem: WordProblem, where: string): Wording {
  if (isPlaceholderName(problem.value)) {
    return {
      message: `"${problem.value}" in ${where} is a placeholder that was never filled in`,
      why: consequence(problem),
      label: 'a placeholder',
      help: 'Write the address in its place',
    };
  }
  const reason = flaw(problem.value);
  return {
    message: `${nameOfAddress(problem)}"${problem.value}" ${isOption(problem) ? whereabouts(problem) : `in ${where}`} is not an IP address${reason === undefined ? '' : `: ${reason}`}`,
    why: consequence(problem),
    label: 'not an address',
    ...typeThis(problem, withPort(problem) ?? problem.suggestion),
  };
}

/** How to say what is wrong with an address; the `place` is the problem's. */
export function addressFinding(problem: WordProblem): Wording {
  const { statement } = problem;
  const isHeader = statement.parent.owner === undefined;
  const where = isHeader ? keywordOf(statement) : nameOfBlock(statement.parent);
  switch (problem.fault) {
    case 'cut-address':
      return cutWording(problem, where);
    case 'bad-prefix':
      return prefixWording(problem, where);
    case 'bad-range':
      return rangeWording(problem, where);
    case 'wrong-family':
    case 'not-multicast':
      return familyWording(problem, where);
    default:
      return addressWording(problem, where);
  }
}
