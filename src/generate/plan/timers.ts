/** The failover time that is planned for when none is wished. */
export const usualFailover = 4;

/**
 * The advert interval for a failover time. A backup takes over after three missed adverts and its skew, which is
 * (256 - priority)/256 of a second in version 2 and of the interval in version 3 (RFC 9568 section 6.1; keepalived
 * include/vrrp.h). Version 2 has whole seconds, version 3 hundredths up to 40.95 s.
 *
 * @param lowest the lowest priority of a node, whose skew is the longest
 */
export function advertInterval(version: 2 | 3, failover: number, lowest: number): number {
  const skew = (256 - lowest) / 256;
  if (version === 2) return Math.min(255, Math.max(1, Math.floor((failover - skew) / 3)));
  const hundredths = Math.floor((failover / (3 + skew)) * 100 + 1e-6);
  return Math.min(40.95, Math.max(0.01, hundredths / 100));
}

/** How often a check runs: two failures in a row take no longer than the failover, or 2 s. */
export function checkInterval(failover: number | undefined): number {
  return failover === undefined ? 2 : Math.min(10, Math.max(1, Math.floor(failover / 2)));
}
