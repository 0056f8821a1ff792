/**
 * How the vocabulary of keepalived.conf is written down. The tables beside this file say, for every keyword,
 * where it may stand and what it takes; no code knows a keyword by name that the tables do not.
 */

/** A release as people write it: `2.2.7`. `next` is what comes after the newest release. */
export type ReleaseName = string;

export type ArgumentType =
  | 'bool' // true|on|yes|false|off|no, exactly
  | 'uint' // strtoul, base 10
  | 'int' // strtol, base 10
  | 'hex'
  | 'decimal' // digits[.digits], at most 6 places
  | 'string'
  | 'enum' // one of `values`, case-sensitive
  | 'enum-nocase'
  | 'enum-or-uint'
  | 'path'
  | 'script' // a quoted command
  | 'user'
  | 'group'
  | 'interface'
  | 'ip' // IPv4 or IPv6 literal
  | 'ipv4'
  | 'ip-multicast'
  | 'ipv4-multicast'
  | 'ipv6-multicast'
  | 'port'
  | 'fwmark'
  | 'host'
  | 'hostname'
  | 'status-code'
  | 'quoted-string'
  | 'netmask-or-prefixlen'
  | 'umask'
  | 'vs-header' // ADDRESS | fwmark | group, first word of virtual_server
  | 'lvs_syncd'
  | 'lvs_timeouts'
  | 'use_vmac'
  | 'use_ipvlan'
  | 'tun'
  | 'hex-wildcard'
  | 'hmac-key'
  // in entries of lists only
  | 'ip-prefix' // address with an optional /length
  | 'ip-prefix-or-all'
  | 'ipv4-or-sign' // address, + or -
  | 'uint-or-word' // number or one of `values`
  | 'uint64'
  | 'rt-scope' // names of iproute2 or numbers
  | 'rt-table'
  | 'rt-proto'
  | 'rt-group'
  | 'dsfield'
  | 'rtt' // raw number, or with s or ms
  | 'realms' // [FROM/]TO
  | 'encap'
  | 'nexthop'
  | 'fwmark-mask' // MARK[/MASK]
  | 'ip-proto'
  | 'uid-range' // N-N
  | 'port-range' // N[-N]
  | 'other';

/** One argument position of a keyword, in the order the daemon reads them. */
export interface ArgumentSpec {
  readonly name: string;
  readonly type: ArgumentType;
  readonly optional?: true;
  /** May be repeated to the end of the line; only the last argument. */
  readonly variadic?: true;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly EnumValue[];
  /** Earlier releases only: the number is taken as it comes, without a look at range or trailing text. */
  readonly unchecked?: true;
}

export interface EnumValue {
  readonly value: string;
  readonly since?: ReleaseName;
  readonly until?: ReleaseName;
}

/**
 * flag: no value is read; bool: optional boolean, bare means true; value: values on the line; script: a quoted
 * command with optional user and group; list: `{ lines of entries }`; block: `{ keywords }`.
 */
export type KeywordKind = 'flag' | 'bool' | 'value' | 'script' | 'list' | 'block';

/** What a second appearance of the keyword in the same block does. */
export type Repeat =
  | 'override' // last one wins silently
  | 'warn-ignore' // first one wins, with a message
  | 'warn-override' // last one wins, with a message
  | 'accumulate' // adds up
  | 'largest' // the largest value counts, in whatever order
  | 'multi' // a new object each time
  | 'merge' // later words add to or replace earlier ones
  | 'idempotent';

/** What the daemon does with a value it cannot use. */
export type OnBad =
  | 'ignore'
  | 'default'
  | 'clamp'
  | 'truncate'
  | 'drop-block'
  | 'drop-item'
  | 'ignore-part'
  | 'silent';

export interface KeywordSpec {
  readonly kind: KeywordKind;
  readonly args: readonly ArgumentSpec[];
  /** Kind `block`: path of the table that holds its keywords, e.g. `vrrp_instance/authentication`. */
  readonly block?: string;
  /** Kind `list`: name of the entry form in `lists.ts`. */
  readonly list?: string;
  readonly since: ReleaseName;
  /** Last release that knew it. */
  readonly until?: ReleaseName;
  /**
   * What to write instead: a keyword of the same block, a keyword elsewhere (`global_defs lvs_sync_daemon`) or a
   * few words. Empty when nothing takes its place.
   */
  readonly deprecated?: string;
  /** The same setting under another name that is not out of use. */
  readonly sameAs?: string;
  readonly default?: string | number | boolean;
  readonly unit?: string;
  readonly repeat: Repeat;
  readonly onBad: OnBad;
  /** What the daemon does when the argument is missing: exit = stops at once with code 2. */
  readonly onMissing?: 'exit' | 'message' | 'ok';
  /** What happens to surplus words: undefined = ignored without a message. */
  readonly onExtra?: 'message';
  readonly required?: true;
  /** Required, but for the case named here: another keyword that will do, or a few words. */
  readonly requiredUnless?: string;
  /** Build options or libraries the keyword depends on. */
  readonly requires?: readonly string[];
  /** Its value must never be shown. */
  readonly secret?: true;
  readonly doc: string;
  readonly note?: string;
  /** How earlier releases read it, oldest first; see `readingIn()`. */
  readonly history?: readonly EarlierReading[];
}

/** How a keyword was read up to a release. What is not given was as it is today. */
export interface EarlierReading {
  /** Last release that read it so. */
  readonly until: ReleaseName;
  readonly kind?: KeywordKind;
  readonly args?: readonly ArgumentSpec[];
  readonly note?: string;
}

/** The keywords of one block. */
export interface BlockTable {
  /** `/` for the top level, else the path of keywords down to the block. */
  readonly path: string;
  /** In the order of the table. */
  readonly names: readonly string[];
  /** All of them, by name: made anew for each who asks. */
  readonly keywords: Readonly<Record<string, KeywordSpec>>;
  /** One of them: the same object each time. */
  keyword(name: string): KeywordSpec | undefined;
}

/** An option word inside a list entry, e.g. `dev` in virtual_ipaddress. */
export interface OptionSpec {
  readonly option: string;
  /** Other words that mean the same; each has a row of its own. */
  readonly aliases?: readonly string[];
  readonly args: readonly ArgumentSpec[];
  readonly since: ReleaseName;
  readonly until?: ReleaseName;
  readonly deprecated?: string;
  readonly default?: string | number;
  readonly repeat?: string;
  readonly requires?: string;
  /** Keywords whose entries take the option; all that use the list when it is not given. */
  readonly only?: readonly string[];
  /** The option that must stand right before this one. */
  readonly after?: string;
  /** The word `lock` may stand before the value. */
  readonly lockable?: true;
  readonly doc: string;
  readonly note?: string;
}

/** One way to write an entry, for lists whose entries are not a first word and options. */
export interface EntryForm {
  readonly form: string;
  readonly since: ReleaseName;
  readonly doc?: string;
}

/** The form of the entries of a list block, or of the words behind a keyword with options of its own. */
export interface ListSpec {
  readonly name: string;
  /** The entry as a man page would write it. */
  readonly form: string;
  readonly forms?: readonly EntryForm[];
  /** What an entry begins with, before any option. */
  readonly args: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** Words an entry may or must contain, that are not options: types of a route, actions of a rule. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** The block is a flat list of words, any number a line (read_value_block), not one entry a line. */
  readonly flat?: true;
  /** A word nobody knows: only the word is skipped, or the whole entry is lost. */
  readonly onUnknown?: 'ignore-word' | 'drop-entry';
  /** The second entry of the same name is lost. */
  readonly onDuplicate?: 'drop-entry';
  readonly unit?: string;
  readonly since?: ReleaseName;
  readonly requires?: string;
  readonly note?: string;
}
