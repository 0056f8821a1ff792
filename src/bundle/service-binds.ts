import type { Place, SourceText } from '../../grammar/source.ts';
import { formatAddress, type IpAddress, parseAddress } from '../../grammar/values/address.ts';
import { linesOf, type Piece, partOf, placeOfPiece, splitPiece, wordsOf } from './lines.ts';

/** An address that a service listens on. */
export interface ServiceBind {
  readonly address: IpAddress;
  /** The address in its one form. */
  readonly text: string;
  /** The program: `haproxy`, `nginx`. */
  readonly service: string;
  /** The word as written. */
  readonly place: Place;
  /** It listens whether the host has the address or not. */
  readonly isFree: boolean;
}

/** `bind` lines of haproxy.cfg, with an address (HAProxy Configuration Manual, 5.1). */
export function readHaproxyBinds(source: SourceText): ServiceBind[] {
  return linesOf(source).flatMap((line) => {
    const comment = line.text.indexOf('#');
    const [keyword, list, ...options] = wordsOf(comment === -1 ? line : partOf(line, 0, comment));
    if (keyword?.text !== 'bind' || list === undefined) return [];
    const isFree = options.some(({ text }) => text === 'transparent');
    return splitPiece(list, /,/).flatMap((word) => bindOf(source, word, 'haproxy', isFree));
  });
}

/** `listen` directives of nginx with an address (ngx_http_core_module). */
export function readNginxBinds(source: SourceText): ServiceBind[] {
  return linesOf(source).flatMap((line) => {
    const comment = line.text.indexOf('#');
    const code = comment === -1 ? line : partOf(line, 0, comment);
    return splitPiece(code, /[;{}]/).flatMap((part) => {
      const [keyword, word] = wordsOf(part);
      return keyword?.text === 'listen' && word !== undefined ? bindOf(source, word, 'nginx', false) : [];
    });
  });
}

/** `192.0.2.100:80`, `[2001:db8::1]:80`, `ipv4@192.0.2.100:80`; nothing for `*:80`, `:80`, a port or a name. */
function bindOf(source: SourceText, word: Piece, service: string, isFree: boolean): ServiceBind[] {
  const bare = word.text.replace(/^["']|["']$/g, '').replace(/^ipv[46]@/, '');
  const bracketed = /^\[([^\]]+)\]/.exec(bare)?.[1];
  const host = bracketed ?? bare.replace(/:[\d-]*$/, '');
  const address = parseAddress(host);
  if (address === undefined) return [];
  const text = formatAddress(address);
  const offset = word.offset + Math.max(0, word.text.indexOf(host));
  return [{ address, text, service, isFree, place: placeOfPiece(source, { text: host, offset }) }];
}
