import type { Description } from '../description.ts';
import { directorsByService } from '../directors.ts';
import type { Report, YamlPath } from '../problem.ts';

/** With DR and TUN, directors must not be real servers of their own service, unless there is but one. */
export function checkServedDirectors(description: Description, report: Report): void {
  const directorsOf = directorsByService(description);
  for (const [name, service] of description.services) {
    const directors = directorsOf.get(name)!;
    if (directors.size < 2) continue;
    for (const [at, server] of service.real_servers.entries()) {
      const text = typeof server === 'string' ? { host: server } : server;
      const path: YamlPath = ['services', name, 'real_servers', at];
      const forward = ('forward' in text ? text.forward : undefined) ?? service.forward ?? 'dr';
      if (!('host' in text) || forward === 'nat' || !directors.has(text.host)) continue;
      report({
        path: typeof server === 'string' ? path : [...path, 'host'],
        kind: 'contradiction',
        message: `${text.host} is a director of service ${name} and, with forward: ${forward}, one of its real servers`,
        why: 'The backup hands on what the master hands to it, perhaps back: packets go round until they die, and part of the connections hang.',
        help: `A host that is no director, or { host: ${text.host}, forward: nat }`,
      });
    }
  }
}
