import type { Statement } from '../../grammar/configuration.ts';
import type { IpAddress } from './addresses.ts';
import type { Known } from './known.ts';

export type TrackedKind = 'script' | 'interface' | 'file' | 'process' | 'bfd';

interface Definition {
  readonly name: string;
  /** The block's line; `statement.words[1]` is the name. */
  readonly statement: Statement;
  readonly weight: Known<number>;
  readonly reverse: boolean;
}

/** vrrp_script. Times in seconds. */
export interface TrackScript extends Definition {
  readonly kind: 'script';
  /** The command as written, without the quotes; undefined: there is none and the daemon drops the block. */
  readonly command: Known<string | undefined>;
  readonly interval: Known<number>;
  /** Default: interval. */
  readonly timeout: Known<number>;
  readonly rise: Known<number>;
  readonly fall: Known<number>;
  /** `user NAME [GROUP]`; undefined: global script_user, then keepalived_script, then root. */
  readonly user: Known<string | undefined>;
  readonly initFail: Known<boolean>;
}

/** track_file or vrrp_track_file. */
export interface TrackFile extends Definition {
  readonly kind: 'file';
  readonly file: Known<string | undefined>;
}

/** vrrp_track_process. */
export interface TrackProcess extends Definition {
  readonly kind: 'process';
  readonly process: Known<string | undefined>;
  readonly quorum: Known<number>;
  /** Undefined: no limit. */
  readonly quorumMax: Known<number | undefined>;
  readonly delay: Known<number>;
  readonly fullCommand: Known<boolean>;
}

export interface BfdInstance extends Definition {
  readonly kind: 'bfd';
  readonly neighbor: Known<IpAddress | undefined>;
  readonly source: Known<IpAddress | undefined>;
  /** Whether VRRP, or the health checkers, get to know it; neither written means both do. */
  readonly forVrrp: boolean;
  readonly forCheckers: boolean;
}

export type TrackedDefinition = TrackScript | TrackFile | TrackProcess | BfdInstance;
