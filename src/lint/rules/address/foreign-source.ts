import { isKnownIn } from '../../../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';

/**
 * What comes of a unicast_src_ip that the host does not have. Up to 2.0.20 sockets are not bound to it; from 2.1.0 on
 * they are, and cannot be (keepalived vrrp/vrrp.c: open_vrrp_read_socket); from 2.3.3 on they can, by IP_FREEBIND.
 */
export type ForeignSource = 'sent-under' | 'fault' | 'listened-on';

export function foreignSourceIn(release: ReleaseName): ForeignSource {
  if (isKnownIn(release, { since: '2.3.3' })) return 'listened-on';
  return isKnownIn(release, { since: '2.1.0' }) ? 'fault' : 'sent-under';
}

/** In words, for a release or, without one, for all that are about; `where` is the host. */
export function foreignSourceWhy(release: ReleaseName | undefined, where: string): string {
  const listening = `sends under this address and listens on it, although ${where} does not have it: the nodes do not hear each other, and all hold the VIP.`;
  const fault = `the instance stays in FAULT on ${where}, and nobody stands by.`;
  const stage = release === undefined ? undefined : foreignSourceIn(release);
  if (stage === undefined) return `From 2.3.3 on keepalived ${listening} From 2.1.0 to 2.3.2 ${fault}`;
  if (stage === 'listened-on') return `keepalived ${listening}`;
  return stage === 'fault'
    ? `keepalived cannot send from an address that the host does not have: ${fault}`
    : `keepalived sends under this address, although ${where} does not have it: the host that has it drops what claims to come from itself, and never hears this node.`;
}
