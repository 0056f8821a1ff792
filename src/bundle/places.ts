import type { HostFileKind } from './host-file.ts';
import { baseName } from './paths.ts';

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
  if (isLeftover(baseName(hostPath))) return undefined;
  expressions ??= places.flatMap(({ kind, patterns }) =>
    patterns.map((pattern) => ({ kind, pattern: expressionOf(pattern) })),
  );
  const found = expressions.find(({ pattern }) => pattern.test(hostPath))?.kind;
  if (found !== undefined) return found;
  return hostPath.startsWith(`${daemonFolder}/`) && isScriptName(baseName(hostPath)) ? 'script' : undefined;
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.]/g, '\\.')
    .replace(/\*/g, '[^/]+')
    .replace(/\{([^}]*)\}/g, (_all, list: string) => `(?:${list.replace(/,/g, '|')})`);
  return new RegExp(`^/${source}$`);
}

/** Files kept without their folders, by their usual names. */
interface FlatName {
  /** What is in each such name: a pattern costs more than to look for that, and most files are none of these. */
  readonly mark: string;
  readonly pattern: RegExp;
  readonly kind: HostFileKind;
  /** Where they belong. */
  readonly folder: string;
}

function flatName(mark: string, pattern: RegExp, kind: HostFileKind, folder: string): FlatName {
  return { mark, pattern, kind, folder };
}

const flatNames: readonly FlatName[] = [
  flatName('sysctl', /^sysctl\.conf$/, 'sysctl', '/etc'),
  flatName('sysctl', /^[\w-]*sysctl[\w-]*\.conf$/, 'sysctl', '/etc/sysctl.d'),
  flatName('ifcfg-', /^ifcfg-[\w.:@-]+$/, 'ifcfg', '/etc/sysconfig/network-scripts'),
  flatName('route', /^route6?-[\w.:-]+$/, 'route', '/etc/sysconfig/network-scripts'),
  flatName('rule', /^rule6?-[\w.:-]+$/, 'route', '/etc/sysconfig/network-scripts'),
  flatName('.nmconnection', /^.+\.nmconnection$/, 'keyfile', '/etc/NetworkManager/system-connections'),
  flatName('.y', /^(?:netplan[\w.-]*|\d\d-[\w.-]+)\.ya?ml$/, 'netplan', '/etc/netplan'),
  flatName('.net', /^.+\.(?:network|netdev)$/, 'networkd', '/etc/systemd/network'),
  flatName('.link', /^.+\.link$/, 'networkd', '/etc/systemd/network'),
  flatName('interfaces', /^interfaces$/, 'interfaces', '/etc/network'),
  flatName(
    '.xml',
    /^(?:firewalld[\w.-]*|[\w-]*zone[\w-]*|public|internal|external|dmz|trusted|drop|block|home|work)\.xml$/,
    'firewalld',
    '/etc/firewalld/zones',
  ),
  flatName('nftables', /^nftables\.conf$/, 'nftables', '/etc'),
  flatName('.nft', /^.+\.nft$/, 'nftables', '/etc/nftables'),
  flatName('tables', /^ip6?tables(?:\.rules)?$/, 'iptables', '/etc/sysconfig'),
  flatName('rules.v', /^rules\.v[46]$/, 'iptables', '/etc/iptables'),
  flatName('.rules', /^(?:before|user|after)6?\.rules$/, 'ufw', '/etc/ufw'),
  flatName('ufw', /^ufw\.conf$/, 'ufw-settings', '/etc/ufw'),
  flatName('ufw', /^ufw$/, 'ufw-settings', '/etc/default'),
  flatName('.service', /^keepalived(?:@[\w-]*)?\.service$/, 'unit', '/etc/systemd/system'),
  flatName('rc.local', /^rc\.local$/, 'rc.local', '/etc'),
  flatName('haproxy', /^haproxy\.cfg$/, 'haproxy', '/etc/haproxy'),
  flatName('nginx.conf', /^nginx\.conf$/, 'nginx', '/etc/nginx'),
  flatName('compose', /^(?:docker-)?compose[\w.-]*\.ya?ml$/, 'compose', ''),
  flatName(
    '.y',
    /^(?:keepalived[\w-]*|(?:[\w-]+[-.])?(?:daemonset|deployment|pod))\.ya?ml$/,
    'manifest',
    '/etc/kubernetes/manifests',
  ),
  flatName('erfile', /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$/, 'dockerfile', ''),
];

export interface Named {
  readonly kind: HostFileKind;
  /** Where such a file belongs on a host. */
  readonly hostPath: string;
}

/** What a file is by its name alone; undefined for one that is of no interest. */
export function kindOfName(name: string): Named | undefined {
  if (isLeftover(name)) return undefined;
  const found = flatNames.find(({ mark, pattern }) => name.includes(mark) && pattern.test(name));
  if (found !== undefined) return { kind: found.kind, hostPath: `${found.folder}/${name}` };
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

const scriptEndings: ReadonlySet<string> = new Set(['sh', 'bash', 'py', 'pl', 'rb', 'lua']);

export function isScriptName(name: string): boolean {
  return scriptEndings.has(endingOf(name));
}

const leftoverEndings: ReadonlySet<string> = new Set(
  'bak orig rej old save swp tmp rpmnew rpmsave rpmorig'.split(' '),
);

/** What editors and package managers leave behind. */
function isLeftover(name: string): boolean {
  if (name.startsWith('.') || name.endsWith('~')) return true;
  const ending = endingOf(name);
  return leftoverEndings.has(ending) || (ending.includes('-') && /^(?:dpkg|ucf)-\w+$/.test(ending));
}

/** What stands behind the last dot, in lower case; empty: there is none. */
function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1).toLowerCase();
}
