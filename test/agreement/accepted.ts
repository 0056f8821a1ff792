interface Accepted {
  readonly collection: string;
  readonly id: string;
  /** Only for this release; undefined: for all. */
  readonly release?: string;
  readonly reason: string;
}

/** Differences from the daemon that are meant to be. Each has its reason; a difference without one is a defect. */
const accepted: readonly Accepted[] = [
  {
    collection: 'language',
    id: 'lex28_long_value.conf',
    reason:
      'the daemon counts the pieces of a long line as lines of their own and names the wrong ones behind it',
  },
  {
    collection: 'language',
    id: 'lex22_nul.conf',
    reason: 'the daemon does not count the line it drops, and names the one before',
  },
  {
    collection: 'language',
    id: 'inc32_self.conf',
    reason:
      'one finding at the include that comes back to itself, not one for everything that is then read twice',
  },
  {
    collection: 'language',
    id: 'lex51_line_1023.conf',
    reason:
      'the daemon counts the pieces of a long line as lines of their own and names the wrong ones behind it',
  },
  {
    collection: 'language',
    id: 'def22_env_2_3.conf',
    reason:
      'KA_TEST_ENV is not set where the daemon was asked; with KA_TEST_ENV=BACKUP it has nothing to say of the file',
  },
  ...['1530.conf', '790b.conf', 'r_exec.conf'].map((name) => ({
    collection: 'devtools',
    id: `devtools/pqarmitage__keepalived-devel-tools__configs__${name}`,
    release: '2.0.20',
    reason: 'the build that was asked has no ipset support and does not know vrrp_ipsets',
  })),
];

export function acceptedReason(collection: string, id: string, release: string): string | undefined {
  return accepted.find(
    (one) =>
      one.collection === collection &&
      one.id === id &&
      (one.release === undefined || one.release === release),
  )?.reason;
}
