import type { Family } from '../../../grammar/values/address.ts';
import type { ReleaseName } from '../../../grammar/vocabulary/types.ts';

/**
 * The plan of a cluster: what hacfg.yaml asks for, decided to the last number. A plain value: no functions, no
 * YAML, nothing of the machine that generates. Everything that is written is written from it.
 */
export interface ClusterPlan {
  /** In the order of hacfg.yaml. */
  readonly hosts: readonly HostPlan[];
}

/** What a host runs. `family` other: nothing is known of its packages and network files. */
export interface SystemPlan {
  readonly family: 'rhel' | 'fedora' | 'debian' | 'ubuntu' | 'other';
  /** `7`, `12`, `24.04`; empty when `os:` names none. */
  readonly version: string;
  /** What brings up its interfaces. */
  readonly network: 'ifcfg' | 'networkmanager' | 'netplan' | 'ifupdown' | 'networkd' | 'none';
}

/** `192.0.2.11/24`. */
export interface AddressPlan {
  /** In its one form, without prefix. */
  readonly address: string;
  /** Undefined: hacfg.yaml does not say. */
  readonly prefix: number | undefined;
  readonly family: Family;
}

export interface InterfacePlan {
  readonly name: string;
  readonly addresses: readonly AddressPlan[];
}

/** One host and all that is to stand on it. */
export interface HostPlan {
  readonly name: string;
  readonly release: ReleaseName;
  readonly system: SystemPlan;
  /** The main one first. */
  readonly interfaces: readonly InterfacePlan[];
  /** A real server alone runs none. */
  readonly runsKeepalived: boolean;
  readonly globals: GlobalsPlan;
  readonly scripts: readonly ScriptPlan[];
  readonly processes: readonly ProcessPlan[];
  readonly files: readonly TrackFilePlan[];
  readonly syncGroups: readonly SyncGroupPlan[];
  readonly instances: readonly InstancePlan[];
  readonly serverGroups: readonly ServerGroupPlan[];
  readonly virtualServers: readonly VirtualServerPlan[];
  /** Lines for the top level of keepalived.conf. */
  readonly verbatim: readonly string[];
  /** What the host does as a real server of others' services. */
  readonly realServer: RealServerRole | undefined;
  readonly kernel: KernelPlan;
  readonly firewall: FirewallPlan;
  /** The notify script of hacfg is called by some instance or group: its path on the host. */
  readonly notifyScript: string | undefined;
}

export interface GlobalsPlan {
  readonly routerId: string;
  readonly scriptUser: string | undefined;
  readonly scriptSecurity: boolean;
  readonly smtp: SmtpPlan | undefined;
  readonly lvsSyncDaemon: LvsSyncPlan | undefined;
  /** Lines for global_defs. */
  readonly verbatim: readonly string[];
}

export interface SmtpPlan {
  readonly server: string;
  readonly port: number | undefined;
  readonly from: string;
  readonly to: readonly string[];
  readonly helo: string | undefined;
  readonly connectTimeout: number | undefined;
}

export interface LvsSyncPlan {
  readonly interface: string;
  readonly instance: string;
  readonly id: number | undefined;
}

/** A check that hacfg writes a script for, or a command of the user's own. Times in seconds. */
export type CheckPlan = { readonly timeout: number } & (
  | { readonly kind: 'nginx'; readonly url: string; readonly restart: string | undefined }
  | { readonly kind: 'apache'; readonly url: string; readonly restart: string | undefined }
  | {
      readonly kind: 'haproxy';
      /** The statistics socket; undefined: only the process is looked for. */
      readonly socket: string | undefined;
      readonly restart: string | undefined;
    }
  | {
      readonly kind: 'http';
      readonly url: string;
      /** Accepted status codes; empty: 200 to 399. */
      readonly status: readonly number[];
      /** Text that the page must hold. */
      readonly contains: string | undefined;
      readonly restart: string | undefined;
    }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      readonly restart: string | undefined;
    }
  | {
      readonly kind: 'mysql';
      readonly host: string | undefined;
      readonly port: number | undefined;
      readonly socket: string | undefined;
      /** A my.cnf with user and password, read by the client. */
      readonly defaultsFile: string | undefined;
      readonly restart: string | undefined;
    }
  | {
      readonly kind: 'postgresql';
      readonly host: string | undefined;
      readonly port: number | undefined;
      readonly restart: string | undefined;
    }
  | {
      readonly kind: 'redis';
      readonly host: string;
      readonly port: number;
      readonly restart: string | undefined;
    }
  | { readonly kind: 'process'; readonly process: string; readonly restart: string | undefined }
  | {
      readonly kind: 'ping';
      readonly targets: readonly string[];
      /** Up while at least so many of the targets answer. */
      readonly need: number;
    }
  | { readonly kind: 'command'; readonly command: string }
);

/** A vrrp_script. */
export interface ScriptPlan {
  /** As tracked. */
  readonly name: string;
  readonly check: CheckPlan;
  /** Where hacfg writes the script; undefined for a command of the user's own. */
  readonly path: string | undefined;
  /** What stands behind `script`. */
  readonly command: string;
  readonly interval: number;
  readonly timeout: number | undefined;
  readonly fall: number | undefined;
  readonly rise: number | undefined;
  /** Undefined: nothing is written, which means 0. */
  readonly weight: number | undefined;
  readonly reverse: boolean;
  readonly user: string | undefined;
  readonly initFail: boolean;
  readonly verbatim: readonly string[];
}

/** A vrrp_track_process. */
export interface ProcessPlan {
  readonly name: string;
  readonly process: string;
  readonly weight: number;
  readonly quorum: number | undefined;
  readonly delay: number | undefined;
  readonly verbatim: readonly string[];
}

/** A vrrp_track_file, called track_file from 2.1.0 on. */
export interface TrackFilePlan {
  readonly name: string;
  readonly keyword: 'track_file' | 'vrrp_track_file';
  readonly file: string;
  readonly weight: number;
  /** Create it with 0 when it is not there. */
  readonly init: boolean;
}

/** An entry of a track_* list. `weight` undefined: that of the definition. */
export interface TrackPlan {
  readonly name: string;
  readonly weight: number | undefined;
  readonly reverse: boolean;
}

export interface TrackingPlan {
  readonly scripts: readonly TrackPlan[];
  readonly processes: readonly TrackPlan[];
  readonly files: readonly TrackPlan[];
  readonly interfaces: readonly TrackPlan[];
}

/** Commands as they stand behind notify_master and so on. */
export interface NotifyPlan {
  readonly any: string | undefined;
  readonly master: string | undefined;
  readonly backup: string | undefined;
  readonly fault: string | undefined;
  readonly stop: string | undefined;
}

export interface VipPlan extends AddressPlan {
  readonly prefix: number;
  /** Undefined: the interface of the instance. */
  readonly device: string | undefined;
  readonly label: string | undefined;
  /** Further words of the entry, as imported. */
  readonly options: string;
}

export type AuthPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'pass'; readonly password: string }
  | { readonly kind: 'ah'; readonly password: string }
  | { readonly kind: 'hmac'; readonly id: number; readonly key: string };

/** A vrrp_instance on one host. */
export interface InstancePlan {
  readonly name: string;
  /** The router of hacfg.yaml; two instances of a dual-stack router share one. */
  readonly router: string;
  readonly family: Family;
  readonly interface: string | undefined;
  readonly vrid: number;
  readonly priority: number;
  readonly state: 'MASTER' | 'BACKUP' | undefined;
  readonly version: 2 | 3 | undefined;
  readonly advertInterval: number | undefined;
  readonly auth: AuthPlan;
  readonly nopreempt: boolean;
  readonly preemptDelay: number | undefined;
  readonly transport: 'multicast' | 'unicast';
  /** This host's address that adverts are sent from; undefined when hacfg.yaml names none. */
  readonly source: string | undefined;
  /** The other nodes' addresses, for unicast. */
  readonly peers: readonly { readonly host: string; readonly address: string }[];
  readonly checkUnicastSource: boolean;
  readonly multicastGroup: string | undefined;
  readonly vmac: { readonly name: string | undefined; readonly xmitBase: boolean } | undefined;
  readonly vips: readonly VipPlan[];
  readonly excludedVips: readonly VipPlan[];
  readonly tracking: TrackingPlan;
  readonly notify: NotifyPlan;
  readonly smtpAlert: boolean | undefined;
  readonly verbatim: readonly string[];
}

export interface SyncGroupPlan {
  readonly name: string;
  readonly members: readonly string[];
  readonly tracking: TrackingPlan;
  readonly trackingWeight: boolean;
  readonly notify: NotifyPlan;
  readonly smtpAlert: boolean | undefined;
  readonly verbatim: readonly string[];
}

/** A virtual_server_group. */
export interface ServerGroupPlan {
  readonly name: string;
  readonly entries: readonly string[];
}

export type ForwardPlan = 'DR' | 'NAT' | 'TUN';
export type ProtocolPlan = 'TCP' | 'UDP' | 'SCTP';

/** A virtual_server. */
export interface VirtualServerPlan {
  /** The service of hacfg.yaml; one with several ports is several virtual servers. */
  readonly service: string;
  /** What stands behind `virtual_server`: `192.0.2.1 80`, `fwmark 3`, `group web`. */
  readonly target: string;
  readonly ipFamily: 'inet' | 'inet6' | undefined;
  readonly protocol: ProtocolPlan | undefined;
  readonly scheduler: string;
  readonly schedulerFlags: readonly string[];
  readonly forward: ForwardPlan;
  readonly delayLoop: number | undefined;
  readonly persistence: { readonly timeout: number; readonly granularity: string | undefined } | undefined;
  readonly onePacket: boolean;
  readonly quorum: number | undefined;
  readonly hysteresis: number | undefined;
  readonly quorumUp: string | undefined;
  readonly quorumDown: string | undefined;
  readonly alpha: boolean;
  readonly omega: boolean;
  readonly virtualhost: string | undefined;
  readonly smtpAlert: boolean | undefined;
  readonly sorryServer:
    | { readonly address: string; readonly port: number | undefined; readonly inhibit: boolean }
    | undefined;
  readonly verbatim: readonly string[];
  readonly realServers: readonly RealServerPlan[];
}

export interface RealServerPlan {
  readonly address: string;
  readonly port: number | undefined;
  /** The host of hacfg.yaml it is, for the comment. */
  readonly host: string | undefined;
  readonly weight: number | undefined;
  readonly forward: ForwardPlan | undefined;
  readonly inhibitOnFailure: boolean;
  readonly notifyUp: string | undefined;
  readonly notifyDown: string | undefined;
  readonly checkers: readonly CheckerPlan[];
  readonly verbatim: readonly string[];
}

/** A block such as TCP_CHECK: its keyword and its lines, `url` blocks among them. */
export interface CheckerPlan {
  readonly keyword: string;
  readonly lines: readonly CheckerLine[];
}

export type CheckerLine =
  | { readonly text: string }
  | { readonly block: string; readonly lines: readonly { readonly text: string }[] };

/** A host behind directors. */
export interface RealServerRole {
  /** VIPs it must accept packets for without answering ARP: DR and TUN. */
  readonly vips: readonly RealServerVip[];
  /** Default gateways that the answers must leave through: the directors' VIP on this host's subnet, for NAT. */
  readonly gateways: readonly {
    readonly address: string;
    readonly family: Family;
    readonly interface: string;
  }[];
}

export interface RealServerVip extends AddressPlan {
  readonly forward: 'dr' | 'tun';
  /** The interface the packets come in on. */
  readonly interface: string;
  readonly services: readonly string[];
}

/** Kernel settings that the roles of a host ask for. */
export interface KernelPlan {
  /** It forwards packets: a director with NAT, a gateway. */
  readonly forward4: boolean;
  readonly forward6: boolean;
  /** Programs bind a VIP while the host is backup: `bind: true` of a router. */
  readonly nonlocalBind4: boolean;
  readonly nonlocalBind6: boolean;
  /** Interfaces with a VMAC. */
  readonly vmacInterfaces: readonly string[];
}

/** What must come in for VRRP to work, and be marked for IPVS. */
export interface FirewallPlan {
  readonly vrrp: readonly {
    readonly interface: string;
    readonly family: Family;
    /** The multicast group; undefined for unicast. */
    readonly group: string | undefined;
    /** The other nodes' addresses, as far as known. */
    readonly peers: readonly string[];
    /** Adverts come as AH (IP protocol 51), not as VRRP (112). */
    readonly ah: boolean;
  }[];
  /** Ports of services on this host's VIPs, for fwmark. */
  readonly marks: readonly {
    readonly mark: number;
    readonly protocol: 'tcp' | 'udp' | 'sctp';
    readonly address: string;
    readonly family: Family;
    readonly ports: readonly number[];
  }[];
  /** Ports that clients reach on the VIPs; `*` where hacfg.yaml tells none. */
  readonly services: readonly {
    readonly address: string;
    readonly family: Family;
    readonly protocol: 'tcp' | 'udp' | 'sctp';
    readonly ports: readonly number[];
  }[];
  /** The sync daemon of IPVS: UDP 8848 to 224.0.0.81 on this interface. */
  readonly ipvsSync: string | undefined;
}
