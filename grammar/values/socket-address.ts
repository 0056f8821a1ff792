import { type IpAddress, parseAddress } from './address.ts';

/**
 * An address read by the daemon's inet_stosockaddr() (lib/utils.c), which cuts the word at the first `-`, or when there
 * is none at the first `/`: unicast_peer, unicast_src_ip, mcast_src_ip, real_server, virtual_server, bindto and more.
 */
export interface SocketAddress {
  readonly address: IpAddress | undefined;
  /** Offset in the word from which on nothing is read; the length of the word when nothing is lost. */
  readonly cut: number;
}

export function readSocketAddress(text: string): SocketAddress {
  const cut = cutOf(text);
  // The family follows from the whole word: `10.0.0.1/a:b` is looked at as IPv6, and refused.
  const address = parseAddress(cut === text.length ? text : text.slice(0, cut));
  const expected = text.includes(':') ? 6 : 4;
  return { address: address?.family === expected ? address : undefined, cut };
}

function cutOf(text: string): number {
  const dash = text.indexOf('-');
  if (dash !== -1) return dash;
  const slash = text.indexOf('/');
  return slash === -1 ? text.length : slash;
}
