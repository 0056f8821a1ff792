import type { SourceText } from '../../../grammar/source.ts';
import { prefixOfNetmask } from '../../../grammar/values/subnet.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';

const stanza = /^[ \t]*iface[ \t]+(\S+)[ \t]+inet6?[ \t]+static\b.*$/gm;
const nextStanza = /^[ \t]*(?:iface|auto|allow-\S+|mapping|source(?:-directory)?)\b/gm;

/** /etc/network/interfaces of Debian: `address` and `netmask` of the static interfaces. */
export function readInterfaces(source: SourceText): FoundAddress[] {
  const { text } = source;
  return Array.from(text.matchAll(stanza)).flatMap((match) => {
    const start = match.index + match[0].length;
    nextStanza.lastIndex = start;
    const body = text.slice(start, nextStanza.exec(text)?.index ?? text.length);
    const mask = /^[ \t]*netmask[ \t]+(\S+)/m.exec(body)?.[1];
    return Array.from(body.matchAll(/^[ \t]*address[ \t]+(\S+)/gm)).flatMap((address) => {
      const value = address[1]!;
      const offset = start + address.index + address[0].length - value.length;
      const prefix = mask === undefined ? undefined : prefixOfMask(mask);
      return foundAddress(value, { how: 'interfaces', source, interface: match[1], offset, prefix });
    });
  });
}

function prefixOfMask(mask: string): number | undefined {
  return /^\d{1,3}$/.test(mask) ? Number(mask) : prefixOfNetmask(mask);
}
