import { readUnsigned } from './numbers.ts';

export type PortFault = 'not-a-number' | 'out-of-range';

/** undefined when `text` is a port from 1 to 65535, as the daemon's read_unsigned() decides. */
export function portFault(text: string): PortFault | undefined {
  const { value, fault } = readUnsigned(text);
  if (fault === 'letters' || fault === 'negative') return 'not-a-number';
  return fault === 'overflow' || value < 1 || value > 65535 ? 'out-of-range' : undefined;
}

/** Nothing but zeros: for the address of a virtual or real server the same as no port (check_data.c: alloc_vs). */
export function isZeroPort(text: string): boolean {
  return /^0*$/.test(text);
}
