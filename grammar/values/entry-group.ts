import { textOf, type Word } from '../configuration.ts';
import { type ArgumentSpec, compareReleases, type ListSpec } from '../vocabulary/index.ts';
import { formatAddress, parseAddress } from './address.ts';
import { addressMeant } from './check-address.ts';
import { checkPort } from './check-number.ts';
import { dropping, type EntryFault, type EntryWords, keeping } from './entry-fault.ts';
import { exchangedRange, type GroupRangeFault, readGroupRange } from './group-range.ts';
import { missingValue, readOption } from './keyword-options.ts';
import { networkAddress } from './subnet.ts';
import { type WordFault, type WordReading, wholeWord } from './word-fault.ts';

const rangeArgument: ArgumentSpec = { name: 'addr', type: 'other' };
const portArgument: ArgumentSpec = { name: 'port', type: 'port', min: 1, max: 65535 };
const familyArgument: ArgumentSpec = {
  name: 'family',
  type: 'enum',
  values: [{ value: 'inet' }, { value: 'inet6' }],
};

/** First release in which a firewall mark has a family. */
const MARK_FAMILY_SINCE = '2.1.0';

/**
 * First release that reads `/LENGTH` behind an address, where it was one address before, and a whole address behind
 * `-`, where the entry was lost.
 */
const SUBNET_SINCE = '2.2.2';

/**
 * An entry of virtual_server_group: addresses and a port, or a firewall mark. Every fault loses the entry
 * (check_data.c: alloc_vsg_entry).
 */
export function checkGroupEntry({ words }: EntryWords, list: ListSpec, reading: WordReading): EntryFault[] {
  const [first, second, third] = words;
  if (first === undefined) return [];
  const text = textOf(first);
  const mark = list.options.find((option) => option.option === text);
  if (mark !== undefined) {
    if (second === undefined) return [dropping(missingValue(first, mark))];
    const { faults } = readOption([first, second], 0, mark, reading);
    if (faults.length > 0) return faults.map(dropping);
    return compareReleases(reading.release, MARK_FAMILY_SINCE) < 0 ? [] : checkMarkFamily(third);
  }
  // The daemon looks at the port before the address.
  const port = second === undefined ? undefined : checkPort(textOf(second), portArgument, reading);
  if (port !== undefined)
    return [dropping({ word: second!, fault: port, argument: portArgument, option: undefined })];
  const slash = text.indexOf('/');
  if (slash !== -1 && compareReleases(reading.release, SUBNET_SINCE) < 0)
    return cutSubnet(first, text, slash);
  const range = readGroupRange(text);
  if (range.fault === undefined && isFullRange(text) && compareReleases(reading.release, SUBNET_SINCE) < 0)
    return [dropping({ word: first, fault: tooLongAnEnd(text), argument: rangeArgument, option: undefined })];
  if (range.fault === undefined) return [];
  const fault = rangeFault(text, range.fault);
  return [dropping({ word: first, fault, argument: rangeArgument, option: undefined })];
}

function cutSubnet(word: Word, text: string, slash: number): EntryFault[] {
  const host = text.slice(0, slash);
  const { fault } = readGroupRange(host);
  if (fault !== undefined)
    return [dropping({ word, fault: rangeFault(text, fault), argument: rangeArgument, option: undefined })];
  const cut: WordFault = { fault: 'cut-address', start: slash, end: text.length, used: host };
  return [keeping({ word, fault: cut, argument: rangeArgument, option: undefined })];
}

function isFullRange(text: string): boolean {
  const end = text.split('-')[1] ?? '';
  return /[.:]/.test(end);
}

/** Of `192.0.2.1-192.0.2.9` early releases take `192.0.2.1-9`, if anything. */
function tooLongAnEnd(text: string): WordFault {
  const [first = '', last = ''] = text.split('-');
  const cut = Math.max(last.lastIndexOf('.'), last.lastIndexOf(':')) + 1;
  const suggestion = first.startsWith(last.slice(0, cut)) ? `${first}-${last.slice(cut)}` : undefined;
  return { fault: 'bad-range', start: first.length + 1, end: text.length, suggestion };
}

function checkMarkFamily(word: Word | undefined): EntryFault[] {
  if (word === undefined || textOf(word) === 'inet' || textOf(word) === 'inet6') return [];
  const fault = wholeWord(textOf(word), 'not-a-choice');
  return [dropping({ word, fault, argument: familyArgument, option: undefined })];
}

function rangeFault(text: string, fault: GroupRangeFault): WordFault {
  const dash = text.indexOf('-') + 1;
  const slash = text.indexOf('/') + 1;
  switch (fault) {
    case 'bad-address':
      return wholeWord(text, 'not-an-address', { suggestion: addressMeant(text) });
    case 'bad-netmask':
      return { fault: 'bad-prefix', start: slash, end: text.length };
    case 'host-bits':
      return wholeWord(text, 'bad-range', { suggestion: withoutHostBits(text) });
    case 'bad-end':
      return { fault: 'bad-range', start: dash, end: text.length };
    case 'other-family':
      return { fault: 'wrong-family', start: dash, end: text.length };
    case 'reversed':
      return wholeWord(text, 'bad-range', { suggestion: exchangedRange(text) });
  }
}

function withoutHostBits(text: string): string | undefined {
  const [host, length] = text.split('/', 2);
  const address = parseAddress(host ?? '');
  return address && `${formatAddress(networkAddress(address, Number(length)))}/${length}`;
}
