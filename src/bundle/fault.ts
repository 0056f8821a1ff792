import type { Place } from '../../grammar/source.ts';

/** What can be wrong with a line of a host's file, by what its reader makes of it. */
export type FileFaultKind =
  /** A sysctl line without `=`: skipped. */
  | 'sysctl-no-equals'
  /** A sysctl line that begins with `=`. */
  | 'sysctl-no-key'
  /** `key =` with nothing behind it. */
  | 'sysctl-no-value'
  /** `key = 1 # text`: the comment belongs to the value. */
  | 'sysctl-comment'
  /** A value that the kernel refuses for this key. */
  | 'sysctl-bad-value'
  /** A line of a shell-like file that assigns nothing. */
  | 'no-assignment'
  /** `KEY = value` in a file that a shell reads. */
  | 'blank-around-equals'
  /** A quote that is not closed. */
  | 'open-quote'
  /** A line of an INI file that is neither a section, an assignment nor a comment. */
  | 'ini-line'
  /** An assignment before the first section. */
  | 'ini-no-section'
  | 'bad-address'
  | 'bad-prefix'
  | 'bad-netmask'
  /** An address where the format wants `ADDRESS/LENGTH`. */
  | 'no-prefix'
  /** An option of /etc/network/interfaces that belongs to no iface and no mapping. */
  | 'stray-option'
  /** An option there with nothing behind it. */
  | 'empty-option'
  | 'yaml'
  | 'yaml-shape'
  | 'xml'
  | 'firewall-word'
  | 'unknown-keyword';

/** A fault of a host's file. Rules put it into words. */
export interface FileFault {
  readonly kind: FileFaultKind;
  readonly place: Place;
  /** The word it is about, or what the parser says. */
  readonly detail: string;
}
