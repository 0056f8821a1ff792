import type { HostPlan, RealServerVip } from '../plan/types.ts';

/** The VIPs that a host must have on lo. A director gets its own from keepalived. */
export function loopbackVips(host: HostPlan): RealServerVip[] {
  const held = new Set(
    host.instances.flatMap(({ vips, excludedVips }) => [...vips, ...excludedVips].map((one) => one.address)),
  );
  return (host.realServer?.vips ?? []).filter(({ address }) => !held.has(address));
}

/** For comments: the services whose VIPs they are. */
export function servicesOf(vips: readonly RealServerVip[]): string {
  return [...new Set(vips.flatMap(({ services }) => services))].join(', ');
}
