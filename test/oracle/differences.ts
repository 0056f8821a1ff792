import { compareReleases, type ReleaseName } from '../../grammar/vocabulary/index.ts';

interface AcceptedDifference {
  /** End of the file's path; undefined: any file. */
  readonly file?: string;
  /** Of the daemon's complaint that hacfg does not share, or the rule whose error the daemon does not share. */
  readonly text: RegExp;
  /** Of hacfg's message. */
  readonly message?: RegExp;
  /** First and last release to which it applies. */
  readonly since?: ReleaseName;
  readonly until?: ReleaseName;
  readonly reason: string;
}

const pieces =
  'the daemon counts the pieces of a long line as lines of their own and names the wrong ones behind it';

/** Differences between hacfg and the daemon that are meant to be. One without a reason here is a defect. */
const differences: readonly AcceptedDifference[] = [
  {
    file: 'lex28_long_value.conf',
    text: /^Unknown keyword/,
    reason: pieces,
  },
  {
    file: 'lex51_line_1023.conf',
    text: /^number|^\(VI_1\) (Advert interval|unknown state)/,
    reason: pieces,
  },
  {
    file: 'lex22_nul.conf',
    text: /embedded NULs/,
    since: '2.4.0',
    reason: 'the daemon does not count the line it drops, and names the one before',
  },
  {
    file: 'lex28_long_value.conf',
    text: /^line too long/,
    since: '2.4.0',
    reason: 'the daemon does not count the line it drops, and names the one before',
  },
  {
    file: 'lex51_line_1023.conf',
    text: /^line too long/,
    since: '2.4.0',
    reason: 'the daemon does not count the line it drops, and names the one before',
  },
  { file: 'line-too-long-1/keepalived.conf', text: /^Unknown keyword 'eb1'/, reason: pieces },
  {
    file: 'inc32_self.conf',
    text: /already defined$/,
    reason:
      'one finding at the include that comes back to itself, not one for everything that is then read twice',
  },
  {
    file: 'include-loop-1/keepalived.conf',
    text: /already defined$/,
    reason:
      'one finding at the include that comes back to itself, not one for everything that is then read twice',
  },
  {
    file: 'too-much-text-1/keepalived.conf',
    text: /^Config files missing/,
    reason: 'hacfg gives up on a chain of includes before it comes to the one that is not there, and says so',
  },
  {
    file: 'value/choice-invalid-2/keepalived.conf',
    text: /no protocol set - defaulting to UDP/,
    reason: 'the finding on the line of the protocol says that the service becomes one of UDP',
  },
  {
    text: /^value\/interface-name$/,
    reason: 'no interface of any host can have such a name, but not every keyword makes the daemon look',
  },
  {
    text: /^(Routing table|Protocol) .* not found|^TOS value .* is invalid/,
    reason: 'the tables, protocols and TOS values that a host gives names to are in its /etc/iproute2',
  },
  {
    text: /^Invalid cpu_id|^number '\+?\d+' outside range \[0, \d\]$/,
    reason: 'how many processors a host has is not known from the text',
  },
  {
    text: /^value\/out-of-range$/,
    message: /^table -/,
    reason: 'a negative number of a table wraps around to that of a table that nobody means',
  },
  {
    text: /^(?:value|syntax)\//,
    message: /\bregex_(min_offset|max_offset|stack)\b/,
    reason: 'the daemon ignores such a value too, but says so in its log only, not under -t',
  },
  {
    text: /^value\/list-entry$/,
    message: /^unknown option ""/,
    reason: 'an empty word in front of a route is nothing to the daemon, and a mistake to whoever reads it',
  },
  {
    text: /^lvs\/protocol-missing$/,
    until: '2.0.19',
    reason: 'the service becomes one of UDP, which releases before 2.0.20 say in their log only',
  },
  {
    text: /^value\/choice-invalid$/,
    message: /^regex_options\b/,
    until: '2.0.20',
    reason: 'early releases pass over options that they do not know',
  },
  {
    text: /^value\/address-invalid$/,
    message: /^vrrp_mcast_group[46] /,
    until: '2.2.4',
    reason: 'adverts to what is no multicast address reach nobody; the daemon looks at it since 2.2.5',
  },
  {
    text: /^Invalid smtp server/,
    reason: 'whether a name can be resolved is not known from the text; here, no name can be',
  },
];

export interface Met {
  readonly path: string;
  readonly text: string;
  readonly message?: string;
  readonly release: ReleaseName;
}

export function acceptedDifference({ path, text, message, release }: Met): string | undefined {
  return differences.find(
    (one) =>
      one.text.test(text) &&
      (one.message === undefined || one.message.test(message ?? '')) &&
      (one.file === undefined || path.endsWith(one.file)) &&
      (one.since === undefined || compareReleases(release, one.since) >= 0) &&
      (one.until === undefined || compareReleases(release, one.until) <= 0),
  )?.reason;
}
