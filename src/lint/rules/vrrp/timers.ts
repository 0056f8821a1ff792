import type { VrrpInstance } from '../../../model/node.ts';

/** What a backup waits beyond its adverts, in seconds: the weaker, the longer (RFC 9568 section 6.1, RFC 3768 for v2). */
export function skewOf({ priority, version, advertInterval }: VrrpInstance): number {
  return ((256 - priority.value) / 256) * (version.value === 2 ? 1 : advertInterval.value);
}

/** Seconds without an advertisement after which an instance takes the master for dead (Master_Down_Interval). */
export function downTimeOf(instance: VrrpInstance): number {
  return instance.downTimerAdverts.value * instance.advertInterval.value + skewOf(instance);
}
