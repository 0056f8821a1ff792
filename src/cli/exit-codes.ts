/** Exit codes of every command. */
export const exitCodes = {
  /** Nothing at or above the fail level. */
  clean: 0,
  findings: 1,
  /** The job could not be done: usage, a missing or unreadable file, a full disk, a bug. */
  failed: 2,
} as const;
