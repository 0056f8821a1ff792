import type { Place, SourceText } from '../../grammar/source.ts';
import { prefixOfNetmask } from '../../grammar/values/subnet.ts';
import { FactsDraft, type InterfaceAddress } from './interface-facts.ts';
import { linesOf, type Piece, partOf, placeOfPiece, splitPiece, wordsOf } from './lines.ts';
import { normalizeKey } from './sysctl.ts';

/** A kernel setting that a script writes. */
export interface SysctlCommand {
  /** The path below /proc/sys. */
  readonly key: string;
  readonly value: string;
  readonly place: Place;
}

/** What the commands of a boot script change on the host, in their order. */
export interface HostCommands {
  readonly sysctls: readonly SysctlCommand[];
  readonly addresses: readonly InterfaceAddress[];
  /** Commands that set up a packet filter, as far as they name the protocols of keepalived. */
  readonly allowsVrrp: boolean;
  /** `sysctl -p` and its like: the files are applied here. */
  readonly loadsFiles: boolean;
}

/**
 * Reads /etc/rc.local and scripts like it for the few commands that set up a host. Plain `NAME=value` lines are
 * followed; whatever depends on more than that is left aside.
 */
export function readHostCommands(source: SourceText): HostCommands {
  const draft = new FactsDraft(source, 'commands');
  const sysctls: SysctlCommand[] = [];
  const variables = new Map<string, string>();
  let allowsVrrp = false;
  let loadsFiles = false;
  for (const command of commandsOf(source)) {
    const words = wordsOf(command).map((word) => expand(word, variables));
    const texts = words.map(({ text }) => text);
    const set = /^([A-Za-z_]\w*)=(.*)$/.exec(texts[0] ?? '');
    if (set !== null && texts.length === 1) variables.set(set[1]!, unquoted(set[2]!));
    const [program, ...rest] = texts[0] === 'sudo' ? texts.slice(1) : texts;
    const name = (program ?? '').replace(/^.*\//, '');
    if (name === 'sysctl') {
      loadsFiles ||= rest.some((word) => /^(?:-\w*p|--load|--system)/.test(word));
      sysctls.push(...sysctlWords(rest, placeOfPiece(source, command)));
    }
    const written = name === 'echo' || name === 'printf' ? procWrite(command.text, variables) : undefined;
    if (written !== undefined) sysctls.push({ ...written, place: placeOfPiece(source, command) });
    if (name === 'ip') addressOfIp(draft, words, texts);
    if (name === 'ifconfig') addressOfIfconfig(draft, words, texts);
    allowsVrrp ||=
      /iptables|nft|firewall-cmd|ufw/.test(name) && /vrrp|\b112\b|224\.0\.0\.18/.test(command.text);
  }
  return {
    sysctls,
    addresses: draft.addresses.map((address) => ({ ...address, how: 'commands' })),
    allowsVrrp,
    loadsFiles,
  };
}

/** Single commands, comments left out. */
function commandsOf(source: SourceText): Piece[] {
  return linesOf(source).flatMap((line) => {
    const comment = /(?:^|\s)#/.exec(line.text)?.index;
    const code = partOf(line, 0, comment);
    return splitPiece(code, /;|&&|\|\|/).flatMap((part) => {
      const text = part.text.replace(/^\s*(?:then|else|do|\{|start\)|"start"\))\s+/, '');
      const piece = { text, offset: part.offset + part.text.length - text.length };
      return wordsOf(piece).length === 0 ? [] : [trim(piece)];
    });
  });
}

function trim({ text, offset }: Piece): Piece {
  return { text: text.trim(), offset: offset + text.length - text.trimStart().length };
}

function expand(word: Piece, variables: ReadonlyMap<string, string>): Piece {
  return { text: unquoted(substitute(word.text, variables)), offset: word.offset };
}

function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (whole, braced, bare) => variables.get(braced ?? bare) ?? whole,
  );
}

function unquoted(text: string): string {
  return text.replaceAll(/["']/g, '');
}

/** `-w net.ipv4.ip_forward=1`. */
function sysctlWords(words: readonly string[], place: Place): SysctlCommand[] {
  return words.flatMap((word) => {
    const match = /^([\w./*-]+)=(.+)$/.exec(word);
    return match === null || word.startsWith('-')
      ? []
      : { key: normalizeKey(match[1]!), value: match[2]!, place };
  });
}

/** `echo "1" > /proc/sys/net/ipv4/conf/lo/arp_ignore`. */
function procWrite(
  text: string,
  variables: ReadonlyMap<string, string>,
): { key: string; value: string } | undefined {
  const match = /^\S+\s+(?:-n\s+)?(\S+)\s*>\s*["']?\/proc\/sys\/([^\s"']+)/.exec(substitute(text, variables));
  return match === null ? undefined : { key: match[2]!, value: unquoted(match[1]!) };
}

/** `ip addr add 192.0.2.100/32 dev lo`. */
function addressOfIp(draft: FactsDraft, words: readonly Piece[], texts: readonly string[]): void {
  const add = texts.findIndex(
    (text, at) => /^(?:add|replace)$/.test(text) && /^a(?:ddr(?:ess)?)?$/.test(texts[at - 1] ?? ''),
  );
  const address = words[add + 1];
  if (add === -1 || address === undefined) return;
  const dev = texts.indexOf('dev');
  draft.addAddress(dev === -1 ? undefined : texts[dev + 1], address);
}

/** `ifconfig lo:0 192.0.2.100 broadcast 192.0.2.100 netmask 255.255.255.255 up`. */
function addressOfIfconfig(draft: FactsDraft, words: readonly Piece[], texts: readonly string[]): void {
  const at = texts.findIndex((text) => /(?:^|\/)ifconfig$/.test(text));
  const [device, address] = words.slice(at + 1);
  if (device === undefined || address === undefined || !/^[\d.]+(?:\/\d+)?$/.test(address.text)) return;
  const mask = texts.indexOf('netmask');
  const netmask = mask === -1 ? undefined : words[mask + 1];
  draft.addAddress(device.text, address, {
    mask:
      netmask === undefined
        ? undefined
        : { prefix: prefixOfNetmask(netmask.text), place: placeOfPiece(draft.source, netmask) },
  });
}
