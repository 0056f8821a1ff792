import { posix } from 'node:path';
import type { HostFileKind } from './host-file.ts';

/** A kind of file and where it stands on a host: patterns of glob(3), from the root. */
interface Place {
  readonly kind: HostFileKind;
  readonly patterns: readonly string[];
}

/** The files of a host that decide whether a failover works, where distributions keep them. */
export const places: readonly Place[] = [
  {
    kind: 'sysctl',
    patterns: ['etc/sysctl.conf', '{etc,run,usr/local/lib,usr/lib,lib}/sysctl.d/*.conf'],
  },
  { kind: 'ifcfg', patterns: ['etc/sysconfig/network-scripts/ifcfg-*', 'etc/sysconfig/network/ifcfg-*'] },
  { kind: 'route', patterns: ['etc/sysconfig/network-scripts/{route,route6,rule,rule6}-*'] },
  { kind: 'keyfile', patterns: ['etc/NetworkManager/system-connections/*'] },
  { kind: 'netplan', patterns: ['etc/netplan/*.{yaml,yml}'] },
  { kind: 'networkd', patterns: ['etc/systemd/network/*.{network,netdev,link}'] },
  { kind: 'interfaces', patterns: ['etc/network/interfaces', 'etc/network/interfaces.d/*'] },
  {
    kind: 'firewalld',
    patterns: [
      'etc/firewalld/{zones,services,policies}/*.xml',
      'etc/firewalld/direct.xml',
      'etc/firewalld/firewalld.conf',
    ],
  },
  {
    kind: 'nftables',
    patterns: ['etc/nftables.conf', 'etc/sysconfig/nftables.conf', 'etc/nftables{,.d}/*.{nft,conf}'],
  },
  { kind: 'iptables', patterns: ['etc/sysconfig/{iptables,ip6tables}', 'etc/iptables/rules.{v4,v6}'] },
  { kind: 'ufw', patterns: ['etc/ufw/{before,before6,user,user6,after,after6}.rules'] },
  { kind: 'ufw-settings', patterns: ['etc/ufw/ufw.conf', 'etc/default/ufw'] },
  {
    kind: 'unit',
    patterns: [
      '{etc,run,usr/lib,lib}/systemd/system/keepalived.service',
      '{etc,run,usr/lib,lib}/systemd/system/keepalived.service.d/*.conf',
    ],
  },
  { kind: 'rc.local', patterns: ['etc/rc.local', 'etc/rc.d/rc.local'] },
  { kind: 'options', patterns: ['etc/{sysconfig,default}/keepalived'] },
  { kind: 'haproxy', patterns: ['etc/haproxy/haproxy.cfg'] },
  { kind: 'nginx', patterns: ['etc/nginx/nginx.conf', 'etc/nginx/{conf.d,sites-enabled}/*'] },
  { kind: 'compose', patterns: ['{docker-compose,compose}.{yml,yaml}'] },
  { kind: 'dockerfile', patterns: ['{Dockerfile,Containerfile}'] },
  { kind: 'manifest', patterns: ['etc/kubernetes/manifests/*.{yaml,yml}'] },
];

/** The folder of the daemon, from the root: scripts are kept in it. */
export const daemonFolder = '/etc/keepalived';

let expressions: readonly { readonly kind: HostFileKind; readonly pattern: RegExp }[] | undefined;

/** What a file is by its path on the host; undefined for one that is of no interest. */
export function kindOfPath(hostPath: string): HostFileKind | undefined {
  if (isLeftover(posix.basename(hostPath))) return undefined;
  expressions ??= places.flatMap(({ kind, patterns }) =>
    patterns.map((pattern) => ({ kind, pattern: expressionOf(pattern) })),
  );
  const found = expressions.find(({ pattern }) => pattern.test(hostPath))?.kind;
  if (found !== undefined) return found;
  return hostPath.startsWith(`${daemonFolder}/`) && isScriptName(posix.basename(hostPath))
    ? 'script'
    : undefined;
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.]/g, '\\.')
    .replace(/\*/g, '[^/]+')
    .replace(/\{([^}]*)\}/g, (_all, list: string) => `(?:${list.replace(/,/g, '|')})`);
  return new RegExp(`^/${source}$`);
}

/** Files kept without their folders, by their usual names, and where they belong. */
const flatNames: readonly (readonly [RegExp, HostFileKind, string])[] = [
  [/^sysctl\.conf$/, 'sysctl', '/etc'],
  [/^[\w-]*sysctl[\w-]*\.conf$/, 'sysctl', '/etc/sysctl.d'],
  [/^ifcfg-[\w.:@-]+$/, 'ifcfg', '/etc/sysconfig/network-scripts'],
  [/^(?:route|rule)6?-[\w.:-]+$/, 'route', '/etc/sysconfig/network-scripts'],
  [/^.+\.nmconnection$/, 'keyfile', '/etc/NetworkManager/system-connections'],
  [/^(?:netplan[\w.-]*|\d\d-[\w.-]+)\.ya?ml$/, 'netplan', '/etc/netplan'],
  [/^.+\.(?:network|netdev|link)$/, 'networkd', '/etc/systemd/network'],
  [/^interfaces$/, 'interfaces', '/etc/network'],
  [
    /^(?:firewalld[\w.-]*|[\w-]*zone[\w-]*|public|internal|external|dmz|trusted|drop|block|home|work)\.xml$/,
    'firewalld',
    '/etc/firewalld/zones',
  ],
  [/^nftables\.conf$/, 'nftables', '/etc'],
  [/^.+\.nft$/, 'nftables', '/etc/nftables'],
  [/^ip6?tables(?:\.rules)?$/, 'iptables', '/etc/sysconfig'],
  [/^rules\.v[46]$/, 'iptables', '/etc/iptables'],
  [/^(?:before|user|after)6?\.rules$/, 'ufw', '/etc/ufw'],
  [/^ufw\.conf$/, 'ufw-settings', '/etc/ufw'],
  [/^ufw$/, 'ufw-settings', '/etc/default'],
  [/^keepalived(?:@[\w-]*)?\.service$/, 'unit', '/etc/systemd/system'],
  [/^rc\.local$/, 'rc.local', '/etc'],
  [/^haproxy\.cfg$/, 'haproxy', '/etc/haproxy'],
  [/^nginx\.conf$/, 'nginx', '/etc/nginx'],
  [/^(?:docker-)?compose[\w.-]*\.ya?ml$/, 'compose', ''],
  [
    /^(?:keepalived[\w-]*|(?:[\w-]+[-.])?(?:daemonset|deployment|pod))\.ya?ml$/,
    'manifest',
    '/etc/kubernetes/manifests',
  ],
  [/^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/, 'dockerfile', ''],
];

export interface Named {
  readonly kind: HostFileKind;
  /** Where such a file belongs on a host. */
  readonly hostPath: string;
}

/** What a file is by its name alone; undefined for one that is of no interest. */
export function kindOfName(name: string): Named | undefined {
  if (isLeftover(name)) return undefined;
  for (const [pattern, kind, folder] of flatNames) {
    if (pattern.test(name)) return { kind, hostPath: `${folder}/${name}` };
  }
  return isScriptName(name) ? { kind: 'script', hostPath: `${daemonFolder}/${name}` } : undefined;
}

/** Kinds that tell of a host: a folder with nothing but scripts or a compose file in it may be anything. */
export const hostKinds: ReadonlySet<HostFileKind> = new Set<HostFileKind>([
  'sysctl',
  'ifcfg',
  'route',
  'keyfile',
  'netplan',
  'networkd',
  'interfaces',
  'rc.local',
]);

export function isScriptName(name: string): boolean {
  return /\.(?:sh|bash|py|pl|rb|lua)$/i.test(name);
}

/** What editors and package managers leave behind. */
function isLeftover(name: string): boolean {
  return (
    name.startsWith('.') ||
    /(?:~|\.(?:bak|orig|rej|old|save|swp|tmp|rpmnew|rpmsave|rpmorig|dpkg-\w+|ucf-\w+))$/i.test(name)
  );
}
