import type { Block, Statement, Word } from '../../grammar/configuration.ts';
import type { Place } from '../../grammar/source.ts';
import type { Family, IpAddress, VirtualAddress } from './addresses.ts';
import type { Authentication } from './authentication.ts';
import type { Known } from './known.ts';
import type { TrackedDefinition, TrackedKind } from './tracking.ts';

export type { Authentication } from './authentication.ts';

export interface UnicastPeer {
  readonly address: IpAddress;
  /** The address in its one form: a key to compare by. */
  readonly text: string;
  readonly statement: Statement;
  /** The address as written. */
  readonly place: Place;
  readonly minTtl: number | undefined;
  readonly maxTtl: number | undefined;
  readonly dropped: 'wrong-family' | 'repeated' | undefined;
}

/** A vrrp_instance with everything resolved as the daemon does at the end of its reading. Times in seconds. */
export interface VrrpInstance {
  readonly name: string;
  /** `vrrp_instance NAME`. */
  readonly statement: Statement;
  readonly block: Block;
  /** The name. */
  readonly place: Place;
  /** Of the first VIP, source address or unicast peer; IPv4 when there is none. */
  readonly family: Family;
  readonly version: Known<2 | 3>;
  /** After the daemon's corrections. */
  readonly state: Known<'MASTER' | 'BACKUP'>;
  readonly interface: Known<string | undefined>;
  /** Undefined: missing, or every value was rejected. */
  readonly vrid: Known<number | undefined>;
  readonly priority: Known<number>;
  /** Rounded as for the version: whole seconds for 2, hundredths for 3. */
  readonly advertInterval: Known<number>;
  readonly downTimerAdverts: Known<number>;
  readonly authentication: Authentication;
  readonly strict: Known<boolean>;
  /** Whether the master answers on the VIPs. */
  readonly accept: Known<boolean>;
  /** False when state MASTER or priority 255 cleared it (origin `corrected`). */
  readonly nopreempt: Known<boolean>;
  /** 0 when state MASTER, nopreempt or strict mode cleared it (origin `corrected`). */
  readonly preemptDelay: Known<number>;
  readonly skipCheckAdvAddr: Known<boolean>;
  readonly checkUnicastSource: Known<boolean>;
  readonly lowerPrioNoAdvert: Known<boolean>;
  readonly higherPrioSendAdvert: Known<boolean>;
  readonly dontTrackPrimary: Known<boolean>;
  readonly trackSourceAddress: Known<boolean>;
  /** Accepted entries of virtual_ipaddress, in order. */
  readonly vips: readonly VirtualAddress[];
  /** Accepted entries of virtual_ipaddress_excluded, in order. */
  readonly excludedVips: readonly VirtualAddress[];
  /** Entries of both lists that the daemon drops for their family or for being repeated. */
  readonly droppedVips: readonly VirtualAddress[];
  /** mcast_src_ip or unicast_src_ip, one variable in the daemon: the last counts. */
  readonly source: Known<IpAddress | undefined>;
  /** mcast_dst_ip, else the global group of the family. Means nothing when `unicast`. */
  readonly multicastGroup: Known<IpAddress>;
  /** Accepted peers. */
  readonly unicastPeers: readonly UnicastPeer[];
  readonly droppedPeers: readonly UnicastPeer[];
  /** Whether it sends to peers: the peer list is not empty. */
  readonly unicast: boolean;
  readonly vmac: Known<boolean>;
  readonly ipvlan: Known<boolean>;
  /** Entries of the instance's own track_* lists, those included that the daemon drops. */
  readonly tracked: readonly Tracked[];
  /** The sync group it belongs to. */
  readonly syncGroup: SyncGroup | undefined;
  /** The statements of a keyword directly in the block, such as `notify_master`, in reading order. */
  readonly all: (keyword: string) => readonly Statement[];
  /** The last of them. */
  readonly last: (keyword: string) => Statement | undefined;
}

/** A name in `group { }` of a vrrp_sync_group. */
export interface SyncMember {
  readonly name: string;
  /** The line that holds the word; a line may hold several names. */
  readonly statement: Statement;
  readonly word: Word;
  readonly place: Place;
  /** Undefined: no instance of that name. */
  readonly instance: VrrpInstance | undefined;
  /** The daemon leaves it out: unknown, already in another group, or a second time in this one. */
  readonly dropped: 'unknown' | 'other-group' | 'repeated' | undefined;
}

export interface SyncGroup {
  readonly name: string;
  readonly statement: Statement;
  /** In the order written, with those the daemon leaves out. */
  readonly members: readonly SyncMember[];
  /** The instances that move together. */
  readonly instances: readonly VrrpInstance[];
  /** sync_group_tracking_weight, or its old name global_tracking. */
  readonly trackingWeight: Known<boolean>;
  /** The group's own track_* entries; they count for every member. */
  readonly tracked: readonly Tracked[];
  /** The last statement of a keyword directly in the block, such as `notify_master`. */
  readonly last: (keyword: string) => Statement | undefined;
}

/**
 * Why the daemon does not track an entry. undefined: no such definition; defined-later: it stands further down;
 * repeated: twice in one list; own-interface: it is tracked anyway; owner: weighted, with priority 255;
 * sync-group-member: weighted, in a member of a sync group without sync_group_tracking_weight;
 * bad-entry: a word the daemon rejects.
 */
export type DropReason =
  | 'undefined'
  | 'defined-later'
  | 'repeated'
  | 'own-interface'
  | 'owner'
  | 'sync-group-member'
  | 'bad-entry';

/** An entry of a track_* list. */
export interface Tracked {
  readonly kind: TrackedKind;
  readonly name: string;
  /** The entry: `chk_nginx weight -20`. */
  readonly statement: Statement;
  /** The name in the entry. */
  readonly place: Place;
  /** The first definition of that name; set for `defined-later` too. */
  readonly definition: TrackedDefinition | undefined;
  /**
   * What counts: the entry's own weight, else the definition's, else the default of the kind. 0 means FAULT when
   * it fails. Within -253..253 (files, processes: -254..254).
   */
  readonly weight: Known<number>;
  readonly reverse: boolean;
  /** Undefined when the daemon does track it. */
  readonly dropped: DropReason | undefined;
  /** The sync group whose list it stands in; undefined: the instance's own. */
  readonly group: SyncGroup | undefined;
}
