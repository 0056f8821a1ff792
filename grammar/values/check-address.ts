import { type IpAddress, isAddress, isIpv4, isLinkLocalMulticast, isMulticast } from './address.ts';
import { readSocketAddress } from './socket-address.ts';
import { prefixOfNetmask, readPrefixedAddress } from './subnet.ts';
import { type WordCheck, type WordFault, wholeWord } from './word-fault.ts';

/** The address somebody meant by `[2001:db8::1]`, `fe80::1%eth0`, `10.0.0.010`, `10.0.0.1:80`, `10.0.0.1,`. */
export function addressMeant(text: string): string | undefined {
  const bare = text
    .replace(/[,;]+$/, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/%[^/]*/, '');
  const candidates = [bare, bare.replace(/^((?:\d+\.){3}\d+):\d+$/, '$1'), bare.replace(/\b0+(?=\d)/g, '')];
  return candidates.find((candidate) => candidate !== text && isAddress(candidate));
}

/** An address and its `/LENGTH` as somebody meant them. */
export function prefixedAddressMeant(text: string): string | undefined {
  const slash = text.indexOf('/');
  const host = slash === -1 ? text : text.slice(0, slash);
  const tail = slash === -1 ? '' : text.slice(slash);
  const fixed = addressMeant(host.replace(/^\[([^\]]*)$/, '$1')) ?? (isAddress(host) ? host : undefined);
  if (fixed === undefined || readPrefixedAddress(fixed + tail).fault !== undefined) return undefined;
  return fixed + tail === text ? undefined : fixed + tail;
}

/** An address whose text from `-` or `/` on is not read; see `readSocketAddress()`. */
export const checkSocketAddress: WordCheck = (text) => {
  const { address, cut } = readSocketAddress(text);
  if (address === undefined) return wholeWord(text, 'not-an-address', { suggestion: addressMeant(text) });
  if (cut === text.length) return undefined;
  const kept = text.slice(0, cut);
  return { fault: 'cut-address', start: cut, end: text.length, used: kept, suggestion: kept };
};

export const checkPlainAddress: WordCheck = (text) =>
  isAddress(text) ? undefined : wholeWord(text, 'not-an-address', { suggestion: addressMeant(text) });

export const checkIpv4: WordCheck = (text) => (isIpv4(text) ? undefined : wholeWord(text, 'not-an-address'));

/** An address with an optional prefix length (vrrp_ipaddress.c: parse_ipaddress). */
export const checkPrefixedAddress: WordCheck = (text, _argument, { lenient }) => {
  const { address, family, prefix, fault, slash } = readPrefixedAddress(text);
  if (address === undefined)
    return wholeWord(text, 'not-an-address', { suggestion: prefixedAddressMeant(text) });
  if (fault === undefined) return undefined;
  const length = text.slice(slash + 1);
  const netmask = family === 4 ? prefixOfNetmask(length) : undefined;
  const digits = /^\+?(\d+)/.exec(length)?.[1];
  const leading = digits === undefined ? undefined : Number(digits);
  // `24x`: the running daemon takes 24, a configuration test takes /32. For 255.255.255.0 both take /32.
  const isLeadingUsed = lenient && fault === 'not-a-number' && leading !== undefined && leading <= prefix;
  const suggestion = netmask ?? (isLeadingUsed ? leading : undefined);
  return {
    fault: 'bad-prefix',
    start: slash + 1,
    end: text.length,
    used: `/${isLeadingUsed ? leading : prefix}`,
    suggestion: suggestion === undefined ? undefined : `${text.slice(0, slash)}/${suggestion}`,
  };
};

const anyWords = new Set(['default', 'any', 'all', 'default6']);

/** A destination: an address, a prefix, or default, any, all (vrrp_ipaddress.c: parse_route). */
export const checkDestination: WordCheck = (text, argument, reading) =>
  anyWords.has(text) ? undefined : checkPrefixedAddress(text, argument, reading);

/** A broadcast address, `+` or `-`. */
export const checkBroadcast: WordCheck = (text) =>
  text === '+' || text === '-' || isIpv4(text) ? undefined : wholeWord(text, 'not-an-address');

/** A multicast group of one family or of either; IPv6 for adverts must be of the link. */
function checkGroup(text: string, family: 4 | 6 | undefined, linkOnly: boolean): WordFault | undefined {
  const { address, cut } = readSocketAddress(text);
  if (address === undefined) return wholeWord(text, 'not-an-address', { suggestion: addressMeant(text) });
  if (family !== undefined && address.family !== family) return wholeWord(text, 'wrong-family');
  if (!isMulticast(address) || (linkOnly && isWide(address))) return wholeWord(text, 'not-multicast');
  const kept = text.slice(0, cut);
  if (cut < text.length)
    return { fault: 'cut-address', start: cut, end: text.length, used: kept, suggestion: kept };
  // A wider IPv6 group is used all the same, with a message.
  return family === 6 && isWide(address) ? wholeWord(text, 'not-multicast', { used: text }) : undefined;
}

function isWide(address: IpAddress): boolean {
  return address.family === 6 && !isLinkLocalMulticast(address);
}

export const checkMulticast: WordCheck = (text) => checkGroup(text, undefined, false);
export const checkLinkMulticast: WordCheck = (text) => checkGroup(text, undefined, true);
export const checkMulticast4: WordCheck = (text) => checkGroup(text, 4, false);
export const checkMulticast6: WordCheck = (text) => checkGroup(text, 6, false);

/** A netmask for IPv4, a prefix length for IPv6 (check_parser.c: pgr_handler); short forms of a mask are taken. */
export const checkGranularity: WordCheck = (text) => {
  if (/^\d+(\.\d+){0,3}$/.test(text) && (!/^\d+(\.\d+){3}$/.test(text) || isIpv4(text))) return undefined;
  return wholeWord(text, text.includes('.') ? 'not-an-address' : 'not-a-number');
};
