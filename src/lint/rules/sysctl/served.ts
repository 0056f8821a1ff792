import { isLoopbackDevice } from '../../../bundle/interface-facts.ts';
import { addressesOf } from '../../../bundle/interface-files.ts';
import type { RealServerHost, ServedService } from '../../../model/real-servers.ts';

/** What a real server does for services whose packets come to it as they are, by DR or TUN. */
export interface DirectlyServed {
  readonly served: ServedService;
  /** The VIP. */
  readonly vip: string;
  readonly method: 'DR' | 'TUN';
}

/** The services of a host that reach it by DR or TUN, at an address, of a family or of both. */
export function directlyServed(host: RealServerHost, family?: 4 | 6): DirectlyServed[] {
  return host.services.flatMap((served) => {
    const { service, realServer } = served;
    const method = (realServer ?? service).forwarding.value;
    if (method === 'NAT' || service.target.kind !== 'address') return [];
    if (family !== undefined && service.target.address.family !== family) return [];
    return { served, vip: service.target.text, method };
  });
}

/** The cards by which packets may come to a real server; undefined: the files do not tell. */
export function lanInterfaces(host: RealServerHost): readonly string[] | undefined {
  const own = addressesOf(host.files).filter(
    ({ interface: name }) => name !== undefined && !isLoopbackDevice(name),
  );
  const served = new Set(host.services.flatMap(({ realServer }) => realServer?.text ?? []));
  const exact = own.filter(({ text }) => served.has(text));
  const names = (exact.length > 0 ? exact : own).map(({ interface: name }) => name!.replace(/:.*$/, ''));
  return names.length === 0 ? undefined : [...new Set(names)];
}
