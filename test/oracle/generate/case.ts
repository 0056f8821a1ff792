/**
 * A small configuration with one thing to judge. Many go into one file, so every name, address and number in it is
 * made from the case's own number.
 */
export interface GeneratedCase {
  /** What is tried: `vrrp_instance/priority = "0x10"`. */
  readonly id: string;
  readonly lines: (number: number) => readonly string[];
  /** It may stop the daemon, or change what other blocks mean: it gets a file of its own. */
  readonly alone?: boolean;
}

/** Names and addresses of the case with a number. */
export function own(number: number) {
  const high = number >> 8;
  const low = number & 255;
  return {
    name: `N${number}x`,
    vrid: (number % 255) + 1,
    vip: `10.${high}.${low}.1`,
    server: `10.${high}.${low}.2`,
    other: `10.${high}.${low}.3`,
    v6: `2001:db8:${number.toString(16)}::1`,
  };
}
