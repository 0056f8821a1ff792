import type { HostPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';
import { loopbackVips, servicesOf } from './loopback-vips.ts';
import type { OutputFile } from './types.ts';

export const sysctlFile = '/etc/sysctl.d/90-hacfg.conf';

/** Kernel settings: a file of its own, read late enough to win over those of the distribution. */
export function sysctl(host: HostPlan, templates: Templates): OutputFile[] {
  const { forward4, forward6, nonlocalBind4, nonlocalBind6 } = host.kernel;
  const vips = loopbackVips(host);
  // IPv6 has no such question: neighbours are answered for addresses of the card alone.
  const quiet = vips.some(({ family }) => family === 4);
  if (!quiet && !forward4 && !forward6 && !nonlocalBind4 && !nonlocalBind6) return [];
  const view = {
    name: host.name,
    quiet,
    services: servicesOf(vips),
    forward4,
    forward6,
    forwardWhy: 'IPVS translates addresses, or a VIP is the gateway of others',
    nonlocalBind4,
    nonlocalBind6,
  };
  return [{ path: sysctlFile, text: templates.get('host/sysctl')!(view), mode: 0o644 }];
}
