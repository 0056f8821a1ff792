import type { Description } from '../description.ts';
import { directorsByService } from '../directors.ts';
import type { Report, YamlPath } from '../problem.ts';
import { vipsOf } from './services.ts';

/**
 * With DR and TUN, directors must not be real servers of their own service, unless there is but one. What would mend it
 * is not written: IPVS keeps still on a backup by net.ipv4.vs.backup_only, but on the whole host, only while the daemon
 * for connections runs (Linux net/netfilter/ipvs/ip_vs_core.c: ip_vs_in), and the setting is there no sooner than the
 * module, which is after the boot has set the others.
 */
export function checkServedDirectors(description: Description, report: Report): void {
  const directorsOf = directorsByService(description);
  for (const [name, service] of description.services) {
    const directors = directorsOf.get(name)!;
    // A mark without VIPs is set by rules that are not ours: they may leave out what comes from the other director.
    if (directors.size < 2 || vipsOf(service).length === 0) continue;
    for (const [at, server] of service.real_servers.entries()) {
      const text = typeof server === 'string' ? { host: server } : server;
      const path: YamlPath = ['services', name, 'real_servers', at];
      const forward = ('forward' in text ? text.forward : undefined) ?? service.forward ?? 'dr';
      if (!('host' in text) || forward === 'nat' || !directors.has(text.host)) continue;
      const other = [...directors].find((host) => host !== text.host)!;
      report({
        path: typeof server === 'string' ? path : [...path, 'host'],
        kind: 'contradiction',
        message: `${text.host} is a director of service ${name} and, with forward: ${forward}, one of its real servers`,
        why: `What ${other} as master hands to ${text.host} still goes to the VIP, and ${text.host} has the same service in its IPVS: it takes the packet for a new connection and hands it on, perhaps back. Packets go round, and part of the connections hang.`,
        help: `Real servers that are no directors. Where there are no other hosts, no service at all: let the router track the program (track: [...]), and whoever has the VIP serves. Or a service with fwmark and directors and without vip, and rules of your own that mark only what does not come from the MAC address of the other director.`,
      });
    }
  }
}
