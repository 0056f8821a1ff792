import type { SourceText } from '../../grammar/source.ts';
import type { Family } from '../../grammar/values/address.ts';
import { prefixOfNetmask } from '../../grammar/values/subnet.ts';
import { FactsDraft, type InterfaceFacts, type Mask, readLength } from './interface-facts.ts';
import { linesOf, type Piece, placeOfPiece, wordsOf } from './lines.ts';

const stanzaWords =
  /^(?:iface|mapping|auto|allow-\S+|no-auto-down|no-scripts|rename|template|source|source-directory)$/;

interface Stanza {
  readonly device: string;
  readonly family: Family | undefined;
  readonly method: string;
  readonly addresses: Piece[];
  netmask: Piece | undefined;
}

/**
 * Reads /etc/network/interfaces of Debian: `address`, `netmask` and dhcp of every iface (interfaces(5)). ifup refuses
 * a whole file for one option that stands outside of iface and mapping, or that has no value.
 */
export function parseInterfaces(source: SourceText): InterfaceFacts {
  const draft = new FactsDraft(source, 'interfaces');
  let stanza: Stanza | 'mapping' | undefined;
  for (const line of logicalLines(source)) {
    const [keyword, ...rest] = wordsOf(line);
    if (keyword === undefined) continue;
    if (!stanzaWords.test(keyword.text)) {
      if (stanza === undefined) draft.fault('stray-option', keyword);
      else if (rest.length === 0) draft.fault('empty-option', keyword);
      else if (stanza !== 'mapping') readOption(draft, stanza, keyword.text, rest);
      continue;
    }
    finish(draft, stanza);
    stanza =
      keyword.text === 'iface' ? openStanza(draft, rest) : keyword.text === 'mapping' ? 'mapping' : undefined;
  }
  finish(draft, stanza);
  return draft;
}

function readOption(draft: FactsDraft, stanza: Stanza, keyword: string, values: readonly Piece[]): void {
  if (keyword === 'address') stanza.addresses.push(values[0]!);
  else if (keyword === 'netmask') stanza.netmask = values[0];
  else if (/^(?:up|post-up)$/.test(keyword)) readCommand(draft, stanza.device, values);
}

/** Lines without comments; a backslash at the end joins two. */
function logicalLines(source: SourceText): Piece[] {
  const lines: Piece[] = [];
  let open: Piece | undefined;
  for (const line of linesOf(source)) {
    const start: Piece | undefined = open;
    if (start === undefined && /^\s*(?:#|$)/.test(line.text)) continue;
    const from = start?.offset ?? line.offset;
    const text = source.text.slice(from, line.offset + line.text.length);
    open = undefined;
    // The backslash is a blank for the words of the line, and keeps offsets as they are.
    const whole = { text: text.replaceAll(/\\(?=\r?(?:\n|$))/g, ' '), offset: from };
    if (line.text.endsWith('\\')) open = whole;
    else lines.push(whole);
  }
  if (open !== undefined) lines.push(open);
  return lines;
}

function openStanza(draft: FactsDraft, [name, family, method]: readonly Piece[]): Stanza | undefined {
  if (name === undefined) return undefined;
  const number = family?.text === 'inet' ? 4 : family?.text === 'inet6' ? 6 : undefined;
  if (method?.text === 'dhcp') draft.addDynamic(name.text, number, method);
  return { device: name.text, family: number, method: method?.text ?? '', addresses: [], netmask: undefined };
}

function finish(draft: FactsDraft, stanza: Stanza | 'mapping' | undefined): void {
  if (stanza === undefined || stanza === 'mapping' || !/^(?:static|loopback|v4tunnel)$/.test(stanza.method))
    return;
  for (const address of stanza.addresses) {
    draft.addAddress(stanza.device, address, { mask: maskOf(draft, stanza) });
  }
}

/** `netmask 255.255.255.0` or `netmask 24`. */
function maskOf(draft: FactsDraft, { netmask, family }: Stanza): Mask | undefined {
  if (netmask === undefined) return undefined;
  const prefix = readLength(netmask.text, family ?? 4) ?? prefixOfNetmask(netmask.text);
  if (prefix === undefined) draft.fault('bad-netmask', netmask);
  return { prefix, place: placeOfPiece(draft.source, netmask) };
}

/** `up ip addr add 192.0.2.100/32 dev lo`. */
function readCommand(draft: FactsDraft, device: string, words: readonly Piece[]): void {
  const texts = words.map(({ text }) => text.replaceAll('$IFACE', device));
  const add = texts.findIndex(
    (text, at) => text === 'add' && /^a(?:ddr(?:ess)?)?$/.test(texts[at - 1] ?? ''),
  );
  if (add === -1 || !/(?:^|\/)ip$/.test(texts[0] ?? '')) return;
  const address = words[add + 1];
  const dev = texts.indexOf('dev');
  if (address === undefined || address.text.includes('$')) return;
  draft.addAddress(dev === -1 ? device : texts[dev + 1], address);
}
