import type { SourceText } from '../../../grammar/source.ts';
import { type FoundAddress, foundAddress } from './found-address.ts';

/** One entry of `addr_info`; every part may be missing, or be something else. */
interface AddressInfo {
  readonly local?: unknown;
  readonly prefixlen?: unknown;
  readonly protocol?: unknown;
}

interface Link {
  readonly ifname?: unknown;
  readonly addr_info?: unknown;
}

/**
 * What `ip -j addr` printed; undefined when the text is not that. Addresses that keepalived itself has added
 * (`"protocol":"keepalived"`) are left out: they are VIPs the host held at that moment.
 */
export function readIpAddr(source: SourceText): FoundAddress[] | undefined {
  const links = parseJson(source.text);
  if (!Array.isArray(links)) return undefined;
  let from = 0;
  return links.flatMap((link: unknown) => {
    if (!isLink(link) || !Array.isArray(link.addr_info)) return [];
    const device = typeof link.ifname === 'string' ? link.ifname : undefined;
    return link.addr_info.flatMap((info: AddressInfo | null) => {
      if (info === null || typeof info.local !== 'string') return [];
      const offset = Math.max(0, source.text.indexOf(`"${info.local}"`, from) + 1);
      from = offset;
      if (info.protocol === 'keepalived') return [];
      const prefix = typeof info.prefixlen === 'number' ? info.prefixlen : undefined;
      return foundAddress(info.local, { how: 'facts', source, interface: device, offset, prefix });
    });
  });
}

function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
